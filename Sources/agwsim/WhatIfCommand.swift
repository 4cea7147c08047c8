import ArgumentParser
import Changes
import Comparison
import Explanations
import Reports
import Scenarios

/// `agwsim whatif INPUT… --change CHANGE…`
struct WhatIfCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whatif",
    abstract: "Try a change before it is made: which members flip, why and when, and what Azure refuses.",
    usage: "agwsim whatif INPUT… --change CHANGE… [OPTIONS]",
    discussion: """
      Example:
        agwsim whatif scenarios/demo --change \\
          'az network nsg rule delete -g rg-shop --nsg-name nsg-web -n Allow-AppGw'
      """)

  /// How the result is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, markdown
  }

  @Argument(help: "Files or folders.")
  var inputs: [String] = []

  @OptionGroup var change: ChangeOptions

  @Option(help: "The format of the result.")
  var format = Format.text

  @Flag(help: "Print for each change how many pairs of member and setting had to be evaluated.")
  var stats = false

  @OptionGroup var options: SituationOptions

  func validate() throws {
    if change.changes.isEmpty { throw ValidationError("Name at least one change: --change 'az network …'.") }
  }

  mutating func run() throws {
    let changes = try change.read()
    let situation = try Situation(inputs: inputs, options: options)
    try situation.requireGateway()
    let whatIf = WhatIf(changes, on: situation.resources)
    if let failure = whatIf.failure, !failure.problem.isRefusal {
      throw Failure([failure.diagnostic], status: .badInput)
    }
    let answer = WhatIfAnswer(
      whatIf, brokenPromises: BrokenPromises.between(whatIf.start, whatIf.end), showsEffort: stats)
    switch format {
    case .text: try Output.print(WhatIfText.whatIf(answer, style: Output.style))
    case .json: try Output.print(WhatIfJSON.whatIf(answer).text(pretty: true))
    case .markdown: try Output.print(WhatIfMarkdown.whatIf(answer))
    }
    if answer.status != .good { throw ExitCode(answer.status.rawValue) }
  }
}

extension WhatIfAnswer {
  /// What it means for the exit status: refused or worse is bad; Healthy that becomes Undetermined alone cannot be told.
  fileprivate var status: ExitStatus {
    if whatIf.failure != nil || !whatIf.emptiedPools.isEmpty || !brokenPromises.isEmpty { return .bad }
    let worse = whatIf.members.filter { $0.direction == .worse }
    if worse.contains(where: { !$0.becomesOpen }) { return .bad }
    return worse.isEmpty ? .good : .cannotTell
  }
}
