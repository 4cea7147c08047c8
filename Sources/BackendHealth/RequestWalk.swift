import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Follows a request through one gateway: frontend, listener, rule, path, member, answer (azure-semantics.md §5).
struct RequestWalk {
  let request: ClientRequest
  let gateway: ApplicationGateway
  let client: Endpoint?
  let health: HealthPredictor
  let place: GatewayPlace
  let router: RequestRouter
  let frontend: GatewayFrontend?

  private(set) var steps: [Step] = []
  private(set) var flows: [FlowResult] = []
  private(set) var assumptions: [Assumption] = []
  private var match: RequestRouter.Match?
  private var route: RequestRouter.Route?
  private var location: String?
  /// Where the instances still send requests; nil when they have found out what is.
  var memory: RotationMemory?
  var members: [MemberPrediction] = []
  var sent: RequestPlan?

  /// - Parameter addresses: what the URL's host stands for; empty when nobody says.
  init(
    _ request: ClientRequest, through gateway: ApplicationGateway, from client: Endpoint?, at addresses: [IPAddress],
    with health: HealthPredictor
  ) {
    self.request = request
    self.gateway = gateway
    self.client = client
    self.health = health
    place = GatewayPlace(gateway, engine: health.engine)
    router = RequestRouter(gateway)
    frontend = Self.frontend(of: gateway, for: request, from: client, at: addresses, model: health.model, router)
  }

  var engine: Engine { health.engine }
  var model: NetworkModel { health.model }

  /// The frontend that the client reaches: the one with the URL's address, else one with a listener on the port, a private one
  /// for clients inside networks.
  private static func frontend(
    of gateway: ApplicationGateway, for request: ClientRequest, from client: Endpoint?, at addresses: [IPAddress],
    model: NetworkModel, _ router: RequestRouter
  ) -> GatewayFrontend? {
    if let named = gateway.frontends.first(where: { model.address(of: $0).map(addresses.contains) ?? false }) {
      return named
    }
    let listening = gateway.frontends.filter { frontend in
      router.listeners(of: frontend).contains { router.port(of: $0) == request.url.port }
    }
    let candidates = listening.isEmpty ? gateway.frontends : listening
    let isInside = if case .site? = client { true } else { false }
    return candidates.first { $0.isPublic != isInside } ?? candidates.first
  }

  // MARK: Steps

  mutating func add(
    _ verdict: StepVerdict, _ detail: RequestStep, outcome: Outcome? = nil, subject: Subject? = nil,
    missing: MissingFact? = nil
  ) {
    steps.append(
      Step(
        .forward, verdict, .request(detail), packets: .all, outcome: outcome, subject: subject, missing: missing))
  }

  mutating func add(_ more: [Step]) { steps += more }

  mutating func add(_ flow: FlowResult) { flows.append(flow) }

  mutating func assume(_ more: [Assumption]) { assumptions += more }

  // MARK: The way through

  mutating func prediction() -> RequestPrediction {
    assume(place.assumptions)
    let (answers, open) = walk()
    return RequestPrediction(
      request: request, gateway: gateway.id, generation: gateway.generation, listener: match?.listener.id,
      rule: match?.rule?.id, pathRule: route?.pathRule, pool: members.first?.pool ?? chosenPool,
      setting: members.first?.setting ?? chosenSetting, sent: sent, location: location, answers: answers, open: open,
      members: members, steps: steps, flows: flows, assumptions: assumptions)
  }

  private var chosenBackend: (pool: BackendAddressPool, setting: BackendSetting)? {
    guard case .backend(let named)? = route?.target else { return nil }
    return gateway.backend(named)
  }

  private var chosenPool: ResourceID? { chosenBackend?.pool.id }
  private var chosenSetting: ResourceID? { chosenBackend?.setting.id }

  /// The answers, and the step that leaves them open.
  private mutating func walk() -> ([RequestAnswer], open: Step?) {
    // The management path decides the reported health and not the traffic (azure-semantics.md §1.9).
    let state = place.steps.filter { $0.missing != nil || $0.outcome != .managementBlocked }
    add(state)
    if let broken = state.first(where: { $0.verdict == .deny }) {
      return ([RequestAnswer(status: 502, .upstreamNoLive, decisive: broken)], nil)
    }
    if let blocked = reachFrontend() { return blocked }
    if let refused = refusal() { return ([refused], nil) }
    guard let match = receive() else { return unreceived() }
    guard let rule = match.rule else {
      add(
        .deny, .noRule, outcome: .ruleMissing, subject: Subject(match.listener.id, origin: match.listener.origin))
      return ([RequestAnswer(status: 404, nil, decisive: steps.last)], nil)
    }
    return follow(rule)
  }

  private mutating func follow(_ rule: RequestRoutingRule) -> ([RequestAnswer], open: Step?) {
    let subject = Subject(rule.id, origin: rule.origin)
    add(.allow, .rule(priority: rule.priority), subject: subject)
    if rule.rewriteRuleSet != nil { assume([.rewriteChangesNothing(rule.id)]) }
    let route = router.route(request.url.path, by: rule)
    self.route = route
    if let map = route.map {
      add(
        .allow, .path(request.url.path, pattern: route.pattern),
        subject: Subject(map.id, rule: route.pathRule?.name, origin: map.origin))
    }
    switch route.target {
    case .none:
      add(.deny, .noRule, outcome: .ruleMissing, subject: subject)
      return ([RequestAnswer(status: 502, .upstreamNoLive, decisive: steps.last)], nil)
    case .lost(let reference):
      let id = reference.id ?? gateway.id.child("parts", reference.name)
      add(
        .undetermined, .noRule, subject: subject,
        missing: .resource(id, referencedBy: rule.id, origin: reference.origin))
      return ([], steps.last)
    case .redirect(let redirect): return self.redirect(by: redirect)
    case .backend(let named):
      guard let (pool, setting) = gateway.backend(named) else { return ([], steps.last) }
      return ask(pool, setting)
    }
  }

  // MARK: Listeners

  /// The listener that takes the request; nil when none does.
  private mutating func receive() -> RequestRouter.Match? {
    guard case .taken(let match) = router.receive(request, on: frontend) else { return nil }
    self.match = match
    if !router.showsPort(of: match.listener) {
      assume([.listenerPort(match.listener.id, router.port(of: match.listener))])
    }
    add(
      .allow, .listener(host: request.host, pattern: match.hostPattern),
      subject: Subject(match.listener.id, origin: match.listener.origin))
    return match
  }

  /// What the client gets where no listener takes the request.
  private mutating func unreceived() -> ([RequestAnswer], open: Step?) {
    let subject = Subject(gateway.id, origin: gateway.origin)
    switch router.receive(request, on: frontend) {
    case .taken: return ([], nil)
    case .noPort(let listening):
      add(.deny, .noPort(request.url.port, listening: listening), outcome: .listenerNone, subject: subject)
      return ([RequestAnswer(status: nil, nil, decisive: steps.last)], nil)
    case .otherScheme(let listener):
      let blamed = Subject(listener.id, origin: listener.origin)
      add(
        .deny, .refused(status: listener.protocol.isEncrypted ? 400 : 0, .httpToHttpsPort), outcome: .requestInvalid,
        subject: blamed)
      // A TLS handshake with a port that speaks HTTP ends without any status.
      return listener.protocol.isEncrypted
        ? ([RequestAnswer(status: 400, .httpToHttpsPort, decisive: steps.last)], nil)
        : ([RequestAnswer(status: nil, nil, decisive: steps.last)], nil)
    case .noHost(let known):
      let look = RequestStep.noHost(request.host, known: known)
      if gateway.generation == .v1 {
        add(.undetermined, look, subject: subject, missing: .unmatchedHost(gateway.id))
        return ([], steps.last)
      }
      add(.deny, look, outcome: .listenerNone, subject: subject)
      return ([RequestAnswer(status: 404, nil, decisive: steps.last)], nil)
    }
  }

  /// The longest request target and the longest header that a gateway takes (azure-semantics.md §7.2).
  private static let longest = 32 * 1024

  /// The answer to a request that the gateway itself refuses (azure-semantics.md §5.3); nil for any other.
  private mutating func refusal() -> RequestAnswer? {
    let hosts = CharacterSetOfHosts()
    let refusal: (Int, ErrorInfo)? =
      if request.host.isEmpty {
        (400, .noHostHeader)
      } else if !request.host.utf8.allSatisfy(hosts.contains) {
        (400, .invalidHost)
      } else if request.method == "TRACE" {
        (405, .invalidMethodTrace)
      } else if request.url.target.utf8.count > Self.longest {
        (414, .invalidURI)
      } else if request.headers.contains(where: { $0.name.utf8.count + $0.value.utf8.count > Self.longest }) {
        (400, .invalidRequest)
      } else {
        nil
      }
    guard let (status, info) = refusal else { return nil }
    add(
      .deny, .refused(status: status, info), outcome: .requestInvalid,
      subject: Subject(gateway.id, origin: gateway.origin))
    return RequestAnswer(status: status, info, decisive: steps.last)
  }

  // MARK: Redirects

  private mutating func redirect(by redirect: RedirectConfiguration) -> ([RequestAnswer], open: Step?) {
    let subject = Subject(redirect.id, origin: redirect.origin)
    guard let location = router.location(of: redirect, for: request) else {
      add(.deny, .noRule, outcome: .ruleMissing, subject: subject)
      return ([RequestAnswer(status: 502, .upstreamNoLive, decisive: steps.last)], nil)
    }
    self.location = location
    let status = redirect.type.status
    if leadsBack(location) {
      add(.deny, .redirectLoop(location: location), outcome: .redirectLoop, subject: subject)
      return ([RequestAnswer(status: status, .noError, decisive: steps.last)], nil)
    }
    add(.allow, .redirect(status: status, location: location), subject: subject)
    return ([RequestAnswer(status: status, .noError)], nil)
  }

  /// Whether a client that follows redirects comes back to a place where it was: as long as they stay with this host.
  private func leadsBack(_ first: String) -> Bool {
    var seen: Set<RequestURL> = [request.url]
    var next = RequestURL(first)
    while let url = next, url.host == request.host {
      if !seen.insert(url).inserted { return true }
      let request = ClientRequest(url: url)
      guard case .taken(let match) = router.receive(request, on: frontend), let rule = match.rule,
        case .redirect(let redirect) = router.route(url.path, by: rule).target
      else { return false }
      next = router.location(of: redirect, for: request).flatMap { RequestURL($0) }
    }
    return false
  }
}

/// The bytes that a Host header may hold.
private struct CharacterSetOfHosts {
  func contains(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
