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

  /// Packets of a rule that all have an end among the same addresses that the input does not list.
  fileprivate struct Piece: Hashable {
    let packets: PacketBox
    /// What names the unlisted addresses, by number.
    let unlisted: Set<Int>
    /// Further names of which they are then surely: the tag of a service holds that of the service in a region.
    let implied: Set<Int>
  }

  private let rules: [SecurityRule]
  /// The packets of each rule, for each different meaning that the group's names have where it is attached.
  private let spaces: Set<[[Piece]]>

  /// The user's rules of a group in one direction.
  /// - Parameter places: where the group is attached; a place that the input does not show, or none at all, can be any.
  init(_ group: NetworkSecurityGroup, _ direction: TrafficDirection, at places: GroupPlaces, _ engine: Engine) {
    let rules = group.securityRules.filter { $0.direction == direction && !$0.isDefault }
      .sorted { $0.priority < $1.priority }
    self.rules = rules
    guard !rules.isEmpty else {
      spaces = []
      return
    }
    var spaces = Set(
      places.known.map { place in
        // Whoever is in an application security group tomorrow is not in the input.
        Self.pieces(
          of: rules, meaning: engine.meaning(at: place.subnet, listsMembers: false),
          within: engine.families(at: place.subnet))
      })
    if places.isElsewhere || places.isEmpty {
      spaces.insert(
        Self.pieces(of: rules, meaning: GroupMeaning(anywhereIn: engine.model.resources), within: .all))
    }
    self.spaces = spaces
  }

  private static func pieces(
    of rules: [SecurityRule], meaning: GroupMeaning, within families: AddressSet
  ) -> [[Piece]] {
    var names: [UnlistedAddresses] = []
    let matches = rules.map { rule in
      meaning.matches(of: rule) { name in
        if let number = names.firstIndex(of: name) { return number }
        names.append(name)
        return names.count - 1
      }
    }
    let implied = names.map { name in Set(names.indices.filter { names[$0].holds(name) }) }
    let bounds = PacketBox(sources: families, destinations: families)
    return matches.map { matches in
      matches.map { match in
        Piece(
          packets: match.box.intersection(bounds), unlisted: Set(match.memberships),
          implied: match.memberships.reduce(into: []) { $0.formUnion(implied[$1]) })
      }.filter { !$0.packets.isEmpty }
    }
  }

  /// Every rule that never decides anything.
  var shadows: [Shadow] { rules.indices.compactMap(shadow) }

  private func shadow(of index: Int) -> Shadow? {
    guard index > 0, spaces.contains(where: { !$0[index].isEmpty }) else { return nil }
    var deciders: Set<Int> = []
    for space in spaces {
      for piece in space[index] {
        var rest = PacketSet(boxes: [piece.packets])
        // One packet that no earlier rule has is the usual case, and quickly found.
        if let packet = rest.witness, !space[..<index].contains(where: { $0.contains { $0.takes(packet, of: piece) } })
        {
          return nil
        }
        for earlier in 0..<index where !rest.isEmpty {
          let left = space[earlier].taking(from: rest, of: piece)
          if left != rest { deciders.insert(earlier) }
          rest = left
        }
        if !rest.isEmpty { return nil }
      }
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
    spaces.allSatisfy { space in
      space[index].allSatisfy { piece in
        var rest = PacketSet(boxes: [piece.packets])
        for earlier in choice where !rest.isEmpty { rest = space[earlier].taking(from: rest, of: piece) }
        return rest.isEmpty
      }
    }
  }
}

extension RuleCover.Piece {
  /// Whether an earlier rule's piece certainly has a packet of this kind.
  fileprivate func takes(_ packet: Packet, of other: Self) -> Bool {
    packets.contains(packet) && unlisted.isSubset(of: other.implied)
  }
}

extension [RuleCover.Piece] {
  /// The packets of a later rule's piece that are left when those are taken that certainly are among these.
  fileprivate func taking(from rest: PacketSet, of piece: RuleCover.Piece) -> PacketSet {
    reduce(rest) { rest, earlier in
      guard earlier.unlisted.isSubset(of: piece.implied), !earlier.packets.intersection(piece.packets).isEmpty else {
        return rest
      }
      return rest.subtracting(earlier.packets)
    }
  }
}

extension UnlistedAddresses {
  /// Whether all addresses that another name stands for are among these.
  fileprivate func holds(_ other: UnlistedAddresses) -> Bool {
    if self == other { return true }
    guard isSource == other.isSource, case .serviceTag(let wide) = name, case .serviceTag(let narrow) = other.name
    else {
      return false
    }
    return narrow.text.lowercased().hasPrefix(wide.text.lowercased() + ".")
  }
}

extension Engine {
  /// The addresses that packets can have at a subnet: a network without IPv6 carries none.
  fileprivate func families(at subnet: NetworkSubnet) -> AddressSet {
    let prefixes = model.networks[subnet.network].record.addressPrefixes
    return !prefixes.isEmpty && prefixes.allSatisfy { $0.family == .v4 } ? .ipv4 : .all
  }
}
