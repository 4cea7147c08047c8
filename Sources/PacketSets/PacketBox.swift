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
