import NetworkModel
import Outcomes
import Resources

/// A connected peering whose sides do not fit.
enum PeeringSidesDisagree: LintRule {
  static let about = LintDescription(
    .peeringSidesDisagree, .warning, "the two sides of the peering do not fit together",
    flags: """
      A connected peering of which one side forbids access and the other does not; a side that uses the other network's gateway \
      although that one does not lend it; and a side that does not know ranges which the other network got later.
      """,
    reason: """
      Access that one side forbids closes its end whatever the other side says. A gateway that is not lent teaches no routes. Ranges \
      that are not synchronised have no routes.
      """,
    remedy: "Set both sides alike, or run `az network vnet peering sync` where only the ranges are old.",
    source: "azure-semantics.md §2.6, §11 R1")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.model.networks.flatMap(\.peerings).filter(\.isConnected).flatMap { peering -> [LintFinding] in
      let subject = Subject(peering.local.id, origin: peering.local.origin)
      var found: [LintFinding] = []
      if !peering.local.isInSync {
        found.append(finding(.network(.notInSync(remote: peering.remoteID)), subject))
      }
      guard let back = peering.reverse, let remote = peering.remoteID else { return found }
      let related = [Subject(back.id, origin: back.origin)]
      if !peering.local.allowVirtualNetworkAccess, back.allowVirtualNetworkAccess {
        found.append(finding(.network(.accessOneSided(remote: remote)), subject, related: related))
      }
      if peering.local.useRemoteGateways, !back.allowGatewayTransit {
        found.append(finding(.network(.transitNotAllowed(remote: remote)), subject, severity: .error, related: related))
      }
      return found
    }
  }
}
