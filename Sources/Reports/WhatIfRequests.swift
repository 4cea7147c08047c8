import BackendHealth
import Comparison
import Explanations
import JSONText
import Outcomes

extension TextPage {
  /// The scenarios' requests before and after a change; nothing where no scenario holds any.
  mutating func requests(_ differences: [RequestDifference]) {
    guard !differences.isEmpty else { return }
    blank()
    line("Requests", color: .bold)
    table(
      [["REQUEST", "BEFORE", "AFTER", "CAUSE"]]
        + differences.map {
          [$0.name, $0.before.statusText, $0.after.statusText, $0.after?.cause?.rawValue ?? ""]
        }, indent: 2, firm: [1, 2], colors: [[]] + differences.map { [nil, nil, $0.direction.color] })
  }
}

extension RequestDifference {
  /// The request in a few words.
  fileprivate var name: String { "\(request.method) \(request.url)" }

  /// The cells of a row of Markdown.
  var row: [String] {
    let mark =
      switch direction {
      case .worse: "WORSE"
      case .better: "better"
      case .same: ""
      }
    return [
      mark, name, before.statusText, after.statusText, (after?.cause ?? before?.cause)?.rawValue ?? "",
    ]
  }

  /// The difference as `whatif --format json` writes it.
  var json: JSONValue {
    .members([
      ("request", .string(name)), ("direction", .string(direction.rawValue)),
      ("before", before.map(\.summary)), ("after", after.map(\.summary)),
    ])
  }
}

extension RequestPrediction {
  fileprivate var summary: JSONValue {
    .members([
      ("verdict", .string(verdict.rawValue)), ("statuses", .array(statuses.map { .integer($0) })),
      ("cause", cause.map { .string($0.rawValue) }), ("pool", pool.map { .string($0.name) }),
      ("location", location.map { .string($0) }),
    ])
  }
}

extension RequestPrediction? {
  /// The statuses in a word or two.
  fileprivate var statusText: String {
    guard let self else { return "no gateway" }
    if self.verdict == .undetermined { return self.verdict.rawValue }
    return self.answers.map(\.statusText).uniqued.joined(separator: " or ")
  }
}
