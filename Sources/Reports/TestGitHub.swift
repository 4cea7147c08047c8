import Scenarios

/// `agwsim test --format github`: workflow commands of GitHub Actions, which become annotations at the lines of the scenarios.
package enum TestGitHub {
  /// The report of a run; its last line, the sum, is no command.
  package static func report(_ reports: [ScenarioReport]) -> String {
    let commands = reports.flatMap(TestCase.cases).filter { $0.verdict != .holds }.map(command)
    return (commands + [TestSummary(reports).sentence]).map { $0 + "\n" }.joined()
  }

  private static func command(_ one: TestCase) -> String {
    WorkflowCommand.annotation(
      one.verdict == .cannotTell ? "warning" : "error", at: one.place, title: one.name, lines: one.lines)
  }
}
