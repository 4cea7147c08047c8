/// A product of one set a field: the packets whose every field is in that field's set. A filter rule matches a box.
///
/// `==` compares field by field, so two boxes without packets may differ; compare `PacketSet`s for what they hold.
package struct PacketBox: Hashable, Sendable {
  package let sources: AddressSet
  package let sourcePorts: PortSet
  package let destinations: AddressSet
  package let destinationPorts: PortSet
  package let protocols: ProtocolSet

  /// A box of these sets; a field left out is not restricted.
  package init(
    sources: AddressSet = .all, sourcePorts: PortSet = .all, destinations: AddressSet = .all,
    destinationPorts: PortSet = .all, protocols: ProtocolSet = .all
  ) {
    self.sources = sources
    self.sourcePorts = sourcePorts
    self.destinations = destinations
    self.destinationPorts = destinationPorts
    self.protocols = protocols
  }

  /// Whether no packet is in the box, which one field without values brings about.
  package var isEmpty: Bool {
    sources.isEmpty || sourcePorts.isEmpty || destinations.isEmpty || destinationPorts.isEmpty || protocols.isEmpty
  }

  /// Whether the packet's every field is in its set.
  package func contains(_ packet: Packet) -> Bool {
    protocols.contains(packet.protocol) && sources.contains(packet.source)
      && destinations.contains(packet.destination) && destinationPorts.contains(packet.destinationPort)
      && sourcePorts.contains(packet.sourcePort)
  }

  /// The packets in both boxes, again a box.
  package func intersection(_ other: PacketBox) -> PacketBox {
    PacketBox(
      sources: sources.intersection(other.sources), sourcePorts: sourcePorts.intersection(other.sourcePorts),
      destinations: destinations.intersection(other.destinations),
      destinationPorts: destinationPorts.intersection(other.destinationPorts),
      protocols: protocols.intersection(other.protocols))
  }

  /// A packet of the box that looks like a real one: a protocol, addresses of machines and ports as they are in use where the box
  /// has them; nil for a box without packets.
  package var example: Packet? {
    let known = [IPProtocol.tcp, .udp, .icmp].first { protocols.contains($0) }
    guard let `protocol` = known ?? protocols.first, let source = sources.machine(of: nil),
      let destination = destinations.machine(of: source.family),
      let sourcePort = sourcePorts.intersection(PortSet(50000...65535)).first ?? sourcePorts.last,
      let destinationPort = destinationPorts.isAll
        ? 443 : destinationPorts.intersection(PortSet(1...65535)).first ?? destinationPorts.first
    else { return nil }
    return Packet(
      source: source, sourcePort: sourcePort, destination: destination, destinationPort: destinationPort,
      protocol: `protocol`)
  }

  /// The packets that answer those of the box.
  package var reversed: PacketBox {
    PacketBox(
      sources: destinations, sourcePorts: destinationPorts, destinations: sources, destinationPorts: sourcePorts,
      protocols: protocols)
  }
}

extension PacketBox: CustomStringConvertible {
  /// The restricted fields by name, such as "protocol Tcp, destination 10.0.2.4, destination port 80"; "any packet" if none.
  package var description: String {
    if isEmpty { return "no packet" }
    var fields: [String] = []
    if !protocols.isAll { fields.append("protocol \(protocols)") }
    if !sources.isAll { fields.append("source \(sources)") }
    if !sourcePorts.isAll { fields.append("source port \(sourcePorts)") }
    if !destinations.isAll { fields.append("destination \(destinations)") }
    if !destinationPorts.isAll { fields.append("destination port \(destinationPorts)") }
    return fields.isEmpty ? "any packet" : fields.joined(separator: ", ")
  }
}

extension IntervalSet where Bound == IPAddress {
  /// An address of a family, else of IPv4 where the set has one: not the first few of a range, which a subnet keeps for itself.
  fileprivate func machine(of family: IPAddress.Family?) -> IPAddress? {
    let preferred = intersection(family == .v6 ? .ipv6 : .ipv4)
    guard let range = (preferred.isEmpty ? self : preferred).ranges.first else { return nil }
    let inside = range.lowerBound.advanced(by: 4)
    return inside.flatMap { $0 < range.upperBound ? $0 : nil } ?? range.lowerBound
  }
}
