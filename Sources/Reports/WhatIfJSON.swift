import BackendHealth
import Changes
import Comparison
import Explanations
import JSONText
import Outcomes
import Scenarios

/// `agwsim whatif` as JSON.
package enum WhatIfJSON {
  /// The stages of a change and their sum.
  package static func whatIf(_ answer: WhatIfAnswer) -> JSONValue {
    let whatIf = answer.whatIf
    return .members([
      ("schemaVersion", 1),
      ("worse", .integer(whatIf.members.count { $0.direction == .worse })),
      ("better", .integer(whatIf.members.count { $0.direction == .better })),
      ("refused", whatIf.failure.map { refusal($0.problem) }),
      ("emptiedPools", pools(whatIf.emptiedPools)),
      ("brokenPromises", .array(answer.brokenPromises.map(promise))),
      ("requests", answer.requests.isEmpty ? nil : .array(answer.requests.map(\.json))),
      ("timeline", TimelineJSON.timeline(Timeline(whatIf))),
      ("members", .array(whatIf.members.filter(\.isChanged).map(member))),
      ("unchanged", .array(whatIf.members.filter { !$0.isChanged }.compactMap(\.after).map(unchanged))),
      ("networkSecurityGroups", .array(whatIf.groups.map(DiffJSON.group))),
      ("effectiveRoutes", .array(whatIf.routes.map(DiffJSON.routes))),
      (
        "stages",
        .array(
          whatIf.stages.map { stage in
            .members([
              ("change", .string(stage.text)), ("refused", stage.failure.map { refusal($0.problem) }),
              ("notEvaluated", stage.unevaluated.map { .string($0) }),
              ("stats", answer.showsEffort ? stage.effort.map(stats) : nil),
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

  private static func stats(_ effort: WhatIf.Effort) -> JSONValue {
    ["evaluated": .integer(effort.evaluated), "pairs": .integer(effort.pairs)]
  }

  private static func promise(_ result: ExpectationResult) -> JSONValue {
    ["title": .string(result.title), "message": .string(result.sentence)]
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
    let decisions = difference.decisions
    return .members(
      (difference.shown.map(place) ?? []) + [
        ("direction", .string(difference.direction.rawValue)), ("before", difference.before.map(side)),
        ("after", difference.after.map(side)),
        ("seconds", difference.seconds.map { .array([.integer($0.lowerBound), .integer($0.upperBound)]) }),
        (
          "remembered",
          difference.remembered.isEmpty ? nil : .array(difference.remembered.map { .string($0.description) })
        ), ("was", .array(decisions.former.map { .string($0) })), ("now", .array(decisions.new.map { .string($0) })),
      ])
  }

  private static func unchanged(_ member: MemberPrediction) -> JSONValue {
    .members(place(member) + verdict(member))
  }

  private static func place(_ member: MemberPrediction) -> [(String, JSONValue?)] {
    [
      ("gateway", .string(member.gateway.text)), ("pool", .string(member.pool.name)),
      ("setting", .string(member.setting.name)), ("address", .string(member.member.address)),
    ]
  }

  private static func verdict(_ member: MemberPrediction) -> [(String, JSONValue?)] {
    [
      ("health", .string(member.health.rawValue)), ("path", .string(member.path.rawValue)),
      ("cause", member.cause.map { .string($0.rawValue) }),
      ("by", member.decisive?.subject.map { .string($0.description) }),
    ]
  }

  private static func side(_ member: MemberPrediction) -> JSONValue {
    .members(
      verdict(member) + [
        ("addresses", member.resolution.map { .array($0.addresses.map { .string($0.description) }) }),
        ("nextHops", .array(member.steps.compactMap(nextHop))),
      ])
  }

  private static func nextHop(_ step: Step) -> JSONValue? {
    guard case .route(let route) = step.detail, let prefix = route.prefix else { return nil }
    return .members([
      ("direction", .string(step.leg.rawValue)), ("from", route.subnet.map { .string($0.path) }),
      ("addressPrefix", .string(prefix.description)), ("nextHopType", .string(route.nextHop.kind.rawValue)),
      ("nextHopIpAddress", route.nextHop.address.map { .string($0.description) }),
    ])
  }
}
