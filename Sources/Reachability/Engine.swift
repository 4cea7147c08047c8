import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Decides what becomes of packets in one network model. Verdicts hold for all packets of a question, or say for which they fail.
package struct Engine: Sendable {
  /// The networks that are judged.
  package private(set) var model: NetworkModel
  /// What every network reaches through gateways, by its place in the model.
  let reaches: [GatewayReach]
  /// Effective routes of every subnet, by network and place in it.
  private let routes: [ResourceID: EffectiveRoutes]
  /// What service tags mean at every subnet.
  private let tags: [ResourceID: ServiceTagScope]
  /// Where private endpoints stand.
  let endpointPlaces: EndpointPlaces
  /// Where load balancers answer.
  let frontendPlaces: FrontendPlaces
  /// Addresses that something other than a machine has.
  let occupiedAddresses: Set<IPAddress>
  /// Public addresses that something of the input has.
  let usedPublicAddresses: [UsedPublicAddress]
  /// Where application gateways stand.
  let gatewaySubnets: GatewaySubnets
  /// Security admin rules, which come before all groups.
  let adminRules: AdminRules

  /// An engine for a model.
  package init(_ model: NetworkModel) {
    self.model = model
    endpointPlaces = EndpointPlaces(model)
    frontendPlaces = FrontendPlaces(model)
    occupiedAddresses = model.resources.occupiedAddresses
    usedPublicAddresses = model.usedPublicAddresses
    let builder = GatewayReachBuilder(model)
    let reaches = model.networks.map(builder.reach)
    self.reaches = reaches
    let computation = RouteComputation(model: model, reaches: reaches)
    routes = Dictionary(
      model.networks.flatMap(\.subnets).map { ($0.id, computation.effectiveRoutes(of: $0)) },
      uniquingKeysWith: { a, _ in a })
    let given = ServiceTagScope.given(in: model.resources)
    tags = Dictionary(
      model.networks.flatMap(\.subnets).map {
        ($0.id, ServiceTagScope(model: model, subnet: $0, reach: reaches[$0.network], given: given))
      },
      uniquingKeysWith: { a, _ in a })
    gatewaySubnets = GatewaySubnets(model)
    adminRules = AdminRules(model, exempt: gatewaySubnets.classic)
  }

  /// The same engine, which writes down what its model is asked.
  package func consulted(by consultation: Consultation) -> Engine {
    var out = self
    out.model = model.consulted(by: consultation)
    return out
  }

  /// The effective routes of a subnet.
  package func effectiveRoutes(of subnet: NetworkSubnet) -> EffectiveRoutes {
    model.note(.subnet(subnet.id))
    return routes[subnet.id]!
  }

  /// What service tags mean at a subnet.
  func tags(at subnet: NetworkSubnet) -> ServiceTagScope {
    model.note(.subnet(subnet.id))
    return tags[subnet.id]!
  }

  /// The rules that apply at a subnet.
  package func effectiveRules(subnet: NetworkSubnet) -> EffectiveRulesAnswer {
    effectiveRules([(subnet.networkSecurityGroup, subnet.id)], at: subnet)
  }

  /// The rules that apply to a network interface: its subnet's group and its own.
  package func effectiveRules(card: Card) -> EffectiveRulesAnswer {
    let own = (card.networkSecurityGroup, card.id)
    guard let subnet = card.primary?.subnet else {
      let missing = card.primary?.configuration.subnet.map { reference in
        MissingFact.resource(
          reference.id ?? ResourceID(type: ResourceKind.subnet.rawValue, names: [reference.text]),
          referencedBy: card.id,
          origin: reference.origin)
      }
      return EffectiveRulesAnswer(groups: [], missing: [missing ?? .address(of: card.id)])
    }
    return effectiveRules([(subnet.networkSecurityGroup, subnet.id), own], at: subnet)
  }

  private func effectiveRules(
    _ places: [(group: Attachment<NetworkSecurityGroup>, attachedTo: ResourceID)], at subnet: NetworkSubnet
  ) -> EffectiveRulesAnswer {
    let tags = self.tags(at: subnet)
    func expanded(_ end: RuleEndpoint) -> AddressSet? {
      let sets = end.addresses.compactMap { address -> AddressSet? in
        guard case .serviceTag(let tag) = address else { return nil }
        switch tags.expand(tag) {
        case .known(let set), .open(let set, _, _): return set
        case .unknown: return nil
        }
      }
      return sets.isEmpty ? nil : sets.reduce(AddressSet()) { $0.union($1) }
    }
    let groups = places.compactMap { place in
      place.group.value.map { group in
        EffectiveSecurityGroup(
          group: group.id, attachedTo: place.attachedTo,
          rules: TrafficDirection.allCases.flatMap { SecurityFilter.rules(of: group, $0) }.map {
            .init(rule: $0, expandedSource: expanded($0.source), expandedDestination: expanded($0.destination))
          })
      }
    }
    return EffectiveRulesAnswer(
      groups: groups, missing: places.compactMap(\.group.missing), adminRules: adminRules.effective(at: subnet))
  }

  /// What IP flow verify says of a packet at a network interface; a port that is nil stands for every port.
  package func ipFlow(
    card: Card, direction: TrafficDirection, protocol: IPProtocol, local: (address: IPAddress, port: UInt16?),
    remote: (address: IPAddress, port: UInt16?)
  ) -> IPFlowAnswer {
    guard let subnet = card.primary?.subnet else {
      return IPFlowAnswer(
        access: nil, rule: nil, group: nil, attachedTo: nil, missing: effectiveRules(card: card).missing.first)
    }
    func ports(_ port: UInt16?) -> PortSet { port.map { PortSet($0) } ?? .all }
    let (sender, receiver) = direction == .outbound ? (local, remote) : (remote, local)
    let packets = PacketSet(
      PacketBox(
        sources: AddressSet(sender.address), sourcePorts: ports(sender.port),
        destinations: AddressSet(receiver.address), destinationPorts: ports(receiver.port),
        protocols: ProtocolSet(`protocol`)))
    let stages = FilterStage.stages(direction, subnet: subnet, card: card)
    let own = card.addresses.first { $0.configuration.privateIPAddress == local.address } ?? card.primary
    let groups = own?.applicationSecurityGroups ?? []
    if let answer = adminRules.ipFlow(packets, direction, at: subnet, tags: tags(at: subnet)) { return answer }
    var allowed: (SecurityRule, ResourceID, ResourceID)?
    for stage in stages {
      if let missing = stage.group.missing {
        return IPFlowAnswer(access: nil, rule: nil, group: nil, attachedTo: stage.attachedTo, missing: missing)
      }
      guard let group = stage.group.value else { continue }
      let filter = SecurityFilter(
        group: group,
        matcher: RuleMatcher(
          model: model, subnet: subnet, tags: tags(at: subnet),
          sourceGroups: direction == .outbound ? groups : [], destinationGroups: direction == .inbound ? groups : []))
      let decisions = filter.decide(packets, direction)
      // A question about every port is answered by the first rule that denies some of them.
      if let denied = decisions.first(where: { $0.access == .deny }) {
        return IPFlowAnswer(
          access: .deny, rule: denied.rule, group: group.id, attachedTo: stage.attachedTo, missing: nil)
      }
      if let open = decisions.first(where: { $0.access == nil }) {
        return IPFlowAnswer(
          access: nil, rule: open.rule, group: group.id, attachedTo: stage.attachedTo,
          missing: open.unknown?.fact(Subject(group.id, rule: open.rule.name, origin: open.rule.origin)))
      }
      // Azure names the rule of the group that looked first.
      if allowed == nil, let last = decisions.last { allowed = (last.rule, group.id, stage.attachedTo) }
    }
    return IPFlowAnswer(
      access: .allow, rule: allowed?.0, group: allowed?.1, attachedTo: allowed?.2, missing: nil)
  }
}

/// A place where packets are filtered, in the order in which they pass it.
struct FilterStage {
  let group: Attachment<NetworkSecurityGroup>
  let attachedTo: ResourceID

  /// Outbound: the interface's group, then the subnet's; inbound the other way round (azure-semantics.md §1.3).
  static func stages(_ direction: TrafficDirection, subnet: NetworkSubnet, card: Card?) -> [FilterStage] {
    let atSubnet = FilterStage(group: subnet.networkSecurityGroup, attachedTo: subnet.id)
    guard let card else { return [atSubnet] }
    let atCard = FilterStage(group: card.networkSecurityGroup, attachedTo: card.id)
    return direction == .outbound ? [atCard, atSubnet] : [atSubnet, atCard]
  }
}
