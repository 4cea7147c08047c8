import NetworkModel
import Outcomes
import PacketSets

extension Step {
  /// An admin rule before the denying one that leaves the decision to the groups.
  func adminRuleRepair() -> Repair {
    guard case .adminRule(let step) = detail, let subject, subject.resource.names.count == 3 else {
      return Repair(Outcome.adminRuleDenied.remedy)
    }
    let names = subject.resource.names
    let place: [(String, [CommandLine.Word])] =
      subject.resource.groupOption + [
        ("--network-manager-name", [.text(names[0])]), ("--configuration-name", [.text(names[1])]),
        ("--rule-collection-name", [.text(names[2])]),
      ]
    let ports = packets.destinationPorts.ruleTexts
    // az takes one prefix at a time, as pairs in az's own spelling; the option given again adds another.
    func ends(_ option: String, _ set: AddressSet) -> [(String, [CommandLine.Word])] {
      set.subnetPrefixes.map { (option, [.text("address-prefix=\($0)"), .text("address-prefix-type=IPPrefix")]) }
    }
    return Repair(
      "let an admin rule before \(subject) (\(step.priority)) leave the probe to the network security groups, and deploy the "
        + "configuration anew",
      [
        CommandLine(
          "az network manager security-admin-config rule-collection rule create",
          place + [
            ("--rule-name", [.text("Allow-AppGw")]), ("--kind", [.text("Custom")]), ("--access", [.text("Allow")]),
            ("--direction", [.text(step.point.direction.rawValue)]),
            ("--priority", [.blank("a free number below \(step.priority)")]), ("--protocol", [.text("Tcp")]),
          ] + ends("--sources", packets.sources) + ends("--destinations", packets.destinations) + [
            ("--dest-port-ranges", ports.map { .text($0) })
          ])
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
