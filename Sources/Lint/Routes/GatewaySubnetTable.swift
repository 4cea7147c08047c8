import Outcomes
import PacketSets
import Resources

/// A route table of the subnet of VPN and ExpressRoute gateways that Azure does not support.
enum GatewaySubnetTable: LintRule {
  static let about = LintDescription(
    .gatewaySubnetTable, .error, "the table of a GatewaySubnet has a default route, or keeps learned routes out",
    flags: """
      A route table that the subnet GatewaySubnet of a network has, with a route for 0.0.0.0/0 or with the propagation of gateway \
      routes switched off.
      """,
    reason: "The VPN or ExpressRoute gateway loses its own way out, and what it learned.",
    remedy: "Leave 0.0.0.0/0 out of the table and the propagation switched on.",
    source: "azure-semantics.md §2.4")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.model.networks.flatMap(\.subnets).filter(\.isGatewaySubnet).flatMap { subnet -> [LintFinding] in
      guard let table = subnet.routeTable.value else { return [] }
      let route = table.routes.first { $0.destination == .prefix(.ipv4All) }
      var found: [LintFinding] = []
      if let route {
        found.append(
          finding(
            .route(.gatewaySubnet(subnet: subnet.id, keepsLearnedRoutesOut: false)),
            Subject(table.id, rule: route.name, origin: route.origin)))
      }
      if table.disableBgpRoutePropagation {
        found.append(
          finding(
            .route(.gatewaySubnet(subnet: subnet.id, keepsLearnedRoutesOut: true)),
            Subject(table.id, origin: table.origin)))
      }
      return found
    }
  }
}
