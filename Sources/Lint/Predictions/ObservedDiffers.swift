import Outcomes

/// A report of Azure's that the input does not explain.
enum ObservedDiffers: LintRule {
  static let about = LintDescription(
    .observedDiffers, .warning, "Azure reported another health than is predicted",
    flags: "A member whose health in a given report of Azure's is not the predicted one.",
    reason: "Something that matters is not in the input, or was changed since.",
    remedy: "Look at what the finding names as most likely.",
    source: "azure-semantics.md §4.10")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    predicted(in: inspection) { if case .observed = $0 { true } else { false } }
  }
}
