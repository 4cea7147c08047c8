/// Network security groups, one packet and one rule at a time (azure-semantics §1.1–1.4).
extension ReferenceNetwork {
  /// Asks groups in the given order and stops at the first that denies (azure-semantics §1.3).
  ///
  /// - Parameter subnet: where the groups are attached, or where the interface they are attached to is: service tags
  ///   expand as they do there.
  package func evaluate(
    _ groups: [String], _ packet: ReferencePacket, _ direction: ReferenceDirection, at subnet: ReferenceSubnetID
  ) -> ReferenceFilterVerdict {
    var steps: [ReferenceFilterStep] = []
    for name in groups {
      let group = networkSecurityGroup(name)
      let rule = firstMatch(group, packet, direction, at: subnet)
      let isExplicit = isExplicitAllow(rule, packet)
      steps.append(ReferenceFilterStep(networkSecurityGroup: name, rule: rule, isExplicitAllow: isExplicit))
      if rule.access == .deny { break }
    }
    return ReferenceFilterVerdict(steps: steps)
  }

  /// The groups a packet that leaves an address meets: the interface's, then the subnet's.
  package func outboundGroups(_ address: UInt32, in subnet: ReferenceSubnetID) -> [String] {
    let ofInterface = networkInterface(address, in: subnet)?.networkSecurityGroup
    return [ofInterface, self.subnet(subnet).networkSecurityGroup].compactMap { $0 }
  }

  /// The groups a packet that arrives at an address meets: the subnet's, then the interface's.
  package func inboundGroups(_ address: UInt32, in subnet: ReferenceSubnetID) -> [String] {
    outboundGroups(address, in: subnet).reversed()
  }

  /// The rule of lowest number that matches; the last default rule matches everything.
  private func firstMatch(
    _ group: ReferenceNetworkSecurityGroup, _ packet: ReferencePacket, _ direction: ReferenceDirection,
    at subnet: ReferenceSubnetID
  ) -> ReferenceSecurityRule {
    let rules = (group.rules + ReferenceSecurityRule.defaults).sorted { $0.priority < $1.priority }
    return rules.first { $0.direction == direction && matches($0, packet, at: subnet) }!
  }

  /// Whether all five parts of the packet match.
  ///
  /// Reading of "for ICMP ports are irrelevant" (§1.1): the ports of a rule are not looked at for an ICMP packet, so
  /// `*` with port 443 matches ICMP.
  private func matches(
    _ rule: ReferenceSecurityRule, _ packet: ReferencePacket, at subnet: ReferenceSubnetID
  ) -> Bool {
    if let wanted = rule.protocol, wanted != packet.protocol { return false }
    if packet.protocol != .icmp {
      if !matches(rule.sourcePorts, packet.sourcePort) { return false }
      if !matches(rule.destinationPorts, packet.destinationPort) { return false }
    }
    return matches(rule.source, packet.source, interface: sourceInterface(packet), at: subnet)
      && matches(
        rule.destination, packet.destination,
        interface: destinationInterface(packet, seenFrom: subnet.network), at: subnet)
  }

  private func matches(_ ports: ReferencePorts, _ port: UInt16) -> Bool {
    switch ports {
    case .any: true
    case .ranges(let ranges): ranges.contains { $0.contains(port) }
    }
  }

  private func matches(
    _ side: ReferenceRuleSide, _ address: UInt32, interface: ReferenceNetworkInterface?, at subnet: ReferenceSubnetID
  ) -> Bool {
    switch side {
    case .any: true
    case .prefixes(let prefixes): prefixes.contains { $0.contains(address) }
    case .serviceTag(let tag): serviceTag(tag, holds: address, at: subnet)
    case .applicationSecurityGroups(let groups):
      groups.contains { group in interface?.applicationSecurityGroups.contains(group) ?? false }
    }
  }

  /// The interface the packet comes from; none for an instance of a gateway or a source outside (azure-semantics §1.8).
  private func sourceInterface(_ packet: ReferencePacket) -> ReferenceNetworkInterface? {
    packet.sourceSubnet.flatMap { networkInterface(packet.source, in: $0) }
  }

  /// The interface the packet is for, as far as a group in a network can tell: the one it sees.
  ///
  /// Reading: a group knows the members of an ASG by their addresses, so where the address is in no network it sees, the
  /// only interface that has it counts.
  private func destinationInterface(
    _ packet: ReferencePacket, seenFrom network: String
  ) -> ReferenceNetworkInterface? {
    let seen = directlyReachable(from: network).flatMap(\.prefixes)
    if seen.contains(where: { $0.contains(packet.destination) }) {
      return networkInterface(packet.destination, seenFrom: network)
    }
    let owners = networkInterfaces.filter { $0.address == packet.destination }
    return owners.count == 1 ? owners[0] : nil
  }

  /// Whether an allowing rule names the far end of the flow by address or ASG (azure-semantics §11 R1).
  ///
  /// Reading: the far end is the source of an inbound rule and the destination of an outbound one. `*`, its spelling
  /// 0.0.0.0/0, and service tags of any kind are not "by address". The near end may be anything.
  private func isExplicitAllow(_ rule: ReferenceSecurityRule, _ packet: ReferencePacket) -> Bool {
    if rule.isDefault || rule.access == .deny { return false }
    let (side, address) =
      rule.direction == .inbound ? (rule.source, packet.source) : (rule.destination, packet.destination)
    switch side {
    case .any, .serviceTag: return false
    case .prefixes(let prefixes): return prefixes.contains { $0.length > 0 && $0.contains(address) }
    case .applicationSecurityGroups: return true
    }
  }
}
