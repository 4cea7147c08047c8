import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Predicts the health that Azure will report for every member of a gateway.
package struct HealthPredictor: Sendable {
  private let engine: Engine

  /// A predictor on an engine.
  package init(_ engine: Engine) { self.engine = engine }

  private var model: NetworkModel { engine.model }

  /// Every pair that Azure lists, with its members.
  package func predict(_ gateway: ApplicationGateway) -> GatewayPrediction {
    let place = GatewayPlace(gateway, engine: engine)
    return predict(gateway) { predict($0, $1, $2, at: place) }
  }

  /// Every pair that Azure lists, each member as `predicted` tells.
  func predict(
    _ gateway: ApplicationGateway,
    _ predicted: (Member, BackendAddressPool, BackendSetting) -> MemberPrediction
  ) -> GatewayPrediction {
    let pairs = gateway.probedPairs
    // A pool under a hundred settings has the same members under each.
    let members = Dictionary(
      pairs.map { ($0.pool.id, $0.pool) }, uniquingKeysWith: { first, _ in first }
    ).mapValues { self.members(of: $0) }
    return GatewayPrediction(
      gateway: gateway.id,
      pairs: pairs.map { pool, setting in
        PairPrediction(
          pool: pool.id, setting: setting.id, poolOrigin: pool.origin,
          members: members[pool.id]!.map { predicted($0, pool, setting) })
      })
  }

  /// The verdict on a flow with what listens at its end, and the steps and assumptions that this adds.
  package func flowVerdict(_ flow: FlowResult) -> (verdict: FlowVerdict, steps: [Step], assumptions: [Assumption]) {
    let transport = flow.question.protocol
    guard transport.hasPorts, let port = flow.question.port else {
      return (FlowVerdict(path: flow.path, server: []), [], [])
    }
    var steps: [Step] = []
    var assumptions: [Assumption] = []
    var judges = flow.balanced.map { delivery in
      ServerJudge(
        model: model, address: delivery.address, port: delivery.port ?? port,
        network: model.networks[delivery.network].id, packets: delivery.packets)
    }
    if !flow.isBalanced {
      judges = flow.packets.destinations.singleAddresses.map { address in
        ServerJudge(
          model: model, address: address, port: port, network: model.networks(containing: address).first?.id,
          packets: flow.packets.intersection(PacketBox(destinations: AddressSet(address))))
      }
    }
    for var judge in judges {
      judge.judge(.transport(transport))
      steps += judge.steps
      assumptions += judge.assumptions
    }
    if flow.path != .deny, steps.isEmpty, model.resources.assume.undeclaredServers == .undetermined {
      return (FlowVerdict(path: .undetermined, server: []), [], [])
    }
    return (FlowVerdict(path: flow.path, server: steps), steps, assumptions)
  }

  // MARK: Members

  /// A member and where it is.
  struct Member {
    let name: MemberName
    let location: Location
    let origin: Origin

    enum Location {
      case address(IPAddress)
      case fqdn(String)
      case card(Card, Card.Address)
      case unknown(MissingFact)
    }
  }

  /// The pool's members in its own order, then those whose network interface names the pool (azure-json-shapes.md §5.2).
  private func members(of pool: BackendAddressPool) -> [Member] {
    var out = pool.members.map { member -> Member in
      switch member {
      case .address(let address, let origin):
        Member(
          name: MemberName(address: address.description, ipConfiguration: nil, virtualMachine: nil),
          location: .address(address), origin: origin)
      case .fqdn(let name, let origin):
        Member(
          name: MemberName(address: name, ipConfiguration: nil, virtualMachine: nil), location: .fqdn(name),
          origin: origin)
      case .ipConfiguration(let id, let origin): self.member(id, of: pool, at: origin)
      }
    }
    for card in model.cards {
      // Listed instances stand for the profile of their scale set, which names the pool as well.
      if card.index == nil,
        out.contains(where: { $0.name.ipConfiguration?.parent.flatMap(scaleSetProfile)?.id == card.id })
      {
        continue
      }
      for address in card.addresses
      where address.configuration.applicationGatewayBackendAddressPools.contains(where: {
        $0.id.map(pool.id.matches) ?? ($0.name.lowercased() == pool.id.name.lowercased())
      }) {
        let id = address.configuration.id
        if !out.contains(where: { $0.name.ipConfiguration.map(id.matches) ?? false }) {
          out.append(member(card, address, id: id, at: address.configuration.origin))
        }
      }
    }
    return out
  }

  private func member(_ id: ResourceID, of pool: BackendAddressPool, at origin: Origin) -> Member {
    let card = id.parent.flatMap { model.card($0) ?? scaleSetProfile(of: $0) }
    if let card,
      let address = card.addresses.first(where: { $0.configuration.id.name.lowercased() == id.name.lowercased() })
    {
      return member(card, address, id: id, at: origin)
    }
    return Member(
      name: MemberName(address: id.path, ipConfiguration: id, virtualMachine: nil),
      location: .unknown(.resource(id.parent ?? id, referencedBy: pool.id, origin: origin)), origin: origin)
  }

  private func member(_ card: Card, _ address: Card.Address, id: ResourceID, at origin: Origin) -> Member {
    Member(
      name: MemberName(
        address: address.configuration.privateIPAddress?.description ?? id.path, ipConfiguration: id,
        virtualMachine: card.virtualMachine),
      location: .card(card, address), origin: origin)
  }

  /// An instance's interface is described by its scale set's profile when the instance itself is not in the input.
  private func scaleSetProfile(of card: ResourceID) -> Card? {
    guard let set = card.parent?.parent else { return nil }
    return model.cards.first { profile in
      profile.index == nil && profile.id.name.lowercased() == card.name.lowercased()
        && (profile.virtualMachine.map(set.matches) ?? false)
    }
  }

  // MARK: One member under one setting

  func predict(
    _ member: Member, _ pool: BackendAddressPool, _ setting: BackendSetting, at place: GatewayPlace
  ) -> MemberPrediction {
    let plan = ProbePlan(setting: setting, member: member.name.address, gateway: place.gateway)
    var steps = place.steps
    var assumptions = place.assumptions
    if plan.probe == nil, plan.protocol.isHTTP, let host = plan.host, host != "127.0.0.1" {
      assumptions.append(.defaultProbeHost(host))
    }
    var resolution: NameResolution?
    var flows: [FlowResult] = []
    var ends: [End] = []
    var unfound: Step?
    if let subnet = place.subnet {
      let targets = self.targets(of: member, seenFrom: subnet, gateway: place.gateway, resolution: &resolution)
      if let resolution {
        steps += resolution.steps
        assumptions += resolution.assumptions
      }
      unfound = resolution?.decisive ?? targets.notFound
      if let step = targets.notFound { steps.append(step) }
      for target in targets.endpoints {
        let flow = engine.flow(
          from: .site(Site(subnet: subnet)), to: target, port: plan.port, protocol: .tcp)
        flows.append(flow)
        steps += flow.steps
        assumptions += flow.assumptions
        let servers = judgeServers(at: target, flow: flow, plan: plan)
        steps += servers.flatMap(\.steps)
        assumptions += servers.flatMap(\.assumptions)
        ends.append(End(flow: flow, servers: servers.map(\.steps)))
      }
    }
    let named = NamedHealth(
      resolution, name: unfound, ends: ends, gateway: place.steps, generation: place.gateway.generation)
    let verdict = named.verdict
    return MemberPrediction(
      gateway: place.gateway.id, generation: place.gateway.generation, gatewaySubnet: place.subnet?.id, pool: pool.id,
      setting: setting.id, member: member.name, probe: plan, resolution: resolution, flows: flows,
      steps: steps.map { named.judged[$0] ?? $0 }, health: verdict.health, path: verdict.path,
      decisive: verdict.decisive, assumptions: (assumptions + named.assumptions).unique)
  }

  private func targets(
    of member: Member, seenFrom subnet: NetworkSubnet, gateway: ApplicationGateway, resolution: inout NameResolution?
  ) -> (endpoints: [Endpoint], notFound: Step?) {
    switch member.location {
    case .address(let address): return ([engine.endpoint(of: address, seenFrom: subnet.network)], nil)
    case .card(let card, let address):
      if let site = Site(card: card, address: address, label: member.name.address) { return ([.site(site)], nil) }
      if let own = address.configuration.privateIPAddress {
        return ([engine.endpoint(of: own, seenFrom: subnet.network)], nil)
      }
      return ([], unknown(member, .address(of: card.id)))
    case .unknown(let fact): return ([], unknown(member, fact))
    case .fqdn(let name):
      let answer = engine.resolve(
        name, from: model.networks[subnet.network], subnet: subnet, asker: .gateway(isIsolated: gateway.isIsolated))
      resolution = answer
      return (answer.addresses.map { engine.endpoint(of: $0, seenFrom: subnet.network) }, nil)
    }
  }

  private func unknown(_ member: Member, _ fact: MissingFact) -> Step {
    Step(
      .forward, .undetermined,
      .name(NameStep(query: member.name.address, source: .literal, answer: .undetermined)), packets: .all, missing: fact
    )
  }

  /// What the servers do that may get the packets: the receiver, or each machine that a load balancer passes them to.
  private func judgeServers(
    at target: Endpoint, flow: FlowResult, plan: ProbePlan
  ) -> [(steps: [Step], assumptions: [Assumption])] {
    guard flow.isBalanced else { return [judgeServer(at: target, flow: flow, plan: plan)] }
    return flow.balanced.map { delivery in
      var judge = ServerJudge(
        model: model, address: delivery.address, port: delivery.port ?? plan.port,
        network: model.networks[delivery.network].id, packets: delivery.packets)
      judge.judge(.probe(plan))
      return (judge.steps, judge.assumptions)
    }
  }

  private func judgeServer(
    at target: Endpoint, flow: FlowResult, plan: ProbePlan
  ) -> (steps: [Step], assumptions: [Assumption]) {
    let addresses = flow.packets.destinations
    guard addresses.count == 1, let address = addresses.first else {
      // A machine whose address Azure chooses: servers are described by address, so none can be described for it.
      guard case .site(let site) = target, let card = site.card else { return ([], []) }
      if model.resources.assume.undeclaredServers == .listening { return ([], []) }
      return (
        [
          Step(
            .forward, .undetermined, .name(NameStep(query: site.label, source: .literal, answer: .undetermined)),
            packets: flow.packets, missing: .address(of: card.id))
        ], []
      )
    }
    var network: ResourceID?
    if case .site(let site) = target { network = model.networks[site.network].id }
    var judge = ServerJudge(
      model: model, address: address, port: plan.port, network: network, packets: flow.packets)
    judge.judge(.probe(plan))
    return (judge.steps, judge.assumptions)
  }
}

/// Where a gateway stands, and what is to be said of it before any packet.
struct GatewayPlace {
  let gateway: ApplicationGateway
  let subnet: NetworkSubnet?
  let steps: [Step]
  let assumptions: [Assumption]

  init(_ gateway: ApplicationGateway, engine: Engine) {
    self.gateway = gateway
    var steps: [Step] = []
    let subject = Subject(gateway.id, origin: gateway.origin)
    if let state = gateway.operationalState, state.lowercased() != "running" {
      steps.append(
        Step(
          .forward, .deny, .gateway(.operationalState(state)), packets: .all, outcome: .gatewayStopped, subject: subject
        ))
    }
    if let state = gateway.provisioningState, state.lowercased() == "failed" {
      steps.append(
        Step(
          .forward, .deny, .gateway(.provisioningState(state)), packets: .all, outcome: .gatewayFailed,
          subject: subject))
    }
    if let reference = gateway.subnet, case .one(let id) = engine.model.find(reference, as: .subnet) {
      subnet = engine.model.subnet(id)
    } else {
      subnet = nil
    }
    var risks: [Assumption] = []
    if let subnet {
      steps += ManagementCheck(engine: engine, gateway: gateway).steps(at: subnet)
      let network = engine.model.networks[subnet.network]
      risks = engine.platformZones(linkedTo: network).map { .platformZoneLinked(zone: $0, network: network.id) }
    } else {
      let id =
        gateway.subnet?.id ?? ResourceID(type: ResourceKind.subnet.rawValue, names: [gateway.subnet?.text ?? "subnet"])
      steps.append(
        Step(
          .forward, .undetermined, .gateway(.operationalState(gateway.operationalState)), packets: .all,
          subject: subject,
          missing: .resource(id, referencedBy: gateway.id, origin: gateway.subnet?.origin ?? gateway.origin)))
    }
    self.steps = steps
    assumptions =
      (gateway.operationalState == nil ? [.gatewayRunning(gateway.id)] : [])
      + (gateway.skuName.isEmpty ? [.gatewayIsV2(gateway.id)] : []) + risks
  }
}

extension Array where Element: Hashable {
  /// Each element once, in its first place.
  fileprivate var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension AddressSet {
  /// The addresses of a small set one by one; empty for ranges, as nothing describes servers of whole ranges.
  fileprivate var singleAddresses: [IPAddress] {
    ranges.allSatisfy { $0.lowerBound == $0.upperBound } ? ranges.map(\.lowerBound) : []
  }
}
