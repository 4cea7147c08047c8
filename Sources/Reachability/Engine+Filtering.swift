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

extension FlowResult {
  /// The flow with one more step of the way there; what the step denies does not get through.
  package func adding(_ step: Step) -> FlowResult {
    FlowResult(
      question: question, packets: packets,
      steps: steps.filter { $0.leg == .forward } + [step] + steps.filter { $0.leg == .back },
      denied: step.verdict == .deny ? denied.union(step.packets) : denied, sometimesDenied: sometimesDenied,
      undetermined: step.verdict == .deny ? undetermined.subtracting(step.packets) : undetermined,
      assumptions: assumptions, isBalanced: isBalanced, balanced: balanced)
  }
}
