import ArgumentParser
import Changes
import Comparison
import Explanations
import Reports
import Resources
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
    case text, json, markdown, mermaid, dot, svg
  }

  @Argument(help: "Files or folders.")
  var inputs: [String] = []

  @OptionGroup var change: ChangeOptions

  @Option(help: "The format of the result.")
  var format = Format.text

  @Flag(help: "Print for each change how many pairs of member and setting had to be evaluated.")
  var stats = false
  @Flag(
    help: ArgumentHelp(
      "Print when members flip and what requests get meanwhile, as text or SVG.",
      discussion: "Seconds from the moment at which the change is in effect, as ranges. JSON has it in any case."))
  var timeline = false
  @Flag(
    help: ArgumentHelp(
      "Print the az commands that take the changes back, and nothing else.",
      discussion: "The last change first. A comment line names what no command takes back; the exit status is 3 then."))
  var undo = false

  @OptionGroup var options: SituationOptions

  func validate() throws {
    if change.changes.isEmpty { throw ValidationError("Name at least one change: --change 'az network …'.") }
    if timeline, undo { throw ValidationError("--timeline and --undo exclude each other.") }
    if timeline, ![.text, .json, .svg].contains(format) {
      throw ValidationError("--timeline is printed as text or JSON, or drawn: use --format text, json or svg.")
    }
    if undo, format != .text { throw ValidationError("--undo prints a script: leave out --format.") }
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
      whatIf, brokenPromises: BrokenPromises.between(whatIf.start, whatIf.end),
      requests: RequestDifference.all(before: whatIf.start.engine, after: whatIf.end.engine), showsEffort: stats)
    try printReplacements(of: Array(changes.flatMap(\.edits).prefix(whatIf.made)), on: situation.resources)
    if undo { return try printUndo(of: changes, answer, on: situation.resources) }
    switch format {
    case .text where timeline: try Output.print(TimelineText.timeline(answer, style: Output.style))
    case .svg where timeline: try Output.print(TimelineSVG.timeline(answer))
    case .text: try Output.print(WhatIfText.whatIf(answer, style: Output.style))
    case .json: try Output.print(WhatIfJSON.whatIf(answer).text(pretty: true))
    case .markdown: try Output.print(WhatIfMarkdown.whatIf(answer))
    case .mermaid: try Output.print(WhatIfPicture(answer).text(.mermaid))
    case .dot: try Output.print(WhatIfPicture(answer).text(.dot))
    case .svg: try Output.print(WhatIfPicture(answer).text(.svg))
    }
    if answer.status != .good { throw ExitCode(answer.status.rawValue) }
  }

  /// Says which creates put anew what exists.
  private func printReplacements(of edits: [Change.Edit], on resources: Resources) throws {
    var current = resources
    for edit in edits {
      if let id = edit.replaced(in: current) { Output.note(id.replacementNote) }
      current = try edit.applied(to: current)
    }
  }

  /// Prints the commands that take back what was made of the changes; a refused one was never made.
  private func printUndo(of changes: [Change], _ answer: WhatIfAnswer, on resources: Resources) throws {
    let whatIf = answer.whatIf
    let undo = try Undo(of: Array(changes.flatMap(\.edits).prefix(whatIf.made)), on: resources)
    if !undo.text.isEmpty { try Output.print(undo.text) }
    if let refused = whatIf.failure { Output.note(refused.diagnostic.text) }
    let status = answer.status == .good && !undo.isComplete ? ExitStatus.cannotTell : answer.status
    if status != .good { throw ExitCode(status.rawValue) }
  }
}

extension WhatIf {
  /// How many edits were made.
  fileprivate var made: Int { stages.count { $0.failure == nil } }
}

extension WhatIfAnswer {
  /// What it means for the exit status: refused or worse is bad; Healthy that becomes Undetermined alone cannot be told.
  fileprivate var status: ExitStatus {
    if whatIf.failure != nil || !whatIf.emptiedPools.isEmpty || !brokenPromises.isEmpty { return .bad }
    let worse = whatIf.members.filter { $0.direction == .worse }
    let worseRequests = requests.filter { $0.direction == .worse }
    if worse.contains(where: { !$0.becomesOpen }) || worseRequests.contains(where: { !$0.becomesOpen }) { return .bad }
    return worse.isEmpty && worseRequests.isEmpty ? .good : .cannotTell
  }
}
