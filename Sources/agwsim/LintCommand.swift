import ArgumentParser
import Explanations
import Lint
import Outcomes
import Reports

/// `agwsim lint INPUT…`
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Find rules that never decide, states that Azure refuses, and what holds today by luck.",
    usage: "agwsim lint INPUT… [OPTIONS]",
    discussion: """
      docs/lints.md describes every rule. The exit status is 1 when anything is found, else 3 when something cannot be told.

      Example:
        agwsim lint scenarios/demo --disable unused-part
      """)

  @Argument(help: "Files or folders.")
  var inputs: [String] = []

  @Option(
    name: .customLong("only"), parsing: .singleValue,
    help: ArgumentHelp("A rule to apply, and none but such; may be repeated.", valueName: "rule"))
  var wanted: [String] = []

  @Option(
    name: .customLong("disable"), parsing: .singleValue,
    help: ArgumentHelp("A rule to leave out; may be repeated.", valueName: "rule"))
  var disabled: [String] = []

  @Option(
    help: ArgumentHelp("How long before its end a certificate is a finding.", valueName: "days"))
  var within = Days(count: Inspection.usualDays)

  @Flag(help: "List the rules that would be applied instead.")
  var list = false

  @OptionGroup var situation: SituationOptions

  @Option(help: "The format of the report.")
  var format = TestFormat.text

  func run() throws {
    let linter = Linter(only: try wanted.map(rule), disabled: try disabled.map(rule))
    guard !linter.rules.isEmpty else {
      throw Failure(
        "--disable leaves no rule to apply", hint: "agwsim lint --list prints the rules; leave one of them in",
        status: .usage)
    }
    if list {
      let lines = linter.rules.map { id in
        let about = id.rule.about
        return "\(id.rawValue) (\(about.severity.rawValue)): \(about.summary)"
      }
      try Output.print(lines.joined(separator: "\n"))
      return
    }
    let situation = try Situation(inputs: inputs, options: situation)
    let inspection = Inspection(situation.engine, days: within.count)
    guard !inspection.isEmpty else {
      throw Failure(
        "the inputs hold nothing that a rule looks at: no virtual network, security group, route table, gateway or server",
        hint: "add what this prints: az network nsg list -o json", status: .badInput)
    }
    let report = LintReport(linter, inspection)
    try Output.print(text(of: report))
    if !report.findings.isEmpty { throw ExitCode(ExitStatus.bad.rawValue) }
    if !report.open.isEmpty { throw ExitCode(ExitStatus.cannotTell.rawValue) }
  }

  /// - Throws: no rule has the name.
  private func rule(_ name: String) throws -> LintRuleID {
    if let rule = LintRuleID(rawValue: name.lowercased()) { return rule }
    throw NameProblem.unknown(name, kind: "lint rule", known: LintRuleID.allCases.map(\.rawValue))
  }

  private func text(of report: LintReport) -> String {
    switch format {
    case .text: LintText.report(report, style: Output.style)
    case .tap: LintTAP.report(report)
    case .junit: LintJUnit.report(report)
    case .sarif: LintSARIF.report(report, version: Version.current).text(pretty: true)
    case .github: LintGitHub.report(report)
    case .azureDevOps: LintAzureDevOps.report(report)
    case .json: LintJSON.report(report).text(pretty: true)
    }
  }
}

/// A number of days: `30d`, or `30`.
struct Days: ExpressibleByArgument, CustomStringConvertible {
  /// The number.
  let count: Int

  init(count: Int) { self.count = count }

  init?(argument: String) {
    let digits = argument.hasSuffix("d") ? argument.dropLast() : Substring(argument)
    guard let count = Int(digits), (0...36_500).contains(count) else { return nil }
    self.count = count
  }

  var description: String { "\(count)d" }

  var defaultValueDescription: String { description }
}
