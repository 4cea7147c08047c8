import Explanations
import Lint
import Outcomes

/// What lint found, as every format prints it.
package struct LintReport: Sendable {
  /// The rules that were applied.
  package let rules: [LintRuleID]
  /// Definite findings, in order.
  package let findings: [LintFinding]
  /// What nobody can tell, in order.
  package let open: [LintFinding]

  /// A report of a run.
  package init(_ linter: Linter, _ inspection: Inspection) {
    rules = linter.rules
    let all = linter.findings(in: inspection)
    findings = all.filter { !$0.isOpen }
    open = all.filter(\.isOpen)
  }

  /// The counts in one line.
  var sentence: String {
    var parts = LintSeverity.allCases.compactMap { severity -> String? in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : counted(count, severity.rawValue)
    }
    if parts.isEmpty { parts = ["no finding"] }
    if !open.isEmpty { parts.append("\(open.count) cannot be told") }
    return parts.joined(separator: ", ") + "; \(counted(rules.count, "rule")) applied"
  }
}

extension LintFinding {
  /// Where it is written.
  var place: TestPlace? { subject.origin.map { TestPlace($0) } }

  /// The word before it: how bad it is, or that nobody can tell.
  var level: String { isOpen ? "cannot-tell" : severity.rawValue }

  /// What was found, what to do, and where the others are that have a part in it.
  var lines: [String] {
    [sentence, (isOpen ? "" : "repair: ") + advice]
      + related.compactMap { other in
        other.origin.map { "\(other) is written at \(TestPlace($0).text)".printable }
      }
  }
}
