import Explanations
import JSONText
import Outcomes

extension Step {
  /// The step as `trace` and `resolve` write it.
  func json(isDecisive: Bool, in narration: Narration) -> JSONValue {
    .members([
      ("kind", .string(kind)), ("direction", .string(leg.rawValue)), ("verdict", .string(verdict.rawValue)),
      ("decisive", .boolean(isDecisive)), ("resource", subject.map { .string($0.resource.jsonName) }),
      ("rule", subject?.rule.map { .string($0) }), ("outcome", outcome.map { .string($0.rawValue) }),
      ("text", .string(line)), ("evidence", .array(evidence(in: narration).map { .string($0) })),
      ("nearMisses", nearMissesJSON(in: narration)), ("origin", subject?.origin?.json),
    ])
  }

  private func nearMissesJSON(in narration: Narration) -> JSONValue? {
    guard case .rule(let step) = detail, !step.nearMisses.isEmpty else { return nil }
    return .array(
      zip(step.nearMisses, nearMisses(in: narration)).map { miss, text in
        .members([
          ("rule", .string(miss.rule)), ("priority", .integer(miss.priority)), ("text", .string(text)),
          ("origin", miss.origin?.json),
        ])
      })
  }
}

extension ResourceID {
  /// The id; the name alone for a server, which is no Azure resource.
  var jsonName: String { type.contains("/") ? text : path }
}

extension Origin {
  /// File, line, column and JSON path.
  var json: JSONValue {
    let position = position
    return .members([
      ("file", .string(file)), ("line", position.map { .integer($0.line) }),
      ("column", position.map { .integer($0.column) }),
      ("path", .string(path.description)),
    ])
  }
}

extension MissingFact {
  /// The fact and what supplies it.
  func json(_ hint: ServerHint = ServerHint()) -> JSONValue {
    let supply = supply(hint)
    return .members([
      ("outcome", .string(outcome.rawValue)), ("text", .string(sentence)),
      ("add", supply.isScenario ? .string(supply.text) : nil),
      ("command", supply.isCommand ? .string(supply.text) : nil),
      ("advice", supply.isScenario || supply.isCommand ? nil : .string(supply.text)),
    ])
  }
}

extension Assumption {
  /// Its stable name and its sentence.
  var json: JSONValue { ["kind": .string(code), "text": .string(sentence)] }
}

extension Supply {
  fileprivate var isScenario: Bool {
    if case .scenario = self { true } else { false }
  }

  fileprivate var isCommand: Bool {
    if case .command = self { true } else { false }
  }
}
