import BackendHealth
import Outcomes

/// A gateway that Azure cannot manage.
enum ManagementBlocked: LintRule {
  static let about = LintDescription(
    .managementBlocked, .error, "Azure cannot manage the gateway, or cannot watch its instances",
    flags: """
      A gateway whose subnet's group denies GatewayManager on ports 65503–65534 (v1), or AzureLoadBalancer, or whose default route \
      leads away from the Internet, also a learned one. What Azure refuses at once is gateway-not-deployable.
      """,
    reason: "The health of every member is Unknown, metrics and logs stop, and updates of the gateway fail.",
    remedy: "Allow GatewayManager and AzureLoadBalancer in; send 0.0.0.0/0 to the Internet.",
    source: "azure-semantics.md §1.9, §2.8")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    let refused = Set(GatewayNotDeployable.findings(in: inspection).map(\.subject))
    return predicted(in: inspection) { if case .platformProbesDenied = $0 { true } else { false } }
      + inspection.gateways.flatMap { gateway in
        HealthPredictor(inspection.engine).management(of: gateway).compactMap { step -> LintFinding? in
          let subject = step.subject ?? Subject(gateway.id, origin: gateway.origin)
          guard step.verdict == .deny, !refused.contains(subject) else { return nil }
          return finding(.gateway(.management(step)), subject)
        }
      }
  }
}
