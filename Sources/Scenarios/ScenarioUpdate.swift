import JSONText
import Outcomes

/// Rewrites expected values to the predicted ones, and nothing else: comments and layout stay.
package struct ScenarioUpdate {
  private let text: SourceText

  /// An update of a scenario's text.
  package init(_ text: SourceText) { self.text = text }

  /// The text with every value of the results that does not hold replaced.
  /// - Returns: the new text as UTF-8; nil when nothing has to change.
  package func rewritten(by results: [ExpectationResult]) -> [UInt8]? {
    var edits: [(range: Range<Int>, bytes: [UInt8])] = []
    for comparison in results.flatMap(\.comparisons) where comparison.standing != .holds {
      guard comparison.origin.text.name == text.name, let slice = text.slice(at: comparison.origin.path) else {
        continue
      }
      if let predicted = comparison.predicted {
        edits.append((slice.range, Array(written(predicted, as: slice.kind).utf8)))
      } else {
        edits.append((member(around: slice.range), []))
      }
    }
    guard !edits.isEmpty else { return nil }
    var out = text.decoded
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      out.replaceSubrange(edit.range, with: edit.bytes)
    }
    return out
  }

  /// A prediction as JSON; a list keeps its brackets.
  private func written(_ predicted: String, as kind: JSONKind) -> String {
    guard kind == .array else { return JSONValue.string(predicted).text(pretty: false) }
    let elements = predicted.split(separator: ",").map { element in
      JSONValue.string(String(element.drop { $0 == " " })).text(pretty: false)
    }
    return "[" + elements.joined(separator: ", ") + "]"
  }

  /// A whole member, its key and one comma included. Blanks are found in the text whose comments are blanked.
  private func member(around value: Range<Int>) -> Range<Int> {
    let bytes = text.bytes
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    var start = value.lowerBound - 1
    while isBlank(bytes[start]) || bytes[start] == UInt8(ascii: ":") { start -= 1 }
    // `start` is at the key's closing quote.
    repeat { start -= 1 } while bytes[start] != UInt8(ascii: "\"")
    var end = value.upperBound
    while end < bytes.count, isBlank(bytes[end]) { end += 1 }
    if end < bytes.count, bytes[end] == UInt8(ascii: ",") {
      end += 1
      while end < bytes.count, bytes[end] == 0x20 { end += 1 }
      return start..<end
    }
    while isBlank(bytes[start - 1]) { start -= 1 }
    if bytes[start - 1] == UInt8(ascii: ",") { start -= 1 }
    return start..<value.upperBound
  }
}
