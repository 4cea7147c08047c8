import BackendHealth
import Explanations
import JSONText
import Outcomes
import Resources

/// `agwsim request --format json`, in the schema of docs/commands/request.md.
package enum RequestJSON {
  /// The schema's version; a later one only adds.
  package static let schemaVersion = 1

  /// The answer of each gateway: the worst at the top, the others in `others`.
  package static func requests(_ predictions: [RequestPrediction], in resources: Resources? = nil) -> JSONValue {
    let all = predictions.worstFirst.map { json($0, in: resources) }
    let version = JSONValue.Member("schemaVersion", .integer(schemaVersion))
    guard case .object(let first)? = all.first else { return .object([version]) }
    let others = all.count > 1 ? [JSONValue.Member("others", .array(Array(all.dropFirst())))] : []
    return .object([version] + first + others)
  }

  private static func json(_ prediction: RequestPrediction, in resources: Resources?) -> JSONValue {
    let story = Story(prediction, in: resources)
    let status = prediction.statuses.count == 1 ? prediction.statuses[0] : nil
    return .members([
      ("verdict", .string(prediction.verdict.rawValue)), ("status", status.map { .integer($0) }),
      ("cause", prediction.cause.map { .string($0.rawValue) }),
      ("by", prediction.decisive?.subject.map { .string($0.description) }), ("question", question(prediction)),
      ("location", prediction.location.map { .string($0) }),
      ("answers", .array(prediction.answers.map { $0.json(in: prediction) })),
      ("guideResolution", prediction.cause?.guideResolution.map { .string($0.rawValue) }),
      (
        "steps",
        .array(
          prediction.steps.uniqued.map { $0.json(isDecisive: $0 == prediction.decisive, in: story.narration(of: $0)) })
      ),
      (
        "repairs",
        .array(
          story.blockers.compactMap { $0.repair(in: story.repairs) }.uniqued.map { repair in
            ["text": .string(repair.summary), "commands": .array(repair.commands.map { .string($0.text) })]
          })
      ),
      ("missing", .array(story.missing.map { $0.json(story.hint) })),
      ("assumptions", .array(story.assumptions.uniqued.map(\.json))),
      (
        "notPredicted",
        .array(OfflineLimit.allCases.map { ["kind": .string($0.rawValue), "text": .string($0.meaning)] })
      ),
    ])
  }

  private static func question(_ prediction: RequestPrediction) -> JSONValue {
    let request = prediction.request
    return .members([
      ("url", .string("\(request.url)")), ("method", .string(request.method)),
      (
        "headers",
        request.headers.isEmpty ? nil : .array(request.headers.map { .string("\($0.name): \($0.value)") })
      ), ("client", request.client.map { .string($0) }), ("patience", request.patienceSeconds.map { .integer($0) }),
      ("gateway", .string(prediction.gateway.text)),
    ])
  }
}

extension RequestAnswer {
  /// The answer with the fields of the gateway's access log (azure-semantics.md §5.3).
  fileprivate func json(in prediction: RequestPrediction) -> JSONValue {
    .members([
      ("httpStatus", .integer(status ?? 0)), ("error_info", errorInfo.map { .string($0.rawValue) }),
      ("serverRouted", serverRouted.map { .string($0) }), ("serverStatus", serverStatus.map { .string("\($0)") }),
      ("serverResponseLatency", serverMilliseconds.map { .string(number($0 / 1000)) }),
      ("timeTaken", totalMilliseconds.map { .string(number($0 / 1000)) }),
      ("httpMethod", .string(prediction.request.method)), ("requestUri", .string(prediction.request.url.path)),
      ("requestQuery", prediction.request.url.query.map { .string($0) }),
      ("originalHost", .string(prediction.request.host)), ("host", prediction.sent.map { .string($0.host) }),
      ("sslEnabled", .string(prediction.request.url.scheme == .https ? "on" : "off")),
      ("listenerName", prediction.listener.map { .string($0.name) }),
      ("ruleName", prediction.rule.map { .string($0.name) }),
      ("backendPoolName", prediction.pool.map { .string($0.name) }),
      ("backendSettingName", prediction.setting.map { .string($0.name) }),
      ("share", share.map { ["least": .number($0.lowerBound), "greatest": .number($0.upperBound)] }),
      ("cause", cause.map { .string($0.rawValue) }),
    ])
  }
}
