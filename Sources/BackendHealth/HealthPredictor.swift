import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Predicts the health that Azure will report for every member of a gateway.
package struct HealthPredictor: Sendable {
  let engine: Engine

  /// A predictor on an engine.
  package init(_ engine: Engine) { self.engine = engine }

  var model: NetworkModel { engine.model }

  /// Every pair that Azure lists, with its members.
  package func predict(_ gateway: ApplicationGateway) -> GatewayPrediction {
    let place = GatewayPlace(gateway, engine: engine)
    return predict(gateway, findings: place.findings) { predict($0, $1, $2, at: place) }
  }

  /// Every pair that Azure lists, each member as `predicted` tells.
  /// - Parameter findings: what is to be known of the gateway as a whole, and so of each member.
  func predict(
    _ gateway: ApplicationGateway, findings: [Finding],
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
          members: members[pool.id]!.map { member in
            var prediction = predicted(member, pool, setting)
            prediction.findings = findings + prediction.findings
            return prediction
          })
      }, findings: findings)
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

    /// The name that is looked up; nil for an address.
    var fqdn: String? {
      if case .fqdn(let name) = location { name } else { nil }
    }
  }

  /// The pool's members in its own order, then those whose network interface names the pool (azure-json-shapes.md §5.2).
  func members(of pool: BackendAddressPool) -> [Member] {
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
      where address.configuration.applicationGatewayBackendAddressPools.contains(where: { $0.names(pool.id) }) {
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
        let walked = engine.flow(
          from: .site(Site(subnet: subnet)), to: target, port: plan.port, protocol: .tcp)
        let flow = EgressCheck(model: model, gateway: place.gateway, subnet: subnet).applied(to: walked)
        flows.append(flow)
        steps += flow.steps
        assumptions += flow.assumptions
        let servers = judgeServers(at: target, flow: flow, port: plan.port, .probe(plan), of: member, at: place)
        steps += servers.flatMap(\.steps)
        assumptions += servers.flatMap(\.assumptions)
        ends.append(End(flow: flow, servers: servers.map(\.steps)))
      }
    }
    let named = NamedHealth(
      resolution, name: unfound, ends: ends, gateway: place.steps, generation: place.gateway.generation)
    let verdict = named.verdict
    // Instances decide by their own probes, whether or not Azure can ask them (azure-semantics.md §4.9).
    let probed = NamedHealth(
      resolution, name: unfound, ends: ends, gateway: place.steps.filter { $0.missing != nil },
      generation: place.gateway.generation
    ).verdict
    assumptions += named.assumptions
    assumptions += place.outboundDenials(in: flows).map { .outboundDenyAccepted($0) }
    if verdict.decisive?.outcome == .memberStale {
      // Nobody is taken to have an address that nobody has.
      assumptions.removeAll { if case .machineAt = $0 { true } else { false } }
    }
    let report = place.observations.report(on: member.name, in: pool.id, by: setting.id)
    let difference = report.flatMap { report in
      HealthComparison(
        report: report, member: member.name, plan: plan, health: verdict.health, decisive: verdict.decisive,
        assumptions: assumptions
      ).difference
    }
    let spread =
      verdict.health == .partial
      ? InstanceSpread(gateway: place.gateway, ends: ends).finding(decidedBy: verdict.decisive) : nil
    return MemberPrediction(
      gateway: place.gateway.id, generation: place.gateway.generation, gatewaySubnet: place.subnet?.id, pool: pool.id,
      setting: setting.id, member: member.name, probe: plan, resolution: resolution, flows: flows,
      steps: steps.map { named.judged[$0] ?? $0 }, health: verdict.health,
      rotation: Rotation(probed.health, because: probed.decisive), path: verdict.path, decisive: verdict.decisive,
      assumptions: assumptions.uniqued,
      findings: [spread, vacancy(of: member, verdict), difference].compactMap { $0 }, observed: report)
  }

  /// The finding that no machine of a known subnet has the member's address, unless that decides its health already.
  private func vacancy(of member: Member, _ verdict: HealthVerdict) -> Finding? {
    // Packets that do not arrive meet nobody, whoever has the address.
    guard case .address(let address) = member.location, verdict.path != .deny,
      verdict.decisive?.outcome != .memberStale
    else { return nil }
    let networks = model.networks(containing: address)
    guard networks.count == 1, let vacancy = engine.vacancy(of: address, in: networks[0].index) else { return nil }
    return Finding(
      .vacantAddress(address, subnet: vacancy.subnet.id), subject: Subject(vacancy.subnet.id, origin: member.origin))
  }

  func targets(
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

  /// What the servers do in a conversation with the gateway that may get its packets: the receiver, or each machine that a load
  /// balancer passes them to.
  func judgeServers(
    at target: Endpoint, flow: FlowResult, port: UInt16, _ conversation: ServerJudge.Conversation, of member: Member,
    at place: GatewayPlace
  ) -> [(steps: [Step], assumptions: [Assumption])] {
    guard flow.isBalanced else {
      return [judgeServer(at: target, flow: flow, port: port, conversation, of: member, at: place)]
    }
    return flow.balanced.map { delivery in
      var judge = ServerJudge(
        model: model, address: delivery.address, port: delivery.port ?? port,
        network: model.networks[delivery.network].id, packets: delivery.packets)
      judge.memberName = member.fqdn
      judge.caller = caller(of: delivery.address, packets: delivery.packets, in: flow, at: place)
      judge.judge(conversation)
      return (settled(judge.steps, conversation, of: member, at: delivery.address, place), judge.assumptions)
    }
  }

  private func caller(
    of address: IPAddress, packets: PacketSet, in flow: FlowResult, at place: GatewayPlace
  ) -> (() -> Caller)? {
    place.subnet.map { subnet in
      { Caller(place.gateway, at: subnet, to: address, packets: packets, in: flow, model: model) }
    }
  }

  private func judgeServer(
    at target: Endpoint, flow: FlowResult, port: UInt16, _ conversation: ServerJudge.Conversation, of member: Member,
    at place: GatewayPlace
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
    if case .site(let site) = target {
      network = model.networks[site.network].id
      if let vacancy = engine.vacancy(of: address, in: site.network), vacancy.isProven {
        return ([vacant(address, port, vacancy, flow.packets)], [])
      }
    }
    var judge = ServerJudge(
      model: model, address: address, port: port, network: network, packets: flow.packets)
    judge.memberName = member.fqdn
    judge.caller = caller(of: address, packets: flow.packets, in: flow, at: place)
    judge.judge(conversation)
    return (settled(judge.steps, conversation, of: member, at: address, place), judge.assumptions)
  }

  /// What a probe finds, with what Azure reported of the very same probe.
  private func settled(
    _ steps: [Step], _ conversation: ServerJudge.Conversation, of member: Member, at address: IPAddress,
    _ place: GatewayPlace
  ) -> [Step] {
    guard case .probe(let plan) = conversation else { return steps }
    return place.observations.settled(steps, of: member.name, under: plan, at: address)
  }

  private func vacant(_ address: IPAddress, _ port: UInt16, _ vacancy: Vacancy, _ packets: PacketSet) -> Step {
    let subnet = vacancy.subnet
    let blamed = vacancy.card.map { Subject($0, origin: model.resources.networkInterfaces[$0]?.origin) }
    return Step(
      .forward, .deny, .listener(ListenerStep(address: address, port: port)), packets: packets,
      outcome: .memberStale, subject: blamed ?? Subject(subnet.id, origin: subnet.record.origin))
  }
}

extension AddressSet {
  /// The addresses of a small set one by one; empty for ranges, as nothing describes servers of whole ranges.
  fileprivate var singleAddresses: [IPAddress] {
    ranges.allSatisfy { $0.lowerBound == $0.upperBound } ? ranges.map(\.lowerBound) : []
  }
}
