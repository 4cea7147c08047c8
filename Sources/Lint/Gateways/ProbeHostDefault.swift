import BackendHealth
import Outcomes
import Resources

/// A probe without a host name for a service that needs one.
enum ProbeHostDefault: LintRule {
  static let about = LintDescription(
    .probeHostDefault, .error, "the probe sends 127.0.0.1 as host to a service that finds its site by the host name",
    flags: """
      A pool member whose name is one of App Service, API Management, Container Apps, Functions, static sites or Storage, under a \
      setting whose HTTP or HTTPS probe gets no host name: neither from the probe nor from the setting nor from the member's name. \
      A probe that takes 404 for healthy is left out.
      """,
    reason:
      "The service serves many customers and answers 404 to a host that it does not know: the member is Unhealthy.",
    remedy: "Let the setting pick the host name from the backend address, and the probe from the setting.",
    source: "azure-semantics.md §4.1, §4.11")

  /// Domains of services that many customers share.
  private static let shared = [
    "azurewebsites.net", "azurewebsites.us", "chinacloudsites.cn", "azure-api.net", "azurecontainerapps.io",
    "azurestaticapps.net", "web.core.windows.net", "blob.core.windows.net", "azurefd.net", "azureedge.net",
  ]

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.gateways.flatMap { gateway -> [LintFinding] in
      var seen: Set<ResourceID> = []
      return gateway.probedPairs.compactMap { pool, setting in
        for case .fqdn(let name, _) in pool.members {
          let plan = ProbePlan(setting: setting, member: name, gateway: gateway)
          guard shared.contains(where: { DomainName.covers($0, DomainName.normal(name)) }), plan.host == "127.0.0.1",
            !plan.statusCodes.contains(where: { $0.contains(404) }), seen.insert(setting.id).inserted
          else { continue }
          return finding(
            .gateway(.defaultHost(setting: setting.id, member: name)), Subject(setting.id, origin: setting.origin))
        }
        return nil
      }
    }
  }
}
