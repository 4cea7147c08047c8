import Outcomes

/// A rule that earlier ones make superfluous.
enum RedundantRule: LintRule {
  static let about = LintDescription(
    .redundantRule, .note, "earlier rules do the same with every packet of the rule",
    flags: """
      A rule of a user's whose every packet earlier rules of its group decide, all of them as the rule would. As with \
      shadowed-rule, unknown tags and groups do not matter, and the fewest rules that explain it are named.
      """,
    reason: "The rule does nothing: it makes the group longer, and a reader believes that something depends on it.",
    remedy: "Take the rule out, or narrow the rules before it if they allow more than was meant.",
    source: "azure-semantics.md §1.1")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.shadows.filter { !$0.shadow.isContradicted }.map { group, shadow in
      finding(
        .group(.redundant(RuleMention(shadow.rule), by: shadow.by.map { RuleMention($0) })),
        Subject(shadow.rule, of: group), related: shadow.by.map { Subject($0, of: group) })
    }
  }
}
