import Lint
import Outcomes
import Resources

extension LintFinding {
  /// The finding as a scenario expects it.
  package var expectationText: String { LintClaim.text(rule, "\(subject)", isOpen: isOpen) }

  /// Whether an entry of a scenario may be about this finding.
  fileprivate func fits(_ entry: LintClaim.Entry) -> Bool {
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
  /// The text of the finding that the entry is about, else its own.
  /// - Throws: it may be about several.
  func text(among findings: [LintFinding]) throws(NameProblem) -> String {
    let own = LintClaim.text(rule, subject, isOpen: isOpen)
    var texts: [String] = []
    for text in findings.filter({ $0.fits(self) }).map(\.expectationText) where !texts.contains(text) {
      if text.lowercased() == own.lowercased() { return text }
      texts.append(text)
    }
    if texts.count > 1 { throw .ambiguous(own, kind: "lint finding", candidates: texts) }
    return texts.first ?? own
  }
}
