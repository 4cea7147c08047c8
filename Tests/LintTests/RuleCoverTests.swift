import Loading
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources
import TestSupport
import Testing

@testable import Lint

/// Shadows of random groups compared with going through every kind of packet that their rules tell apart.
@Suite struct RuleCoverTests {
  private static let prefixes = ["*", "10.0.1.0/30", "10.0.1.0/31", "10.0.1.2/31", "10.0.1.1", "10.0.1.2"]
  private static let ports = ["*", "80", "81", "80-81"]
  private static let protocols = ["*", "Tcp", "Udp"]

  /// A packet of the small universe: every source, port and protocol that the rules tell apart.
  private static let universe: [Packet] = (0...4).flatMap { host in
    [UInt16(79), 80, 81].flatMap { port in
      [IPProtocol.tcp, .udp].map { transport in
        Packet(
          source: IPAddress("10.0.1.\(host)")!, sourcePort: 5000, destination: "10.0.2.4",
          destinationPort: port, protocol: transport)
      }
    }
  }

  @Test(arguments: 1...200) func `a rule is shadowed when no packet of the universe meets it first`(seed: Int) throws {
    var dice = SeededGenerator(seed: seed)
    let texts = (1...6).map { place in
      rule(
        "", "rule-\(place)", place * 100, ["Allow", "Deny"].randomElement(using: &dice)!,
        proto: Self.protocols.randomElement(using: &dice)!, from: Self.prefixes.randomElement(using: &dice)!,
        port: Self.ports.randomElement(using: &dice)!)
    }
    let text = "{" + network(api: has(group: "nsg")) + "," + groups(("nsg", texts)) + "}"
    let resources = Loader.load(texts: [(name: "random.scenario.json", bytes: Array(text.utf8))]).resources
    let inspection = Inspection(Engine(NetworkModel(resources)))
    let group = try #require(resources.networkSecurityGroups.values.first)
    let shadows = RuleCover(group, .inbound, at: inspection.places(of: group.id), inspection.engine).shadows
    let rules = group.securityRules.sorted { $0.priority < $1.priority }
    let deciding = Set(Self.universe.compactMap { packet in rules.first { $0.has(packet) }?.name })
    // Rules for any protocol also match packets without ports, which the universe lacks: a deny of theirs may decide those alone.
    for shadow in shadows {
      #expect(!deciding.contains(shadow.rule.name), "\(shadow.rule.name) of \(text)")
      let own = Self.universe.filter { shadow.rule.has($0) }
      #expect(own.allSatisfy { packet in shadow.by.contains { $0.has(packet) } })
      if shadow.rule.protocol != .any {
        for left in shadow.by {
          let others = shadow.by.filter { $0.name != left.name }
          #expect(!own.allSatisfy { packet in others.contains { $0.has(packet) } }, "\(left.name) can be left out")
        }
      }
      let first = own.compactMap { packet in rules.first { $0.has(packet) }?.access }
      #expect(shadow.isContradicted || Set(first).isSubset(of: [shadow.rule.access]))
    }
    let shadowed = Set(shadows.map(\.rule.name))
    for rule in rules where rule.protocol != .any && !deciding.contains(rule.name) {
      #expect(shadowed.contains(rule.name), "\(rule.name) never decides, and is not found: \(text)")
    }
  }
}

extension SecurityRule {
  /// Whether a packet meets the rule, decided one field after the other.
  fileprivate func has(_ packet: Packet) -> Bool {
    let isFrom = source.addresses.contains { address in
      switch address {
      case .any: true
      case .prefix(let prefix): prefix.contains(packet.source)
      case .serviceTag: false
      }
    }
    let speaks =
      switch self.protocol {
      case .tcp: packet.protocol == .tcp
      case .udp: packet.protocol == .udp
      default: true
      }
    return isFrom && speaks && destination.ports.contains(packet.destinationPort)
  }
}
