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

extension Engine {
  /// The packets that groups let through for certain in other networks and not here, as the changed rules tell; where a group is
  /// attached to several places, at each. Groups that only one side has are left out.
  package func newlyAdmitted(by other: Engine) -> PacketSet {
    var out = PacketSet.empty
    for (id, group) in other.model.resources.networkSecurityGroups {
      guard let old = model.resources.networkSecurityGroups[id], old.securityRules != group.securityRules else {
        continue
      }
      for place in other.places(of: group) {
        guard let before = model.subnet(place.id) else { continue }
        for direction in TrafficDirection.allCases {
          let new = other.admitted(by: group, direction, at: place, changedFrom: old)
          out = out.union(new.subtracting(admitted(by: old, direction, at: before, changedFrom: group)))
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
  ) -> PacketSet {
    let matcher = RuleMatcher(
      model: model, subnet: subnet, tags: tags(at: subnet), sourceGroups: [], destinationGroups: [])
    let (mine, theirs) = (Set(group.securityRules), Set(other.securityRules))
    let scope = mine.symmetricDifference(theirs).filter { $0.direction == direction }.reduce(PacketSet.empty) {
      let match = matcher.match($1, within: PacketBox())
      return $0.union(match.certain).union(match.possible)
    }
    return SecurityFilter(group: group, matcher: matcher).decide(scope, direction).filter { $0.access == .allow }
      .reduce(PacketSet.empty) { $0.union($1.packets) }
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
