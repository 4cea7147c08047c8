import BackendHealth
import Comparison
import Explanations
import JSONText
import Outcomes
import PacketSets
import Resources
import Scenarios

/// `agwsim fix` as JSON.
package enum FixJSON {
  /// The plans, the best first.
  package static func fix(_ answer: FixAnswer) -> JSONValue {
    let resources = answer.fix.start.engine.model.resources
    return .members([
      ("schemaVersion", 1), ("result", .string(answer.standing.word)),
      (
        "goals",
        .array(
          zip(answer.fix.goals, answer.fix.obstacles).map { goal, obstacles in
            .members([
              ("goal", .string(goal.label)), ("now", .string(goal.state(in: answer.fix.start))),
              ("obstacles", .array(obstacles.map { obstacle($0, in: nil) })),
            ])
          })
      ), ("plans", .array(answer.plans.map { plan($0, of: answer) })),
      ("remaining", .array(answer.remaining.filter(\.isDefinite).map { obstacle($0, in: resources) })),
      (
        "missing",
        .array(answer.missing.map { ["message": .string($0.sentence), "supply": .string($0.supply().text)] })
      ),
      ("withDeletion", answer.deletingPlan.map { plan($0, of: answer) }),
      (
        "breaking",
        answer.breakingPlan.map { breaking in
          .members([
            (
              "promises",
              .array(breaking.broken.map { ["title": .string($0.title), "message": .string($0.sentence)] })
            ), ("plan", plan(breaking.plan, of: answer)),
          ])
        }
      ),
    ])
  }

  private static func plan(_ plan: FixPlan, of answer: FixAnswer) -> JSONValue {
    .members([
      ("standing", .string(plan.word)),
      ("commands", .array(plan.script.lines.map { .string($0.completed.text) })),
      ("files", .array(plan.script.files.map { ["name": .string($0.name), "text": .string($0.text)] })),
      (
        "errands",
        .array(
          plan.errands.map { errand in
            ["message": .string(errand.sentence), "commands": .array(errand.commands.map { .string($0.text) })]
          })
      ), ("confirm", .array(plan.premises.map { .string($0.sentence) })),
      ("proof", .string(answer.proof(of: plan))), ("opens", .array(plan.openings.map { .string($0) })),
      (
        "better",
        .array(plan.members.filter { $0.direction == .better }.compactMap(\.after).map { .string($0.label) })
      ),
    ])
  }

  private static func obstacle(_ obstacle: Obstacle, in resources: Resources?) -> JSONValue {
    let advice = resources.flatMap { obstacle.advice(in: $0) }
    return .members([
      ("cause", .string(obstacle.outcome.rawValue)), ("by", obstacle.subject.map { .string($0.description) }),
      ("missing", obstacle.missing.map { .string($0.sentence) }), ("advice", advice.map { .string($0.summary) }),
      ("commands", advice.map { .array($0.commands.map { .string($0.text) }) }),
    ])
  }
}

extension FixAnswer.Standing {
  fileprivate var word: String {
    switch self {
    case .nothingToDo: "nothingToDo"
    case .proved: "proved"
    case .cannotTell: "undetermined"
    case .noConfiguration: "noConfiguration"
    }
  }
}

extension FixPlan {
  fileprivate var word: String {
    switch standing {
    case .proved: "proved"
    case .given: "given"
    case .leaves: "leaves"
    }
  }
}
