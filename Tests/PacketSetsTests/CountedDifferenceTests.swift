import Foundation
import PacketSets
import Testing

/// The numbers of packets that differ are those that the BDD library BuDDy finds. The policies are some of those that
/// Tests/Benchmarks/Differences/generate.py writes; the counts are printed by buddy.c beside it, in double precision, from the same files:
/// `buddy single-10.rules single-10-changed.rules`.
@Suite struct CountedDifferenceTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/differences")

  private func policy(_ name: String) throws -> Policy {
    try #require(Policy(file: Self.folder.appending(path: "\(name).rules").path))
  }

  private static let opposites: [(name: String, rule: Int, packets: Double)] = [
    ("single-10", 3, 18_014_398_509_481_984.0), ("single-100", 33, 4_294_967_296_000.0),
    ("many-10", 3, 405_605_974_016.0),
  ]

  private static let unrelated: [(name: String, packets: Double)] = [
    ("single-100", 1_223_466_858_917_581_314_588_672.0), ("many-10", 32_565_083_186_599_081_017_344.0),
  ]

  @Test(arguments: opposites) func `one rule that does the opposite changes as many packets as BuDDy counts`(
    row: (name: String, rule: Int, packets: Double)
  ) throws {
    let old = try policy(row.name)
    var rules = old.rules
    rules[row.rule] = PolicyRule(rules[row.rule].matches, isAllowed: !rules[row.rule].isAllowed)
    let new = Policy(rules)
    #expect(Double(PolicyDifference(from: old, to: new).ipv4Count) == row.packets)
    let place = row.rule
    #expect(
      Double(PolicyDifference(from: old, to: new, changed: { $0 == place }, { $0 == place }).ipv4Count) == row.packets)
  }

  @Test(arguments: unrelated) func `unrelated policies differ in as many packets as BuDDy counts`(
    row: (name: String, packets: Double)
  ) throws {
    let difference = PolicyDifference(from: try policy(row.name), to: try policy("\(row.name)-unrelated"))
    #expect(abs(Double(difference.ipv4Count) - row.packets) <= 1e-12 * row.packets)
  }
}
