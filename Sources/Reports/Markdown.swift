import Explanations

/// Pieces of Markdown, fit for a comment on a pull request.
enum Markdown {
  /// A table; cells are plain text.
  static func table(_ heads: [String], _ rows: [[String]]) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    return line(heads) + "|" + heads.map { _ in "---|" }.joined() + "\n"
      + rows.map { line($0.map(\.markdown)) }.joined()
  }

  /// What shows when the reader opens it.
  static func folded(_ summary: String, _ body: String) -> String {
    "\n<details><summary>\(summary)</summary>\n\n\(body)\n</details>\n"
  }
}

extension String {
  /// The text with everything escaped that Markdown or HTML would take for its own.
  var markdown: String {
    printable.reduce("") { text, character in
      switch character {
      case "<": text + "&lt;"
      case ">": text + "&gt;"
      case "&": text + "&amp;"
      case "|", "`", "*", "_", "[", "]", "\\", "#": text + "\\\(character)"
      default: text + String(character)
      }
    }
  }
}
