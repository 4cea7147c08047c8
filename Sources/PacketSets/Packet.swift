/// The header fields of one packet that routes and filters look at.
package struct Packet: Hashable, Sendable {
  /// The address the packet says it comes from.
  package let source: IPAddress
  /// The port the packet says it comes from; without meaning where the protocol has no ports.
  package let sourcePort: UInt16
  /// The address the packet is for.
  package let destination: IPAddress
  /// The port the packet is for; without meaning where the protocol has no ports.
  package let destinationPort: UInt16
  /// The protocol the packet carries.
  package let `protocol`: IPProtocol

  /// A packet with these header fields.
  package init(
    source: IPAddress, sourcePort: UInt16, destination: IPAddress, destinationPort: UInt16, protocol: IPProtocol
  ) {
    self.source = source
    self.sourcePort = sourcePort
    self.destination = destination
    self.destinationPort = destinationPort
    self.protocol = `protocol`
  }

  /// The packet that answers this one.
  package var reversed: Packet {
    Packet(
      source: destination, sourcePort: destinationPort, destination: source, destinationPort: sourcePort,
      protocol: `protocol`)
  }
}

extension Packet: CustomStringConvertible {
  /// "Tcp 10.0.1.4:50000 > 10.0.2.4:80"; without ports where the protocol has none, IPv6 in brackets beside a port.
  package var description: String {
    "\(`protocol`) \(text(of: source, port: sourcePort)) > \(text(of: destination, port: destinationPort))"
  }

  private func text(of address: IPAddress, port: UInt16) -> String {
    guard `protocol`.hasPorts else { return "\(address)" }
    return address.family == .v4 ? "\(address):\(port)" : "[\(address)]:\(port)"
  }
}
