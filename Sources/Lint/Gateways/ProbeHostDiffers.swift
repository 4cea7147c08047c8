import BackendHealth
import Outcomes
import Resources

/// A probe that asks for another host name than requests carry.
enum ProbeHostDiffers: LintRule {
  static let about = LintDescription(
    .probeHostDiffers, .warning, "the probe asks for one host name, and requests are sent with another",
    flags: """
      A backend setting that a rule uses and that has a host name of its own, with a custom HTTP or HTTPS probe that has another one. \
      Where the setting takes the member's name, the probe's host has to be the name of a member. Settings that pass on the \
      client's host name are left out, and so are two names that an App Service of the input has both.
      """,
    reason: """
      Servers choose site and certificate by the host name. The health says how they answer to the probe's, and requests may fail \
      while it is green, or the other way round.
      """,
    remedy: "Let the probe pick the host name from the backend setting, or write the same name in both.",
    source: "azure-semantics.md §4.3, §4.5, §8")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.gateways.flatMap { gateway -> [LintFinding] in
      var seen: Set<ResourceID> = []
      return gateway.probedPairs.compactMap { pool, setting in
        guard let probe = gateway.find(setting.probe, in: gateway.probes, id: \.id), probe.protocol.isHTTP,
          !probe.pickHostNameFromBackendSettings, let host = probe.host, !host.isEmpty,
          let other = setting.otherHost(than: host, in: pool), seen.insert(setting.id).inserted,
          !inspection.isOneSite(host, other)
        else { return nil }
        return finding(
          .gateway(.probeHost(host, setting: setting.id, settingHost: other)), Subject(probe.id, origin: probe.origin),
          related: [Subject(setting.id, origin: setting.origin)])
      }
    }
  }
}

extension Inspection {
  /// Whether an App Service of the input answers to both names.
  fileprivate func isOneSite(_ name: String, _ other: String) -> Bool {
    let sites = resources.servers.compactMap(\.site) + resources.webApps.values.map(\.site)
    return sites.contains { $0.kind == .appService && $0.knows(host: name) && $0.knows(host: other) }
  }
}

extension BackendSetting {
  /// The host name that requests carry, when it is not the probe's.
  fileprivate func otherHost(than host: String, in pool: BackendAddressPool) -> String? {
    let wanted = DomainName.normal(host)
    if let hostName, !hostName.isEmpty { return DomainName.normal(hostName) == wanted ? nil : hostName }
    guard pickHostNameFromBackendAddress else { return nil }
    let names = pool.members.compactMap { member -> String? in
      if case .fqdn(let name, _) = member { name } else { nil }
    }
    return names.contains { DomainName.normal($0) == wanted } ? nil : names.first
  }
}
