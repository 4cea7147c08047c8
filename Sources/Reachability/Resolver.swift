import NetworkModel
import Outcomes
import PacketSets
import Resources

/// One question with all the servers, forwarders and aliases that it needs (azure-semantics.md §3).
///
/// An alias is followed where it was found: a server that forwards gets the answer of the whole chain.
struct Resolver {
  /// Longer chains of aliases and forwarders than this are taken for a circle.
  static let hopLimit = 16

  /// Names that a classic gateway never asks custom servers for (azure-semantics.md §3.1).
  private static let platformSuffixes = [
    "windows.net", "chinacloudapi.cn", "azure.net", "azure.cn", "usgovcloudapi.net", "azure.us", "microsoft.scloud",
    "msftcloudes.com", "microsoft.com",
  ]

  /// Whether a normal name is one of the platform's.
  static func isOfPlatform(_ name: String) -> Bool { platformSuffixes.contains { DomainName.covers($0, name) } }

  /// What came of a question.
  enum Answer {
    case addresses([IPAddress])
    case failure(Step)
  }

  /// What a zone, a server or public DNS holds for a name.
  enum Record {
    case addresses([IPAddress], Subject?)
    case alias(String, Subject?)
    case none(Subject?)
    case unknown(MissingFact)
  }

  /// A question and who is asked; the same one twice is a circle.
  struct Question: Hashable {
    let name: String
    /// The custom server; nil for Azure-provided DNS.
    let server: IPAddress?
    /// The network that the question comes from, by its place in the model.
    let network: Int
  }

  let engine: Engine
  let network: Network
  let subnet: NetworkSubnet?
  let asker: Engine.Asker
  private(set) var steps: [Step] = []
  var findings: [Step] = []
  var assumptions: [Assumption] = []

  init(engine: Engine, network: Network, subnet: NetworkSubnet?, asker: Engine.Asker) {
    self.engine = engine
    self.network = network
    self.subnet = subnet
    self.asker = asker
  }

  mutating func resolve(_ name: String) -> NameResolution {
    let query = DomainName.normal(name)
    let servers = network.record.dnsServers
    var answers: [(server: IPAddress, answer: Answer)] = []
    let answer: Answer
    if servers.isEmpty || (isClassicGateway && Self.isOfPlatform(query)) {
      answer = askAzure(query)
    } else {
      answers = ask(servers, query)
      answer = agree(answers, query)
    }
    var decisive: Step?
    var addresses: [IPAddress] = []
    switch answer {
    case .addresses(let found): addresses = found
    case .failure(let step): decisive = step
    }
    if addresses.count > 1, disagreeing == nil { assumptions.append(.everyAddressMustWork(name: query)) }
    if isGateway, decisive?.verdict == .deny { assumptions.append(.noRememberedAddresses(name: query)) }
    return NameResolution(
      query: query, steps: steps, addresses: addresses, answers: disagreeing ?? [], decisive: decisive,
      findings: findings, assumptions: assumptions)
  }

  var isGateway: Bool { if case .gateway = asker { true } else { false } }

  private var isClassicGateway: Bool { if case .gateway(isIsolated: false) = asker { true } else { false } }

  /// What each server answers, where they differ.
  private var disagreeing: [ServerAnswer]? {
    for case .name(let step) in findings.map(\.detail) {
      if case .disagreement(let answers) = step.answer { return answers }
    }
    return nil
  }

  // MARK: Records of what happens

  @discardableResult
  mutating func note(
    _ verdict: StepVerdict, _ query: String, _ source: NameSource, _ answer: NameAnswer, packets: PacketSet = .all,
    outcome: Outcome? = nil, subject: Subject? = nil, missing: MissingFact? = nil
  ) -> Step {
    let step = Step(
      .forward, verdict, .name(NameStep(query: query, source: source, answer: answer)), packets: packets,
      outcome: outcome, subject: subject, missing: missing)
    steps.append(step)
    return step
  }

  /// Notes that what was noted before decides nothing after all.
  mutating func pass(over step: Step) {
    guard let index = steps.lastIndex(of: step) else { return }
    steps[index] = Step(step.leg, .skip, step.detail, packets: step.packets, subject: step.subject)
  }

  /// Notes what somebody holds for a name; nil with the alias's target where the answer is an alias.
  mutating func take(_ record: Record, _ query: String, from source: NameSource) -> (answer: Answer?, target: String) {
    switch record {
    case .addresses(let all, let subject):
      // A gateway asks for A records only (§3.6).
      let addresses = isGateway ? all.filter { $0.family == .v4 } : all
      if addresses.isEmpty { return take(.none(subject), query, from: source) }
      note(.allow, query, source, .addresses(addresses), subject: subject)
      return (.addresses(addresses), "")
    case .alias(let target, let subject):
      note(.allow, query, source, .alias(target), subject: subject)
      return (nil, DomainName.normal(target))
    case .none(let subject):
      return (.failure(note(.deny, query, source, .noRecord, outcome: .dnsNoRecord, subject: subject)), "")
    case .unknown(let fact):
      return (.failure(note(.undetermined, query, source, .undetermined, missing: fact)), "")
    }
  }

  /// The questions on the way with one more, or the answer that it has been asked already.
  mutating func enter(
    _ question: Question, _ trail: Set<Question>
  ) -> (trail: Set<Question>, circle: Answer?) {
    guard trail.count < Self.hopLimit, !trail.contains(question) else {
      let source = question.server.map(NameSource.server) ?? .publicDNS
      return (trail, .failure(note(.deny, question.name, source, .loop, outcome: .dnsLoop)))
    }
    return (trail.union([question]), nil)
  }
}
