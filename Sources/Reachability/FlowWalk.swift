import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Follows a set of packets from its sender to its receiver and the replies back, through every device on the way. A blocked
/// packet is followed to the end, so that everything that must change is found in one go; what it passes is judged for all
/// packets of the question.
struct FlowWalk {
  let engine: Engine
  let source: Endpoint
  let destination: Endpoint
  let port: UInt16?
  let `protocol`: IPProtocol
  let packets: PacketSet
  private var steps: [Step] = []
  private var denied = PacketSet.empty
  private var sometimesDenied = PacketSet.empty
  private var undetermined = PacketSet.empty
  private var assumptions: [Assumption] = []
  var isBalanced = false
  private var balanced: [FlowResult.Delivery] = []
  private var translations: [FlowResult.Translation] = []
  /// Pairs of networks whose peering the way there crosses.
  private var crossed: Set<Set<Int>> = []
  /// What rules expressly allow at each subnet.
  var expresslyAllowed: [ResourceID: PacketSet] = [:]

  var model: NetworkModel { engine.model }

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
        assume(.anyAddressOfSubnet(subnet.id))
      }
    }
    let traffic = Traffic(packets, senderGroups: source.groups, receiverGroups: destination.groups)
    switch source {
    case .site(let site):
      if let subnet = site.subnet {
        send(traffic, from: subnet, card: site.card, .forward, isFresh: true)
      } else {
        add(unassigned(.forward, packets, in: model.networks[site.network]))
      }
    case .outside(let addresses, _):
      if case .site(let site) = destination,
        let entry = engine.arrival(from: addresses, into: model.networks[site.network])
      {
        arriveFromPremises(traffic, by: entry, at: site)
        break
      }
      noteOnPremises(addresses)
      if case .site(let site) = destination {
        if !addresses.isDisjoint(with: AddressSpaces.publicSpace) { assume(.internetLeads(to: site.addresses)) }
        arrive(traffic, in: site.network, by: nil)
      } else if let missing = destination.addresses.map(MissingFact.onPremises) {
        // What is said between two ends outside crosses no network of the input.
        add(outside(.internet, packets, missing))
      }
    // Who sends under a name is not looked up.
    case .name(let name): add(outside(.none, packets, .publicName(name)))
    }
    return FlowResult(
      question: question, packets: packets, steps: steps, denied: denied,
      sometimesDenied: sometimesDenied.subtracting(denied), undetermined: undetermined.subtracting(denied),
      assumptions: assumptions, isBalanced: isBalanced, balanced: balanced, translations: translations)
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
    func all(_ part: (FlowResult) -> PacketSet) -> PacketSet { flows.reduce(PacketSet.empty) { $0.union(part($1)) } }
    // Who cannot ask for the name sends nothing.
    let cut = answer.cut.map { all(\.packets).intersection(PacketBox(sources: $0.packets.sources)) } ?? .empty
    return FlowResult(
      question: question, packets: flows.isEmpty ? packets : all(\.packets),
      steps: answer.steps + flows.flatMap(\.steps),
      denied: blocked?.verdict == .deny ? packets : all(\.denied).union(cut), sometimesDenied: all(\.sometimesDenied),
      undetermined: blocked?.verdict == .undetermined ? packets : all(\.undetermined),
      assumptions: answer.assumptions + flows.flatMap(\.assumptions), isBalanced: flows.contains(where: \.isBalanced),
      balanced: flows.flatMap(\.balanced), translations: flows.flatMap(\.translations))
  }

  /// Walks both ways.
  func walked() -> FlowResult {
    var walk = self
    return walk.result()
  }

  // MARK: What was found out

  mutating func add(_ step: Step) {
    guard !step.packets.isEmpty else { return }
    steps.append(step)
    switch step.verdict {
    case .deny: denied = denied.union(step.packets)
    case .undetermined: undetermined = undetermined.union(step.packets)
    case .allow, .skip: break
    }
  }

  mutating func assume(_ assumption: Assumption) {
    if !assumptions.contains(assumption) { assumptions.append(assumption) }
  }

  mutating func note(_ delivery: FlowResult.Delivery) { balanced.append(delivery) }

  /// Notes whom the receiver sees, where that is not the sender.
  mutating func noteCaller(of traffic: Traffic, isPublic: Bool) {
    guard let addresses = traffic.sender, !traffic.emitted.isEmpty,
      let device = traffic.passages.last(where: { $0.translated != nil })?.device, let subnet = device.subnet
    else { return }
    translations.append(
      .init(
        packets: traffic.emitted, addresses: addresses, device: device.subject().resource, card: device.card?.id,
        subnet: subnet.id, isPublic: isPublic))
  }

  /// Follows packets that may take any of several ways: what only some of the ways deny is denied sometimes.
  mutating func followAny<Way>(of ways: [Way], _ body: (inout FlowWalk, Way) -> Void) {
    if ways.count == 1 { return body(&self, ways[0]) }
    var always: PacketSet?
    var ever = PacketSet.empty
    for way in ways {
      var branch = self
      branch.denied = .empty
      body(&branch, way)
      always = always.map { $0.intersection(branch.denied) } ?? branch.denied
      ever = ever.union(branch.denied)
      steps = branch.steps
      assumptions = branch.assumptions
      balanced = branch.balanced
      translations = branch.translations
      crossed = branch.crossed
      expresslyAllowed = branch.expresslyAllowed
      undetermined = branch.undetermined
      sometimesDenied = branch.sometimesDenied
    }
    denied = denied.union(always ?? .empty)
    sometimesDenied = sometimesDenied.union(ever.subtracting(always ?? .empty))
  }

  // MARK: From a subnet on

  /// Sends packets out of a subnet by its routes.
  /// - Parameters:
  ///   - isFresh: whether network security groups look at them; they let the rest of a conversation pass that they know.
  ///   - routes: other routes than the subnet's effective ones.
  ///   - gateways: gateway subnets that they passed one after another just before.
  mutating func send(
    _ traffic: Traffic, from subnet: NetworkSubnet, card: Card?, _ leg: Leg, isFresh: Bool,
    routes: EffectiveRoutes? = nil, gateways: [ResourceID] = []
  ) {
    let arrivals = follow(routes ?? engine.effectiveRoutes(of: subnet), traffic, from: subnet, leg)
    // What the rest of a conversation does, closed ends judge where it crosses them.
    let unnamed = isFresh ? filter(traffic, .outbound, leg, subnet: subnet, card: card) : .empty
    for arrival in arrivals {
      enter(
        arrival.place, arrival.traffic, from: subnet, leg, isFresh: isFresh, unnamed: unnamed, gateways: gateways)
    }
  }

  /// - Parameter unnamed: what no rule of a user expressly allows on its way out.
  private mutating func enter(
    _ place: RoutePlace, _ traffic: Traffic, from subnet: NetworkSubnet, _ leg: Leg, isFresh: Bool, unnamed: PacketSet,
    gateways: [ResourceID]
  ) {
    if let closed = place.peering?.closedHere { forbid(unnamed.intersection(traffic.emitted), by: closed, leg) }
    // What a gateway passes on needs no leave.
    if let peering = place.peering, !subnet.isGatewaySubnet {
      cross(peering, from: subnet, place, traffic, leg, isFresh: isFresh)
    }
    switch place {
    case .network(let index, let peering):
      if leg == .forward {
        arrive(traffic, in: index, by: peering)
      } else {
        comeHome(traffic, in: index, from: subnet)
      }
    case .device(let address, let index, let peering, let route):
      pass(traffic, deviceAt: address, in: index, by: peering, route: route, leg)
    case .anyOf(let places):
      followAny(of: places) { walk, place in
        walk.enter(place, traffic, from: subnet, leg, isFresh: isFresh, unnamed: unnamed, gateways: gateways)
      }
    case .internet: if leg == .forward { leaveAzure(traffic, from: subnet) }
    case .gateway(let entry): pass(traffic, gatewaySubnet: entry, after: gateways, leg)
    case .premises(let entry): visitPremises(traffic, by: entry, from: subnet, leg)
    case .lost: break
    }
  }

  /// Chooses routes and says where each part of the packets gets to.
  private mutating func follow(
    _ routes: EffectiveRoutes, _ traffic: Traffic, from subnet: NetworkSubnet, _ leg: Leg
  ) -> [(traffic: Traffic, place: RoutePlace)] {
    if let missing = routes.missing {
      add(
        Step(
          leg, .undetermined,
          .route(RouteStep(subnet: subnet.id, prefix: nil, source: .user, nextHop: NextHop(.none))),
          packets: traffic.emitted, missing: missing))
    }
    let moving = traffic.seen(leg)
    let judge = RouteJudge(engine: engine, subnet: subnet, routes: routes)
    var out: [(traffic: Traffic, place: RoutePlace)] = []
    for part in judge.parts(of: moving.destinations, leg) {
      let share = traffic.narrowed(to: moving.intersection(PacketBox(destinations: part.destinations)), leg)
      guard !share.emitted.isEmpty else { continue }
      let judged = judge.judge(part, leg: leg, packets: share.emitted)
      add(judged.step)
      if let route = part.route,
        let assumption = engine.gatewayAssumption(route, in: routes, from: model.networks[subnet.network])
      {
        assume(assumption)
      }
      out.append((share, judged.place))
    }
    return out
  }

  /// Packets that did not begin in the network they come from need the receiving side's leave (azure-semantics.md §2.6).
  private mutating func cross(
    _ peering: NetworkPeering, from subnet: NetworkSubnet, _ place: RoutePlace, _ traffic: Traffic, _ leg: Leg,
    isFresh: Bool
  ) {
    let index = subnet.network
    if let remote = peering.remote {
      if leg == .forward {
        crossed.insert([index, remote])
      } else if !crossed.contains([index, remote]) {
        returnAcross(peering, from: subnet, place, traffic, isFresh: isFresh)
      }
    }
    guard let receiving = peering.reverse, !receiving.allowForwardedTraffic else { return }
    let own = AddressSet(prefixes: model.networks[index].record.addressPrefixes)
    let seen = traffic.seen(leg)
    let forwarded = seen.subtracting(PacketBox(sources: own))
    guard !forwarded.isEmpty, let remote = peering.remote else { return }
    add(
      Step(
        leg, .deny, .peering(PeeringStep(network: model.networks[remote].id, remote: model.networks[index].id)),
        packets: traffic.emitted(behind: forwarded, leg), outcome: .peeringForwardingDisabled,
        subject: Subject(receiving.id, origin: receiving.origin)))
  }

  private mutating func leaveAzure(_ traffic: Traffic, from subnet: NetworkSubnet) {
    guard !traffic.emitted.isEmpty else { return }
    if let last = traffic.passages.last {
      // Replies come back to the address that the packets leave with, and find their way on from there.
      if last.translated == nil {
        add(
          step(.deny, .publicWithoutTranslation, last.device, .forward, traffic.emitted, outcome: .routeAsymmetric))
      } else {
        noteCaller(of: traffic, isPublic: true)
        resume(traffic, at: traffic.passages.count - 1)
      }
    }
    var rest = traffic
    for used in engine.usedPublicAddresses where rest.there.destinations.contains(used.address) {
      let box = PacketBox(destinations: AddressSet(used.address))
      let share = rest.narrowed(to: rest.there.intersection(box), .forward)
      add(opaque(share.emitted, at: subnet, .publicAddress(used.id, used.address), by: .internet))
      rest = rest.narrowed(to: rest.there.subtracting(box), .forward)
    }
    if !rest.emitted.isEmpty { assume(.internetDelivers(rest.there.destinations)) }
  }

  // MARK: At the receiver

  mutating func arrive(_ traffic: Traffic, in index: Int, by peering: NetworkPeering?) {
    let network = model.networks[index]
    guard let target = target(of: traffic, in: network) else {
      // The address lies in several networks, and the packet reaches another one than the receiver's.
      add(
        Step(
          .forward, .deny,
          .route(RouteStep(subnet: nil, prefix: nil, source: .system, nextHop: NextHop(.vnetLocal))),
          packets: traffic.emitted, outcome: .routeNone, subject: Subject(network.id, origin: network.record.origin)))
      return
    }
    var rest = traffic
    for place in engine.endpoints(in: index, among: target.addresses) {
      let box = PacketBox(destinations: AddressSet(place.address))
      reach(rest.narrowed(to: rest.there.intersection(box), .forward), place, by: peering)
      rest = rest.narrowed(to: rest.there.subtracting(box), .forward)
    }
    for frontend in engine.frontends(in: index, among: target.addresses) {
      let box = PacketBox(destinations: AddressSet(frontend.address))
      balance(rest.narrowed(to: rest.there.intersection(box), .forward), frontend, by: peering)
      rest = rest.narrowed(to: rest.there.subtracting(box), .forward)
    }
    for address in engine.firewallAddresses(in: index, among: target.addresses) {
      let box = PacketBox(destinations: AddressSet(address))
      let own = Site(address: address, in: network, model: model)
      land(rest.narrowed(to: rest.there.intersection(box), .forward), at: own, by: peering)
      rest = rest.narrowed(to: rest.there.subtracting(box), .forward)
    }
    if !rest.emitted.isEmpty { land(rest, at: target, by: peering) }
  }

  /// The receiver, where the packets arrive in its own network.
  private func target(of traffic: Traffic, in network: Network) -> Site? {
    switch destination {
    case .site(let site): site.network == network.index ? site : nil
    case .outside, .name:
      traffic.there.destinations.first.map { Site(address: $0, in: network, model: model) }
    }
  }

  /// Arrives at a machine, and its replies set out.
  mutating func land(_ traffic: Traffic, at target: Site, by peering: NetworkPeering?) {
    guard let subnet = target.subnet else {
      add(unassigned(.forward, traffic.emitted, in: model.networks[target.network]))
      return
    }
    if target.card == nil, target.addresses.count == 1, let address = target.addresses.first {
      if let firewall = engine.firewall(at: address, in: target.network), port != 53 {
        // Names it may answer itself; the rest it drops or passes to whomever its DNAT rules say.
        add(
          step(
            .undetermined, .unknown, firewall, .forward, traffic.emitted,
            missing: .firewallAddress(firewall.subject().resource, address)))
      } else {
        assume(.machineAt(address))
      }
    }
    noteCaller(of: traffic, isPublic: false)
    letIn(traffic, over: peering, .forward, subnet: subnet, card: target.card)
    add(Step(.back, .skip, .flowState, packets: traffic.emitted))
    send(traffic.asAddressed(), from: subnet, card: target.card, .back, isFresh: false)
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

  /// The subnet that this end stands in.
  var subnet: NetworkSubnet? {
    if case .site(let site) = self { site.subnet } else { nil }
  }

  /// Application security groups of this end.
  var groups: [ResourceID] {
    if case .site(let site) = self { site.cardAddress?.applicationSecurityGroups ?? [] } else { [] }
  }
}

extension Engine {
  /// The place of an address as a network sees it: in itself, in a network it is connected to, else outside.
  package func endpoint(of address: IPAddress, seenFrom index: Int) -> Endpoint {
    guard let network = model.network(of: address, seenFrom: index) else {
      return .outside(AddressSet(address), label: address.description)
    }
    return .site(Site(address: address, in: network, model: model))
  }
}
