import PacketSets
import Testing

/// A packet of the small universe, and whether it is in each of two sets that nobody can list.
private struct Point: Hashable {
  let packet: Packet
  let members: [Bool]

  /// Every packet that stays in its family, in and out of the sets.
  static let all: [Point] = SmallUniverse.packets.filter { $0.source.family == $0.destination.family }.flatMap {
    packet in
    [[false, false], [false, true], [true, false], [true, true]].map { Point(packet: packet, members: $0) }
  }

  func isMatched(by rule: PolicyRule) -> Bool {
    rule.matches.contains { match in match.box.contains(packet) && match.memberships.allSatisfy { members[$0] } }
  }

  func isIn(_ box: PolicyDifference.Box) -> Bool {
    box.box.contains(packet) && box.memberships.allSatisfy { members[$0.key] == $0.value }
  }

  /// The first rule that matches, by its place.
  func decider(in policy: Policy) -> Int? { policy.rules.firstIndex { isMatched(by: $0) } }
}

/// Where two policies differ at a point, by asking every rule.
private struct Decided: Hashable {
  let before: Int?
  let after: Int?
  let isAllowed: Bool
}

extension SmallUniverse {
  fileprivate static func randomRule(using generator: inout SeededGenerator) -> PolicyRule {
    let matches = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
      PolicyRule.Match(
        randomBox(using: &generator),
        memberships: [0, 1].filter { _ in Int.random(in: 0..<5, using: &generator) == 0 })
    }
    return PolicyRule(matches, isAllowed: Bool.random(using: &generator))
  }

  fileprivate static func randomPolicy(_ count: Int, using generator: inout SeededGenerator) -> Policy {
    Policy((0..<count).map { _ in randomRule(using: &generator) })
  }
}

private func differences(_ old: Policy, _ new: Policy) -> [Point: Decided] {
  var out: [Point: Decided] = [:]
  for point in Point.all {
    let (before, after) = (point.decider(in: old), point.decider(in: new))
    let isAllowed = after.map { new.rules[$0].isAllowed } ?? false
    if isAllowed != (before.map { old.rules[$0].isAllowed } ?? false) {
      out[point] = Decided(before: before, after: after, isAllowed: isAllowed)
    }
  }
  return out
}

/// What the regions say of every point; a point in two boxes is a failure.
private func told(_ difference: PolicyDifference) -> [Point: Decided] {
  var out: [Point: Decided] = [:]
  for region in difference.regions {
    for box in region.boxes {
      for point in Point.all where point.isIn(box) {
        #expect(out[point] == nil, "\(point) is in two boxes")
        out[point] = Decided(before: region.before, after: region.after, isAllowed: region.isAllowed)
      }
    }
  }
  return out
}

@Suite struct PolicyDifferenceTests {
  @Test("Unrelated policies differ where asking every rule says so, by the rules that decide", arguments: 1...120)
  func unrelated(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let old = SmallUniverse.randomPolicy(Int.random(in: 0...7, using: &generator), using: &generator)
    let new = SmallUniverse.randomPolicy(Int.random(in: 0...7, using: &generator), using: &generator)
    let difference = PolicyDifference(from: old, to: new)
    #expect(told(difference) == differences(old, new))
    #expect(difference.unlisted.isEmpty)
  }

  @Test("A changed rule is told exactly when the other rules are known to be common", arguments: 201...320)
  func oneChanged(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let old = SmallUniverse.randomPolicy(8, using: &generator)
    let place = Int.random(in: 0..<8, using: &generator)
    var rules = old.rules
    rules[place] =
      Bool.random(using: &generator)
      ? PolicyRule(rules[place].matches, isAllowed: !rules[place].isAllowed)
      : SmallUniverse.randomRule(using: &generator)
    let new = Policy(rules)
    let difference = PolicyDifference(from: old, to: new, changed: { $0 == place }, { $0 == place })
    #expect(told(difference) == differences(old, new))
    #expect(told(PolicyDifference(from: old, to: new)) == differences(old, new))
  }

  @Test("Split rules and rules that change places without meeting make no difference", arguments: 401...460)
  func equal(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let old = SmallUniverse.randomPolicy(6, using: &generator)
    var rules = old.rules.flatMap { rule in rule.matches.map { PolicyRule([$0], isAllowed: rule.isAllowed) } }
    for place in rules.indices.dropLast()
    where rules[place].isAllowed == rules[place + 1].isAllowed && Bool.random(using: &generator) {
      rules.swapAt(place, place + 1)
    }
    #expect(PolicyDifference(from: old, to: Policy(rules)).regions.isEmpty)
  }

  @Test func `equal use of a set that nobody can list cancels out, another use is told by it`() {
    let web = PacketBox(destinationPorts: PortSet(443), protocols: ProtocolSet(.tcp))
    let tagged = PolicyRule([.init(web, memberships: [0])], isAllowed: true)
    let rest = PolicyRule([.init(PacketBox())], isAllowed: false)
    let narrower = PolicyRule(
      [.init(web.intersection(PacketBox(destinationPorts: PortSet(80...443))), memberships: [0])], isAllowed: true)
    #expect(PolicyDifference(from: Policy([tagged, rest]), to: Policy([narrower, rest])).regions.isEmpty)

    let anyone = PolicyRule([.init(web)], isAllowed: true)
    let difference = PolicyDifference(from: Policy([tagged, rest]), to: Policy([anyone, rest]))
    #expect(difference.regions.map(\.before) == [1])
    #expect(difference.regions.map(\.after) == [0])
    #expect(difference.regions.flatMap(\.boxes).map(\.memberships) == [[0: false]])
  }

  @Test func `packets are counted by all five fields of IPv4`() {
    let old = Policy([PolicyRule([.init(PacketBox())], isAllowed: false)])
    let subnet = AddressSet(AddressPrefix("10.0.0.0/24")!)
    let opened = PacketBox(
      sources: subnet, destinations: subnet, destinationPorts: PortSet(80...81), protocols: ProtocolSet(.tcp))
    let new = Policy([PolicyRule([.init(opened)], isAllowed: true)] + old.rules)
    #expect(PolicyDifference(from: old, to: new).ipv4Count == 256 * 256 * 2 * 65536)
    let all = Policy([PolicyRule([.init(PacketBox())], isAllowed: true)])
    #expect(PolicyDifference(from: old, to: all).ipv4Count == 1 << 104)
  }
}
