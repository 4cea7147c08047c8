import NetworkModel
import Outcomes
import PacketSets
import Resources

extension FlowWalk {
  /// Passes packets through the security admin rules and the groups at one place.
  /// - Returns: what gets through although no user's rule expressly allows it, as its sender emits it; a peering object at this end
  ///   that forbids access drops that (azure-semantics.md §11 R1).
  @discardableResult
  mutating func filter(
    _ traffic: Traffic, _ direction: TrafficDirection, _ leg: Leg, subnet: NetworkSubnet, card: Card?
  ) -> PacketSet {
    let admin = engine.adminRules.judge(
      traffic.seen(leg), direction, leg, at: subnet, matcher: matcher(at: subnet, for: traffic, leg)
    ) { traffic.emitted(behind: $0, leg) }
    admin.steps.forEach { add($0) }
    admin.assumptions.forEach { assume($0) }
    let moving = admin.forGroups
    let emitted = moving == traffic.seen(leg) ? traffic.emitted : traffic.emitted(behind: moving, leg)
    var expressly = PacketSet.empty
    var passed = moving
    for stage in FilterStage.stages(direction, subnet: subnet, card: card) {
      let point = FilterPoint(direction, at: stage.attachedTo)
      if let missing = stage.group.missing {
        add(Step(leg, .undetermined, .noSecurityGroup(point), packets: emitted, missing: missing))
        passed = .empty
        continue
      }
      guard let group = stage.group.value else {
        add(Step(leg, .skip, .noSecurityGroup(point), packets: emitted))
        continue
      }
      let filter = SecurityFilter(group: group, matcher: matcher(at: subnet, for: traffic, leg))
      for decision in filter.decide(moving, direction) {
        add(step(for: decision, of: filter, at: point, traffic, leg))
        if decision.access == .allow {
          let named = decision.rule.farEndByAddress(direction)
          let box = direction == .inbound ? PacketBox(sources: named) : PacketBox(destinations: named)
          expressly = expressly.union(decision.packets.intersection(box))
        } else {
          passed = passed.subtracting(decision.packets)
        }
      }
    }
    if !expressly.isEmpty {
      let opened = traffic.emitted(behind: expressly, leg)
      expresslyAllowed[subnet.id] = expresslyAllowed[subnet.id]?.union(opened) ?? opened
    }
    return traffic.emitted(behind: passed.subtracting(expressly), leg)
  }

  /// Lets packets in that came over a peering: through the groups, and past the peering's object at this end.
  mutating func letIn(
    _ traffic: Traffic, over peering: NetworkPeering?, _ leg: Leg, subnet: NetworkSubnet, card: Card?
  ) {
    let unnamed = filter(traffic, .inbound, leg, subnet: subnet, card: card)
    if let closed = peering?.closedThere { forbid(unnamed, by: closed, leg) }
  }

  /// A peering object that forbids access drops what no rule expressly allows.
  mutating func forbid(_ packets: PacketSet, by closed: ClosedEnd, _ leg: Leg) {
    add(
      Step(
        leg, .deny, .peering(PeeringStep(network: closed.network, remote: closed.remote)), packets: packets,
        outcome: .peeringAccessDisabled, subject: Subject(closed.object.id, origin: closed.object.origin)))
  }

  private func matcher(at subnet: NetworkSubnet, for traffic: Traffic, _ leg: Leg) -> RuleMatcher {
    // A group holds cards of the network at hand and its peers only.
    var stranger: IPAddress?
    if leg == .forward, traffic.receiver == nil, case .site(let site) = destination, site.card == nil,
      site.subnet != nil, site.addresses.count == 1, model.isNear(site.network, to: subnet.network)
    {
      stranger = site.addresses.first
    }
    return RuleMatcher(
      model: model, subnet: subnet, tags: engine.tags(at: subnet),
      sourceGroups: leg == .forward ? traffic.senderGroups : traffic.receiverGroups,
      destinationGroups: leg == .forward ? traffic.receiverGroups : traffic.senderGroups, unknownReceiver: stranger)
  }

  private func step(
    for decision: SecurityFilter.Decision, of filter: SecurityFilter, at point: FilterPoint, _ traffic: Traffic,
    _ leg: Leg
  ) -> Step {
    let rule = decision.rule
    let subject = Subject(filter.group.id, rule: rule.name, origin: rule.origin ?? filter.group.origin)
    let nearMisses =
      decision.access == .deny
      ? filter.nearMisses(for: decision.packets, by: rule, point.direction) : []
    let detail = StepDetail.rule(
      RuleStep(
        point: point, priority: rule.priority, isDefault: rule.isDefault, nearMisses: nearMisses,
        translated: traffic.isTranslated || leg == .back ? decision.packets : nil))
    let packets = traffic.emitted(behind: decision.packets, leg)
    switch decision.access {
    case .allow: return Step(leg, .allow, detail, packets: packets, subject: subject)
    case .deny: return Step(leg, .deny, detail, packets: packets, outcome: .nsgDenied, subject: subject)
    case nil:
      return Step(
        leg, .undetermined, detail, packets: packets, subject: subject, missing: decision.unknown?.fact(subject))
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

extension FlowWalk {
  func unassigned(_ leg: Leg, _ packets: PacketSet, in network: Network) -> Step {
    let detail = StepDetail.route(RouteStep(subnet: nil, prefix: nil, source: .system, nextHop: NextHop(.vnetLocal)))
    if !network.knowsSubnets {
      return Step(leg, .undetermined, detail, packets: packets, missing: .subnets(of: network.id))
    }
    return Step(
      leg, .deny, detail, packets: packets, outcome: .addressUnassigned, subject: Subject(network.id))
  }

  func opaque(
    _ packets: PacketSet, at subnet: NetworkSubnet, _ missing: MissingFact, by nextHop: NextHop.Kind = .vnetLocal
  ) -> Step {
    Step(
      .forward, .undetermined,
      .route(RouteStep(subnet: subnet.id, prefix: nil, source: .system, nextHop: NextHop(nextHop))),
      packets: packets, missing: missing)
  }

  /// What a device on the way did.
  func step(
    _ verdict: StepVerdict, _ event: ApplianceStep.Event, _ device: Device, _ leg: Leg, _ packets: PacketSet,
    outcome: Outcome? = nil, subject: Subject? = nil, missing: MissingFact? = nil
  ) -> Step {
    Step(
      leg, verdict, .appliance(ApplianceStep(name: device.name, address: device.address, event: event)),
      packets: packets, outcome: outcome, subject: subject ?? device.subject(), missing: missing)
  }
}
