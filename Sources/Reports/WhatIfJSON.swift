import BackendHealth
import Changes
import Comparison
import Explanations
import JSONText
import Outcomes

/// `agwsim whatif` as JSON.
package enum WhatIfJSON {
  /// The stages of a change and their sum.
  package static func whatIf(_ whatIf: WhatIf) -> JSONValue {
    .members([
      ("schemaVersion", 1),
      ("worse", .integer(whatIf.members.filter { $0.direction == .worse }.count)),
      ("better", .integer(whatIf.members.filter { $0.direction == .better }.count)),
      ("refused", whatIf.failure.map { refusal($0.problem) }),
      ("emptiedPools", pools(whatIf.emptiedPools)),
      ("members", .array(whatIf.members.filter(\.isChanged).map(member))),
      (
        "stages",
        .array(
          whatIf.stages.map { stage in
            .members([
              ("change", .string(stage.text)), ("refused", stage.failure.map { refusal($0.problem) }),
              ("notEvaluated", stage.unevaluated.map { .string($0) }),
              ("emptiedPools", pools(stage.emptiedPools)),
              ("members", .array(stage.members.filter(\.isChanged).map(member))),
            ])
          })
      ),
    ])
  }

  private static func refusal(_ problem: ChangeProblem) -> JSONValue {
    let (message, hint) = problem.words
    var code: JSONValue?
    if case .refused(let refusal) = problem { code = .string(refusal.rawValue) }
    return .members([("code", code), ("message", .string(message)), ("hint", hint.map { .string($0) })])
  }

  private static func pools(_ pairs: [PairPrediction]) -> JSONValue {
    .array(
      pairs.map { pair in
        .members([
          ("gateway", pair.pool.parent.map { .string($0.text) }), ("pool", .string(pair.pool.name)),
          ("setting", .string(pair.setting.name)),
        ])
      })
  }

  private static func member(_ difference: MemberDifference) -> JSONValue {
    let shown = difference.after ?? difference.before
    return .members([
      ("gateway", shown.map { .string($0.gateway.text) }), ("pool", shown.map { .string($0.pool.name) }),
      ("setting", shown.map { .string($0.setting.name) }), ("address", shown.map { .string($0.member.address) }),
      ("direction", .string(difference.direction.rawValue)), ("before", difference.before.map(side)),
      ("after", difference.after.map(side)),
      (
        "seconds",
        difference.before?.health != difference.after?.health && difference.remembered.isEmpty
          ? difference.after?.seconds.map { range in
            .array([.integer(range.lowerBound), .integer(range.upperBound)])
          } : nil
      ),
      (
        "remembered",
        difference.remembered.isEmpty ? nil : .array(difference.remembered.map { .string($0.description) })
      ), ("now", .array(difference.newSteps.map { .string($0.line) })),
    ])
  }

  private static func side(_ member: MemberPrediction) -> JSONValue {
    .members([
      ("health", .string(member.health.rawValue)), ("path", .string(member.path.rawValue)),
      ("cause", member.cause.map { .string($0.rawValue) }),
      ("by", member.decisive?.subject.map { .string($0.description) }),
    ])
  }
}
