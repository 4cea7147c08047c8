import Explanations
import Scenarios

/// `agwsim test --format azure-devops`: logging commands of Azure Pipelines, which become issues of the run.
package enum TestAzureDevOps {
  /// The report of a run; its last line, the sum, is no command.
  package static func report(_ reports: [ScenarioReport]) -> String {
    let commands = reports.flatMap(TestCase.cases).filter { $0.verdict != .holds }.map(command)
    return (commands + [TestSummary(reports).sentence]).map { $0 + "\n" }.joined()
  }

  private static func command(_ one: TestCase) -> String {
    var properties = [
      ("type", one.verdict == .cannotTell ? "warning" : "error"), ("sourcepath", one.place.file.printable),
    ]
    if let position = one.place.position {
      properties += [("linenumber", "\(position.line)"), ("columnnumber", "\(position.column)")]
    }
    // An issue is one line.
    let text = "\(one.name): " + one.lines.joined(separator: "; ")
    return "##vso[task.logissue " + properties.map { "\($0)=\(property($1));" }.joined() + "]" + data(text)
  }

  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%AZP25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(";", with: "%3B").replacing("]", with: "%5D")
  }
}
