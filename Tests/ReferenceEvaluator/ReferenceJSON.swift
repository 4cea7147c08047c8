/// A JSON value whose objects keep the order of their members.
indirect enum ReferenceJSON: Sendable {
  case string(String)
  case number(Int)
  case bool(Bool)
  case null
  case array([ReferenceJSON])
  case object([(String, ReferenceJSON)])

  /// The value as text, without white space; names in this module need no escape but for quotes and backslashes.
  var text: String {
    switch self {
    case .string(let value):
      return "\"" + String(value.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }) + "\""
    case .number(let value): return String(value)
    case .bool(let value): return value ? "true" : "false"
    case .null: return "null"
    case .array(let values): return "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      return "{" + members.map { ReferenceJSON.string($0.0).text + ":" + $0.1.text }.joined(separator: ",") + "}"
    }
  }
}
