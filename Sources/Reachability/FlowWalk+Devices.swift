import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Packets through virtual appliances and firewalls (azure-semantics.md §2.5–2.7).
extension FlowWalk {
  /// Packets arrive at a next hop's address: a device's own, or a load balancer's in front of several.
  mutating func pass(
    _ traffic: Traffic, deviceAt address: IPAddress, in index: Int, by peering: NetworkPeering?, route: Subject?,
    _ leg: Leg
  ) {
    if let frontend = engine.frontends(in: index, among: AddressSet(address)).first {
      return spread(traffic, frontend, by: peering, route: route, leg)
    }
    pass(traffic, engine.device(at: address, in: index), by: peering, route: route, leg)
  }

  /// Packets arrive at a device that is to pass them on.
  mutating func pass(
    _ traffic: Traffic, _ device: Device, by peering: NetworkPeering?, route: Subject?, _ leg: Leg
  ) {
    if leg == .back, let place = traffic.passages.lastIndex(where: { $0.device.sharesGuest(with: device) }) {
      return resume(traffic, at: place, leavingBy: device)
    }
    let earlier = leg == .forward ? traffic.passages.map(\.device) : traffic.visited
    if earlier.contains(where: device.isSame) {
      add(step(.deny, .passedBefore, device, leg, traffic.emitted, outcome: .routeLoop, subject: route))
      return
    }
    guard let subnet = device.subnet else {
      // Nothing can stand outside every subnet, but a person's word that something does counts.
      add(
        step(
          .undetermined, .unknown, device, leg, traffic.emitted, subject: route,
          missing: .appliance(device.address)))
      return
    }
    letIn(traffic, over: peering, leg, subnet: subnet, card: device.card)
    forward(traffic, device, route: route, leg)
    for share in decide(traffic, device, route: route, leg) {
      send(share, from: subnet, card: device.card, leg, isFresh: true)
    }
  }

  /// Azure hands a network interface what is not for its own address only where IP forwarding is on.
  private mutating func forward(_ traffic: Traffic, _ device: Device, route: Subject?, _ leg: Leg) {
    if case .firewall = device.guest { return }
    if let card = device.card {
      guard !card.enableIPForwarding else { return }
      let origin = model.resources.networkInterfaces[card.id]?.origin
      add(
        step(
          .deny, .notForwarding, device, leg, traffic.emitted, outcome: .routeApplianceNotForwarding,
          subject: Subject(card.id, origin: origin)))
    } else if case .described = device.guest {
      assume(.applianceForwards(device.name, device.address))
    }
  }

  /// What the device's own rules let through, as it looks behind the device.
  private mutating func decide(_ traffic: Traffic, _ device: Device, route: Subject?, _ leg: Leg) -> [Traffic] {
    if leg == .back, device.isStateful {
      // It saw nothing of the way there, and drops a reply out of the blue.
      add(step(.deny, .sawOneHalf, device, leg, traffic.emitted, outcome: .routeAsymmetric, subject: route))
      return [traffic.visiting(device)]
    }
    var out: [Traffic] = []
    for decision in DevicePolicy(engine: engine, device: device).decide(traffic.seen(leg)) {
      let share = traffic.narrowed(to: decision.packets, leg)
      guard !share.emitted.isEmpty else { continue }
      let subject = device.subject(rule: decision.rule, origin: decision.origin)
      switch decision.access {
      case nil:
        let blamed: Subject? = if case .unknown = device.guest { route } else { subject }
        add(
          step(.undetermined, .unknown, device, leg, share.emitted, subject: blamed, missing: decision.missing))
        continue
      case .deny:
        add(
          step(
            .deny, .dropped(rule: decision.rule), device, leg, share.emitted, outcome: .applianceDenied,
            subject: subject))
      case .allow:
        let event = ApplianceStep.Event.self
        add(
          step(
            .allow, decision.translation == nil ? event.passed(rule: decision.rule) : .translated(rule: decision.rule),
            device, leg, share.emitted, subject: subject))
      }
      if leg == .back {
        out.append(share.visiting(device))
      } else if let rest = deliver(share, device) {
        out.append(rest.passed(device, translating: decision.translation))
      }
    }
    return out
  }

  /// Hands over what is for receivers behind the device, whose replies it sends itself.
  /// - Returns: what is for others.
  private mutating func deliver(_ traffic: Traffic, _ device: Device) -> Traffic? {
    guard case .described(let appliance) = device.guest, !appliance.delivers.isEmpty, let subnet = device.subnet else {
      return traffic
    }
    let behind = PacketBox(destinations: AddressSet(prefixes: appliance.delivers))
    let own = traffic.narrowed(to: traffic.there.intersection(behind), .forward)
    if !own.emitted.isEmpty {
      add(step(.allow, .delivered, device, .forward, own.emitted))
      add(Step(.back, .skip, .flowState, packets: own.emitted))
      send(own, from: subnet, card: device.card, .back, isFresh: false)
    }
    let rest = traffic.narrowed(to: traffic.there.subtracting(behind), .forward)
    return rest.emitted.isEmpty ? nil : rest
  }
}
