import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Follows a set of packets from its sender to its receiver and the replies back. A blocked packet is followed to the end, so
/// that everything that must change is found in one go; what it passes is judged for all packets of the question.
struct FlowWalk {
  /// Where a chosen route leads.
  enum Place {
    case network(Int, by: NetworkPeering?)
    case internet
    /// To a gateway's far side, where the routes of this gateway subnet apply.
    case gateway(NetworkSubnet)
    /// Premises behind a gateway.
    case premises(GatewayReach.Entry)
    /// Nowhere that can be followed; the step says why.
    case lost
  }

  let engine: Engine
  let source: Endpoint
  let destination: Endpoint
  let port: UInt16?
  let `protocol`: IPProtocol
  private let packets: PacketSet
  private var steps: [Step] = []
  private var denied = PacketSet.empty
  private var undetermined = PacketSet.empty
  private var assumptions: [Assumption] = []

  private var model: NetworkModel { engine.model }

  init(engine: Engine, from source: Endpoint, to destination: Endpoint, port: UInt16?, protocol: IPProtocol) {
    self.engine = engine
    self.source = source
    self.destination = destination
    self.port = port
    self.protocol = `protocol`
    let sources = source.addresses ?? .all
    let destinations = destination.addresses ?? .all
    // Both ends of a packet are of one family.
    packets = PacketSet(
      boxes: [AddressSet.ipv4, .ipv6].map { family in
        PacketBox(
          sources: sources.intersection(family),
          // Clients use an ephemeral port (design: 1024–65535).
          sourcePorts: `protocol`.hasPorts ? PortSet(1024...65535) : .all,
          destinations: destinations.intersection(family),
          destinationPorts: port.map { PortSet($0) } ?? .all, protocols: ProtocolSet(`protocol`))
      })
  }

  private var question: FlowQuestion {
    FlowQuestion(from: source.label, to: destination.label, port: port, protocol: `protocol`)
  }

  /// Walks both ways.
  mutating func result() -> FlowResult {
    if case .name(let name) = destination { return resolved(name) }
    for endpoint in [source, destination] {
      if case .site(let site) = endpoint, let subnet = site.subnet, let address = site.cardAddress,
        address.configuration.privateIPAddress == nil
      {
        assumptions.append(.anyAddressOfSubnet(subnet.id))
      }
    }
    switch source {
    case .site(let site): leave(site)
    case .outside(let addresses, _):
      if case .site(let site) = destination,
        let entry = engine.arrival(from: addresses, into: model.networks[site.network])
      {
        arriveFromPremises(by: entry, to: site)
        break
      }
      noteOnPremises(addresses)
      if case .site(let site) = destination {
        if !addresses.isDisjoint(with: AddressSpaces.publicSpace), let address = site.addresses.first {
          assumptions.append(.internetLeads(to: address))
        }
        arrive(packets, in: site.network, by: nil)
      }
    case .name: break
    }
    return FlowResult(
      question: question, packets: packets, steps: steps, denied: denied,
      undetermined: undetermined.subtracting(denied), assumptions: assumptions)
  }

  /// A private address outside every network is somebody's premises, whose routes are not in the input.
  private mutating func noteOnPremises(_ addresses: AddressSet) {
    guard let address = addresses.intersection(AddressSpaces.notInternet).first else { return }
    add(
      Step(
        .forward, .undetermined,
        .route(RouteStep(subnet: nil, prefix: nil, source: .system, nextHop: NextHop(.virtualNetworkGateway))),
        packets: packets, missing: .onPremises(address)))
  }

  /// The flows to each address of a name, taken together: every one must work (§3.6, UNCONFIRMED).
  private func resolved(_ name: String) -> FlowResult {
    guard case .site(let site) = source else {
      return FlowResult(
        question: question, packets: packets, steps: [], denied: .empty, undetermined: packets, assumptions: [])
    }
    let answer = engine.resolve(name, from: model.networks[site.network], subnet: site.subnet)
    let flows = answer.addresses.map { address in
      FlowWalk(
        engine: engine, from: source, to: engine.endpoint(of: address, seenFrom: site.network), port: port,
        protocol: `protocol`
      ).walked()
    }
    let blocked = answer.decisive
    return FlowResult(
      question: question,
      packets: flows.isEmpty ? packets : flows.reduce(PacketSet.empty) { $0.union($1.packets) },
      steps: answer.steps + flows.flatMap(\.steps),
      denied: blocked?.verdict == .deny ? packets : flows.reduce(PacketSet.empty) { $0.union($1.denied) },
      undetermined: blocked?.verdict == .undetermined
        ? packets : flows.reduce(PacketSet.empty) { $0.union($1.undetermined) },
      assumptions: answer.assumptions + flows.flatMap(\.assumptions))
  }

  /// Walks both ways.
  func walked() -> FlowResult {
    var walk = self
    return walk.result()
  }

  private mutating func add(_ step: Step) {
    guard !step.packets.isEmpty else { return }
    steps.append(step)
    switch step.verdict {
    case .deny: denied = denied.union(step.packets)
    case .undetermined: undetermined = undetermined.union(step.packets)
    case .allow, .skip: break
    }
  }

  // MARK: The way there

  private mutating func leave(_ site: Site) {
    guard let subnet = site.subnet else {
      add(unassigned(.forward, packets, in: model.networks[site.network]))
      return
    }
    let routes = engine.effectiveRoutes(of: subnet)
    let arrivals = follow(routes, from: subnet, to: destination.addresses ?? .all, .forward)
    let closed = arrivals.compactMap { arrival -> NetworkPeering? in
      if case .network(_, let peering?) = arrival.place, !peering.local.allowVirtualNetworkAccess {
        peering
      } else {
        nil
      }
    }.first
    filter(packets, .outbound, subnet: subnet, card: site.card, closed: closed?.local)
    for arrival in arrivals {
      switch arrival.place {
      case .network(let index, let peering): arrive(arrival.packets, in: index, by: peering)
      case .internet:
        guard let address = arrival.packets.destinations.first else { break }
        if let owner = engine.usedPublicAddress(address) {
          add(opaque(arrival.packets, at: subnet, .publicAddress(owner, address), by: .internet))
        } else {
          assumptions.append(.internetDelivers(address))
        }
      case .premises(let entry):
        guard let address = arrival.packets.destinations.first else { break }
        assumptions.append(.premisesAnswer(address, to: model.networks[subnet.network].id))
        if let gateway = entry.subnet { comeBack(arrival.packets, from: gateway) }
      case .gateway, .lost: break
      }
    }
  }

  /// Packets of the premises, by a gateway whose subnet may have routes of its own.
  private mutating func arriveFromPremises(by entry: GatewayReach.Entry, to site: Site) {
    if let address = packets.sources.first {
      assumptions.append(.premisesSend(address, to: model.networks[site.network].id))
    }
    guard let gateway = entry.subnet else { return arrive(packets, in: site.network, by: nil) }
    for arrival in follow(engine.effectiveRoutes(of: gateway), from: gateway, to: site.addresses, .forward) {
      if case .network(let index, let peering) = arrival.place { arrive(arrival.packets, in: index, by: peering) }
    }
  }

  private mutating func arrive(_ arriving: PacketSet, in index: Int, by peering: NetworkPeering?) {
    let network = model.networks[index]
    guard let target = target(of: arriving, in: network) else {
      // The address lies in several networks, and the packet reaches another one than the receiver's.
      add(
        Step(
          .forward, .deny,
          .route(RouteStep(subnet: nil, prefix: nil, source: .system, nextHop: NextHop(.vnetLocal))),
          packets: arriving, outcome: .routeNone, subject: Subject(network.id, origin: network.record.origin)))
      return
    }
    guard let subnet = target.subnet else {
      add(unassigned(.forward, arriving, in: network))
      return
    }
    let address = target.addresses.first ?? AddressSpaces.platform
    if let owner = engine.privateEndpoint(at: address, in: network.index) {
      add(opaque(arriving, at: subnet, .privateEndpoint(owner, address)))
      return
    }
    if let owner = engine.loadBalancer(at: address, in: network.index) {
      add(opaque(arriving, at: subnet, .loadBalancer(owner, address)))
      return
    }
    if target.card == nil, target.addresses.count == 1 { assumptions.append(.machineAt(address)) }
    let closed = peering?.reverse.flatMap { $0.allowVirtualNetworkAccess ? nil : $0 }
    filter(arriving, .inbound, subnet: subnet, card: target.card, closed: closed)
    comeBack(arriving, from: subnet)
  }

  /// The receiver, where the packets arrive in its own network.
  private func target(of arriving: PacketSet, in network: Network) -> Site? {
    switch destination {
    case .site(let site): site.network == network.index ? site : nil
    case .outside, .name:
      arriving.destinations.first.map { Site(address: $0, in: network, model: model) }
    }
  }

  // MARK: The way back

  private mutating func comeBack(_ arrived: PacketSet, from subnet: NetworkSubnet) {
    add(Step(.back, .skip, .flowState, packets: arrived))
    let routes = engine.effectiveRoutes(of: subnet)
    for arrival in follow(routes, from: subnet, to: arrived.sources, .back, within: arrived) {
      guard case .network(let index, _) = arrival.place, case .site(let site) = source, index != site.network else {
        continue
      }
      add(
        Step(
          .back, .deny,
          .route(RouteStep(subnet: subnet.id, prefix: nil, source: .system, nextHop: NextHop(.vnetLocal))),
          packets: arrival.packets, outcome: .routeNone, subject: Subject(model.networks[index].id)))
    }
  }

  // MARK: Routes

  /// Chooses routes for a set of receivers and says where each part gets to.
  private mutating func follow(
    _ routes: EffectiveRoutes, from subnet: NetworkSubnet, to receivers: AddressSet, _ leg: Leg,
    within: PacketSet? = nil, passed: Set<ResourceID> = []
  ) -> [(packets: PacketSet, place: Place)] {
    let moving = within ?? packets
    if let missing = routes.missing {
      add(
        Step(
          leg, .undetermined,
          .route(RouteStep(subnet: subnet.id, prefix: nil, source: .user, nextHop: NextHop(.none))), packets: moving,
          missing: missing))
    }
    var out: [(packets: PacketSet, place: Place)] = []
    for part in routes.choose(for: receivers) {
      let box =
        leg == .forward ? PacketBox(destinations: part.destinations) : PacketBox(sources: part.destinations)
      let share = moving.intersection(box)
      guard !share.isEmpty else { continue }
      let judged = RouteJudge(engine: engine, subnet: subnet, routes: routes)
        .judge(part.route, receivers: part.destinations, leg: leg, packets: share)
      add(judged.step)
      if let route = part.route,
        let assumption = engine.gatewayAssumption(route, in: routes, from: model.networks[subnet.network])
      {
        assumptions.append(assumption)
      }
      if case .gateway(let entry) = judged.place, !passed.contains(entry.id) {
        out += follow(
          engine.effectiveRoutes(of: entry), from: entry, to: part.destinations, leg, within: share,
          passed: passed.union([entry.id]))
      } else {
        out.append((share, judged.place))
      }
    }
    return out
  }

  private func unassigned(_ leg: Leg, _ packets: PacketSet, in network: Network) -> Step {
    let detail = StepDetail.route(RouteStep(subnet: nil, prefix: nil, source: .system, nextHop: NextHop(.vnetLocal)))
    if !network.knowsSubnets {
      return Step(leg, .undetermined, detail, packets: packets, missing: .subnets(of: network.id))
    }
    return Step(
      leg, .deny, detail, packets: packets, outcome: .addressUnassigned, subject: Subject(network.id))
  }

  private func opaque(
    _ packets: PacketSet, at subnet: NetworkSubnet, _ missing: MissingFact, by nextHop: NextHop.Kind = .vnetLocal
  ) -> Step {
    Step(
      .forward, .undetermined,
      .route(RouteStep(subnet: subnet.id, prefix: nil, source: .system, nextHop: NextHop(nextHop))),
      packets: packets, missing: missing)
  }

  // MARK: Filters

  /// Passes packets through the groups at one end. Where the peering object at this end forbids access, only what a user's rule
  /// expressly allows gets through (azure-semantics.md §11 R1).
  private mutating func filter(
    _ moving: PacketSet, _ direction: TrafficDirection, subnet: NetworkSubnet, card: Card?,
    closed: VirtualNetworkPeering?
  ) {
    var expressly = PacketSet.empty
    var passed = moving
    for stage in FilterStage.stages(direction, subnet: subnet, card: card) {
      let point = FilterPoint(direction, at: stage.attachedTo)
      if let missing = stage.group.missing {
        add(Step(.forward, .undetermined, .noSecurityGroup(point), packets: moving, missing: missing))
        passed = .empty
        continue
      }
      guard let group = stage.group.value else {
        add(Step(.forward, .skip, .noSecurityGroup(point), packets: moving))
        continue
      }
      let filter = SecurityFilter(group: group, matcher: matcher(at: subnet))
      for decision in filter.decide(moving, direction) {
        add(step(for: decision, of: filter, at: point))
        if decision.access == .allow {
          let named = decision.rule.farEndByAddress(direction)
          let box = direction == .inbound ? PacketBox(sources: named) : PacketBox(destinations: named)
          expressly = expressly.union(decision.packets.intersection(box))
        } else {
          passed = passed.subtracting(decision.packets)
        }
      }
    }
    guard let closed else { return }
    let network = model.networks[subnet.network].id
    let remote = closed.remoteVirtualNetwork?.id ?? closed.id
    add(
      Step(
        .forward, .deny, .peering(PeeringStep(network: network, remote: remote)),
        packets: passed.subtracting(expressly), outcome: .peeringAccessDisabled,
        subject: Subject(closed.id, origin: closed.origin)))
  }

  private func matcher(at subnet: NetworkSubnet) -> RuleMatcher {
    func groups(_ endpoint: Endpoint) -> [ResourceID] {
      if case .site(let site) = endpoint { site.cardAddress?.applicationSecurityGroups ?? [] } else { [] }
    }
    // A group holds cards of the network at hand and its peers only.
    var stranger: IPAddress?
    if case .site(let site) = destination, site.card == nil, site.subnet != nil, site.addresses.count == 1,
      model.isNear(site.network, to: subnet.network)
    {
      stranger = site.addresses.first
    }
    return RuleMatcher(
      model: model, subnet: subnet, tags: engine.tags(at: subnet), sourceGroups: groups(source),
      destinationGroups: groups(destination), unknownReceiver: stranger)
  }

  private func step(for decision: SecurityFilter.Decision, of filter: SecurityFilter, at point: FilterPoint) -> Step {
    let rule = decision.rule
    let subject = Subject(filter.group.id, rule: rule.name, origin: rule.origin ?? filter.group.origin)
    let nearMisses =
      decision.access == .deny
      ? filter.nearMisses(for: decision.packets, by: rule, point.direction) : []
    let detail = StepDetail.rule(
      RuleStep(point: point, priority: rule.priority, isDefault: rule.isDefault, nearMisses: nearMisses))
    switch decision.access {
    case .allow: return Step(.forward, .allow, detail, packets: decision.packets, subject: subject)
    case .deny:
      return Step(.forward, .deny, detail, packets: decision.packets, outcome: .nsgDenied, subject: subject)
    case nil:
      return Step(
        .forward, .undetermined, detail, packets: decision.packets, subject: subject,
        missing: decision.unknown?.fact(subject))
    }
  }
}

extension Endpoint {
  /// The addresses of this end; nil for a name that is not resolved yet.
  var addresses: AddressSet? {
    switch self {
    case .site(let site): site.addresses
    case .outside(let addresses, _): addresses
    case .name: nil
    }
  }
}

extension SecurityRule {
  /// The far end's addresses that a user's rule names by address or by application security group: `*`, the whole of IPv4 and
  /// tags name nobody.
  fileprivate func farEndByAddress(_ direction: TrafficDirection) -> AddressSet {
    if isDefault { return AddressSet() }
    let far = direction == .inbound ? source : destination
    if !far.applicationSecurityGroups.isEmpty { return .all }
    return AddressSet(
      prefixes: far.addresses.compactMap { address in
        if case .prefix(let prefix) = address, prefix.length > 0 { prefix } else { nil }
      })
  }
}

extension Engine {
  /// The place of an address as a network sees it: in itself, in a network it is connected to, else outside.
  package func endpoint(of address: IPAddress, seenFrom index: Int) -> Endpoint {
    let own = model.networks[index]
    let near = [index] + own.peerings.compactMap(\.remote)
    if let network = near.first(where: { model.networks[$0].contains(address) }) {
      return .site(Site(address: address, in: model.networks[network], model: model))
    }
    let others = model.networks(containing: address)
    guard others.count == 1 else { return .outside(AddressSet(address), label: address.description) }
    return .site(Site(address: address, in: others[0], model: model))
  }
}
