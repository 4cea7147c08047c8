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
              // The reference knows every member of a group; where the input lists none nearby, only its name is told.
              if regions.contains(where: { $0.mayHold(packet) }) { continue }
              let isTold = regions.contains { $0.holds(packet) }
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
  /// Whether the packet is in the region whatever the addresses are that are not listed.
  fileprivate func holds(_ packet: Packet) -> Bool {
    boxes.contains { $0.memberships.isEmpty && $0.packets.contains(packet) }
  }

  /// Whether it is in the region only if it has one of those addresses, or none of them.
  fileprivate func mayHold(_ packet: Packet) -> Bool {
    boxes.contains { !$0.memberships.isEmpty && $0.packets.contains(packet) }
  }
}

/// Nothing differs from itself.
@Suite struct SameConfigurationTests {
  private static func load(_ file: URL) throws -> ConfigurationDifference? {
    let bytes = Array(try Data(contentsOf: file))
    let sides = [Loader.load(texts: [("old.json", bytes)]), Loader.load(texts: [("new.json", bytes)])]
    guard sides.allSatisfy(\.problems.isEmpty) else { return nil }
    return ConfigurationDifference(from: Forecast(sides[0].resources), to: Forecast(sides[1].resources))
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
