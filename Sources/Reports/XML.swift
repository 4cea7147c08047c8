import Explanations

/// An XML element to write.
struct XML {
  private let name: String
  private let attributes: [(String, String)]
  private let text: String
  private let children: [XML]

  /// An element; attributes without a value are left out.
  init(_ name: String, _ attributes: [(String, String?)] = [], text: String = "", _ children: [XML] = []) {
    self.name = name
    self.attributes = attributes.compactMap { key, value in value.map { (key, $0) } }
    self.text = text
    self.children = children
  }

  /// The whole document, this element at its root.
  var document: String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + lines(indent: "").joined(separator: "\n") + "\n"
  }

  private func lines(indent: String) -> [String] {
    let start = indent + "<" + name + attributes.map { " \($0)=\"\(Self.escaped($1))\"" }.joined()
    if children.isEmpty { return [text.isEmpty ? start + "/>" : start + ">\(Self.escaped(text))</\(name)>"] }
    return [start + ">"] + children.flatMap { $0.lines(indent: indent + "  ") } + [indent + "</\(name)>"]
  }

  /// The text with everything escaped that markup, or a reader that tidies blanks, would take for something else. Line ends stay
  /// in text; what steers a terminal, XML does not allow either.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var out = ""
      for scalar in String(line).printable.unicodeScalars {
        switch scalar {
        case "&": out += "&amp;"
        case "<": out += "&lt;"
        case ">": out += "&gt;"
        case "\"": out += "&quot;"
        case "'": out += "&apos;"
        default: out.unicodeScalars.append(scalar)
        }
      }
      return out
    }.joined(separator: "\n")
  }
}
