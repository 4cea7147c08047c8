import BackendHealth
import Outcomes
import Resources

/// A part of a gateway that nothing names.
enum UnusedPart: LintRule {
  static let about = LintDescription(
    .unusedPart, .note, "nothing in the gateway uses the pool, setting, probe, listener or path map",
    flags: """
      A backend pool, a backend setting, a listener or a path map that no rule, no path map, no load distribution policy and no \
      redirect names, and a probe that no setting names. A gateway without any rule is left out.
      """,
    reason: """
      Azure neither probes such a pool nor listens for such a listener. What is meant to be in use and is not looks right in the \
      portal.
      """,
    remedy: "Name it in a rule, or delete it.",
    source: "azure-semantics.md §4.2, §11 R9")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.gateways.filter { !$0.requestRoutingRules.isEmpty }.flatMap { unused(in: $0) }
  }

  private static func unused(in gateway: ApplicationGateway) -> [LintFinding] {
    var backends = gateway.requestRoutingRules.map(\.backend)
    backends += gateway.urlPathMaps.map(\.defaultBackend)
    backends += gateway.urlPathMaps.flatMap(\.pathRules).map(\.backend)
    var listeners = gateway.requestRoutingRules.map(\.listener)
    listeners += gateway.redirectConfigurations.map(\.targetListener)
    // One statement a part: as one expression they take the compiler half a minute.
    let pools = backends.map(\.pool) + gateway.loadDistributionPools
    var found = unused(.pool, gateway.backendAddressPools.map { ($0.id, $0.origin) }, named: pools)
    found += unused(.setting, gateway.backendSettings.map { ($0.id, $0.origin) }, named: backends.map(\.setting))
    found += unused(.probe, gateway.probes.map { ($0.id, $0.origin) }, named: gateway.backendSettings.map(\.probe))
    found += unused(.listener, gateway.listeners.map { ($0.id, $0.origin) }, named: listeners)
    found += unused(
      .pathMap, gateway.urlPathMaps.map { ($0.id, $0.origin) }, named: gateway.requestRoutingRules.map(\.urlPathMap))
    return found
  }

  private static func unused(
    _ part: GatewayLint.Part, _ children: [(id: ResourceID, origin: Origin)], named: [Reference?]
  ) -> [LintFinding] {
    let names = Set(named.compactMap { $0?.name.lowercased() })
    return children.filter { !names.contains($0.id.name.lowercased()) }.map {
      finding(.gateway(.unused(part)), Subject($0.id, origin: $0.origin))
    }
  }
}
