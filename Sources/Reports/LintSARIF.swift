import Explanations
import JSONText
import Lint
import Outcomes

/// `agwsim lint --format sarif`: SARIF 2.1.0, a result for each finding at the line of what it is about, the others that have a
/// part in it as related locations.
package enum LintSARIF {
  /// The report of a run of this version of the program.
  package static func report(_ report: LintReport, version: String) -> JSONValue {
    let all = report.findings + report.open
    let rules = report.rules.filter { rule in all.contains { $0.rule == rule } }
    return SARIF.log(
      version: version, rules: rules.map(rule), isGood: true, results: all.map { result($0, rules: rules) })
  }

  private static func rule(_ id: LintRuleID) -> JSONValue {
    let about = id.rule.about
    return [
      "id": .string(id.rawValue), "shortDescription": SARIF.text(about.summary),
      "fullDescription": SARIF.text(about.flags),
      "help": SARIF.text("\(about.reason) \(about.remedy) See docs/lints.md."),
      "defaultConfiguration": ["level": .string(about.severity.rawValue)],
    ]
  }

  private static func result(_ finding: LintFinding, rules: [LintRuleID]) -> JSONValue {
    let related = finding.related.compactMap { other in
      other.origin.map { SARIF.location(TestPlace($0), message: other.description.printable) }
    }
    return .members([
      ("ruleId", .string(finding.rule.rawValue)),
      ("ruleIndex", rules.firstIndex(of: finding.rule).map { .integer($0) }),
      ("level", .string(finding.isOpen ? "warning" : finding.severity.rawValue)),
      (
        "message",
        SARIF.text("\(finding.subject.description.printable): \(finding.sentence)\n\(finding.advice)")
      ), ("locations", finding.place.map { [SARIF.location($0)] }),
      ("relatedLocations", related.isEmpty ? nil : .array(related)),
    ])
  }
}
