import Outcomes
import PacketSets
import Reachability
import Resources
import TestSupport
import Testing

@testable import Comparison

/// Every packet of a small universe at once, as bits: 68 pairs of addresses, and for each 32 services in 16 cases of which ends are in
/// `VirtualNetwork`, `Storage` and `Internet`. It asks a rule's own fields and shares nothing with the engine.
private struct Universe {
  static let addresses: [IPAddress] = [
    "10.0.0.4", "10.0.0.9", "10.0.0.200", "10.0.1.1", "10.0.9.9", "20.1.1.1", "52.0.0.1", "172.16.0.1", "2001:db8::1",
    "2a00::1",
  ]
  static let pairs: [(source: IPAddress, destination: IPAddress)] = addresses.flatMap { source in
    addresses.filter { $0.family == source.family }.map { (source, $0) }
  }
  static let services: [(protocol: IPProtocol, from: UInt16, to: UInt16)] = [
    IPProtocol.tcp, .udp, .icmp, IPProtocol(rawValue: 47),
  ].flatMap { spoken in
    [UInt16(500), 50000].flatMap { from in [UInt16(80), 100, 443, 8080].map { (spoken, from, $0) } }
  }
  static let words = services.count * 16 / 64

  /// The cases in which an end is in the addresses of a name, four times in a word.
  static func cases(_ name: String, isSource: Bool) -> UInt64 {
    switch (name, isSource) {
    case ("VirtualNetwork", true): 0xAAAA_AAAA_AAAA_AAAA
    case ("VirtualNetwork", false): 0xCCCC_CCCC_CCCC_CCCC
    case ("Storage", true): 0xF0F0_F0F0_F0F0_F0F0
    case ("Internet", false): 0xFF00_FF00_FF00_FF00
    default: 0
    }
  }

  private static func isPublic(_ address: IPAddress) -> Bool {
    ["20.1.1.1", "52.0.0.1", "2001:db8::1", "2a00::1"].contains("\(address)")
  }

  private static func cases(_ end: RuleEndpoint, _ address: IPAddress, isSource: Bool) -> UInt64 {
    end.addresses.reduce(0) { sum, one in
      switch one {
      case .any: .max
      case .prefix(let prefix): prefix.contains(address) ? .max : sum
      case .serviceTag("AzureLoadBalancer"): sum
      case .serviceTag(let tag):
        tag == "VirtualNetwork" || isPublic(address) ? sum | cases(tag, isSource: isSource) : sum
      }
    }
  }

  private static func mask(_ holds: ((protocol: IPProtocol, from: UInt16, to: UInt16)) -> Bool) -> [UInt64] {
    var mask = [UInt64](repeating: 0, count: words)
    for (index, service) in services.enumerated() where holds(service) { mask[index / 4] |= 0xFFFF << (index % 4 * 16) }
    return mask
  }

  /// The packets that a rule matches.
  static func matched(by rule: SecurityRule) -> [UInt64] {
    let services = mask { service in
      rule.protocol.protocols.contains(service.protocol)
        && (service.protocol != .tcp && service.protocol != .udp
          || rule.source.ports.contains(service.from) && rule.destination.ports.contains(service.to))
    }
    return pairs.flatMap { pair in
      let cases =
        cases(rule.source, pair.source, isSource: true) & cases(rule.destination, pair.destination, isSource: false)
      return services.map { $0 & cases }
    }
  }

  /// The packets of a box.
  static func members(of box: FilterDifference.Box) -> [UInt64] {
    let services = mask { service in
      box.packets.protocols.contains(service.protocol) && box.packets.sourcePorts.contains(service.from)
        && box.packets.destinationPorts.contains(service.to)
    }
    let cases = box.memberships.reduce(UInt64.max) { all, membership in
      guard case .serviceTag(let tag) = membership.addresses.name else { return 0 }
      let inside = Self.cases(tag.text, isSource: membership.addresses.isSource)
      return all & (membership.isMember ? inside : ~inside)
    }
    return pairs.flatMap { pair in
      box.packets.sources.contains(pair.source) && box.packets.destinations.contains(pair.destination)
        ? services.map { $0 & cases } : [UInt64](repeating: 0, count: words)
    }
  }

  /// For each rule the packets that it decides.
  static func decided(_ rules: [SecurityRule]) -> [(rule: SecurityRule, packets: [UInt64])] {
    var rest = [UInt64](repeating: .max, count: pairs.count * words)
    return rules.map { rule in
      let own = zip(matched(by: rule), rest).map { $0 & $1 }
      rest = zip(rest, own).map { $0 & ~$1 }
      return (rule, own)
    }
  }
}

/// Random rules and groups that Azure would take.
private struct GroupDice {
  var random: SeededGenerator
  let direction: TrafficDirection

  mutating func pick<T>(_ values: [T]) -> T { values.randomElement(using: &random)! }

  private mutating func end(_ tag: String, isSource: Bool) -> RuleEndpoint {
    let prefixes = [
      "10.0.0.0/24", "10.0.0.0/25", "10.0.0.4/32", "10.0.1.0/24", "10.0.0.0/16", "20.0.0.0/8", "0.0.0.0/0",
      "2001:db8::/32", "::/0",
    ].map { RuleAddress.prefix(AddressPrefix($0)!) }
    let addresses: [RuleAddress] =
      switch Int.random(in: 0..<10, using: &random) {
      case 0, 1: [.any]
      case 2: [.serviceTag("VirtualNetwork")]
      case 3: [.serviceTag(tag)]
      default: (0..<Int.random(in: 1...3, using: &random)).map { _ in pick(prefixes) }
      }
    let ports: [PortSet] =
      isSource
      ? [.all, .all, .all, .all, PortSet(1024...65535)]
      : [.all, PortSet(80), PortSet(443), PortSet(80...443), PortSet(8080), PortSet([80...80, 8000...9000])]
    return RuleEndpoint(addresses: addresses, ports: pick(ports))
  }

  mutating func rule(_ priority: Int) -> SecurityRule {
    SecurityRule(
      name: "r\(priority)", origin: nil, priority: priority, direction: direction,
      access: pick([.allow, .deny]), protocol: pick([.tcp, .tcp, .udp, .any, .icmp]),
      source: end("Storage", isSource: true), destination: end("Internet", isSource: false))
  }

  mutating func rules() -> [SecurityRule] {
    (0..<Int.random(in: 1...8, using: &random)).map { rule(100 + 20 * $0) }
  }

  /// Rules that do the same: renamed, renumbered, some of them as two, neighbours with one access in another order.
  mutating func equal(to rules: [SecurityRule]) -> [SecurityRule] {
    var out: [SecurityRule] = []
    for rule in rules {
      var parts = [rule]
      if rule.destination.ports == PortSet(80...443), Bool.random(using: &random) {
        parts = [PortSet(80...200), PortSet(150...443)].map { ports in
          var part = rule
          part.destination.ports = ports
          return part
        }
      } else if rule.source.addresses.count > 1, Bool.random(using: &random) {
        parts = rule.source.addresses.map { address in
          var part = rule
          part.source.addresses = [address]
          return part
        }
      }
      out += parts
    }
    for place in out.indices.dropLast()
    where out[place].access == out[place + 1].access && Bool.random(using: &random) {
      out.swapAt(place, place + 1)
    }
    return out.enumerated().map { index, rule in
      var rule = rule
      rule.name = "n\(index)"
      rule.priority = 1000 + index
      return rule
    }
  }
}

@Suite struct FilterDifferenceTests {
  private static let meaning = GroupMeaning(anywhereIn: Resources())
  private static let origin = try! Scenario().engine().model.resources.virtualNetworks.values[0].origin

  private func group(_ rules: [SecurityRule]) -> NetworkSecurityGroup {
    NetworkSecurityGroup(
      id: ResourceID(type: ResourceKind.networkSecurityGroup.rawValue, names: ["nsg"]), origin: Self.origin,
      securityRules: rules)
  }

  private func difference(
    _ old: NetworkSecurityGroup?, _ new: NetworkSecurityGroup?, _ direction: TrafficDirection = .inbound
  ) -> FilterDifference {
    FilterDifference(direction, from: old, Self.meaning, to: new, Self.meaning)
  }

  /// Regions are disjoint, hold exactly the packets that asking every rule finds, and name the rules that decide them.
  private func check(_ old: [SecurityRule], _ new: [SecurityRule], _ direction: TrafficDirection, _ label: String) {
    let (before, after) = (group(old), group(new))
    let told = difference(before, after, direction)
    let was = Universe.decided(before.rules(direction))
    let becomes = Universe.decided(after.rules(direction))
    func allowed(_ decided: [(rule: SecurityRule, packets: [UInt64])]) -> [UInt64] {
      decided.filter { $0.rule.access == .allow }.reduce([UInt64](repeating: 0, count: decided[0].packets.count)) {
        zip($0, $1.packets).map { $0 | $1 }
      }
    }
    let wanted = zip(allowed(was), allowed(becomes)).map { $0 ^ $1 }
    var found = [UInt64](repeating: 0, count: wanted.count)
    for region in told.regions {
      let decided = zip(
        was.first { $0.rule == region.before }!.packets, becomes.first { $0.rule == region.after }!.packets
      ).map { $0 & $1 }
      #expect(region.before?.access != region.after?.access && region.isAllowed == (region.after?.access == .allow))
      #expect(region.boxes[0].packets.contains(region.example), "\(label): \(region.example)")
      for box in region.boxes {
        let members = Universe.members(of: box)
        #expect(zip(members, found).allSatisfy { $0 & $1 == 0 }, "\(label): boxes meet")
        #expect(zip(members, decided).allSatisfy { $0 & ~$1 == 0 }, "\(label): another rule decides")
        found = zip(found, members).map { $0 | $1 }
      }
    }
    #expect(found == wanted, "\(label)")
    #expect(told.unlisted.isEmpty)
  }

  @Test(arguments: 0..<20) func `two groups differ exactly where asking every rule says so`(part: UInt64) {
    for number in 0..<100 {
      let direction: TrafficDirection = number % 2 == 0 ? .inbound : .outbound
      var dice = GroupDice(random: SeededGenerator(seed: Int(part) << 32 + number), direction: direction)
      let old = dice.rules()
      let label = "\(part)/\(number)"
      switch number % 3 {
      case 0:
        let new = dice.equal(to: old)
        #expect(difference(group(old), group(new), direction).isEmpty, "\(label)")
        check(old, new, direction, label)
      case 1:
        var new = old
        let place = Int.random(in: old.indices, using: &dice.random)
        new[place] = dice.rule(old[place].priority)
        check(old, new, direction, label)
      default: check(old, dice.rules(), direction, label)
      }
    }
  }

  @Test func `a group on one side only is compared with none, which lets everything pass`() {
    let told = difference(group([]), nil)
    #expect(told.regions.map(\.before?.name) == ["DenyAllInBound"])
    #expect(told.regions.allSatisfy { $0.isAllowed && $0.after == nil })
    #expect(difference(nil, nil).isEmpty)
  }

  @Test func `whether names mean the same decides about rules that are written alike`() throws {
    var narrow = Scenario()
    narrow.backendGroup = []
    let engine = try narrow.engine()
    let subnet = try engine.subnet("snet-agw")
    let known = engine.meaning(at: subnet)
    let empty = group([])
    #expect(FilterDifference(.inbound, from: empty, known, to: empty, known).isEmpty)
    let told = FilterDifference(.inbound, from: empty, known, to: empty, Self.meaning)
    #expect(Set(told.regions.map(\.isAllowed)) == [true, false])
  }
}
