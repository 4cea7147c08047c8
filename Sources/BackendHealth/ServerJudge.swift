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
    case request(RequestPlan)
  }

  let model: NetworkModel
  let address: IPAddress
  let port: UInt16
  /// The network in which the address lies; nil for a public one.
  let network: ResourceID?
  let packets: PacketSet
  /// The name of the member that is called; nil for an address.
  var memberName: String?
  /// Who calls, asked for only where a site looks at its callers; nil where it does not matter, as for plain flows.
  var caller: (() -> Caller)?
  private(set) var steps: [Step] = []
  private(set) var assumptions: [Assumption] = []

  init(model: NetworkModel, address: IPAddress, port: UInt16, network: ResourceID?, packets: PacketSet) {
    self.model = model
    self.address = address
    self.port = port
    self.network = network
    self.packets = packets
  }

  /// The server that is described at the address; of several on one platform the one that knows the host asked for.
  private func server(for conversation: Conversation) -> Server? {
    func best(of servers: [Server]) -> Server? {
      servers.last { $0.site?.knows(host: conversation.host ?? "") ?? false } ?? servers.last
    }
    let app = best(of: hostedApps(for: conversation))
    guard var server = best(of: model.servers(at: address, in: network)) else { return app }
    // What a person says of the server completes what Azure says of the web app.
    if server.site == nil { server.site = app?.site }
    return server
  }

  mutating func judge(_ conversation: Conversation) {
    guard let server = server(for: conversation) else { return judgeUndeclared(nil) }
    passFirewall(of: server)
    guard let listeners = server.listeners else { return judgeUndeclared(server) }
    let heard = listeners.filter { conversation.isUDP == ($0.protocol == .udp) }
    let listening = heard.flatMap { $0.ports.ranges.prefix(4).flatMap { $0.prefix(4) } }
    let look = ListenerStep(address: address, port: port, listening: listening, server: server.name)
    let subject = subject(of: server)
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
      if let demand = plan.tls { judgeHandshake(demand, with: listener, of: server.site, subject: subject) }
      if plan.protocol.isHTTP, passes(server.site, of: subject, host: plan.host ?? "", probe: plan) {
        judgeResponse(of: listener, to: plan, subject: subject)
      }
    case .request(let plan): judge(plan, by: listener, of: server, look: look)
    }
  }

  /// Who is blamed for what the server does.
  func subject(of server: Server) -> Subject {
    Subject(ResourceID(type: "servers", names: [server.name]), origin: server.origin)
  }

  mutating func assume(_ assumption: Assumption) { assumptions.append(assumption) }

  mutating func add(
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

  func understands(_ listener: Listener.Conversation, _ probe: GatewayProtocol) -> Bool {
    switch (listener, probe) {
    case (.http, .http), (.https, .https), (.https, .tls), (.tls, .tls), (.tls, .https), (_, .tcp), (.tcp, _): true
    case (.http, .https), (.http, .tls), (.https, .http), (.tls, .http), (.udp, _): false
    }
  }

  mutating func judgeHandshake(
    _ demand: TLSDemand, with listener: Listener, of site: HostedSite?, subject: Subject
  ) {
    var tls = listener.tls
    if tls.certificate == nil {
      tls.certificate = PlatformCertificate.presented(
        by: site, called: memberName.map { [$0] } ?? [], to: demand.serverName
      ).map { .described($0) }
    }
    let verdict = tlsVerdict(demand, with: tls, at: address, port: port, in: model.resources)
    steps += verdict.steps(packets: packets, subject: Subject(subject.resource, origin: listener.origin))
    assumptions += verdict.assumptions
  }

  private mutating func judgeResponse(of listener: Listener, to plan: ProbePlan, subject: Subject) {
    let response = listener.responses?.first { $0.fits(host: plan.host ?? "", path: plan.path, method: "GET") }
    let detail = StepDetail.response(
      ResponseStep(
        host: plan.host, path: plan.path, status: response?.status, expected: plan.statusCodes, expectedBody: plan.body,
        delayMilliseconds: response?.delay.usualMilliseconds ?? 0, timeoutSeconds: plan.timeoutSeconds))
    guard let response else {
      add(.undetermined, detail, subject: subject, missing: .response(address: address, port: port, path: plan.path))
      return
    }
    let answered = Subject(subject.resource, origin: response.origin)
    let late = response.delay.shareLater(thanMilliseconds: Double(plan.timeoutSeconds) * 1000)
    if late.lowerBound >= 0.5 {
      add(.deny, detail, outcome: .probeTimeout, subject: answered)
      return
    }
    if late.upperBound > 0 {
      assume(.lateProbesAreFew(percent: late.upperBound * 100, inARow: plan.unhealthyThreshold))
    }
    if response.closesConnection {
      add(.deny, detail, outcome: .connectionClosed, subject: answered)
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

  /// The Host header that it sends; nil where it sends none.
  var host: String? {
    switch self {
    case .transport: nil
    case .probe(let plan): plan.host
    case .request(let plan): plan.host
    }
  }
}
