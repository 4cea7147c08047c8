import Outcomes
import Resources

/// A rule that earlier ones never let decide, some of them the other way.
enum ShadowedRule: LintRule {
  static let about = LintDescription(
    .shadowedRule, .error, "earlier rules decide every packet of the rule, and not all of them as the rule would",
    flags: """
      A rule of a user's whose every packet an earlier rule of its group has, wherever the group is attached, when some of those \
      packets meet the opposite access. Sets of packets are compared exactly; what a service tag or an application security group \
      stands for may be unknown, and the rule is flagged only if it is shadowed whatever that is. The fewest earlier rules that \
      together have all of its packets are named.
      """,
    reason: "The rule looks as if it allowed or denied something, and it does not: whoever relies on it is wrong.",
    remedy: """
      Give the rule a free number below those of the rules that shadow it, or take it out. Where none is free, give the rules that \
      shadow it, and all after them, higher numbers in the same order first.
      """,
    source: "azure-semantics.md §1.1")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.shadows.filter(\.shadow.isContradicted).map { group, shadow in
      let first = shadow.by.map(\.priority).min() ?? shadow.rule.priority
      return finding(
        .group(
          .shadowed(
            RuleMention(shadow.rule), by: shadow.by.map { RuleMention($0) },
            free: group.freePriorities(shadow.rule.direction).last { $0 < first })),
        Subject(shadow.rule, of: group), related: shadow.by.map { Subject($0, of: group) })
    }
  }
}
