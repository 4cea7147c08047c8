import Outcomes

/// Resources of two inputs that stand for each other: by id, else by type and name where that is unique.
package struct ResourcePairs {
  /// The resources of both sides; nil where the other side has none.
  package let pairs: [(before: ResourceID?, after: ResourceID?)]

  /// Pairs resources of two inputs.
  package init(_ before: [ResourceID], _ after: [ResourceID]) {
    let candidates = Dictionary(grouping: after, by: \.key)
    let names = Dictionary(grouping: before, by: \.key)
    var taken: Set<ResourceID> = []
    var pairs: [(before: ResourceID?, after: ResourceID?)] = []
    for old in before {
      let alike = candidates[old.key] ?? []
      let fitting = alike.filter { $0.matches(old) }
      var partner = alike.first { $0 == old } ?? (fitting.count == 1 ? fitting[0] : nil)
      if partner == nil, alike.count == 1, names[old.key]?.count == 1 { partner = alike[0] }
      if let found = partner, !taken.insert(found).inserted { partner = nil }
      pairs.append((old, partner))
    }
    self.pairs = pairs + after.filter { !taken.contains($0) }.map { (nil, $0) }
  }

  /// The pairs of which both sides have one.
  package var common: [(before: ResourceID, after: ResourceID)] {
    pairs.compactMap { pair in pair.before.flatMap { before in pair.after.map { (before, $0) } } }
  }
}
