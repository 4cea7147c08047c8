import PacketSets

extension Server {
  /// The packets that the guest's own firewall denies, by rule: the first rule that matches decides, nothing matching passes.
  package func denials(of packets: PacketSet) -> [(rule: GuestRule, packets: PacketSet)] {
    var rest = packets
    var out: [(rule: GuestRule, packets: PacketSet)] = []
    for rule in firewall ?? [] {
      let matched = rest.intersection(
        PacketBox(
          sources: rule.source, destinationPorts: rule.destinationPorts, protocols: rule.protocol.protocols))
      guard !matched.isEmpty else { continue }
      if rule.access == .deny { out.append((rule, matched)) }
      rest = rest.subtracting(matched)
    }
    return out
  }
}
