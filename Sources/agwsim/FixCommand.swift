import ArgumentParser
import BackendHealth
import Comparison
import Explanations
import Glibc
import Outcomes
import Reports
import Resources
import Scenarios

/// `agwsim fix POOL/MEMBER INPUT…` and `agwsim fix --all INPUT…`
struct FixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix",
    abstract: "Find the smallest changes that make a pool member Healthy, each proved by simulation.",
    usage: """
      agwsim fix [GATEWAY/]POOL/MEMBER INPUT… [OPTIONS]
      agwsim fix URL INPUT… [OPTIONS]
      agwsim fix --all INPUT… [OPTIONS]
      """,
    discussion: """
      MEMBER is a member's address or name, or the network interface or machine that it belongs to; * stands for any \
      characters. A pool alone is one without any member. URL is a client's request that shall succeed.

      A plan is a list of az commands. They were read as printed, made one after the other and simulated: the member is \
      Healthy then, and no member, request or promise of the input is worse. --format script prints the best plan as a \
      shell script.

      Example:
        agwsim fix pool-api/10.0.2.4 scenarios/demo
      """)

  /// How the result is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, script
  }

  @Argument(
    help: ArgumentHelp("What to repair (unless --all is given), then inputs.", valueName: "member> <input"))
  var arguments: [String] = []

  @Flag(help: "Repair every member, empty pool, finding and expected request of the gateways.")
  var all = false

  @Option(help: ArgumentHelp("Only this gateway.", valueName: "name"))
  var gateway: String?

  @Option(help: ArgumentHelp("Only members under this backend setting.", valueName: "name"))
  var setting: String?

  @Flag(help: "Let plans take something away: a rule, a route, a record.")
  var allowDelete = false

  @Option(help: ArgumentHelp("How many other plans to show.", valueName: "number"))
  var alternatives = 3

  @Option(help: "The format of the result.")
  var format = Format.text

  @OptionGroup var options: SituationOptions

  /// Whether the one argument is an input, so that nothing says what to repair.
  private var lacksSubject: Bool {
    !all && arguments.count == 1 && options.more.isEmpty && access(arguments[0], F_OK) == 0
  }

  func validate() throws {
    if !all, arguments.isEmpty { throw ValidationError("Name what to repair (POOL/MEMBER), or --all.") }
    if lacksSubject {
      throw ValidationError("\(arguments[0]) is an input: name what to repair before it (POOL/MEMBER), or --all.")
    }
    if !(0...100).contains(alternatives) { throw ValidationError("--alternatives takes a number from 0 to 100.") }
    if setting != nil, all || arguments.first.flatMap({ RequestURL($0) }) != nil {
      throw ValidationError(
        "--setting narrows the choice of members: name one (POOL/MEMBER) in place of \(all ? "--all" : "a URL").")
    }
  }

  mutating func run() throws {
    let situation = try Situation(inputs: all ? arguments : Array(arguments.dropFirst()), options: options)
    try situation.requireGateway()
    let start = Fix.start(situation.resources)
    let goals = try goals(in: start)
    let held = HeldExpectations(in: start)
    var choice = Fix.Options(mayDelete: allowDelete, alternatives: all ? 0 : alternatives) { places, after in
      !held.broken(in: after, among: places).isEmpty
    }
    let fix = Fix(goals, in: start, choice)
    var deleting: FixPlan?
    var breaking: FixPlan?
    if !fix.goals.isEmpty, !(fix.plans.first?.isProved ?? false) {
      choice.alternatives = 0
      func proved(_ choice: Fix.Options) -> FixPlan? {
        Fix(goals, in: start, choice).plans.first.flatMap { $0.isProved ? $0 : nil }
      }
      if !held.held(among: fix.kept).isEmpty {
        breaking = proved(Fix.Options(mayDelete: allowDelete, alternatives: 0))
      }
      choice.mayDelete = true
      if !allowDelete { deleting = proved(choice) }
    }
    let answer = FixAnswer(
      fix, asked: all ? [] : goals, kept: held.held(among: fix.kept), deletingPlan: deleting,
      breakingPlan: breaking.map { ($0, held.broken(in: $0.end, among: fix.kept)) })
    switch format {
    case .text: try Output.print(FixText.fix(answer, style: Output.style))
    case .json: try Output.print(FixJSON.fix(answer).text(pretty: true))
    case .script: try Output.print(FixScript.fix(answer))
    }
    if answer.status != .good { throw ExitCode(answer.status.rawValue) }
  }

  /// What is asked for.
  private func goals(in start: Forecast) throws -> [FixGoal] {
    let names = start.predictions.map(\.gateway.name)
    if let gateway, !names.contains(where: Wildcard(gateway).matches) {
      throw NameProblem.unknown(gateway, kind: "application gateway", known: names)
    }
    if all { return FixGoal.all(in: start) { id in gateway.map { Wildcard($0).matches(id.name) } ?? true } }
    let subject = arguments[0]
    if let url = RequestURL(subject) { return [.request(ClientRequest(url: url), gateway: gateway)] }
    let empty = start.predictions.flatMap(\.pairs).filter { pair in
      pair.members.isEmpty && (setting.map { Wildcard($0).matches(pair.setting.name) } ?? true)
        && (gateway.map { Wildcard($0).matches(pair.pool.parent?.name ?? "") } ?? true)
        && [pair.pool.name, "\(pair.pool.parent?.name ?? "")/\(pair.pool.name)"].contains(
          where: Wildcard(subject).matches)
    }
    if !empty.isEmpty { return empty.map { .filled(pool: $0.pool, setting: $0.setting) } }
    return try MemberSelector(subject, gateway: gateway, setting: setting).choose(from: start.predictions).map {
      .member(MemberKey($0))
    }
  }
}

extension FixAnswer {
  /// What it means for the exit status.
  fileprivate var status: ExitStatus {
    switch standing {
    case .nothingToDo, .proved: .good
    case .cannotTell: .cannotTell
    case .noConfiguration: .bad
    }
  }
}
