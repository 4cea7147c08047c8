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
    remedy: """
      Give the rule a high number, such as 4096. Where allow rules come after it, which it keeps from opening anything, take them out \
      first, or give it and them higher numbers in the same order.
      """,
    source: "azure-semantics.md §1.1")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.groups.flatMap { group in
      group.securityRules.filter(\.deniesEverything).compactMap { rule -> LintFinding? in
        let free = group.freePriorities(rule.direction)
        guard rule.priority >= 100, !free.contains(where: { $0 < rule.priority }) else { return nil }
        let later = group.securityRules.filter {
          $0.direction == rule.direction && $0.access == .allow && $0.priority > rule.priority
        }.sorted { $0.priority < $1.priority }
        return finding(
          .group(.noPriorityLeft(RuleMention(rule), later: later.map { RuleMention($0) }, free: free.last)),
          Subject(rule, of: group), related: later.map { Subject($0, of: group) })
      }
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
