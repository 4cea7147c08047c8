import Outcomes

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
