import Explanations
import JSONText
import PacketSets
import Scenarios

/// `agwsim test --format json`, in a schema of its own (docs/test-json.md).
package enum TestJSON {
  /// The schema's version; a later one only adds.
  package static let schemaVersion = 1

  /// The report of a run.
  package static func report(_ reports: [ScenarioReport]) -> JSONValue {
    let summary = TestSummary(reports)
    return [
      "schemaVersion": .integer(schemaVersion),
      "summary": [
        "scenarios": .integer(summary.files), "badInputs": .integer(summary.badFiles),
        "expectations": .integer(summary.expectations), "holds": .integer(summary.holding),
        "fails": .integer(summary.failing), "cannotTell": .integer(summary.open),
      ],
      "scenarios": .array(reports.map(scenario)),
    ]
  }

  private static func scenario(_ report: ScenarioReport) -> JSONValue {
    let cases = TestCase.cases(of: report)
    return .members([
      ("file", .string(report.file)),
      ("standing", .string(report.standing?.rawValue ?? TestCase.Verdict.badInput.rawValue)),
      ("problems", report.problems.isEmpty ? nil : .array(cases.map(problem))),
      ("expectations", .array(cases.compactMap { one in one.result.map { expectation(one, $0) } })),
    ])
  }

  private static func problem(_ one: TestCase) -> JSONValue {
    .members([
      ("text", .string(one.message)), ("hints", .array(one.details.map { .string($0) })),
      ("origin", place(one.place)),
    ])
  }

  private static func expectation(_ one: TestCase, _ result: ExpectationResult) -> JSONValue {
    let decisive = result.decisive
    return .members([
      ("title", .string(one.name)), ("standing", .string(result.standing.rawValue)),
      ("text", one.message.isEmpty ? nil : .string(one.message)), ("origin", result.expectation.origin.json),
      ("values", .array(result.comparisons.map(comparison))),
      (
        "decisive",
        decisive.map { $0.json(isDecisive: true, in: Narration(sender: "the sender", packets: $0.packets)) }
      ),
      ("missing", result.missing?.json()), ("counterexample", result.counterexample?.json),
    ])
  }

  private static func comparison(_ comparison: ExpectationResult.Comparison) -> JSONValue {
    .members([
      ("field", .string(comparison.field)), ("expected", .string(comparison.expected)),
      ("predicted", comparison.predicted.map { .string($0) }), ("standing", .string(comparison.standing.rawValue)),
      ("origin", comparison.origin.json),
    ])
  }

  private static func place(_ place: TestPlace) -> JSONValue {
    .members([
      ("file", .string(place.file)), ("line", place.position.map { .integer($0.line) }),
      ("column", place.position.map { .integer($0.column) }),
    ])
  }
}

extension Packet {
  /// The packet's header fields, and the packet in words.
  var json: JSONValue {
    .members([
      ("protocol", .string("\(`protocol`)")), ("source", .string("\(source)")),
      ("sourcePort", `protocol`.hasPorts ? .integer(Int(sourcePort)) : nil), ("destination", .string("\(destination)")),
      ("destinationPort", `protocol`.hasPorts ? .integer(Int(destinationPort)) : nil), ("text", .string("\(self)")),
    ])
  }
}
