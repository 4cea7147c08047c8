import Comparison
import Explanations
import JSONText
import Outcomes

/// `timeline` in the JSON of `agwsim whatif`.
enum TimelineJSON {
  static func timeline(_ timeline: Timeline) -> JSONValue {
    .members([
      ("members", .array(timeline.members.compactMap(member))), ("requests", .array(timeline.requests.map(request))),
    ])
  }

  private static func member(_ timeline: MemberTimeline) -> JSONValue? {
    timeline.difference.shown.map { shown in
      .members([
        ("gateway", .string(shown.gateway.text)), ("pool", .string(shown.pool.name)),
        ("setting", .string(shown.setting.name)), ("address", .string(shown.member.address)),
        (
          "events",
          .array(
            timeline.events.map { event in
              .members([
                ("kind", .string(event.kind.code)), ("seconds", seconds(event.seconds)),
                ("text", .string(event.kind.sentence)),
              ])
            })
        ),
        (
          "phases",
          .array(
            timeline.phases.map { phase in
              .members([
                ("state", .string(phase.state.rawValue)), ("begins", phase.begins.map(seconds)),
                ("ends", phase.ends.map(seconds)),
              ])
            })
        ),
        (
          "notes",
          timeline.notes.isEmpty
            ? nil : .array(timeline.notes.map { ["kind": .string($0.code), "text": .string($0.sentence)] })
        ),
      ])
    }
  }

  private static func request(_ timeline: RequestTimeline) -> JSONValue {
    .members([
      ("request", .string("\(timeline.request.method) \(timeline.request.url)")),
      ("sample", .boolean(timeline.isSample)),
      (
        "phases",
        .array(
          timeline.phases.map { phase in
            .members([
              ("begins", phase.begins.map(seconds)), ("ends", phase.ends.map(seconds)),
              ("verdict", phase.prediction.map { .string($0.verdict.rawValue) }),
              ("statuses", phase.prediction.map { .array($0.statuses.map { .integer($0) }) }),
              ("cause", phase.prediction?.cause.map { .string($0.rawValue) }), ("text", .string(phase.words)),
            ])
          })
      ),
    ])
  }

  private static func seconds(_ range: ClosedRange<Int>) -> JSONValue {
    .array([.integer(range.lowerBound), .integer(range.upperBound)])
  }
}
