import NetworkModel
import Outcomes
import PacketSets
import Resources

/// What a server does with packets that reach it, as far as the scenario describes it (azure-semantics.md §0 steps 8–13).
struct ServerJudge {
  /// The conversation that is tried.
  enum Conversation {
    /// A plain connection or datagram.
    case transport(IPProtocol)
    case probe(ProbePlan)
  }

  let model: NetworkModel
  let address: IPAddress
  let port: UInt16
  /// The network in which the address lies; nil for a public one.
  let network: ResourceID?
  let packets: PacketSet
  private(set) var steps: [Step] = []
  private(set) var assumptions: [Assumption] = []

  init(model: NetworkModel, address: IPAddress, port: UInt16, network: ResourceID?, packets: PacketSet) {
    self.model = model
    self.address = address
    self.port = port
    self.network = network
    self.packets = packets
  }

  private var server: Server? { model.server(at: address, in: network) }

  mutating func judge(_ conversation: Conversation) {
    guard let server else { return judgeUndeclared(nil) }
    passFirewall(of: server)
    guard let listeners = server.listeners else { return judgeUndeclared(server) }
    let heard = listeners.filter { conversation.isUDP == ($0.protocol == .udp) }
    let listening = heard.flatMap { $0.ports.ranges.prefix(4).flatMap { $0.prefix(4) } }
    let look = ListenerStep(address: address, port: port, listening: listening, server: server.name)
    let subject = Subject(ResourceID(type: "servers", names: [server.name]), origin: server.origin)
    guard let listener = heard.first(where: { $0.ports.contains(port) }) else {
      add(.deny, .listener(look), outcome: listening.isEmpty ? .portClosed : .portWrong, subject: subject)
      return
    }
    switch conversation {
    case .transport:
      add(.allow, .listener(look), subject: subject)
    case .probe(let plan):
      guard understands(listener.protocol, plan.protocol) else {
        add(.deny, .listener(look), outcome: .portProtocol, subject: subject)
        return
      }
      add(.allow, .listener(look), subject: subject)
      if let demand = plan.tls { judgeHandshake(demand, with: listener, subject: subject) }
      if plan.protocol.isHTTP { judgeResponse(of: listener, to: plan, subject: subject) }
    }
  }

  private mutating func add(
    _ verdict: StepVerdict, _ detail: StepDetail, outcome: Outcome? = nil, subject: Subject? = nil,
    missing: MissingFact? = nil, packets share: PacketSet? = nil
  ) {
    steps.append(
      Step(
        .forward, verdict, detail, packets: share ?? packets, outcome: outcome, subject: subject, missing: missing))
  }

  private mutating func judgeUndeclared(_ server: Server?) {
    let look = ListenerStep(address: address, port: port, server: server?.name)
    switch model.resources.assume.undeclaredServers {
    case .listening:
      add(.allow, .listener(look))
      assumptions.append(.serverListens(address: address, port: port))
    case .undetermined:
      add(.undetermined, .listener(look), missing: .listener(address: address, port: port))
    }
  }

  private mutating func passFirewall(of server: Server) {
    for (rule, denied) in server.denials(of: packets) {
      add(
        .deny, .guestFirewall(address: address, rule: rule.name), outcome: .guestDenied,
        subject: Subject(ResourceID(type: "servers", names: [server.name]), rule: rule.name, origin: rule.origin),
        packets: denied)
    }
  }

  private func understands(_ listener: Listener.Conversation, _ probe: GatewayProtocol) -> Bool {
    switch (listener, probe) {
    case (.http, .http), (.https, .https), (.https, .tls), (.tls, .tls), (.tls, .https), (_, .tcp), (.tcp, _): true
    case (.http, .https), (.http, .tls), (.https, .http), (.tls, .http), (.udp, _): false
    }
  }

  private mutating func judgeHandshake(_ demand: TLSDemand, with listener: Listener, subject: Subject) {
    let verdict = tlsVerdict(demand, with: listener.tls, at: address, port: port, in: model.resources)
    steps += verdict.steps(packets: packets, subject: Subject(subject.resource, origin: listener.origin))
    assumptions += verdict.assumptions
  }

  private mutating func judgeResponse(of listener: Listener, to plan: ProbePlan, subject: Subject) {
    let response = listener.responses?.first {
      Wildcard($0.host).matches(plan.host ?? "") && Wildcard($0.path).matches(plan.path)
    }
    let detail = StepDetail.response(
      ResponseStep(
        host: plan.host, path: plan.path, status: response?.status, expected: plan.statusCodes, expectedBody: plan.body,
        delayMilliseconds: response?.delayMilliseconds ?? 0, timeoutSeconds: plan.timeoutSeconds))
    guard let response else {
      add(.undetermined, detail, subject: subject, missing: .response(address: address, port: port, path: plan.path))
      return
    }
    let answered = Subject(subject.resource, origin: response.origin)
    if response.delayMilliseconds > Double(plan.timeoutSeconds) * 1000 {
      add(.deny, detail, outcome: .probeTimeout, subject: answered)
    } else if !plan.statusCodes.contains(where: { $0.contains(response.status) }) {
      add(.deny, detail, outcome: .probeStatus, subject: answered)
    } else if !plan.body.isEmpty, let body = response.body, !body.contains(plan.body) {
      add(.deny, detail, outcome: .probeBody, subject: answered)
    } else if !plan.body.isEmpty, response.body == nil {
      add(.undetermined, detail, subject: answered, missing: .response(address: address, port: port, path: plan.path))
    } else {
      add(.allow, detail, subject: answered)
    }
  }
}

extension ServerJudge.Conversation {
  fileprivate var isUDP: Bool {
    if case .transport(.udp) = self { true } else { false }
  }
}
