import Explanations
import JSONText
import Lint
import Outcomes

/// `agwsim lint --format json`: docs/commands/lint.md describes it.
package enum LintJSON {
  /// The report.
  package static func report(_ report: LintReport) -> JSONValue {
    [
      "schemaVersion": 1,
      "summary": [
        "errors": .integer(report.findings.count { $0.severity == .error }),
        "warnings": .integer(report.findings.count { $0.severity == .warning }),
        "notes": .integer(report.findings.count { $0.severity == .note }),
        "undetermined": .integer(report.open.count),
      ],
      "rules": .array(report.rules.map { .string($0.rawValue) }),
      "findings": .array(report.findings.map(\.json)),
      "undetermined": .array(report.open.map(\.json)),
    ]
  }
}

extension LintFinding {
  fileprivate var json: JSONValue {
    .members([
      ("rule", .string(rule.rawValue)), ("severity", .string(severity.rawValue)),
      ("subject", .string(subject.description)), ("resourceId", .string(subject.resource.text)),
      ("text", .string(sentence)), ("repair", isOpen ? nil : .string(advice)),
      ("missing", missing.map { $0.json() }), ("origin", subject.origin?.json),
      (
        "related",
        .array(related.map { .members([("subject", .string($0.description)), ("origin", $0.origin?.json)]) })
      ),
    ])
  }
}
