/// An exact set of packets.
///
/// Equal sets are `==`, hash alike and have the same boxes however they were made (see `PacketSetLayer`). The fields are
/// independent: the set of all packets also has those with ports on protocols without, and from IPv4 to IPv6.
///
///     let web = PacketSet(PacketBox(destinationPorts: PortSet([80...80, 443...443]), protocols: ProtocolSet(.tcp)))
///     let subnet = PacketBox(sources: AddressSet(AddressPrefix("10.0.1.0/24")!))
///     print(web.subtracting(subnet))
///     // protocol Tcp, source 0.0.0.0–10.0.0.255,10.0.2.0–255.255.255.255,::/0, destination port 80,443
package struct PacketSet: Hashable, Sendable {
  // Rules differ most in destination port and hardly ever restrict the source port, so that these come last: sets then
  // fall into few parts early, and the innermost set is nearly always "all".
  typealias DestinationPortLayer = PacketSetLayer<UInt16, PortSet>
  typealias DestinationLayer = PacketSetLayer<IPAddress, DestinationPortLayer>
  typealias SourceLayer = PacketSetLayer<IPAddress, DestinationLayer>
  typealias ProtocolLayer = PacketSetLayer<IPProtocol, SourceLayer>

  /// The set, field by field.
  let layers: ProtocolLayer

  init(layers: ProtocolLayer) {
    self.layers = layers
  }

  /// The packets of a box.
  package init(_ box: PacketBox) {
    let ports = DestinationPortLayer(box.destinationPorts, box.sourcePorts)
    layers = ProtocolLayer(box.protocols, SourceLayer(box.sources, DestinationLayer(box.destinations, ports)))
  }

  /// One packet.
  package init(_ packet: Packet) {
    self.init(
      PacketBox(
        sources: AddressSet(packet.source), sourcePorts: PortSet(packet.sourcePort),
        destinations: AddressSet(packet.destination), destinationPorts: PortSet(packet.destinationPort),
        protocols: ProtocolSet(packet.protocol)))
  }

  /// The packets of any boxes, overlapping or not.
  package init(boxes: some Sequence<PacketBox>) {
    var sets = boxes.map { PacketSet($0) }
    // Neighbours first, so that most unions are of small sets.
    while sets.count > 1 {
      sets = stride(from: 0, to: sets.count, by: 2).map { index in
        index + 1 < sets.count ? sets[index].union(sets[index + 1]) : sets[index]
      }
    }
    self = sets.first ?? .empty
  }

  /// The set without packets.
  package static let empty = PacketSet(PacketBox(protocols: .empty))

  /// Every packet.
  package static let all = PacketSet(PacketBox())

  /// Whether the set has no packet.
  package var isEmpty: Bool { layers.isEmpty }

  /// Whether the packet is in the set.
  package func contains(_ packet: Packet) -> Bool {
    layers.rest(after: packet.protocol)?.rest(after: packet.source)?.rest(after: packet.destination)?
      .rest(after: packet.destinationPort)?.contains(packet.sourcePort) ?? false
  }

  /// The packets in either set.
  package func union(_ other: PacketSet) -> PacketSet {
    PacketSet(layers: layers.union(other.layers))
  }

  /// The packets in both sets.
  package func intersection(_ other: PacketSet) -> PacketSet {
    PacketSet(layers: layers.intersection(other.layers))
  }

  /// The packets both in the set and in the box.
  package func intersection(_ box: PacketBox) -> PacketSet {
    intersection(PacketSet(box))
  }

  /// The packets of this set that are not in the other.
  package func subtracting(_ other: PacketSet) -> PacketSet {
    PacketSet(layers: layers.subtracting(other.layers))
  }

  /// The packets of the set that are not in the box.
  package func subtracting(_ box: PacketBox) -> PacketSet {
    subtracting(PacketSet(box))
  }

  /// Whether every packet of this set is in the other.
  package func isSubset(of other: PacketSet) -> Bool {
    layers.isSubset(of: other.layers)
  }

  /// Whether the sets share no packet.
  package func isDisjoint(with other: PacketSet) -> Bool {
    layers.isDisjoint(with: other.layers)
  }

  /// The same packets from other senders.
  package func sent(from sources: AddressSet) -> PacketSet {
    PacketSet(
      boxes: boxes.map {
        PacketBox(
          sources: sources, sourcePorts: $0.sourcePorts, destinations: $0.destinations,
          destinationPorts: $0.destinationPorts, protocols: $0.protocols)
      })
  }
}
