import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Packets through load balancers, as receiver and as next hop (azure-semantics.md §1.4, §2.5, §4.12).
extension FlowWalk {
  /// Packets for a frontend: a rule passes them to a machine of its pool, whose groups see the machine's address and port.
  mutating func balance(_ traffic: Traffic, _ frontend: FrontendPlace, by peering: NetworkPeering?) {
    isBalanced = true
    checkRegion(of: frontend, by: peering, traffic, .forward)
    for (share, rule) in divide(traffic, among: frontend, .forward, isReceiver: true) {
      let members = choose(share, frontend, rule, .forward)
      followAny(of: members) { walk, member in
        let port = rule.translatedPort ?? walk.port
        walk.note(
          FlowResult.Delivery(
            address: member.address, port: port, network: member.site.network, packets: share.emitted))
        walk.land(
          share.sent(to: .init(address: member.address, port: rule.translatedPort), groups: member.groups),
          at: member.site, by: peering)
      }
    }
  }

  /// Packets for whoever, at a frontend with appliances behind it.
  mutating func spread(
    _ traffic: Traffic, _ frontend: FrontendPlace, by peering: NetworkPeering?, route: Subject?, _ leg: Leg
  ) {
    checkRegion(of: frontend, by: peering, traffic, leg)
    for (share, rule) in divide(traffic, among: frontend, leg) {
      let members = choose(share, frontend, rule, leg)
      var devices = members.map { member in
        var device = engine.device(at: member.address, in: member.site.network)
        device.frontend = frontend.frontend
        return device
      }
      if devices.count > 1 {
        assume(.loadBalancerKeepsFlow(frontend.balancer.id))
        if leg == .back,
          let known = devices.first(where: { device in
            share.passages.contains { $0.device.isSame(as: device) && $0.device.frontend == device.frontend }
          })
        {
          devices = [known]
        }
      }
      followAny(of: devices) { walk, device in walk.pass(share, device, by: peering, route: route, leg) }
    }
  }

  /// The parts of packets that each rule of a frontend passes on; what none does is dropped.
  private mutating func divide(
    _ traffic: Traffic, among frontend: FrontendPlace, _ leg: Leg, isReceiver: Bool = false
  ) -> [(Traffic, LoadBalancer.Rule)] {
    let balancer = frontend.balancer
    guard !balancer.rules.isEmpty || !balancer.inboundNatRules.isEmpty else {
      add(
        step(
          .undetermined, .unknown, frontend, nil, leg, traffic.emitted,
          missing: .loadBalancer(balancer.id, frontend.address)))
      return []
    }
    var rest = traffic
    var out: [(Traffic, LoadBalancer.Rule)] = []
    for rule in frontend.rules {
      let share = rest.narrowed(to: rest.seen(leg).intersection(rule.box), leg)
      guard !share.emitted.isEmpty else { continue }
      rest = rest.narrowed(to: rest.seen(leg).subtracting(rule.box), leg)
      // What is only routed to the frontend has another receiver's address, which stays as it is in any case.
      if isReceiver, rule.enableFloatingIP {
        add(
          step(
            .undetermined, .unknown, frontend, rule, leg, share.emitted,
            missing: .floatingIP(Subject(balancer.id, rule: rule.id.name, origin: rule.origin))))
      } else {
        out.append((share, rule))
      }
    }
    if !rest.emitted.isEmpty {
      add(
        step(
          .deny, .noRule(port: rest.seen(leg).destinationPorts.first), frontend, nil, leg, rest.emitted,
          outcome: .loadBalancerNoRule))
    }
    return out
  }

  /// A machine that may get the packets.
  private struct Member {
    let site: Site
    let address: IPAddress
    let groups: [ResourceID]
  }

  /// The machines of a rule's pool that are up; what is known to be down gets nothing.
  private mutating func choose(
    _ traffic: Traffic, _ frontend: FrontendPlace, _ rule: LoadBalancer.Rule, _ leg: Leg
  ) -> [Member] {
    var up: [Member] = []
    var isKnown = true
    var blamed: Subject?
    for member in frontend.members(of: rule, in: model) {
      switch member {
      case .unknown(let fact):
        isKnown = false
        add(step(.undetermined, .unknown, frontend, rule, leg, traffic.emitted, missing: fact))
      case .site(let site, let address, let groups):
        let found = Member(site: site, address: address, groups: groups)
        guard let probe = frontend.probe(of: rule) else {
          up.append(found)
          continue
        }
        let health = LoadBalancerProbe(engine: engine, probe: probe, site: site, address: address).result()
        switch health {
        case .up: up.append(found)
        case .assumedUp:
          assume(.loadBalancerProbeAnswered(frontend.balancer.id, address))
          up.append(found)
        case .open(let fact):
          add(step(.undetermined, .unknown, frontend, rule, leg, traffic.emitted, missing: fact))
          up.append(found)
        case .down(let outcome, let subject):
          add(
            step(
              .skip, .down(address, why: outcome), frontend, rule, leg, traffic.emitted,
              subject: subject))
          blamed = blamed ?? subject
        }
      }
    }
    if up.isEmpty, isKnown {
      add(
        step(
          .deny, .noMember, frontend, rule, leg, traffic.emitted, outcome: .loadBalancerNoMember, subject: blamed))
    } else if !up.isEmpty {
      add(
        step(
          .allow, .spread(over: up.map(\.address), port: rule.translatedPort ?? port), frontend, rule, leg,
          traffic.emitted))
    }
    return up
  }

  private func step(
    _ verdict: StepVerdict, _ event: LoadBalancerStep.Event, _ frontend: FrontendPlace, _ rule: LoadBalancer.Rule?,
    _ leg: Leg, _ packets: PacketSet, outcome: Outcome? = nil, subject: Subject? = nil, missing: MissingFact? = nil
  ) -> Step {
    Step(
      leg, verdict,
      .loadBalancer(
        LoadBalancerStep(
          id: frontend.balancer.id, address: frontend.address, rule: rule?.id.name, event: event)),
      packets: packets, outcome: outcome,
      subject: subject
        ?? Subject(frontend.balancer.id, rule: rule?.id.name, origin: rule?.origin ?? frontend.balancer.origin),
      missing: missing)
  }
}

/// Whether a load balancer finds a machine up: its probe comes from 168.63.129.16, must pass the machine's groups and must be
/// answered (azure-semantics.md §4.12).
struct LoadBalancerProbe {
  enum Result {
    case up
    /// Nothing describes the server.
    case assumedUp
    case open(MissingFact)
    case down(Outcome, Subject)
  }

  let engine: Engine
  let probe: LoadBalancer.Probe
  let site: Site
  let address: IPAddress

  private var packets: PacketSet {
    PacketSet(
      PacketBox(
        sources: AddressSet(AddressSpaces.platform), sourcePorts: PortSet(1024...65535),
        destinations: AddressSet(address), destinationPorts: PortSet(probe.port), protocols: ProtocolSet(.tcp)))
  }

  func result() -> Result {
    guard let subnet = site.subnet else { return .up }
    let matcher = RuleMatcher(
      model: engine.model, subnet: subnet, tags: engine.tags(at: subnet), sourceGroups: [],
      destinationGroups: site.cardAddress?.applicationSecurityGroups ?? [])
    let admin = engine.adminRules.judge(
      packets, .inbound, .forward, at: subnet, matcher: matcher, emitted: { $0 })
    if let denial = admin.steps.first(where: { $0.verdict == .deny }), let subject = denial.subject {
      return .down(.adminRuleDenied, subject)
    }
    var open = admin.steps.first { $0.verdict == .undetermined }?.missing
    for stage in FilterStage.stages(.inbound, subnet: subnet, card: site.card) where !admin.forGroups.isEmpty {
      if let missing = stage.group.missing {
        open = open ?? missing
        continue
      }
      guard let group = stage.group.value else { continue }
      for decision in SecurityFilter(group: group, matcher: matcher).decide(admin.forGroups, .inbound) {
        let subject = Subject(group.id, rule: decision.rule.name, origin: decision.rule.origin ?? group.origin)
        switch decision.access {
        case .deny: return .down(.nsgDenied, subject)
        case nil: open = open ?? decision.unknown?.fact(subject)
        case .allow: break
        }
      }
    }
    if let open { return .open(open) }
    return answer()
  }

  /// What the server does, where one is described.
  private func answer() -> Result {
    guard let server = engine.model.server(at: address, in: engine.model.networks[site.network].id) else {
      guard let card = site.card, card.isUnattached else { return .assumedUp }
      return .down(.memberStale, Subject(card.id, origin: engine.model.resources.networkInterfaces[card.id]?.origin))
    }
    let subject = Subject(ResourceID(type: "servers", names: [server.name]), origin: server.origin)
    let rule = server.firewall?.first { rule in
      rule.source.contains(AddressSpaces.platform) && rule.destinationPorts.contains(probe.port)
        && rule.protocol.protocols.contains(.tcp)
    }
    if let rule, rule.access == .deny {
      return .down(.guestDenied, Subject(subject.resource, rule: rule.name, origin: rule.origin))
    }
    guard let listeners = server.listeners else { return .assumedUp }
    guard let listener = listeners.first(where: { $0.protocol != .udp && $0.ports.contains(probe.port) }) else {
      return .down(.portClosed, subject)
    }
    guard probe.protocol != .tcp else { return .up }
    let path = probe.requestPath ?? "/"
    guard let response = listener.responses?.first(where: { Wildcard($0.path).matches(path) }) else {
      return .assumedUp
    }
    // Only 200 counts.
    return response.status == 200 ? .up : .down(.probeStatus, Subject(subject.resource, origin: response.origin))
  }
}
