import Scenarios

/// `agwsim test --format azure-devops`: logging commands of Azure Pipelines, which become issues of the run.
package enum TestAzureDevOps {
  /// The report of a run; its last line, the sum, is no command.
  package static func report(_ reports: [ScenarioReport]) -> String {
    let commands = reports.flatMap(TestCase.cases).filter { $0.verdict != .holds }.map(command)
    return (commands + [TestSummary(reports).sentence]).map { $0 + "\n" }.joined()
  }

  private static func command(_ one: TestCase) -> String {
    // An issue is one line.
    LoggingCommand.issue(
      one.verdict == .cannotTell ? "warning" : "error", at: one.place,
      text: "\(one.name): " + one.lines.joined(separator: "; "))
  }
}
