import Outcomes

/// A configuration that Azure refuses.
enum GatewayNotDeployable: LintRule {
  static let about = LintDescription(
    .gatewayNotDeployable, .error, "Azure refuses the configuration of the gateway's subnet",
    flags: """
      A v2 gateway without network isolation whose subnet's group denies Azure's managers on ports 65200–65535 or anything outbound to \
      the Internet, whose subnet sends 0.0.0.0/0 elsewhere than to the Internet, or whose subnet holds something other than gateways.
      """,
    reason: "The next deployment of the gateway, the group or the table fails, with Azure's code.",
    remedy: "What makes Azure accept it stands with the finding.",
    source: "azure-semantics.md §1.9, §1.10, §2.8")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    predicted(in: inspection) { if case .refusal = $0 { true } else { false } }
  }
}
