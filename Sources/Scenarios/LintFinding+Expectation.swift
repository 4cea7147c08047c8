import Lint
import Outcomes
import Resources

extension LintFinding {
  /// The finding as a scenario expects it.
  package var expectationText: String { LintClaim.text(rule, "\(subject)", isOpen: isOpen) }

  /// Whether an entry of a scenario is about this finding.
  func fits(_ entry: LintClaim.Entry) -> Bool {
    entry.rule == rule && entry.isOpen == isOpen && subject.fits(entry.subject)
  }
}

extension LintClaim {
  /// A finding as a scenario writes it.
  fileprivate static func text(_ rule: LintRuleID, _ subject: String, isOpen: Bool) -> String {
    (isOpen ? "undetermined " : "") + "\(rule.rawValue) \(subject)"
  }
}

extension LintClaim.Entry {
  /// The entry as a scenario writes it.
  var text: String { LintClaim.text(rule, subject, isOpen: isOpen) }
}
