import NetworkModel
import Outcomes
import PacketSets
import Resources

extension Engine {
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
