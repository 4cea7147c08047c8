import NetworkModel
import Outcomes
import PacketSets
import Resources

/// The addresses that a service tag stands for at a place.
package struct TagMeaning: Hashable, Sendable {
  /// Those that are surely in it.
  package let certain: AddressSet
  /// Further ones that may be in it; empty when the meaning is known.
  package let possible: AddressSet

  /// A meaning.
  package init(certain: AddressSet, possible: AddressSet = AddressSet()) {
    self.certain = certain
    self.possible = possible
  }
}

extension Engine {
  /// What a service tag stands for at a subnet (azure-semantics.md §1.7).
  package func meaning(of tag: String, at subnet: NetworkSubnet) -> TagMeaning {
    switch tags(at: subnet).expand(tag) {
    case .known(let set): TagMeaning(certain: set)
    case .open(let set, let possible, _): TagMeaning(certain: set, possible: possible)
    case .unknown: TagMeaning(certain: AddressSet(), possible: AddressSpaces.otherParties)
    }
  }

  /// The packets that a rule matches, or may match, at a subnet or a network interface there.
  package func packets(of rule: SecurityRule, at subnet: NetworkSubnet, card: Card? = nil) -> PacketSet {
    let match = matcher(rule.direction, at: subnet, card: card).match(rule, within: PacketBox())
    return match.certain.union(match.possible)
  }

  /// What a group denies for certain of packets that enter or leave a subnet or a network interface there.
  package func denied(
    _ packets: PacketSet, _ direction: TrafficDirection, by group: NetworkSecurityGroup, at subnet: NetworkSubnet,
    card: Card? = nil
  ) -> [(packets: PacketSet, rule: SecurityRule)] {
    SecurityFilter(group: group, matcher: matcher(direction, at: subnet, card: card)).decide(packets, direction)
      .compactMap { $0.access == .deny ? ($0.packets, $0.rule) : nil }
  }

  /// What a group lets pass, or may let pass, of packets that enter or leave a subnet or a network interface there.
  package func passing(
    _ packets: PacketSet, _ direction: TrafficDirection, by group: NetworkSecurityGroup, at subnet: NetworkSubnet,
    card: Card? = nil
  ) -> PacketSet {
    denied(packets, direction, by: group, at: subnet, card: card).reduce(packets) { $0.subtracting($1.packets) }
  }

  private func matcher(_ direction: TrafficDirection, at subnet: NetworkSubnet, card: Card?) -> RuleMatcher {
    let groups = card?.primary?.applicationSecurityGroups ?? []
    return RuleMatcher(
      model: model, subnet: subnet, tags: tags(at: subnet),
      sourceGroups: direction == .outbound ? groups : [], destinationGroups: direction == .inbound ? groups : [])
  }
}
