import ArgumentParser
import Explanations
import Glibc
import Loading
import Reports
import Resources
import Scenarios

/// `agwsim test PATH…`
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Judge the expectations of scenario files: regression tests of a network.",
    usage: "agwsim test [PATH…] [OPTIONS]",
    discussion: """
      Folders are searched for scenario.json and *.scenario.json. Each scenario stands alone. An expectation about which the \
      input does not tell enough does not hold; unless another one fails, the exit status is then 3.

      Example:
        agwsim test docs/examples --format junit
      """)

  @Argument(help: "Scenario files, and folders that hold some.")
  var paths: [String] = ["."]

  @Option(help: ArgumentHelp("Only paths or expectations that contain this text.", valueName: "substring"))
  var filter: String?

  @Option(help: "The format of the report.")
  var format = TestFormat.text

  @Flag(help: "Report no file after the first that does not hold.")
  var failFast = false

  @Flag(help: "Rewrite expectations that do not hold to what is predicted; comments and layout stay.")
  var update = false

  @Option(help: "What to take for granted of servers that no input describes.")
  var assume: Assume.UndeclaredServers?

  @Option(help: ArgumentHelp("How many scenarios to judge at once; as many as there are processors by default."))
  var jobs = sysconf(Int32(_SC_NPROCESSORS_ONLN))

  func validate() throws {
    if jobs < 1 { throw ValidationError("--jobs must be at least 1") }
  }

  func run() throws {
    let files = try scenarioFiles()
    let batch = ScenarioBatch(
      runner: ScenarioRunner(assume: assume.map { Assume(undeclaredServers: $0) }),
      filter: filter.map { ScenarioFilter($0) }, jobs: jobs, stopsAtFailure: failFast)
    var runs = TestProgress.show(of: files.count) { batch.run(files, progress: $0) }
    if update {
      let changed = try ExpectationUpdater().update(runs.map(\.report))
      // The files are judged anew, so that the report tells what is in them now.
      if changed { runs = batch.run(files) }
    }
    let reports = runs.map(\.report)
    let problems = reports.flatMap(\.problems)
    // As text, the report itself tells them.
    if !problems.isEmpty, format != .text { Output.note(problems.map(\.diagnostic.text).joined(separator: "\n")) }
    if let filter, reports.isEmpty {
      throw Failure(
        "nothing contains \"\(filter.printable)\"", hint: "--filter looks at paths and at what expectations speak of",
        status: .usage)
    }
    try Output.print(text(of: runs))
    if format == .text { Output.note(TestTiming.summary(runs)) }
    let status = status(of: reports)
    if status != .good { throw ExitCode(status.rawValue) }
  }

  private func text(of runs: [ScenarioBatch.Run]) -> String {
    let reports = runs.map(\.report)
    return switch format {
    case .text: TestText.report(reports, style: Output.style)
    case .tap: TestTAP.report(reports)
    case .junit: TestJUnit.report(runs)
    case .sarif: TestSARIF.report(reports, version: Version.current).text(pretty: true)
    case .github: TestGitHub.report(reports)
    case .azureDevOps: TestAzureDevOps.report(reports)
    case .json: TestJSON.report(reports).text(pretty: true)
    }
  }

  private func status(of reports: [ScenarioReport]) -> ExitStatus {
    let problems = reports.flatMap(\.problems)
    if problems.contains(where: \.isUnreadable) { return .unreadableInput }
    if !problems.isEmpty { return .badInput }
    return .worst(of: reports.compactMap(\.standing).map(\.status))
  }

  private func scenarioFiles() throws -> [String] {
    do {
      return try ScenarioSearch.files(in: paths)
    } catch {
      switch error {
      case .unreadable(let path, let number):
        throw Failure(
          "cannot read \"\(path.printable)\": \(String(cString: strerror(number)))",
          hint: "name scenario files, or folders that hold scenario.json or *.scenario.json", status: .usage)
      case .noScenario(let path):
        throw Failure(
          "the folder \"\(path.printable)\" holds no scenario",
          hint: "scenarios are called scenario.json or *.scenario.json; any other file has to be named itself",
          status: .usage)
      }
    }
  }
}

/// How the report of tests is printed.
enum TestFormat: String, CaseIterable, ExpressibleByArgument {
  case text, tap, junit, sarif, github
  case azureDevOps = "azure-devops"
  case json
}

extension Standing {
  /// What it means for the exit status.
  fileprivate var status: ExitStatus {
    switch self {
    case .holds: .good
    case .cannotTell: .cannotTell
    case .fails: .bad
    }
  }
}
