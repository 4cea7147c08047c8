import Outcomes
import PacketSets
import Resources

/// A rule whose author took the sender's port for the receiver's.
enum SourcePortRule: LintRule {
  static let about = LintDescription(
    .sourcePortRule, .warning, "the rule names a service's port as the sender's and no port of the receiver",
    flags: """
      A rule for Tcp or for any protocol whose destination ports are all, and whose source ports are some below 32768, where no \
      system picks the ports of its clients. Left out are the ports from which services of Udp send (such as 53, 123, 500), port 20 \
      (active FTP), and ranges of a privileged sender, which hold 665–1023.
      """,
    reason: """
      Clients, and a gateway's instances, send from ports that change with every connection. An allow rule like this lets nearly \
      nothing in but whoever picks that port, and a deny rule keeps nearly nothing out. Replies need no rule: groups remember \
      connections.
      """,
    remedy: """
      Write the ports as the destination's and `*` as the source's, where requests to a service are meant; take the rule out where \
      replies of one are.
      """,
    source: "azure-semantics.md §1.1, §1.5")

  /// The lowest port that a usual system picks for a client by itself (Linux; the range of RFC 6335 §6 starts at 49152).
  private static let picked = PortSet(32768...65535)
  /// Ports that NFS and rsh clients send from.
  private static let privileged = PortSet(665...1023)
  /// Ports from which services send to ports of any number: active FTP, and those of Udp for DNS, DHCP, TFTP, NTP, NetBIOS, SNMP,
  /// LDAP, IKE, syslog, RIP, L2TP, SSDP and mDNS.
  private static let sending = PortSet(
    [20, 53, 67, 68, 69, 123, 137, 138, 161, 389, 500, 514, 520, 1701, 1900, 4500, 5353].map { $0...$0 })

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.groups.flatMap { group in
      group.securityRules.filter { rule in
        !rule.isDefault && (rule.protocol == .tcp || rule.protocol == .any) && rule.destination.ports.isAll
          && isOfService(rule.source.ports)
      }.map { rule in
        finding(
          .group(.sourcePort(RuleMention(rule), ports: rule.source.ports, direction: rule.direction)),
          Subject(rule, of: group))
      }
    }
  }

  /// Whether no sender rightly uses just these ports.
  private static func isOfService(_ ports: PortSet) -> Bool {
    ports.isDisjoint(with: picked) && !privileged.isSubset(of: ports) && !ports.isSubset(of: sending)
  }
}
