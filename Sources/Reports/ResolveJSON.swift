import Explanations
import JSONText
import Outcomes
import Reachability

/// `agwsim resolve --format json`, in a schema of its own: the answer, every look-up, and what they rest on.
package enum ResolveJSON {
  /// The schema's version; a later one only adds.
  package static let schemaVersion = 1

  /// The answer.
  package static func resolution(_ resolution: NameResolution) -> JSONValue {
    let finding = resolution.finding
    return .members([
      ("schemaVersion", .integer(schemaVersion)), ("name", .string(resolution.query)),
      ("verdict", .string(verdict(of: resolution).rawValue)),
      ("addresses", .array(resolution.addresses.map { .string("\($0)") })),
      (
        "answers",
        resolution.answers.isEmpty
          ? nil
          : .array(
            resolution.answers.map { answer in
              .members([
                ("server", .string("\(answer.server)")),
                ("addresses", .array(answer.addresses.map { .string("\($0)") })),
                ("cause", answer.failure.map { .string($0.rawValue) }),
              ])
            })
      ),
      ("cause", finding?.outcome.map { .string($0.rawValue) }),
      (
        "steps",
        .array(
          resolution.steps.map {
            $0.json(isDecisive: $0 == finding, in: Narration(sender: "the sender", packets: $0.packets))
          })
      ),
      ("missing", .array(resolution.steps.compactMap(\.missing).uniqued.map { $0.json() })),
      ("assumptions", .array(resolution.assumptions.uniqued.map(\.json))),
    ])
  }

  private static func verdict(of resolution: NameResolution) -> StepVerdict {
    if !resolution.addresses.isEmpty { return .allow }
    return resolution.decisive?.verdict ?? .undetermined
  }
}
