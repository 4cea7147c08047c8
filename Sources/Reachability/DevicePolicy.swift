import NetworkModel
import Outcomes
import PacketSets
import Resources

/// What a device's own rules do with packets: the first that matches decides, and nothing matching is dropped.
struct DevicePolicy {
  /// One rule's share of the packets.
  struct Decision {
    let packets: PacketSet
    /// nil when something unknown leaves it open.
    let access: Access?
    /// The rule's name; nil when no rule matches, or there are none.
    let rule: String?
    let origin: Origin?
    /// Addresses that the device puts in place of the sender's; nil when it leaves that as it is.
    let translation: AddressSet?
    let missing: MissingFact?
  }

  let engine: Engine
  let device: Device

  func decide(_ packets: PacketSet) -> [Decision] {
    switch device.guest {
    case .described(let appliance): decide(packets, by: appliance)
    case .firewall(let firewall): FirewallRules(engine: engine, firewall: firewall, device: device).decide(packets)
    case .unknown:
      [
        Decision(
          packets: packets, access: nil, rule: nil, origin: nil, translation: nil,
          missing: .appliance(device.address))
      ]
    }
  }

  private func decide(_ packets: PacketSet, by appliance: Appliance) -> [Decision] {
    func decision(_ packets: PacketSet, _ access: Access, _ rule: ApplianceRule?) -> Decision {
      Decision(
        packets: packets, access: access, rule: rule?.name, origin: rule?.origin ?? appliance.origin,
        translation: access == .allow && appliance.sourceNat ? AddressSet(device.address) : nil, missing: nil)
    }
    guard let rules = appliance.rules else { return [decision(packets, .allow, nil)] }
    var rest = packets
    var decisions: [Decision] = []
    for rule in rules {
      let wanted = rule.protocol.protocols
      let matched = rest.intersection(
        PacketSet(boxes: [
          PacketBox(
            sources: rule.source, destinations: rule.destination, destinationPorts: rule.destinationPorts,
            protocols: wanted.intersection(.withPorts)),
          PacketBox(sources: rule.source, destinations: rule.destination, protocols: wanted.subtracting(.withPorts)),
        ]))
      if matched.isEmpty { continue }
      decisions.append(decision(matched, rule.access, rule))
      rest = rest.subtracting(matched)
    }
    if !rest.isEmpty { decisions.append(decision(rest, .deny, nil)) }
    return decisions
  }
}
