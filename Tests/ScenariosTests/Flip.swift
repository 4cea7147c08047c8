import JSONText
import Outcomes
import Resources
import Scenarios

/// One expected value of a scenario, exchanged for another legal one.
struct Flip {
  /// The whole text with the other value in it.
  let text: [UInt8]
  /// The line of the value.
  let line: Int
  /// How the scenario stands then: what cannot be told fails as such.
  let standing: Standing
  /// What was exchanged, for messages.
  let title: String

  /// Every expected value of a judged scenario, each flipped alone.
  static func all(of report: ScenarioReport) -> [Flip] {
    report.results.flatMap { result in
      result.comparisons.compactMap { Flip($0, of: result) }
    }
  }

  private init?(_ comparison: ExpectationResult.Comparison, of result: ExpectationResult) {
    let source = comparison.origin.text
    guard let slice = source.slice(at: comparison.origin.path), let position = comparison.origin.position else {
      return nil
    }
    let range: Range<Int>
    let other: String
    switch comparison.field {
    case "never", "always":
      // The promise itself is turned round: its key is the last text before the value.
      let bytes = source.bytes
      let quote = UInt8(ascii: "\"")
      guard let end = bytes[..<slice.range.lowerBound].lastIndex(of: quote),
        let start = bytes[..<end].lastIndex(of: quote)
      else { return nil }
      range = start..<end + 1
      other = comparison.field == "never" ? "\"always\"" : "\"never\""
    default:
      range = slice.range
      other =
        comparison.field == "verdict" && result.title.hasPrefix("request ")
        ? Self.next(RequestVerdict.self, after: comparison.expected) : Self.otherValue(than: comparison)
    }
    var bytes = source.decoded
    bytes.replaceSubrange(range, with: Array(other.utf8))
    text = bytes
    line = position.line
    title = "\(comparison.field) of \(result.title)"
    let isOpen =
      switch comparison.field {
      case "path": comparison.expected == "undetermined"
      case "finding": false
      default: result.decisive?.verdict == .undetermined
      }
    standing = isOpen ? .cannotTell : .fails
  }

  private static func otherValue(than comparison: ExpectationResult.Comparison) -> String {
    switch comparison.field {
    case "health": next(Health.self, after: comparison.expected)
    case "cause", "finding": next(Outcome.self, after: comparison.expected)
    case "path": next(PathVerdict.self, after: comparison.expected)
    case "verdict": next(FlowVerdict.self, after: comparison.expected)
    case "status": comparison.expected == "200" ? "418" : "200"
    case "errorInfo": next(ErrorInfo.self, after: comparison.expected)
    case "type": comparison.expected == "None" ? "\"Internet\"" : "\"None\""
    case "address": "\"192.0.2.1\""
    case "lint": comparison.expected.isEmpty ? "[\"unused-part nobody\"]" : "[]"
    case "addresses": "[\"192.0.2.1\"]"
    default: "\"somebody-else\""
    }
  }

  /// The value after this one, as JSON.
  private static func next<E: RawRepresentable & CaseIterable>(_ type: E.Type, after value: String) -> String
  where E.RawValue == String {
    let values = type.allCases.map(\.rawValue)
    let index = values.firstIndex(of: value) ?? 0
    return "\"\(values[(index + 1) % values.count])\""
  }
}
