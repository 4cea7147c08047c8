import BackendHealth
import Explanations
import JSONText
import Outcomes
import Resources

/// `agwsim health --format json`: the shape of `az network application-gateway show-backend-health`, with an `agwsim` object for
/// each server.
package enum HealthJSON {
  /// The pools of all gateways, one after another.
  package static func gateways(_ gateways: [GatewayPrediction], in resources: Resources? = nil) -> JSONValue {
    let findings = gateways.flatMap(\.findings).uniqued
    return .members([
      ("backendAddressPools", .array(gateways.flatMap { pools(of: $0, in: resources) })),
      ("agwsim", findings.isEmpty ? nil : ["findings": .array(findings.map(\.json))]),
    ])
  }

  private static func pools(of gateway: GatewayPrediction, in resources: Resources?) -> [JSONValue] {
    gateway.pairs.map(\.pool).uniqued.map { pool in
      [
        "backendAddressPool": reference(pool),
        "backendHttpSettingsCollection": .array(
          gateway.pairs.filter { $0.pool == pool }.map { pair in
            [
              "backendHttpSettings": reference(pair.setting),
              "servers": .array(pair.members.map { server($0, in: resources) }),
            ]
          }),
      ]
    }
  }

  private static func server(_ member: MemberPrediction, in resources: Resources?) -> JSONValue {
    let story = Story(member, in: resources)
    return .members([
      ("address", .string(member.member.address)), ("health", .string(member.health.rawValue)),
      ("healthProbeLog", story.azureMessage.map { .string($0.text) }),
      ("ipConfiguration", member.member.ipConfiguration.map(reference)), ("agwsim", agwsim(story)),
    ])
  }

  /// What Azure's answer has no place for.
  private static func agwsim(_ story: Story) -> JSONValue {
    .members([
      ("path", .string(story.path.rawValue)), ("cause", story.decisive?.outcome.map { .string($0.rawValue) }),
      ("by", story.decisive?.subject.map { .string($0.description) }),
      (
        "findings",
        .array(
          story.blockers.map { step in
            .members([
              ("outcome", step.outcome.map { .string($0.rawValue) }),
              ("by", step.subject.map { .string($0.description) }),
              ("text", .string(step.line)),
              ("evidence", .array(step.evidence(in: story.narration(of: step)).map { .string($0) })),
              ("repair", step.repair(in: story.repairs).map { .string($0.summary) }),
              ("origin", step.subject?.origin?.json),
            ])
          } + story.findings.uniqued.map(\.json))
      ),
      ("observed", story.member?.observed?.json),
      ("missing", .array(story.missing.map { $0.json(story.hint) })),
      ("assumptions", .array(story.assumptions.uniqued.map(\.json))),
    ])
  }
}
