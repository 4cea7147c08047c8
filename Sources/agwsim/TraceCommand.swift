import ArgumentParser
import BackendHealth
import Explanations
import Glibc
import Outcomes
import PacketSets
import Reachability
import Reports
import Resources

/// `agwsim trace POOL/MEMBER INPUT…` and `agwsim trace --from ENDPOINT --to ENDPOINT:PORT INPUT…`
struct TraceCommand: Question {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Follow one flow hop by hop, both ways, and name everything that blocks it.",
    usage: """
      agwsim trace [GATEWAY/]POOL/MEMBER INPUT… [OPTIONS]
      agwsim trace --from ENDPOINT --to ENDPOINT:PORT INPUT… [OPTIONS]
      """,
    discussion: """
      MEMBER is a member's address or name, or the network interface or machine that it belongs to; * stands for any \
      characters. Every match is told, the worst first.

      ENDPOINT is an address, VNET:ADDRESS, a machine, a network interface, a subnet, a name, or Internet; IPv6 with a port \
      is written [::1]:80, and * stands for every port.

      Examples:
        agwsim trace pool-api/10.0.2.4 scenarios/demo
        agwsim trace --from snet-agw --to 10.0.4.4:80 scenarios/demo
      """)

  @Argument(
    help: ArgumentHelp("The pool member (unless --from and --to are given), then inputs.", valueName: "member> <input"))
  var arguments: [String] = []

  @Option(help: ArgumentHelp("Where the flow starts.", valueName: "endpoint"))
  var from: String?

  @Option(help: ArgumentHelp("Where the flow goes.", valueName: "endpoint:port"))
  var to: String?

  @Option(help: "The protocol of the flow: \(IPProtocol.choices).")
  var `protocol` = IPProtocol.tcp

  @Option(help: ArgumentHelp("Only members of this gateway.", valueName: "name"))
  var gateway: String?

  @Option(help: ArgumentHelp("Only members under this backend setting.", valueName: "name"))
  var setting: String?

  @OptionGroup var change: ChangeOptions

  @OptionGroup var options: DrawnInputOptions

  /// The flow asked about; nil when a member is asked about.
  private var ends: (from: String, to: String)? {
    if let from, let to { (from, to) } else { nil }
  }

  var inputs: [String] { ends == nil && !lacksMember ? Array(arguments.dropFirst()) : arguments }

  /// Whether the one argument is an input, so that nothing says what to trace.
  private var lacksMember: Bool {
    ends == nil && arguments.count == 1 && options.situation.more.isEmpty && access(arguments[0], F_OK) == 0
  }

  func validate() throws {
    if (from == nil) != (to == nil) {
      throw ValidationError("--from and --to belong together: one of them is missing.")
    }
    guard let ends else {
      if arguments.isEmpty { throw ValidationError("Name a member (POOL/MEMBER), or a flow by --from and --to.") }
      return
    }
    if gateway != nil || setting != nil {
      throw ValidationError("--gateway and --setting choose among pool members; --from and --to ask about a flow.")
    }
    if `protocol`.hasPorts, !EndpointText(ends.to).namesPort(in: ends.to) {
      throw ValidationError(
        "--to \(ends.to) names no port: write \(ends.to):8080, or \(ends.to):* for every port.")
    }
  }

  func answer(in given: Situation) throws -> DrawnAnswer {
    let situation = try given.after(try change.read())
    guard let ends else { return try member(arguments[0], in: situation) }
    return try flow(from: ends.from, to: EndpointText(ends.to), in: situation)
  }

  private func member(_ text: String, in situation: Situation) throws -> DrawnAnswer {
    if lacksMember { throw missingMember(before: text, known: (try? situation.predictions()) ?? []) }
    let predictions = try situation.predictions()
    try check(gateway, among: predictions.map(\.gateway), kind: "application gateway")
    try check(setting, among: predictions.flatMap(\.pairs).map(\.setting), kind: "backend setting")
    let members = try MemberSelector(text, gateway: gateway, setting: setting).choose(from: predictions)
    return DrawnAnswer(
      answer: Answer(
        text: { TraceText.members(members, in: situation.resources, style: $0) },
        json: { TraceJSON.members(members, in: situation.resources) }, status: .worst(of: members.map(\.health.status))),
      picture: { TracePicture(members, in: situation.resources) })
  }

  private func missingMember(before input: String, known: [GatewayPrediction]) -> Failure {
    let members = known.flatMap(\.pairs).flatMap(\.members).worstFirst.map(\.label).uniqued
    let examples = members.prefix(2).map {
      "\n  " + CommandLine("agwsim trace", [("", [.text($0), .text(input)])]).text
    }
    return Failure(
      "\(input.quoted) is an input; the member to trace comes before it",
      hint: examples.isEmpty
        ? "no pool of the input has a member: ask about a flow by --from and --to"
        : "such as:\(examples.joined())", status: .usage)
  }

  /// A narrowing name that nothing has is told as such, not as a member that does not exist.
  private func check(_ name: String?, among known: [ResourceID], kind: String) throws(NameProblem) {
    guard let name else { return }
    let names = known.map(\.name)
    if !names.contains(where: Wildcard(name).matches) { throw .unknown(name, kind: kind, known: names.uniqued) }
  }

  private func flow(from: String, to: EndpointText, in situation: Situation) throws -> DrawnAnswer {
    let source = try Endpoint.read(from, in: situation.model, isSender: true)
    let destination = try Endpoint.read(to.name, in: situation.model)
    let flow = situation.engine.flow(from: source, to: destination, port: to.port, protocol: `protocol`)
    let judged = HealthPredictor(situation.engine).flowVerdict(flow)
    return DrawnAnswer(
      answer: Answer(
        text: {
          TraceText.flow(
            flow, verdict: judged.verdict, server: judged.steps, assumptions: judged.assumptions,
            in: situation.resources, style: $0)
        },
        json: {
          TraceJSON.flow(
            flow, verdict: judged.verdict, server: judged.steps, assumptions: judged.assumptions,
            in: situation.resources)
        }, status: judged.verdict.status),
      picture: {
        TracePicture(
          flow, verdict: judged.verdict, server: judged.steps, assumptions: judged.assumptions, in: situation.resources)
      })
  }
}

extension FlowVerdict {
  /// What it means for the exit status.
  fileprivate var status: ExitStatus {
    switch self {
    case .reachable: .good
    case .blocked, .partial: .bad
    case .undetermined: .cannotTell
    }
  }
}
