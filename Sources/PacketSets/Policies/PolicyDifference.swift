/// Exactly the packets with which two policies do different things, cut by the rules that decide.
///
/// Only packets whose first match is, before or after, a *changed* rule can differ. Call rules common when both policies have them in
/// the same order. Take a packet whose first match is the common rule `a` before and the common rule `b` after: `a` is also in the
/// policy after, where it matches, so `b` does not stand behind it; `b` is also in the policy before, so `a` does not stand behind
/// `b`. Their order is the same in both, so they are one rule, which does one thing. Hence every difference is found in the box of
/// a changed rule, less the rules before it, met with the first match on the other side: `DifferenceWalk` does that.
package struct PolicyDifference: Sendable {
  /// The packets of one pair of deciding rules.
  package struct Region: Hashable, Sendable {
    /// The place of the rule that decides before; nil where none matches.
    package let before: Int?
    /// The place of the rule that decides after; nil where none matches.
    package let after: Int?
    /// Whether the packets are allowed after, and denied before.
    package let isAllowed: Bool
    /// The packets; no two of the boxes share one.
    package let boxes: [Box]
  }

  /// A product of one set a field, and of memberships.
  package struct Box: Hashable, Sendable {
    /// The packets by their fields; of an IPv4 sender only those to IPv4, likewise of IPv6.
    package let box: PacketBox
    /// Sets that cannot be listed, and whether the packets are in them; of others it does not matter.
    package let memberships: [Int: Bool]
  }

  /// The regions, no two of which share a packet: in the order of the rules before, then after.
  package let regions: [Region]
  /// Changed rules (before: true) whose packets fall into too many parts to be listed; differences may be missing there.
  package let unlisted: [(isBefore: Bool, rule: Int)]

  /// Compares two policies.
  /// - Parameters:
  ///   - oldChanged: whether a rule before is changed. The others must be, in the same order, the unchanged ones after, and equal.
  ///   - newChanged: the same of the rules after.
  package init(
    from old: Policy, to new: Policy, changed oldChanged: (Int) -> Bool, _ newChanged: (Int) -> Bool
  ) {
    let compiled = CompiledRules(from: old, to: new, oldChanged, newChanged)
    var walk = DifferenceWalk(compiled)
    for anchor in compiled.entries.indices where compiled.entries[anchor].isChanged { walk.collect(anchor) }
    regions = Self.joined(walk.regions)
    unlisted = walk.unlisted
  }

  /// One region a pair of rules, in order.
  private static func joined(_ regions: [Region]) -> [Region] {
    var out: [Region] = []
    out.reserveCapacity(regions.count)
    for region in regions.sorted(by: { $0.place < $1.place }) {
      if let last = out.last, last.place == region.place {
        out[out.count - 1] = Region(
          before: last.before, after: last.after, isAllowed: last.isAllowed, boxes: last.boxes + region.boxes)
      } else {
        out.append(region)
      }
    }
    return out
  }

  /// Compares two policies of which nothing is known to be common.
  package init(from old: Policy, to new: Policy) {
    self.init(from: old, to: new, changed: { _ in true }, { _ in true })
  }
}

extension PolicyDifference.Region {
  fileprivate var place: (Int, Int) { (before ?? .max, after ?? .max) }
}

extension PolicyDifference {
  /// The number of IPv4 packets that differ, told apart by addresses, ports and all 256 protocols.
  package var ipv4Count: UInt128 {
    regions.reduce(0) { sum, region in sum + region.boxes.reduce(0) { $0 + $1.box.ipv4Count } }
  }
}

extension PacketBox {
  /// The number of its packets from IPv4 to IPv4.
  package var ipv4Count: UInt128 {
    let sources = sources.intersection(.ipv4).count * destinations.intersection(.ipv4).count
    return sources * (sourcePorts.count * destinationPorts.count * protocols.count)
  }
}
