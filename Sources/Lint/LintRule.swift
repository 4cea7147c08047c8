import Outcomes

/// One thing that lint looks for. Each rule is a type in a file of its own, which holds its description as well; `LintRules` lists
/// them, and docs/lints.md is made of the descriptions.
package protocol LintRule {
  /// What it looks for, and what to do about it.
  static var about: LintDescription { get }

  /// Everything that it finds, and what it cannot tell.
  static func findings(in inspection: Inspection) -> [LintFinding]
}

/// What a rule is for, as its page tells it. Each text is one or a few sentences.
package struct LintDescription: Sendable {
  /// Its name.
  package let id: LintRuleID
  /// How bad a finding is.
  package let severity: LintSeverity
  /// What a finding says, in one line.
  package let summary: String
  /// What exactly is flagged, and what is not.
  package let flags: String
  /// Why that matters.
  package let reason: String
  /// What to do about it.
  package let remedy: String
  /// The section of the reference that it rests on.
  package let source: String

  init(
    _ id: LintRuleID, _ severity: LintSeverity, _ summary: String, flags: String, reason: String, remedy: String,
    source: String
  ) {
    self.id = id
    self.severity = severity
    self.summary = summary
    self.flags = flags
    self.reason = reason
    self.remedy = remedy
    self.source = source
  }
}

/// How bad a finding is, in falling order.
package enum LintSeverity: String, CaseIterable, Comparable, Sendable {
  /// Something does not do what it says, or Azure refuses it.
  case error
  /// It holds today, and something usual breaks it.
  case warning
  /// It can be tidied up.
  case note

  private var rank: Int {
    switch self {
    case .error: 2
    case .warning: 1
    case .note: 0
    }
  }

  package static func < (a: LintSeverity, b: LintSeverity) -> Bool { a.rank < b.rank }
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
