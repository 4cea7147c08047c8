import Outcomes

/// What a rule of lint found.
package struct LintFinding: Hashable, Sendable {
  /// The rule.
  package let rule: LintRuleID
  /// How bad it is.
  package let severity: LintSeverity
  /// What it is about, and where that is written.
  package let subject: Subject
  /// What was found, with the facts that a reader wants to see.
  package let detail: LintDetail
  /// Others that have a part in it, such as the rules that shadow this one.
  package let related: [Subject]
  /// The fact without which nobody can tell whether it is so; nil for a definite finding.
  package let missing: MissingFact?

  /// Whether nobody can tell.
  package var isOpen: Bool { missing != nil }
}
