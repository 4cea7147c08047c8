import Explanations

/// A workflow command of GitHub Actions, which becomes an annotation at a line of a file.
enum WorkflowCommand {
  /// - Parameter level: `error`, `warning` or `notice`.
  static func annotation(_ level: String, at place: TestPlace, title: String, lines: [String]) -> String {
    var properties = [("file", place.file.printable)]
    if let position = place.position {
      properties += [("line", "\(position.line)"), ("col", "\(position.column)")]
    }
    properties.append(("title", "agwsim: \(title)"))
    return "::\(level) " + properties.map { "\($0)=\(property($1))" }.joined(separator: ",") + "::"
      + data(lines.joined(separator: "\n"))
  }

  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
