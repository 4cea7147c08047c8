import Comparison
import NetworkModel
import Outcomes
import PacketSets
import Resources

extension Step {
  /// An admin rule before the denying one that leaves the decision to the groups.
  func adminRuleRepair() -> Repair {
    guard case .adminRule(let step) = detail, let subject, subject.resource.names.count == 3 else {
      return Repair(Outcome.adminRuleDenied.remedy)
    }
    return Repair(
      "let an admin rule before \(subject) (\(step.priority)) leave the probe to the network security groups, and deploy the "
        + "configuration anew",
      [
        .adminRule(
          named: "Allow-AppGw", in: subject.resource, priority: .blank("a free number below \(step.priority)"),
          step.point.direction, RuleProtocol.covering(packets.protocols), from: packets.sources,
          to: packets.destinations, ports: packets.destinationPorts)
      ])
  }
}

extension ResourceID {
  /// The command that lists the security admin rules in effect in this virtual network.
  var effectiveAdminRulesCommand: CommandLine {
    CommandLine(
      "az network manager list-effective-security-admin-rule", groupOption + [("--vnet-name", [.text(name)])])
  }
}
