/// The rules of two policies made ready to be compared: those that matter, each match an entry of its own, every field cut into the
/// few parts that they tell apart.
struct CompiledRules {
  /// One match of a rule, or what becomes of packets that no rule matches.
  struct Entry {
    let match: PolicyRule.Match
    /// The rule's place in its policy; nil where no rule matches.
    let rule: Int?
    let isAllowed: Bool
    let isOld: Bool
    let isChanged: Bool
  }

  /// The entries of the policy before, in the order in which they are looked at, then those of the policy after.
  let entries: [Entry]
  /// How many of them are of the policy before.
  let oldCount: Int
  /// The fields in the order protocol, source, destination, destination port, source port, then one for each set that cannot be
  /// listed.
  let dimensions: [Dimension]
  /// The number of each such set, in the order of the dimensions behind the five fields.
  let memberships: [Int]
  /// How large each entry's box is, in parts: of two rules the one with the smaller box looks for the differences of both.
  let sizes: [Double]

  init(from old: Policy, to new: Policy, _ oldChanged: (Int) -> Bool, _ newChanged: (Int) -> Bool) {
    var entries: [Entry] = []
    func add(_ policy: Policy, isOld: Bool, _ isChanged: (Int) -> Bool) {
      for (place, rule) in policy.rules.enumerated() {
        let changed = isChanged(place)
        for match in rule.matches where !match.box.isEmpty {
          entries.append(
            Entry(match: match, rule: place, isAllowed: rule.isAllowed, isOld: isOld, isChanged: changed))
        }
      }
      entries.append(
        Entry(match: .init(PacketBox()), rule: nil, isAllowed: false, isOld: isOld, isChanged: false))
    }
    add(old, isOld: true, oldChanged)
    add(new, isOld: false, newChanged)
    entries = Self.relevant(entries)
    self.entries = entries
    oldCount = entries.count { $0.isOld }
    memberships = Set(entries.flatMap(\.match.memberships)).sorted()
    dimensions =
      [
        Dimension(entries.map(\.match.box.protocols)), Dimension(entries.map(\.match.box.sources)),
        Dimension(entries.map(\.match.box.destinations)), Dimension(entries.map(\.match.box.destinationPorts)),
        Dimension(entries.map(\.match.box.sourcePorts)),
      ] + memberships.map { number in Dimension(wanted: entries.map { $0.match.memberships.contains(number) }) }
    let dimensions = dimensions
    sizes = entries.indices.map { entry in dimensions.reduce(1) { $0 * Double($1.size(of: entry)) } }
  }

  /// The entries that meet a changed one: of the others no packet can differ. Where many are changed nearly all matter.
  private static func relevant(_ entries: [Entry]) -> [Entry] {
    let changed = entries.filter(\.isChanged)
    if changed.count > 16 { return entries }
    return entries.filter { entry in changed.contains { $0.match.box.meets(entry.match.box) } }
  }
}

extension PacketBox {
  /// Whether the boxes share a packet.
  fileprivate func meets(_ other: PacketBox) -> Bool {
    !protocols.isDisjoint(with: other.protocols) && !destinationPorts.isDisjoint(with: other.destinationPorts)
      && !sources.isDisjoint(with: other.sources) && !destinations.isDisjoint(with: other.destinations)
      && !sourcePorts.isDisjoint(with: other.sourcePorts)
  }
}
