import Outcomes
import PacketSets
import Resources

/// A rule whose author took the sender's port for the receiver's.
enum SourcePortRule: LintRule {
  static let about = LintDescription(
    .sourcePortRule, .error, "the rule names a port of the sender and none of the receiver",
    flags: """
      A rule for Tcp or for any protocol whose source ports leave out ports that clients use (1024–65535) while its destination \
      ports are all. Rules for Udp alone are left out, since some of its services send from fixed ports.
      """,
    reason: """
      Clients, and a gateway's instances, send from ports that change with every connection. An allow rule like this lets nearly \
      nothing in, and a deny rule keeps nearly nothing out.
      """,
    remedy: "Write the ports as the destination's and `*` as the source's.",
    source: "azure-semantics.md §1.1")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.groups.flatMap { group in
      group.securityRules.filter { rule in
        !rule.isDefault && (rule.protocol == .tcp || rule.protocol == .any) && rule.destination.ports.isAll
          && !PortSet(1024...65535).isSubset(of: rule.source.ports)
      }.map { rule in
        finding(.group(.sourcePort(RuleMention(rule), ports: rule.source.ports)), Subject(rule, of: group))
      }
    }
  }
}
