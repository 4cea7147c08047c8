import Explanations
import JSONText
import Lint
import Outcomes

/// `agwsim lint --format junit`: a case for each rule, which fails when it finds anything.
package enum LintJUnit {
  /// The report.
  package static func report(_ report: LintReport) -> String {
    let failing = report.rules.count { !report.all(of: $0).isEmpty }
    let counts = [("tests", "\(report.rules.count)"), ("failures", "\(failing)"), ("errors", "0")]
    return XML(
      "testsuites", [("name", "agwsim lint")] + counts,
      [
        XML(
          "testsuite", [("name", "lint")] + counts + [("skipped", "0")],
          report.rules.map { rule in
            let found = report.all(of: rule)
            let place = found.first?.place
            return XML(
              "testcase",
              [
                ("name", rule.rawValue), ("classname", "lint"), ("file", place?.file.printable),
                ("line", place?.position.map { "\($0.line)" }),
              ], found.isEmpty ? [] : [failure(found, of: rule)])
          })
      ]
    ).document
  }

  private static func failure(_ found: [LintFinding], of rule: LintRuleID) -> XML {
    let text = found.map { finding in
      (["\(finding.place.map { $0.text + ": " } ?? "")\(finding.subject)"] + finding.lines).joined(separator: "\n")
    }
    return XML(
      "failure",
      [("type", found.contains { !$0.isOpen } ? "finding" : "cannot-tell"), ("message", rule.rule.about.summary)],
      text: text.joined(separator: "\n\n"))
  }
}

/// `agwsim lint --format tap`: TAP version 14, a point for each rule, and a YAML block below each that finds anything.
package enum LintTAP {
  /// The report.
  package static func report(_ report: LintReport) -> String {
    var lines = ["TAP version 14", "1..\(report.rules.count)"]
    for (index, rule) in report.rules.enumerated() {
      let found = report.all(of: rule)
      lines.append("\(found.isEmpty ? "ok" : "not ok") \(index + 1) - \(rule.rawValue)")
      if !found.isEmpty {
        lines +=
          ["  ---", "  message: \(quoted(rule.rule.about.summary))", "  findings:"] + found.flatMap(yaml) + ["  ..."]
      }
    }
    lines.append("# " + report.sentence)
    return lines.map { $0 + "\n" }.joined()
  }

  private static func yaml(_ finding: LintFinding) -> [String] {
    var lines = [
      "    - subject: \(quoted(finding.subject.description))", "      severity: \(finding.level)",
      "      message: \(quoted(finding.sentence))", "      repair: \(quoted(finding.advice))",
    ]
    if let place = finding.place {
      lines.append("      file: \(quoted(place.file))")
      if let position = place.position {
        lines += ["      line: \(position.line)", "      column: \(position.column)"]
      }
    }
    return lines
  }

  private static func quoted(_ text: String) -> String { JSONValue.string(text.printable).text(pretty: false) }
}

extension LintReport {
  /// What a rule found and what it cannot tell.
  fileprivate func all(of rule: LintRuleID) -> [LintFinding] { (findings + open).filter { $0.rule == rule } }
}
