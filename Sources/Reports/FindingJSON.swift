import Explanations
import JSONText
import Outcomes
import Resources

extension Finding {
  /// The finding as `health` and `trace` write it.
  var json: JSONValue {
    .members([
      ("outcome", .string(outcome.rawValue)), ("by", subject.map { .string($0.description) }),
      ("text", .string(sentence)), ("evidence", []), ("code", code.map { .string($0) }), ("repair", .string(advice)),
      ("origin", subject?.origin?.json),
    ])
  }

  /// Azure's error code.
  private var code: String? {
    if case .refusal(let refusal) = detail { refusal.rawValue } else { nil }
  }
}

extension ObservedHealth {
  /// The report in the words of show-backend-health.
  var json: JSONValue {
    .members([
      ("health", .string(health.rawValue)), ("healthProbeLog", healthProbeLog.map { .string($0) }),
      ("origin", origin.json),
    ])
  }
}
