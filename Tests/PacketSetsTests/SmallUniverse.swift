import PacketSets

/// Every packet field cut into a few classes, each with one value that stands for it.
///
/// Sets made of whole classes can be checked against all representatives, which are few enough to enumerate.
enum SmallUniverse {
  static let addresses: [(set: AddressSet, value: IPAddress)] = {
    let named = ["10.0.0.0/32", "10.0.0.1/32", "2001:db8::/64"].map { AddressSet(AddressPrefix($0)!) }
    let rest = named.reduce(AddressSet.all) { $0.subtracting($1) }
    return (named + [rest]).map { ($0, $0.last!) }
  }()

  static let ports: [(set: PortSet, value: UInt16)] = [
    (PortSet(80), 80), (PortSet(81...443), 200), (PortSet([0...79, 444...65535]), 65535),
  ]

  static let protocols: [(set: ProtocolSet, value: IPProtocol)] = [
    (ProtocolSet(.tcp), .tcp), (ProtocolSet(.tcp).complement, .udp),
  ]

  /// One packet for every combination of classes.
  static let packets: [Packet] = protocols.flatMap { `protocol` in
    addresses.flatMap { source in
      addresses.flatMap { destination in
        ports.flatMap { sourcePort in
          ports.map { destinationPort in
            Packet(
              source: source.value, sourcePort: sourcePort.value, destination: destination.value,
              destinationPort: destinationPort.value, protocol: `protocol`.value)
          }
        }
      }
    }
  }

  /// A product of unions of classes, now and then of all or none.
  static func randomBox(using generator: inout SeededGenerator) -> PacketBox {
    PacketBox(
      sources: union(of: addresses.map(\.set), using: &generator),
      sourcePorts: union(of: ports.map(\.set), using: &generator),
      destinations: union(of: addresses.map(\.set), using: &generator),
      destinationPorts: union(of: ports.map(\.set), using: &generator),
      protocols: union(of: protocols.map(\.set), using: &generator))
  }

  private static func union<Bound>(
    of classes: [IntervalSet<Bound>], using generator: inout SeededGenerator
  ) -> IntervalSet<Bound> {
    var union = IntervalSet<Bound>.empty
    for set in classes where Int.random(in: 0..<3, using: &generator) > 0 {
      union = union.union(set)
    }
    return union
  }
}
