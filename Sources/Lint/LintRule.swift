import Outcomes

/// One thing that lint looks for. Each rule is a type in a file of its own, which holds its description as well; `LintRules` lists
/// them, and docs/lints.md is made of the descriptions.
package protocol LintRule {
  /// What it looks for, and what to do about it.
  static var about: LintDescription { get }

  /// Everything that it finds, and what it cannot tell.
  static func findings(in inspection: Inspection) -> [LintFinding]
}

extension LintRule {
  /// A finding of this rule.
  static func finding(
    _ detail: LintDetail, _ subject: Subject, severity: LintSeverity? = nil, related: [Subject] = [],
    missing: MissingFact? = nil
  ) -> LintFinding {
    LintFinding(
      rule: about.id, severity: severity ?? about.severity, subject: subject, detail: detail, related: related,
      missing: missing)
  }
}
