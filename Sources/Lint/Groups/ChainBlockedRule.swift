import NetworkModel
import Outcomes
import PacketSets
import Resources

/// An allow rule of one of the two groups on a packet's way, all of whose packets the other group denies.
enum ChainBlockedRule: LintRule {
  static let about = LintDescription(
    .chainBlockedRule, .warning, "the group at the other level denies everything that the rule allows",
    flags: """
      An allow rule of a network interface's group none of whose packets the group of the subnet lets through, at any interface that \
      has the group. The reverse, a rule of the subnet's group, is flagged when all its addresses at this end belong to interfaces \
      of the input whose own groups deny every such packet. Interfaces that forward packets are left out, as are rules that \
      never match there.
      """,
    reason: "Both groups have to allow a packet. Whoever adds the rule at one level only wonders why nothing changes.",
    remedy: "Allow the packets in the other group as well, or take the rule out.",
    source: "azure-semantics.md §1.3")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.groups.flatMap { group in
      group.securityRules.filter { $0.access == .allow && !$0.isDefault }.compactMap { rule in
        atInterfaces(rule, of: group, in: inspection) ?? atSubnet(rule, of: group, in: inspection)
      }
    }
  }

  /// Every interface that has the group stands in a subnet whose group denies the rule's packets.
  private static func atInterfaces(
    _ rule: SecurityRule, of group: NetworkSecurityGroup, in inspection: Inspection
  ) -> LintFinding? {
    let places = inspection.places(of: group.id)
    guard !places.isElsewhere, places.known.allSatisfy({ $0.card.map { !$0.enableIPForwarding } ?? false }) else {
      return nil
    }
    var first: LintFinding?
    for place in places.known {
      guard let card = place.card, let other = place.subnet.networkSecurityGroup.value, other.id != group.id else {
        return nil
      }
      let packets = inspection.packets(of: rule, in: group, at: place.subnet, card)
      if packets.isEmpty { continue }
      let denied = inspection.engine.denied(packets, rule.direction, by: other, at: place.subnet, card: card)
      guard let blamed = denied.covering(packets) else { return nil }
      first = first ?? found(rule, of: group, at: card.id, blamed, of: other, at: place.subnet.id)
    }
    return first
  }

  /// The rule's addresses at this end are those of interfaces whose groups deny its packets.
  private static func atSubnet(
    _ rule: SecurityRule, of group: NetworkSecurityGroup, in inspection: Inspection
  ) -> LintFinding? {
    let places = inspection.places(of: group.id)
    guard !places.isElsewhere, places.known.count == 1, let place = places.known.first, place.card == nil else {
      return nil
    }
    let subnet = place.subnet
    var rest = inspection.engine.packets(of: rule, at: subnet).ends(rule.direction)
    guard rest.count <= 64 else { return nil }
    var first: LintFinding?
    for (card, address) in inspection.model.occupants(of: subnet) {
      guard let own = address.configuration.privateIPAddress, rest.contains(own) else { continue }
      guard let other = card.networkSecurityGroup.value, !card.enableIPForwarding else { return nil }
      let packets = inspection.packets(of: rule, in: group, at: subnet, card)
      if packets.isEmpty { return nil }
      let denied = inspection.engine.denied(packets, rule.direction, by: other, at: subnet, card: card)
      guard let blamed = denied.covering(packets) else { return nil }
      first = first ?? found(rule, of: group, at: subnet.id, blamed, of: other, at: card.id)
      rest = rest.subtracting(AddressSet(own))
    }
    return rest.isEmpty ? first : nil
  }

  private static func found(
    _ rule: SecurityRule, of group: NetworkSecurityGroup, at place: ResourceID, _ blamed: SecurityRule,
    of other: NetworkSecurityGroup, at otherPlace: ResourceID
  ) -> LintFinding {
    finding(
      .group(
        .chainBlocked(
          RuleMention(rule), place: place, by: RuleMention(blamed), otherGroup: other.id, otherPlace: otherPlace)),
      Subject(rule, of: group), related: [Subject(blamed, of: other)])
  }
}

extension Inspection {
  /// What a rule of a group lets pass at an interface: of its packets, those that are for or from the interface's addresses, and
  /// that no earlier rule takes.
  fileprivate func packets(
    of rule: SecurityRule, in group: NetworkSecurityGroup, at subnet: NetworkSubnet, _ card: Card
  ) -> PacketSet {
    let own = card.addresses.reduce(AddressSet()) { $0.union($1.addresses) }
    let box = rule.direction == .inbound ? PacketBox(destinations: own) : PacketBox(sources: own)
    let mine = engine.packets(of: rule, at: subnet, card: card).intersection(box)
    return engine.passing(mine, rule.direction, by: group, at: subnet, card: card)
  }
}

extension PacketSet {
  /// The addresses at this end of the packets of a direction.
  fileprivate func ends(_ direction: TrafficDirection) -> AddressSet {
    direction == .inbound ? destinations : sources
  }
}

extension [(packets: PacketSet, rule: SecurityRule)] {
  /// The first of the rules, if together they deny all of some packets.
  fileprivate func covering(_ all: PacketSet) -> SecurityRule? {
    reduce(all) { $0.subtracting($1.packets) }.isEmpty ? first?.rule : nil
  }
}
