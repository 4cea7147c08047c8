import CJSONC

/// Reads that name the type they need; a value of another kind is a problem with its path, what was expected and what is there.
extension JSONNode {
  /// The text of a string.
  package func string() throws(JSONProblem) -> String {
    guard type == json_type_string else { throw wrongType(expected: .string) }
    return read { string in
      let length = Int(json_object_get_string_len(string))
      guard let start = json_object_get_string(string) else { return "" }
      return String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
    }
  }

  /// The value of a number without fraction and exponent: `80`, but not `80.0` or `"80"`.
  package func integer() throws(JSONProblem) -> Int {
    switch type {
    case json_type_int:
      // Beyond Int64 json-c clamps, which only its unsigned reading shows.
      guard read({ json_object_get_uint64($0) }) <= UInt64(Int64.max) else {
        throw problem(.numberOutOfRange(excerpt))
      }
      return Int(read { json_object_get_int64($0) })
    case json_type_double: throw problem(.notAnInteger(excerpt))
    default: throw wrongType(expected: .number)
    }
  }

  /// The value of any number, as near as a double comes.
  package func number() throws(JSONProblem) -> Double {
    guard kind == .number else { throw wrongType(expected: .number) }
    return read { json_object_get_double($0) }
  }

  /// The value of `true` or `false`.
  package func boolean() throws(JSONProblem) -> Bool {
    guard type == json_type_boolean else { throw wrongType(expected: .boolean) }
    return read { json_object_get_boolean($0) != 0 }
  }

  /// The elements of an array, nulls included.
  package func array() throws(JSONProblem) -> [JSONNode] {
    guard type == json_type_array else { throw wrongType(expected: .array) }
    return elements
  }

  /// The node itself when it is an object.
  package func object() throws(JSONProblem) -> JSONNode {
    guard type == json_type_object else { throw wrongType(expected: .object) }
    return self
  }

  private func wrongType(expected: JSONKind) -> JSONProblem {
    problem(.wrongType(expected: expected, found: kind, excerpt: excerpt))
  }

  private func problem(_ kind: JSONProblem.Kind) -> JSONProblem {
    JSONProblem(source: text, path: path, offset: nil, kind: kind)
  }
}
