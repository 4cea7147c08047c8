import BackendHealth
import Explanations
import Outcomes
import PacketSets
import Reachability
import Resources

/// What `trace` tells, the same for a probe and for any other flow.
struct Story {
  /// What was asked, in a few words.
  let title: String
  /// What becomes of it: a health, or a flow verdict.
  let verdict: String
  /// The health of a member; nil for another flow.
  let health: Health?
  let path: PathVerdict
  let steps: [Step]
  let decisive: Step?
  let assumptions: [Assumption]
  let flows: [FlowResult]
  let repairs: RepairContext
  let hint: ServerHint
  /// The member; nil for another flow.
  let member: MemberPrediction?
  /// Whether it is a request, whose flows start at several places.
  var isRequest = false
  /// What is to be known besides.
  let findings: [Finding]

  init(_ member: MemberPrediction, in resources: Resources?) {
    title = member.place
    verdict = member.health.rawValue
    health = member.health
    path = member.path
    steps = member.steps
    decisive = member.decisive
    assumptions = member.assumptions
    flows = member.flows
    repairs = RepairContext(member, resources: resources)
    hint = ServerHint(
      name: member.member.virtualMachine?.name, protocol: member.probe.protocol.rawValue, called: member.member.address)
    self.member = member
    findings = member.findings
  }

  init(
    _ flow: FlowResult, verdict: FlowVerdict, server: [Step], assumptions: [Assumption], in resources: Resources?
  ) {
    let port = flow.question.port.map { " port \($0)" } ?? ""
    title = "\(flow.question.from) -> \(flow.question.to)\(port) \(flow.question.protocol)"
    self.verdict = verdict.rawValue
    health = nil
    path = flow.path
    // The server stands at the end of the way there.
    steps = flow.steps.filter { $0.leg == .forward } + server + flow.steps.filter { $0.leg == .back }
    let judged = flow.steps + server
    decisive = judged.first { $0.verdict == .deny } ?? judged.first { $0.verdict == .undetermined }
    self.assumptions = flow.assumptions + assumptions
    flows = [flow]
    repairs = RepairContext(resources: resources)
    hint = ServerHint(protocol: "\(flow.question.protocol)")
    member = nil
    findings = []
  }

  init(_ request: RequestPrediction, in resources: Resources?) {
    title = "\(request.request.method) \(request.request.url) (\(request.gateway.name))"
    verdict = request.verdict.rawValue
    health = nil
    path = request.open == nil ? .allow : .undetermined
    steps = request.steps
    decisive = request.decisive
    assumptions = request.assumptions
    flows = request.flows
    repairs = RepairContext(request, resources: resources)
    hint = ServerHint(
      name: request.members.first?.member.virtualMachine?.name,
      protocol: request.sent?.protocol.rawValue ?? GatewayProtocol.http.rawValue,
      called: request.members.first?.member.address)
    member = nil
    findings = []
    isRequest = true
  }

  /// Every step that denies or cannot tell, the decisive one first, each blamed rule once.
  var blockers: [Step] {
    let all = steps.filter { $0.verdict == .deny || $0.verdict == .undetermined }
    var seen: Set<Blame> = []
    return ((decisive.map { [$0] } ?? []) + all).filter { seen.insert(Blame($0)).inserted }
  }

  /// What Azure's message tells of: where a name leads past its private endpoint, what goes wrong at the public address.
  var symptom: Step? {
    guard decisive?.outcome == .dnsPublicAnswer else { return decisive }
    return steps.first { $0.verdict == .deny && $0.kind != decisive?.kind } ?? decisive
  }

  /// Facts that the input lacks, each once.
  var missing: [MissingFact] { steps.compactMap(\.missing).uniqued }

  /// What a reader of one step has to know about its flow.
  func narration(of step: Step) -> Narration {
    let flow = flows.first { step.packets.isSubset(of: $0.packets) }
    let sender = isRequest ? flow?.question.from ?? "the client" : member == nil ? "the sender" : "the gateway subnet"
    return Narration(sender: sender, packets: flow?.packets ?? step.packets)
  }
}

/// What two steps have in common when one change repairs both.
struct Blame: Hashable {
  let outcome: Outcome?
  let subject: String?
  let missing: MissingFact?

  /// An outcome, whoever is blamed.
  init(outcome: Outcome?) {
    self.outcome = outcome
    subject = nil
    missing = nil
  }

  init(_ step: Step) {
    outcome = step.outcome
    subject = step.subject?.description
    missing = step.missing
  }
}

extension MemberPrediction {
  /// As `trace` takes it: `POOL/MEMBER`.
  package var label: String { "\(pool.name)/\(member.address)" }

  /// The member with its gateway and setting.
  var place: String { "\(label) (\(gateway.name), \(setting.name))" }

  /// How bad its health is, the worst first: Unhealthy, Unknown, Undetermined, Partial, Healthy.
  var severity: Int {
    switch health {
    case .unhealthy: 0
    case .unknown: 1
    case .undetermined: 2
    case .partial: 3
    case .healthy: 4
    }
  }
}

extension Step {
  /// Who is blamed: the rule with its priority, and where it acts.
  var blamed: String? {
    guard let subject else { return nil }
    guard case .rule(let rule) = detail else { return subject.description }
    return "\(subject) (\(rule.priority)), \(rule.point.direction.rawValue) at \(rule.point.attachedTo.path)"
  }
}

/// `1 assumption`, `2 assumptions`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
