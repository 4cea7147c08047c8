/// The first packet of a flow.
package struct ReferencePacket: Equatable, Sendable {
  package let source: UInt32
  /// The subnet the source is in, needed as virtual networks that are not peered may overlap; nil for a source outside
  /// every virtual network.
  package let sourceSubnet: ReferenceSubnetID?
  /// Means nothing for ICMP.
  package let sourcePort: UInt16
  package let destination: UInt32
  /// Means nothing for ICMP.
  package let destinationPort: UInt16
  package let `protocol`: ReferenceProtocol

  /// A packet, by default TCP from a high port.
  package init(
    source: UInt32, sourceSubnet: ReferenceSubnetID?, sourcePort: UInt16 = 50000, destination: UInt32,
    destinationPort: UInt16, protocol: ReferenceProtocol = .tcp
  ) {
    self.source = source
    self.sourceSubnet = sourceSubnet
    self.sourcePort = sourcePort
    self.destination = destination
    self.destinationPort = destinationPort
    self.protocol = `protocol`
  }
}

extension ReferencePacket {
  /// The packet as a source NAT sends it on; the port stays, as nothing says which one would be chosen.
  func translated(to place: ReferencePlace) -> ReferencePacket {
    ReferencePacket(
      source: place.address, sourceSubnet: place.subnet, sourcePort: sourcePort, destination: destination,
      destinationPort: destinationPort, protocol: `protocol`)
  }

  /// The packet readdressed; `port` 0 keeps the port.
  func readdressed(to address: UInt32, port: UInt16 = 0) -> ReferencePacket {
    ReferencePacket(
      source: source, sourceSubnet: sourceSubnet, sourcePort: sourcePort, destination: address,
      destinationPort: port == 0 ? destinationPort : port, protocol: `protocol`)
  }

  /// The answer to the packet, sent from a subnet.
  func answer(from subnet: ReferenceSubnetID?) -> ReferencePacket {
    ReferencePacket(
      source: destination, sourceSubnet: subnet, sourcePort: destinationPort, destination: source,
      destinationPort: sourcePort, protocol: `protocol`)
  }

  /// Whether the other packet is this one's answer: the same protocol, addresses and ports the other way round.
  func isAnswered(by other: ReferencePacket) -> Bool { other == answer(from: other.sourceSubnet) }
}
