import Explanations
import JSONText
import Scenarios

/// `agwsim test --format tap`: TAP version 14 (https://testanything.org/tap-version-14-specification.html), a point for each
/// expectation, and a YAML block below each that does not hold.
package enum TestTAP {
  /// The report of a run.
  package static func report(_ reports: [ScenarioReport]) -> String {
    let files = reports.map { (TestPlace(file: $0.file).text, TestCase.cases(of: $0)) }
    let count = files.reduce(0) { $0 + $1.1.count }
    var lines = ["TAP version 14", count == 0 ? "1..0 # SKIP no expectations" : "1..\(count)"]
    var number = 0
    for (file, cases) in files {
      if cases.isEmpty { lines.append("# \(file): no expectations") }
      for one in cases {
        number += 1
        let word = one.verdict == .holds ? "ok" : "not ok"
        lines.append("\(word) \(number) - " + escaped("\(file): \(one.name)"))
        if one.verdict != .holds { lines += diagnostics(one) }
      }
    }
    lines.append("# " + TestSummary(reports).sentence)
    return lines.map { $0 + "\n" }.joined()
  }

  /// A description in which nothing starts a directive.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("#", with: "\\#")
  }

  /// A YAML block; every scalar is double-quoted as JSON quotes it, which is YAML too.
  private static func diagnostics(_ one: TestCase) -> [String] {
    var lines = ["---", "message: \(quoted(one.message))", "severity: \(one.verdict.rawValue)", "at:"]
    lines.append("  file: \(quoted(one.place.file))")
    if let position = one.place.position { lines += ["  line: \(position.line)", "  column: \(position.column)"] }
    let comparisons = one.result?.comparisons ?? []
    if !comparisons.isEmpty { lines.append("values:") }
    for comparison in comparisons {
      lines += [
        "  - field: \(quoted(comparison.field))", "    expected: \(quoted(comparison.expected))",
        "    predicted: \(quoted(comparison.predictedText))",
      ]
    }
    if !one.details.isEmpty { lines += ["because:"] + one.details.map { "  - \(quoted($0))" } }
    return (lines + ["..."]).map { "  " + $0 }
  }

  private static func quoted(_ text: String) -> String { JSONValue.string(text.printable).text(pretty: false) }
}
