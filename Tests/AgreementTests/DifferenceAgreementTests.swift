import BackendHealth
import Comparison
import Foundation
import Loading
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import ReferenceEvaluator
import Testing

extension SplitMix64 {
  fileprivate mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
  fileprivate mutating func pick<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &self)! }
}

/// What `diff` says of two networks is compared, packet by packet, with the reference, which walks every rule.
@Suite struct DifferenceAgreementTests {
  @Test(arguments: 0..<8)
  func `a packet is in a region exactly where the reference decides otherwise before and after`(part: UInt64) throws {
    var generator = ReferenceGenerator(seed: 21_000 + part)
    var random = SplitMix64(seed: part)
    var compared = (inside: 0, outside: 0)
    for number in 0..<60 {
      let before = generator.network()
      let after = changed(before, with: generator.network(), using: &random)
      let benches = (try Bench(before, seed: UInt64(number)), try Bench(after, seed: UInt64(number) + 1))
      let difference = ConfigurationDifference(from: benches.0.engine, to: benches.1.engine)
      for home in before.virtualNetworks {
        for subnet in home.subnets {
          guard let group = subnet.networkSecurityGroup else { continue }
          let place = ReferenceSubnetID(network: home.name, subnet: subnet.name)
          let own = difference.groups.filter { $0.places.contains(benches.1.subnet(place).id) }
          for direction in TrafficDirection.allCases {
            let regions = own.flatMap(\.directions).filter { $0.direction == direction }.flatMap(\.regions)
            for packet in samples(of: regions, near: before, using: &random) {
              let isTold = regions.contains { region in
                region.holds(packet) { addresses, isSource in
                  self.isMember(
                    isSource ? packet.source : packet.destination, isSource: isSource, of: addresses, at: home.name,
                    in: before)
                }
              }
              let sent = reference(packet, at: home.name, in: before)
              let decided = [before, after].map {
                $0.evaluate([group], sent, direction == .inbound ? .inbound : .outbound, at: place).access
              }
              if isTold { compared.inside += 1 } else { compared.outside += 1 }
              #expect(
                isTold == (decided[0] != decided[1]),
                "part \(part), network \(number), \(group) at \(place), \(direction): \(packet)")
            }
          }
        }
      }
    }
    #expect(compared.inside > 500 && compared.outside > 500, "\(compared)")
  }

  /// Whether the machine that a network sees at an address, or the only one that has an address which it does not see, is among those
  /// that a group's name stands for. A sender that it does not see is nobody.
  private func isMember(
    _ address: IPAddress, isSource: Bool, of addresses: UnlistedAddresses.Name, at home: String,
    in network: ReferenceNetwork
  ) -> Bool {
    guard case .applicationSecurityGroup(let id) = addresses, let bits = address.v4 else { return false }
    let seen = network.directlyReachable(from: home).flatMap(\.prefixes)
    let owners = network.networkInterfaces.filter { $0.address == bits }
    let owner =
      seen.contains { $0.contains(bits) }
      ? network.networkInterface(bits, seenFrom: home) : isSource || owners.count != 1 ? nil : owners[0]
    return owner?.applicationSecurityGroups.contains { $0.lowercased() == id.name.lowercased() } ?? false
  }

  @Test(arguments: 0..<6)
  func `where the reference decides a packet otherwise, two networks are never the same`(part: UInt64) throws {
    var generator = ReferenceGenerator(seed: 23_000 + part, profile: .hops)
    var random = SplitMix64(seed: part)
    var differing = 0
    for number in 0..<80 {
      let before = generator.network()
      let after = ReferenceEdit(before).edited(
        NetworkEdit.allCases[number % NetworkEdit.allCases.count], using: &random)
      let packets = (0..<80).map { _ in generator.packet(in: before) }
      let changed = packets.first { decide($0, in: before).outcome != decide($0, in: after).outcome }
      // Other shapes would state other facts about endpoints and appliances.
      let benches = (try Bench(before, seed: UInt64(number)), try Bench(after, seed: UInt64(number)))
      let difference = ConfigurationDifference(from: benches.0.engine, to: benches.1.engine)
      if let changed {
        differing += 1
        #expect(difference.verdict != .same, "part \(part), network \(number): \(changed)")
      } else if before == after {
        #expect(difference.verdict == .same, "part \(part), network \(number): \(difference.uncompared)")
      }
    }
    #expect(differing > 10, "\(differing)")
  }

  /// The same network whose groups have one rule or all rules exchanged, or lost one.
  private func changed(
    _ network: ReferenceNetwork, with other: ReferenceNetwork, using random: inout SplitMix64
  ) -> ReferenceNetwork {
    let foreign = other.networkSecurityGroups.flatMap(\.rules).filter { rule in
      // Groups of another network mean nothing here.
      for side in [rule.source, rule.destination] {
        if case .applicationSecurityGroups = side { return false }
      }
      return true
    }
    return ReferenceNetwork(
      virtualNetworks: network.virtualNetworks, networkInterfaces: network.networkInterfaces,
      networkSecurityGroups: network.networkSecurityGroups.map { group in
        var rules = group.rules.filter { _ in !random.chance(15) }
        if random.chance(60) {
          for rule in foreign.prefix(6) {
            let isTaken = rules.contains { own in
              own.name == rule.name || own.priority == rule.priority && own.direction == rule.direction
            }
            if !isTaken { rules.append(rule) }
          }
        }
        return ReferenceNetworkSecurityGroup(name: group.name, rules: rules)
      }, routeTables: network.routeTables, serviceTags: network.serviceTags)
  }

  /// Packets of every region, and packets anywhere near them.
  private func samples(
    of regions: [FilterDifference.Region], near network: ReferenceNetwork, using random: inout SplitMix64
  ) -> [Packet] {
    var out: [Packet] = []
    for region in regions {
      for box in region.boxes.prefix(4) where box.memberships.isEmpty {
        for _ in 0..<4 {
          if let packet = packet(in: box.packets, using: &random) { out.append(packet) }
        }
      }
    }
    let addresses =
      network.networkInterfaces.map(\.address) + network.virtualNetworks.flatMap(\.subnets).map { $0.prefix.first + 5 }
      + [0x0808_0808, 0xA83F_8110, 0xAC10_0909]
    for _ in 0..<12 {
      out.append(
        Packet(
          source: IPAddress(v4: random.pick(addresses)), sourcePort: 50000,
          destination: IPAddress(v4: random.pick(addresses)),
          destinationPort: random.pick([22, 53, 80, 443, 8080, 65200, 9]),
          protocol: random.pick([.tcp, .tcp, .udp, .icmp])))
    }
    return out
  }

  private func packet(in box: PacketBox, using random: inout SplitMix64) -> Packet? {
    func pick<Bound>(_ set: IntervalSet<Bound>) -> Bound? {
      guard !set.isEmpty else { return nil }
      let range = random.pick(set.ranges)
      return random.pick([range.lowerBound, range.upperBound])
    }
    guard let source = pick(box.sources.intersection(.ipv4)),
      let destination = pick(box.destinations.intersection(.ipv4)), let from = pick(box.sourcePorts),
      let to = pick(box.destinationPorts),
      let spoken = [IPProtocol.tcp, .udp, .icmp].filter({ box.protocols.contains($0) }).randomElement(using: &random)
    else { return nil }
    return Packet(source: source, sourcePort: from, destination: destination, destinationPort: to, protocol: spoken)
  }

  /// The packet as the reference takes it: its sender is the machine that the place's network sees at that address.
  private func reference(_ packet: Packet, at home: String, in network: ReferenceNetwork) -> ReferencePacket {
    let source = packet.source.v4!
    let near = network.directlyReachable(from: home).map(\.name)
    let owner = network.virtualNetworks.filter { near.contains($0.name) }.flatMap { own in
      own.subnets.filter { $0.prefix.contains(source) }.map {
        ReferenceSubnetID(network: own.name, subnet: $0.name)
      }
    }.first
    let spoken: ReferenceProtocol =
      switch packet.protocol {
      case .tcp: .tcp
      case .udp: .udp
      default: .icmp
      }
    return ReferencePacket(
      source: source, sourceSubnet: owner, sourcePort: packet.sourcePort, destination: packet.destination.v4!,
      destinationPort: packet.destinationPort, protocol: spoken)
  }
}

extension FilterDifference.Region {
  /// Whether the packet is in the region, given which of its ends are among addresses that are not listed.
  fileprivate func holds(_ packet: Packet, isMember: (UnlistedAddresses.Name, _ isSource: Bool) -> Bool) -> Bool {
    boxes.contains { box in
      box.packets.contains(packet)
        && box.memberships.allSatisfy { isMember($0.addresses.name, $0.addresses.isSource) == $0.isMember }
    }
  }
}

/// What an edit of a network may be about.
private enum NetworkEdit: CaseIterable {
  case nothing, groupOfSubnet, tableOfSubnet, groupOfCard, access, forwarded, state, memberships, forwarding, appliance
}

/// A network with one thing changed.
private struct ReferenceEdit {
  private let network: ReferenceNetwork

  init(_ network: ReferenceNetwork) { self.network = network }

  func edited(_ edit: NetworkEdit, using random: inout SplitMix64) -> ReferenceNetwork {
    let groups: [String?] = network.networkSecurityGroups.map(\.name) + [nil]
    let tables: [String?] = network.routeTables.map(\.name) + [nil]
    switch edit {
    case .nothing: return network
    case .groupOfSubnet:
      return with(networks: subnets { Self.subnet($0, group: random.pick(groups), table: $0.routeTable) })
    case .tableOfSubnet:
      return with(networks: subnets { Self.subnet($0, group: $0.networkSecurityGroup, table: random.pick(tables)) })
    case .groupOfCard:
      return with(cards: network.networkInterfaces.map { Self.card($0, group: random.pick(groups)) })
    case .memberships:
      return with(
        cards: network.networkInterfaces.map { card in
          Self.card(
            card, group: card.networkSecurityGroup,
            memberships: card.applicationSecurityGroups.filter { _ in random.chance(40) })
        })
    case .forwarding:
      return with(
        cards: network.networkInterfaces.map {
          Self.card($0, group: $0.networkSecurityGroup, forwards: !$0.enableIPForwarding)
        })
    case .access:
      return with(
        networks: peerings {
          ReferencePeering(
            remote: $0.remote, state: $0.state, allowVirtualNetworkAccess: !$0.allowVirtualNetworkAccess,
            allowForwardedTraffic: $0.allowForwardedTraffic)
        })
    case .forwarded:
      return with(
        networks: peerings {
          ReferencePeering(
            remote: $0.remote, state: $0.state, allowVirtualNetworkAccess: $0.allowVirtualNetworkAccess,
            allowForwardedTraffic: !$0.allowForwardedTraffic)
        })
    case .state:
      return with(
        networks: peerings {
          ReferencePeering(
            remote: $0.remote, state: $0.state == .connected ? .disconnected : .connected,
            allowVirtualNetworkAccess: $0.allowVirtualNetworkAccess, allowForwardedTraffic: $0.allowForwardedTraffic)
        })
    case .appliance:
      return with(
        appliances: network.appliances.map {
          ReferenceAppliance(
            name: $0.name, address: $0.address, virtualNetwork: $0.virtualNetwork, isStateful: $0.isStateful,
            sourceNAT: $0.sourceNAT, rules: $0.rules == nil ? [] : nil)
        })
    }
  }

  private func with(
    networks: [ReferenceVirtualNetwork]? = nil, cards: [ReferenceNetworkInterface]? = nil,
    appliances: [ReferenceAppliance]? = nil
  ) -> ReferenceNetwork {
    ReferenceNetwork(
      virtualNetworks: networks ?? network.virtualNetworks, networkInterfaces: cards ?? network.networkInterfaces,
      networkSecurityGroups: network.networkSecurityGroups, routeTables: network.routeTables,
      appliances: appliances ?? network.appliances, loadBalancers: network.loadBalancers,
      privateEndpoints: network.privateEndpoints, serviceTags: network.serviceTags)
  }

  private func subnets(_ change: (ReferenceSubnet) -> ReferenceSubnet) -> [ReferenceVirtualNetwork] {
    network.virtualNetworks.map {
      ReferenceVirtualNetwork(
        name: $0.name, location: $0.location, prefixes: $0.prefixes, subnets: $0.subnets.map(change),
        peerings: $0.peerings, gatewayPrefixes: $0.gatewayPrefixes)
    }
  }

  private func peerings(_ change: (ReferencePeering) -> ReferencePeering) -> [ReferenceVirtualNetwork] {
    network.virtualNetworks.map {
      ReferenceVirtualNetwork(
        name: $0.name, location: $0.location, prefixes: $0.prefixes, subnets: $0.subnets,
        peerings: $0.peerings.map(change), gatewayPrefixes: $0.gatewayPrefixes)
    }
  }

  private static func subnet(_ subnet: ReferenceSubnet, group: String?, table: String?) -> ReferenceSubnet {
    ReferenceSubnet(
      name: subnet.name, prefix: subnet.prefix, networkSecurityGroup: group, routeTable: table,
      privateEndpointPolicies: subnet.privateEndpointPolicies, isIsolatedGateway: subnet.isIsolatedGateway)
  }

  private static func card(
    _ card: ReferenceNetworkInterface, group: String?, memberships: [String]? = nil, forwards: Bool? = nil
  ) -> ReferenceNetworkInterface {
    ReferenceNetworkInterface(
      name: card.name, address: card.address, subnet: card.subnet, networkSecurityGroup: group,
      applicationSecurityGroups: memberships ?? card.applicationSecurityGroups,
      enableIPForwarding: forwards ?? card.enableIPForwarding)
  }
}

/// Nothing differs from itself.
@Suite struct SameConfigurationTests {
  private static func load(_ file: URL) throws -> ConfigurationDifference? {
    let bytes = Array(try Data(contentsOf: file))
    let sides = [Loader.load(texts: [("old.json", bytes)]), Loader.load(texts: [("new.json", bytes)])]
    guard sides.allSatisfy(\.problems.isEmpty) else { return nil }
    return ConfigurationDifference(ComparedInputs(before: sides[0].resources, after: sides[1].resources))
  }

  private static func files(in folder: URL) -> [URL] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL]
    return (found ?? []).filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
  }

  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL

  @Test func `no scenario and no sample differs from itself`() throws {
    var compared = 0
    for folder in [
      Self.repository.appendingPathComponent("scenarios"),
      Self.repository.appendingPathComponent("../shared/azure-samples").standardizedFileURL,
      Self.repository.appendingPathComponent("../../shared/azure-samples").standardizedFileURL,
    ] {
      for file in Self.files(in: folder) {
        guard let difference = try Self.load(file) else { continue }
        compared += 1
        #expect(difference.verdict == .same, "\(file.lastPathComponent): \(difference.missing)")
      }
    }
    print("Compared with themselves: \(compared) files.")
    #expect(compared > 100)
  }
}
