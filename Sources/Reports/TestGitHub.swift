import Explanations
import Scenarios

/// `agwsim test --format github`: workflow commands of GitHub Actions, which become annotations at the lines of the scenarios.
package enum TestGitHub {
  /// The report of a run; its last line, the sum, is no command.
  package static func report(_ reports: [ScenarioReport]) -> String {
    let commands = reports.flatMap(TestCase.cases).filter { $0.verdict != .holds }.map(command)
    return (commands + [TestSummary(reports).sentence]).map { $0 + "\n" }.joined()
  }

  private static func command(_ one: TestCase) -> String {
    var properties = [("file", one.place.file.printable)]
    if let position = one.place.position {
      properties += [("line", "\(position.line)"), ("col", "\(position.column)")]
    }
    properties.append(("title", "agwsim: \(one.name)"))
    let level = one.verdict == .cannotTell ? "warning" : "error"
    return "::\(level) " + properties.map { "\($0)=\(property($1))" }.joined(separator: ",") + "::"
      + data(one.lines.joined(separator: "\n"))
  }

  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
