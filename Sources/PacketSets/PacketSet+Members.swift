extension PacketSet {
  /// Disjoint boxes that make up the set, the same for equal sets, in order of protocol, source, destination and port.
  package var boxes: [PacketBox] {
    var boxes: [PacketBox] = []
    for protocols in layers.parts {
      for sources in protocols.rest.parts {
        for destinations in sources.rest.parts {
          for ports in destinations.rest.parts {
            boxes.append(
              PacketBox(
                sources: sources.keys, sourcePorts: ports.rest, destinations: destinations.keys,
                destinationPorts: ports.keys, protocols: protocols.keys))
          }
        }
      }
    }
    return boxes
  }

  /// One packet of the set, the same for equal sets; nil for the empty set.
  ///
  /// It is the one a reader recognises soonest: field by field, Tcp, Udp or Icmp, an IPv4 source, a destination of the
  /// source's family and ports other than 0 where the set has such a packet, and the lowest value of those.
  package var witness: Packet? {
    guard let `protocol` = layers.keys.first(preferring: [.init(.tcp), .init(.udp), .init(.icmp)]),
      let afterProtocol = layers.rest(after: `protocol`),
      let source = afterProtocol.keys.first(preferring: [.ipv4]),
      let afterSource = afterProtocol.rest(after: source),
      let destination = afterSource.keys.first(preferring: [source.family == .v4 ? .ipv4 : .ipv6]),
      let afterDestination = afterSource.rest(after: destination),
      let destinationPort = afterDestination.keys.first(preferring: [PortSet(1...UInt16.max)]),
      let sourcePort = afterDestination.rest(after: destinationPort)?.first(preferring: [PortSet(1...UInt16.max)])
    else { return nil }
    return Packet(
      source: source, sourcePort: sourcePort, destination: destination, destinationPort: destinationPort,
      protocol: `protocol`)
  }

  /// The protocols of the set's packets.
  package var protocols: ProtocolSet { layers.keys }

  /// The source addresses of the set's packets.
  package var sources: AddressSet {
    AddressSet(layers.parts.flatMap(\.rest.parts).flatMap(\.keys.ranges))
  }

  /// The destination addresses of the set's packets.
  package var destinations: AddressSet {
    AddressSet(layers.parts.flatMap(\.rest.parts).flatMap(\.rest.parts).flatMap(\.keys.ranges))
  }

  /// The destination ports of the set's packets.
  package var destinationPorts: PortSet {
    PortSet(boxes.flatMap(\.destinationPorts.ranges))
  }

  /// The source ports of the set's packets.
  package var sourcePorts: PortSet {
    PortSet(boxes.flatMap(\.sourcePorts.ranges))
  }

  /// The smallest box that holds every packet of the set.
  package var hull: PacketBox {
    PacketBox(
      sources: sources, sourcePorts: sourcePorts, destinations: destinations, destinationPorts: destinationPorts,
      protocols: protocols)
  }

  /// The packets that answer those of the set.
  package var reversed: PacketSet {
    PacketSet(boxes: boxes.map(\.reversed))
  }
}

extension PacketSet: CustomStringConvertible {
  /// One box a line, each naming the fields it restricts; "no packet" for the empty set.
  package var description: String {
    isEmpty ? "no packet" : boxes.map(\.description).joined(separator: "\n")
  }
}

extension IntervalSet {
  /// The lowest value in the first of the preferred sets that shares one, else the lowest value.
  fileprivate func first(preferring preferences: [IntervalSet]) -> Bound? {
    for preference in preferences {
      if let value = intersection(preference).first { return value }
    }
    return first
  }
}
