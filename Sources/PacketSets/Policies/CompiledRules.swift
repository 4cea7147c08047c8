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
    let changed = Self.boxes(of: old, oldChanged) + Self.boxes(of: new, newChanged)
    // Where many are changed nearly all rules matter.
    let meeting = changed.count > 16 ? [PacketBox()] : changed
    var entries: [Entry] = []
    func add(_ policy: Policy, isOld: Bool, _ isChanged: (Int) -> Bool) {
      let isDecided = policy.forEachMatch(deciding: meeting) { place, index in
        let rule = policy.rules[place]
        entries.append(
          Entry(
            match: rule.matches[index], rule: place, isAllowed: rule.isAllowed, isOld: isOld,
            isChanged: isChanged(place)))
      }
      if isDecided { return }
      entries.append(
        Entry(match: .init(PacketBox()), rule: nil, isAllowed: false, isOld: isOld, isChanged: false))
    }
    add(old, isOld: true, oldChanged)
    add(new, isOld: false, newChanged)
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

  /// What the changed rules of a policy match.
  private static func boxes(of policy: Policy, _ isChanged: (Int) -> Bool) -> [PacketBox] {
    policy.rules.indices.filter(isChanged).flatMap { policy.rules[$0].matches.map(\.box) }.filter { !$0.isEmpty }
  }
}

extension Policy {
  /// Calls for each match that decides about packets of some boxes; of the others no packet can differ. Of a thousand rules few are
  /// left, so that the rest are looked at where they lie: to copy their five sets would take most of the time.
  /// - Returns: whether rules decide about all packets of the boxes; those behind the last of them are not looked at.
  fileprivate func forEachMatch(deciding boxes: [PacketBox], _ body: (_ rule: Int, _ match: Int) -> Void) -> Bool {
    rules.withUnsafeBufferPointer { rules in
      for place in rules.indices {
        let isLast = rules[place].matches.withUnsafeBufferPointer { matches in
          for index in matches.indices where boxes.contains(where: { matches[index].box.meets($0) }) {
            body(place, index)
            if matches[index].memberships.isEmpty, boxes.allSatisfy({ matches[index].box.holds($0) }) { return true }
          }
          return false
        }
        if isLast { return true }
      }
      return boxes.isEmpty
    }
  }
}

extension PacketBox {
  /// Whether the boxes share a packet; the fields in which most rules part come first.
  fileprivate func meets(_ other: PacketBox) -> Bool {
    !destinationPorts.isDisjoint(with: other.destinationPorts) && !sources.isDisjoint(with: other.sources)
      && !destinations.isDisjoint(with: other.destinations) && !protocols.isDisjoint(with: other.protocols)
      && !sourcePorts.isDisjoint(with: other.sourcePorts)
  }

  /// Whether every packet of another box is in it.
  fileprivate func holds(_ other: PacketBox) -> Bool {
    other.destinationPorts.isSubset(of: destinationPorts) && other.sources.isSubset(of: sources)
      && other.destinations.isSubset(of: destinations) && other.protocols.isSubset(of: protocols)
      && other.sourcePorts.isSubset(of: sourcePorts)
  }
}
