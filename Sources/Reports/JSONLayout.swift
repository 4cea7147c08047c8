import Explanations
import JSONText

/// JSON as people lay it out: what fits into a line stands in one, and members of longer objects fill lines.
struct JSONLayout {
  /// The most characters of a line, where its words allow it.
  let width: Int

  init(width: Int = 100) { self.width = width }

  /// A value, its lines behind the first indented.
  /// - Parameters:
  ///   - indent: how far the line is indented in which it begins.
  ///   - used: how many characters stand before it in that line, or will stand behind it.
  func text(_ value: JSONValue, indent: Int = 0, used: Int = 0) -> String {
    let line = Self.line(value)
    if indent + used + line.count <= width { return line }
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch value {
    case .array(let elements) where elements.contains(where: \.isContainer):
      let texts = elements.map { inner + text($0, indent: indent + 2, used: 1) }
      return "[\n" + texts.joined(separator: ",\n") + "\n\(outer)]"
    case .array(let elements):
      return "[\n" + filled(elements.map(Self.line), indent: indent + 2) + "\n\(outer)]"
    case .object(let members):
      let texts = members.map { member in
        let key = Self.quoted(member.key) + ": "
        return key + text(member.value, indent: indent + 2, used: key.count + 1)
      }
      return "{\n" + filled(texts, indent: indent + 2) + "\n\(outer)}"
    case .null, .boolean, .integer, .number, .string: return line
    }
  }

  /// Texts with commas between them, as many in a line as fit; one of several lines has them to itself.
  private func filled(_ texts: [String], indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    for (index, text) in texts.enumerated() {
      let text = text + (index + 1 < texts.count ? "," : "")
      if let last = lines.last, !last.contains("\n"), !text.contains("\n"), last.count + 1 + text.count <= width {
        lines[lines.count - 1] = last + " " + text
      } else {
        lines.append(margin + text)
      }
    }
    return lines.joined(separator: "\n")
  }

  /// A value in one line.
  static func line(_ value: JSONValue) -> String {
    switch value {
    case .array(let elements): "[" + elements.map(line).joined(separator: ", ") + "]"
    case .object([]): "{}"
    case .object(let members):
      "{ " + members.map { "\(quoted($0.key)): \(line($0.value))" }.joined(separator: ", ") + " }"
    case .string(let text): quoted(text)
    case .null, .boolean, .integer, .number: value.text(pretty: false)
    }
  }

  /// A text in quotes. What steers a terminal is written as an escape, which JSON reads as the same text.
  static func quoted(_ text: String) -> String {
    let quoted = JSONValue.string(text).text(pretty: false)
    guard quoted.printable != quoted else { return quoted }
    return quoted.unicodeScalars.map { scalar in
      let alone = String(scalar)
      if alone.printable == alone { return alone }
      return alone.utf16.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }.joined()
  }
}

extension JSONValue {
  fileprivate var isContainer: Bool {
    switch self {
    case .array, .object: true
    case .null, .boolean, .integer, .number, .string: false
    }
  }
}
