import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Replies on their way back: through the devices that had passed the conversation on, to the sender (azure-semantics.md §2.7).
extension FlowWalk {
  /// Replies arrive in a network: at the device that had put its address in place of the sender's, or at the sender.
  mutating func comeHome(_ traffic: Traffic, in index: Int, from subnet: NetworkSubnet) {
    if let place = traffic.passages.lastIndex(where: { $0.translated != nil }) {
      let device = traffic.passages[place].device
      guard device.network == index else { return strand(traffic, in: index, from: subnet) }
      return resume(traffic, at: place)
    }
    guard case .site(let site) = source else { return }
    guard index == site.network else { return strand(traffic, in: index, from: subnet) }
    missHalf(traffic.passages[...], traffic)
  }

  /// Replies pass a device that had passed the conversation on.
  /// - Parameter arm: the arm of it that they come to, when it is another one than on the way there.
  mutating func resume(_ traffic: Traffic, at place: Int, leavingBy arm: Device? = nil) {
    let device = arm ?? traffic.passages[place].device
    missHalf(traffic.passages[(place + 1)...], traffic)
    judgeReplies(traffic, device)
    guard let subnet = device.subnet else { return }
    send(traffic.back(at: place), from: subnet, card: device.card, .back, isFresh: false)
  }

  /// A device that keeps no state asks its rules about replies as about anything else.
  private mutating func judgeReplies(_ traffic: Traffic, _ device: Device) {
    guard !device.isStateful, case .described = device.guest else {
      return add(step(.allow, .passed(rule: nil), device, .back, traffic.emitted))
    }
    for decision in DevicePolicy(engine: engine, device: device).decide(traffic.seen(.back)) {
      let share = traffic.narrowed(to: decision.packets, .back).emitted
      let subject = device.subject(rule: decision.rule, origin: decision.origin)
      if decision.access == .deny {
        add(
          step(
            .deny, .dropped(rule: decision.rule), device, .back, share, outcome: .applianceDenied, subject: subject))
      } else {
        add(step(.allow, .passed(rule: decision.rule), device, .back, share, subject: subject))
      }
    }
  }

  /// Devices that saw the way there and do not see the way back.
  mutating func missHalf(_ passages: ArraySlice<Traffic.Passage>, _ traffic: Traffic) {
    for passage in passages where passage.device.isStateful {
      add(step(.deny, .sawOneHalf, passage.device, .back, traffic.emitted, outcome: .routeAsymmetric))
    }
  }

  /// Replies arrive in a network that is not the sender's.
  private mutating func strand(_ traffic: Traffic, in index: Int, from subnet: NetworkSubnet) {
    add(
      Step(
        .back, .deny,
        .route(RouteStep(subnet: subnet.id, prefix: nil, source: .system, nextHop: NextHop(.vnetLocal))),
        packets: traffic.emitted, outcome: .routeNone, subject: Subject(model.networks[index].id)))
  }

  /// Replies over a peering that the way there does not cross: each end that forbids access drops them, unless a rule there has
  /// expressly allowed the flow (azure-semantics.md §11 R1). A device that is new to the conversation asks its own groups.
  mutating func returnAcross(
    _ peering: NetworkPeering, from subnet: NetworkSubnet, _ place: RoutePlace, _ traffic: Traffic, isFresh: Bool
  ) {
    func closed(_ end: NetworkSubnet) -> PacketSet {
      traffic.emitted.subtracting(expresslyAllowed[end.id] ?? .empty)
    }
    if !isFresh, let here = peering.closedHere { forbid(closed(subnet), by: here, .back) }
    guard let there = peering.closedThere else { return }
    switch place {
    case .device(let address, let index, _, _):
      let device = engine.device(at: address, in: index)
      guard let end = device.subnet, traffic.passages.contains(where: { $0.device.isSame(as: device) }) else { return }
      forbid(closed(end), by: there, .back)
    case .network:
      let end = traffic.passages.last { $0.translated != nil }?.device.subnet ?? source.subnet
      if let end { forbid(closed(end), by: there, .back) }
    case .internet, .gateway, .premises, .lost, .anyOf: break
    }
  }
}
