import Outcomes
import Resources

/// A private zone that takes a domain of Azure's own away from a gateway.
enum PlatformZoneLinked: LintRule {
  static let about = LintDescription(
    .platformZoneLinked, .warning, "the zone takes over a domain that Azure itself needs to manage a gateway",
    flags: """
      A private DNS zone for a domain of Azure's own, such as vaultcore.azure.net without privatelink before it, that is linked to \
      the network of an application gateway.
      """,
    reason: "The gateway asks the zone for names of Azure's endpoints and gets no answer: its next update fails.",
    remedy: "Use the zone of the private link domain, privatelink.…, and take the link away.",
    source: "azure-semantics.md §3.2")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.gatewaySubnets.flatMap { subnet in
      let network = inspection.model.networks[subnet.network]
      return inspection.engine.platformZones(linkedTo: network).map { zone in
        finding(
          .name(.platformZone(network: network.id)),
          Subject(zone, origin: inspection.resources.privateDnsZones[zone]?.origin))
      }
    }
  }
}
