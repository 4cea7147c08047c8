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
