import Outcomes
import Resources

/// A rule that denies everything before which no number is free.
enum NoPriorityLeft: LintRule {
  static let about = LintDescription(
    .noPriorityLeft, .note, "no number is left before a rule that denies everything",
    flags: """
      A deny rule from anywhere, to any port of any protocol, when every number from 100 up to its own is taken by a rule of its \
      direction. Azure takes no number below 100.
      """,
    reason:
      "What is to be allowed next has to come before that rule, and there is no room: others have to be renumbered first.",
    remedy: "Give the rule a high number, such as 4096.",
    source: "azure-semantics.md §1.1")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.groups.flatMap { group in
      group.securityRules.filter(\.deniesEverything).filter { rule in
        let taken = Set(group.securityRules.filter { $0.direction == rule.direction }.map(\.priority))
        return rule.priority >= 100 && (100..<rule.priority).allSatisfy(taken.contains)
      }.map { finding(.group(.noPriorityLeft(RuleMention($0))), Subject($0, of: group)) }
    }
  }
}

extension SecurityRule {
  /// Whether it denies packets of everybody to every port.
  fileprivate var deniesEverything: Bool {
    !isDefault && access == .deny && self.protocol == .any && source.addresses == [.any]
      && destination.addresses == [.any] && destination.ports.isAll && source.ports.isAll
  }
}
