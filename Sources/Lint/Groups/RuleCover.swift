import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Which earlier rules of a group decide every packet of a rule, wherever the group is attached.
struct RuleCover {
  /// A rule that never decides anything, and a smallest choice of earlier rules that explains it.
  struct Shadow: Sendable {
    let rule: SecurityRule
    /// Earlier rules that together match every packet of the rule, of which none can be left out.
    let by: [SecurityRule]
    /// Whether some of its packets meet the opposite access.
    let isContradicted: Bool
  }

  private let rules: [SecurityRule]
  /// The packets of each rule, for each different meaning that the group's tags have where it is attached.
  private let packets: [[[PacketBox]]]

  /// The user's rules of a group in one direction.
  /// - Parameter places: where the group is attached; a place that the input does not show, or none at all, can be any.
  init(_ group: NetworkSecurityGroup, _ direction: TrafficDirection, at places: GroupPlaces, _ engine: Engine) {
    let rules = group.securityRules.filter { $0.direction == direction && !$0.isDefault }
      .sorted { $0.priority < $1.priority }
    self.rules = rules
    var spaces = Set(places.known.map { RuleSpace(rules, at: $0, engine: engine) })
    if places.isElsewhere || places.isEmpty { spaces.insert(RuleSpace(rules, at: nil, engine: engine)) }
    packets = rules.isEmpty ? [] : spaces.map { space in rules.map { space.boxes(of: $0) } }
  }

  /// Every rule that never decides anything.
  var shadows: [Shadow] { rules.indices.compactMap(shadow) }

  private func shadow(of index: Int) -> Shadow? {
    guard index > 0, packets.contains(where: { !$0[index].isEmpty }) else { return nil }
    var deciders: Set<Int> = []
    for space in packets {
      var rest = PacketSet(boxes: space[index])
      // One packet that no earlier rule has is the usual case, and quickly found.
      if let packet = rest.witness, !space[..<index].contains(where: { $0.contains { $0.contains(packet) } }) {
        return nil
      }
      for earlier in 0..<index where !rest.isEmpty && space[earlier].meets(space[index]) {
        let left = space[earlier].reduce(rest) { $0.subtracting($1) }
        if left != rest { deciders.insert(earlier) }
        rest = left
      }
      if !rest.isEmpty { return nil }
    }
    let contradicting = deciders.filter { rules[$0].access != rules[index].access }
    return Shadow(
      rule: rules[index], by: explanation(of: index, among: deciders.sorted()).map { rules[$0] },
      isContradicted: !contradicting.isEmpty)
  }

  /// The fewest rules that match everything of a rule, those of the opposite access first; beyond two, a choice of which none can
  /// be left out.
  private func explanation(of index: Int, among deciders: [Int]) -> [Int] {
    let opposite = deciders.filter { rules[$0].access != rules[index].access }
    let ranked = opposite + deciders.filter { !opposite.contains($0) }
    if let one = ranked.first(where: { covers([$0], index) }) { return [one] }
    if ranked.count <= 24 {
      for (place, first) in ranked.enumerated() {
        if let second = ranked[(place + 1)...].first(where: { covers([first, $0], index) }) {
          return [first, second].sorted()
        }
      }
    }
    var kept = ranked
    for candidate in ranked.reversed() {
      let fewer = kept.filter { $0 != candidate }
      if covers(fewer, index) { kept = fewer }
    }
    return kept.sorted()
  }

  private func covers(_ choice: [Int], _ index: Int) -> Bool {
    packets.allSatisfy { space in
      var rest = PacketSet(boxes: space[index])
      for earlier in choice where !rest.isEmpty { rest = space[earlier].reduce(rest) { $0.subtracting($1) } }
      return rest.isEmpty
    }
  }
}

extension [PacketBox] {
  /// Whether any box may share a packet with one of the others.
  fileprivate func meets(_ others: [PacketBox]) -> Bool {
    contains { box in
      others.contains { other in
        !box.protocols.isDisjoint(with: other.protocols)
          && !box.destinationPorts.isDisjoint(with: other.destinationPorts)
          && !box.sources.isDisjoint(with: other.sources) && !box.destinations.isDisjoint(with: other.destinations)
      }
    }
  }
}
