import JSONText

/// A text named `test.json`.
func source(_ text: String) -> SourceText { SourceText(name: "test.json", bytes: Array(text.utf8)) }

/// The kinds of all problems the check finds.
func problemKinds(_ text: String) -> [JSONProblem.Kind] { source(text).check().map(\.kind) }

/// The root of a text that has to be right, parsed.
func parsed(_ text: String) throws -> JSONNode { try source(text).root.parse() }

/// A position, for comparing.
func at(_ line: Int, _ column: Int) -> TextPosition { TextPosition(line: line, column: column) }

/// The value as JSON to write, members in order: what json-c made of a text.
func value(of node: JSONNode) throws -> JSONValue {
  switch node.kind {
  case .object: .object(try node.members.map { JSONValue.Member($0.key, try value(of: $0.value)) })
  case .array: .array(try node.elements.map { try value(of: $0) })
  case .string: .string(try node.string())
  case .number: if let integer = try? node.integer() { .integer(integer) } else { .number(try node.number()) }
  case .boolean: .boolean(try node.boolean())
  case .null: .null
  }
}

/// The value as JSON to write, cut with slices as far down as they go and parsed only at the leaves.
func value(of slice: JSONSlice) throws -> JSONValue {
  switch slice.kind {
  case .object: .object(try slice.members.map { JSONValue.Member($0.key, try value(of: $0.value)) })
  case .array: .array(try slice.elements.map { try value(of: $0) })
  default: try value(of: slice.parse())
  }
}

/// Repeatable random numbers (the splitmix64 generator).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
