import Outcomes

/// A member whose health depends on the instances' addresses.
enum InstanceDependent: LintRule {
  static let about = LintDescription(
    .instanceDependent, .warning, "only instances with some addresses of the gateway's subnet reach the member",
    flags: "A member that some usable addresses of the gateway's subnet reach and others do not.",
    reason: "Azure chooses the instances' addresses: the health changes when the gateway scales or is replaced.",
    remedy: "Let rule, route or appliance treat the whole gateway subnet alike.",
    source: "azure-semantics.md §1.4, §1.10")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    predicted(in: inspection) { if case .instances = $0 { true } else { false } }
  }
}
