import Outcomes

/// A member that nobody is.
enum MemberStale: LintRule {
  static let about = LintDescription(
    .memberStale, .warning, "no machine of the input has the member's address",
    flags:
      "A member's address in a known subnet that no network interface of the subnet has, although the input lists those.",
    reason: "Machines get other addresses when they are made anew, and the pool keeps the old one.",
    remedy: "Correct the pool, or make the network interface itself a member.",
    source: "azure-semantics.md §4.2")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    predicted(in: inspection) { if case .vacantAddress = $0 { true } else { false } }
  }
}
