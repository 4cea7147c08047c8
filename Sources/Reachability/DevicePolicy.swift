import NetworkModel
import Outcomes
import PacketSets
import Resources

/// What a device's own rules do with packets: the first that matches decides, and nothing matching is dropped.
struct DevicePolicy {
  let engine: Engine
  let device: Device

  func decide(_ packets: PacketSet) -> [DeviceDecision] {
    switch device.guest {
    case .described(let appliance): decide(packets, by: appliance)
    case .firewall(let firewall): FirewallRules(engine: engine, firewall: firewall, device: device).decide(packets)
    case .unknown:
      [
        DeviceDecision(
          packets: packets, access: nil, rule: nil, origin: nil, translation: nil,
          missing: .appliance(device.address))
      ]
    }
  }

  private func decide(_ packets: PacketSet, by appliance: Appliance) -> [DeviceDecision] {
    func decision(_ packets: PacketSet, _ access: Access, _ rule: ApplianceRule?) -> DeviceDecision {
      DeviceDecision(
        packets: packets, access: access, rule: rule?.name, origin: rule?.origin ?? appliance.origin,
        translation: access == .allow && appliance.sourceNat ? AddressSet(device.address) : nil, missing: nil)
    }
    guard let rules = appliance.rules else { return [decision(packets, .allow, nil)] }
    var rest = packets
    var decisions: [DeviceDecision] = []
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
