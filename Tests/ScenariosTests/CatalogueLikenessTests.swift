import Foundation
import JSONText
import Scenarios
import Testing

/// No scenario of the catalogue is a near-copy of another one.
@Suite struct CatalogueLikenessTests {
  /// Pairs that differ in little and show different things: what repairs one does not repair the other.
  private static let justified: [Set<String>: String] = [
    ["host-rejected", "host-rejected-setting-host"]: "requests bring the client's host, or the setting's",
    ["peering-forwarding-disabled", "peering-forwarding-disabled-return"]: "the way there, or the way back",
    ["tls-intermediate-unknown", "tls-intermediate-unknown-other-root"]: "no root is uploaded, or another one",
    ["undetermined-tls", "undetermined-tls-well-known-roots"]: "the certificate is missing, or the list of roots",
    ["undetermined-tls-clock", "undetermined-tls-well-known-roots"]: "the moment is missing, or the list of roots",
  ]

  /// The values of a broken scenario by their paths, without its texts for people.
  private struct Facts {
    let name: String
    let causes: Set<String>
    let leaves: [String: Int]
    let count: Int

    init(_ entry: Catalogue.Entry) throws {
      name = entry.name
      let results = ScenarioRunner().run(entry.broken).results
      causes = Set(
        results.flatMap(\.comparisons).filter { ["cause", "finding", "lint"].contains($0.field) }.map(\.expected))
      let text = SourceText(name: entry.broken, bytes: Array(try Data(contentsOf: URL(filePath: entry.broken))))
      var leaves: [String: Int] = [:]
      for member in try text.root.members where !["$schema", "description"].contains(member.key) {
        Self.collect(member.value, member.key, into: &leaves)
      }
      self.leaves = leaves
      count = leaves.values.reduce(0, +)
    }

    private static func collect(_ value: JSONSlice, _ path: String, into leaves: inout [String: Int]) {
      switch value.kind {
      case .object: for member in value.members { collect(member.value, path + "/" + member.key, into: &leaves) }
      case .array: for element in value.elements { collect(element, path + "[]", into: &leaves) }
      default:
        leaves[path + "=" + String(decoding: value.text.bytes[value.range], as: UTF8.self), default: 0] += 1
      }
    }

    /// Shared values among all values of both.
    func likeness(to other: Facts) -> Double {
      let shared = leaves.reduce(0) { $0 + min($1.value, other.leaves[$1.key] ?? 0) }
      return Double(shared) / Double(count + other.count - shared)
    }
  }

  @Test func `scenarios of one cause differ in more than a tenth of their values, or a reason is given`() throws {
    let all = try Catalogue.entries.map { try Facts($0) }
    #expect(all.count >= 150)
    var unused = Set(Self.justified.keys)
    for (place, one) in all.enumerated() {
      for other in all[..<place] {
        let likeness = one.likeness(to: other)
        #expect(likeness < 0.97, "\(one.name) is a copy of \(other.name)")
        guard likeness > 0.9, !one.causes.isDisjoint(with: other.causes) else { continue }
        unused.remove([one.name, other.name])
        #expect(Self.justified[[one.name, other.name]] != nil, "\(one.name) is nearly \(other.name): \(likeness)")
      }
    }
    #expect(unused.isEmpty, "these are no longer alike")
  }
}
