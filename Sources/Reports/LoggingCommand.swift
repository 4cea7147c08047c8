import Explanations

/// A logging command of Azure Pipelines, which becomes an issue of the run.
enum LoggingCommand {
  /// - Parameter type: `error` or `warning`.
  static func issue(_ type: String, at place: TestPlace, text: String) -> String {
    var properties = [("type", type), ("sourcepath", place.file.printable)]
    if let position = place.position {
      properties += [("linenumber", "\(position.line)"), ("columnnumber", "\(position.column)")]
    }
    return "##vso[task.logissue " + properties.map { "\($0)=\(property($1));" }.joined() + "]" + data(text)
  }

  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%AZP25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(";", with: "%3B").replacing("]", with: "%5D")
  }
}
