import CJSONC

extension JSONValue {
  /// The value as json-c prints it, without a line end after it: over several lines, indented by two spaces, or in one line
  /// without blanks. A key ends before a character U+0000, which json-c's keys cannot hold.
  package func text(pretty: Bool) -> String {
    let object = makeObject()
    defer { json_object_put(object) }
    let layout = pretty ? JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED : JSON_C_TO_STRING_PLAIN
    var length = 0
    let text = json_object_to_json_string_length(object, layout | JSON_C_TO_STRING_NOSLASHESCAPE, &length)
    return String(decoding: UnsafeRawBufferPointer(start: text, count: text == nil ? 0 : length), as: UTF8.self)
  }

  /// The value as json-c's, owned by the caller; nil for null, as json-c has it.
  private func makeObject() -> OpaquePointer? {
    switch self {
    case .null:
      return nil
    case .boolean(let value):
      return json_object_new_boolean(value ? 1 : 0)
    case .integer(let value):
      return json_object_new_int64(Int64(value))
    case .number(let value):
      // Swift's shortest text that reads back as the same number; json-c's own would write 0.1 with seventeen digits.
      return value.isFinite ? json_object_new_double_s(value, value.description) : nil
    case .string(let value):
      var value = value
      return value.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          json_object_new_string_len($0.baseAddress, Int32(clamping: $0.count))
        }
      }
    case .array(let elements):
      let array = json_object_new_array()
      for element in elements { json_object_array_add(array, element.makeObject()) }
      if elements.isEmpty { Self.print(array, as: "[]") }
      return array
    case .object(let members):
      let object = json_object_new_object()
      for member in members { json_object_object_add(object, member.key, member.value.makeObject()) }
      if members.isEmpty { Self.print(object, as: "{}") }
      return object
    }
  }

  /// Has json-c print a fixed text for an empty array or object, which its pretty form would spread over two lines.
  private static func print(_ object: OpaquePointer?, as text: StaticString) {
    let userdata = UnsafeMutableRawPointer(mutating: text.utf8Start)
    json_object_set_serializer(object, json_object_userdata_to_json_string, userdata, nil)
  }
}
