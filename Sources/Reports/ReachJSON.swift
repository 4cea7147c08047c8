import Comparison
import Explanations
import JSONText
import Outcomes
import PacketSets
import Reachability

/// `agwsim reach --format json`, in the schema of docs/commands/reach.md.
package enum ReachJSON {
  /// The schema's version; a later one only adds.
  package static let schemaVersion = 1

  /// The answer.
  package static func answer(_ answer: ReachAnswer) -> JSONValue {
    .members([
      ("schemaVersion", .integer(schemaVersion)), ("verdict", .string(answer.verdict.rawValue)),
      ("from", answer.from.map { .string($0) }), ("to", answer.to.map { .string($0) }),
      ("protocol", .string("\(answer.protocol)")), ("passes", regions(answer.reach.passing)),
      ("partly", regions(answer.reach.sometimes)), ("undetermined", regions(answer.reach.undetermined)),
      ("denied", regions(answer.reach.denied)), ("missing", .array(answer.missing.uniqued.map { $0.json() })),
      ("assumptions", .array(answer.reach.assumptions.map(\.json))),
    ])
  }

  private static func regions(_ regions: [Reach.Region]) -> JSONValue {
    .array(
      regions.map { region in
        .members([
          ("packets", .array(region.packets.boxes.map { $0.json() })),
          ("example", region.packets.witness.map(\.json)),
          (
            "by",
            .array(
              region.steps.map { step in
                .members([
                  ("direction", .string(step.leg.rawValue)), ("kind", .string(step.kind)),
                  ("resource", step.subject.map { .string($0.resource.jsonName) }),
                  ("rule", step.subject?.rule.map { .string($0) }),
                  ("outcome", step.outcome.map { .string($0.rawValue) }), ("text", .string(step.line)),
                ])
              })
          ),
        ])
      })
  }
}
