import NetworkModel
import Outcomes
import PacketSets
import Resources

extension Engine {
  /// What the group of a subnet denies for certain of packets that enter or leave it, rule by rule in the order in which rules are
  /// looked at; nothing where no group is attached or the group is not in the input.
  package func denials(
    of packets: PacketSet, _ direction: TrafficDirection, at subnet: NetworkSubnet
  ) -> [(packets: PacketSet, rule: Subject, isDefault: Bool)] {
    guard let group = subnet.networkSecurityGroup.value else { return [] }
    let filter = SecurityFilter(
      group: group,
      matcher: RuleMatcher(
        model: model, subnet: subnet, tags: tags(at: subnet), sourceGroups: [], destinationGroups: []))
    return filter.decide(packets, direction).compactMap { decision in
      guard decision.access == .deny else { return nil }
      let rule = decision.rule
      return (
        decision.packets, Subject(group.id, rule: rule.name, origin: rule.origin ?? group.origin), rule.isDefault
      )
    }
  }
}

/// What groups let through.
package struct Admission: Sendable {
  /// Packets that a rule lets through whose meaning is not known, such as one for a tag without prefixes in the input.
  package struct Possible: Sendable {
    /// The rule.
    package let rule: SecurityRule
    /// The packets.
    package let packets: PacketSet
  }

  /// What they let through for certain.
  package fileprivate(set) var certain = PacketSet.empty
  /// What they may let through besides.
  package fileprivate(set) var possible: [Possible] = []

  fileprivate mutating func add(_ packets: PacketSet, by rule: SecurityRule) {
    if let place = possible.firstIndex(where: { $0.rule == rule }) {
      possible[place] = Possible(rule: rule, packets: possible[place].packets.union(packets))
    } else {
      possible.append(Possible(rule: rule, packets: packets))
    }
  }

  /// Everything that may get through.
  package var all: PacketSet { possible.reduce(certain) { $0.union($1.packets) } }
}

extension Engine {
  /// The packets that groups let through, or may let through, in other networks and do not for certain here, as the changed rules
  /// tell; where a group is attached to several places, at each. Groups that only one side has are left out.
  package func newlyAdmitted(by other: Engine) -> Admission {
    var out = Admission()
    for (id, group) in other.model.resources.networkSecurityGroups {
      guard let old = model.resources.networkSecurityGroups[id], old.securityRules != group.securityRules else {
        continue
      }
      for place in other.places(of: group) {
        guard let before = model.subnet(place.id) else { continue }
        for direction in TrafficDirection.allCases {
          let new = other.admitted(by: group, direction, at: place, changedFrom: old)
          let known = admitted(by: old, direction, at: before, changedFrom: group)
          out.certain = out.certain.union(new.certain.subtracting(known.certain))
          for entry in new.possible where !known.possible.contains(where: { $0.rule == entry.rule }) {
            let packets = entry.packets.subtracting(known.certain)
            if !packets.isEmpty { out.add(packets, by: entry.rule) }
          }
        }
      }
    }
    return out
  }

  /// The subnets at which a group filters: its own, and those of the interfaces that have it.
  private func places(of group: NetworkSecurityGroup) -> [NetworkSubnet] {
    let own = model.networks.flatMap(\.subnets).filter { $0.networkSecurityGroup.value?.id == group.id }
    let cards = model.cards.filter { $0.networkSecurityGroup.value?.id == group.id }.compactMap { $0.primary?.subnet }
    var seen: Set<ResourceID> = []
    return (own + cards).filter { seen.insert($0.id).inserted }
  }

  /// What a group lets through of the packets that its rules which differ from another group's can decide.
  private func admitted(
    by group: NetworkSecurityGroup, _ direction: TrafficDirection, at subnet: NetworkSubnet,
    changedFrom other: NetworkSecurityGroup
  ) -> Admission {
    let matcher = RuleMatcher(
      model: model, subnet: subnet, tags: tags(at: subnet), sourceGroups: [], destinationGroups: [])
    let (mine, theirs) = (Set(group.securityRules), Set(other.securityRules))
    let scope = mine.symmetricDifference(theirs).filter { $0.direction == direction }.reduce(PacketSet.empty) {
      let match = matcher.match($1, within: PacketBox())
      return $0.union(match.certain).union(match.possible)
    }
    return SecurityFilter(group: group, matcher: matcher).decide(scope, direction).reduce(into: Admission()) {
      if $1.access == .allow { $0.certain = $0.certain.union($1.packets) }
      if $1.access == nil, $1.rule.access == .allow { $0.add($1.packets, by: $1.rule) }
    }
  }
}

extension FlowResult {
  /// The flow with one more step of the way there; what the step denies does not get through.
  package func adding(_ step: Step) -> FlowResult {
    FlowResult(
      question: question, packets: packets,
      steps: steps.filter { $0.leg == .forward } + [step] + steps.filter { $0.leg == .back },
      denied: step.verdict == .deny ? denied.union(step.packets) : denied, sometimesDenied: sometimesDenied,
      undetermined: step.verdict == .deny ? undetermined.subtracting(step.packets) : undetermined,
      assumptions: assumptions, isBalanced: isBalanced, balanced: balanced, translations: translations)
  }
}
