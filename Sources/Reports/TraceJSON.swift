import BackendHealth
import Explanations
import JSONText
import Outcomes
import Reachability
import Resources

/// `agwsim trace --format json`, in the schema of docs/trace-json.md.
package enum TraceJSON {
  /// The schema's version; a later one only adds.
  package static let schemaVersion = 1

  /// One member.
  package static func member(_ member: MemberPrediction, in resources: Resources? = nil) -> JSONValue {
    members([member], in: resources)
  }

  /// Several members: the worst at the top, the others in `others`.
  package static func members(_ members: [MemberPrediction], in resources: Resources? = nil) -> JSONValue {
    let stories = members.worstFirst.map { json(Story($0, in: resources)) }
    guard case .object(let first)? = stories.first else { return .object([version]) }
    let others = stories.count > 1 ? [JSONValue.Member("others", .array(Array(stories.dropFirst())))] : []
    return .object([version] + first + others)
  }

  /// Any flow; the verdict takes into account what its server does, whose steps and assumptions come with it.
  package static func flow(
    _ flow: FlowResult, verdict: FlowVerdict, server: [Step] = [], assumptions: [Assumption] = [],
    in resources: Resources? = nil
  ) -> JSONValue {
    let story = Story(flow, verdict: verdict, server: server, assumptions: assumptions, in: resources)
    guard case .object(let members) = json(story) else { return .null }
    return .object([version] + members)
  }

  private static var version: JSONValue.Member { .init("schemaVersion", .integer(schemaVersion)) }

  private static func json(_ story: Story) -> JSONValue {
    .members([
      ("verdict", .string(story.flowVerdict)), ("path", .string(story.path.rawValue)),
      ("health", story.health.map { .string($0.rawValue) }),
      ("cause", story.decisive?.outcome.map { .string($0.rawValue) }),
      ("by", story.decisive?.subject.map { .string($0.description) }), ("question", story.question),
      ("azureMessage", story.azureMessage.map { .string($0.text) }),
      ("guideResolution", story.decisive?.outcome?.guideResolution.map { .string($0.rawValue) }),
      ("steps", .array(story.steps.map { $0.json(isDecisive: $0 == story.decisive, in: story.narration(of: $0)) })),
      (
        "repairs",
        .array(
          story.blockers.compactMap { $0.repair(in: story.repairs) }.uniqued.map { repair in
            ["text": .string(repair.summary), "commands": .array(repair.commands.map { .string($0.text) })]
          })
      ),
      ("missing", .array(story.missing.map { $0.json(story.hint) })),
      ("assumptions", .array(story.assumptions.uniqued.map(\.json))),
    ])
  }
}

extension Story {
  /// The verdict in the words of flows; a member's health in those words.
  fileprivate var flowVerdict: String {
    guard let health else { return verdict }
    let word: FlowVerdict =
      switch health {
      case .healthy: .reachable
      case .unhealthy, .unknown: .blocked
      case .partial: .partial
      case .undetermined: .undetermined
      }
    return word.rawValue
  }

  /// What was asked.
  fileprivate var question: JSONValue {
    if let member {
      return .members([
        ("gateway", .string(member.gateway.text)), ("pool", .string(member.pool.text)),
        ("setting", .string(member.setting.text)), ("member", .string(member.member.address)),
        ("probe", member.probe.probe.map { .string($0.text) }), ("port", .integer(Int(member.probe.port))),
        ("protocol", .string(member.probe.protocol.rawValue)),
      ])
    }
    guard let question = flows.first?.question else { return .null }
    return .members([
      ("from", .string(question.from)), ("to", .string(question.to)), ("port", question.port.map { .integer(Int($0)) }),
      ("protocol", .string("\(question.protocol)")),
    ])
  }

  /// What Azure writes beside the member's health; nil for another flow.
  var azureMessage: AzureMessage? {
    guard let health else { return nil }
    if health == .healthy {
      let statuses = steps.compactMap { step -> Int? in
        guard case .response(let response) = step.detail else { return nil }
        return response.status
      }
      return statuses.first.map { .success(status: $0) }
    }
    guard let told = symptom, told.verdict == .deny else { return nil }
    return told.outcome?.azureMessage(decidedBy: told)
  }
}
