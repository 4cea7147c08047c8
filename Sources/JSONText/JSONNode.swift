import CJSONC

/// A value parsed by json-c, valid as long as any node of its document lives. Not Sendable, like the document it keeps alive.
package struct JSONNode {
  private let document: JSONDocument
  /// json-c's value, nil for a JSON null.
  private let pointer: OpaquePointer?
  /// The place of the value in its document.
  package let path: JSONPath

  init(document: JSONDocument, pointer: OpaquePointer?, path: JSONPath) {
    self.document = document
    self.pointer = pointer
    self.path = path
  }

  /// The text the value is from.
  package var text: SourceText { document.text }

  /// What the value is.
  package var kind: JSONKind {
    switch type {
    case json_type_object: .object
    case json_type_array: .array
    case json_type_string: .string
    case json_type_int, json_type_double: .number
    case json_type_boolean: .boolean
    default: .null
    }
  }

  /// json-c's finer type, which tells integers from other numbers.
  var type: json_type { read { json_object_get_type($0) } }

  /// The value of the member with exactly this key, else the first of those that differ in the case of ASCII letters only. Nil
  /// when there is none, when it is null (Azure writes null for what is not set), and for a value that is no object.
  package subscript(key: String) -> JSONNode? {
    guard type == json_type_object else { return nil }
    return read { object in
      var value: OpaquePointer?
      if json_object_object_get_ex(object, key, &value) != 0 {
        return value.map { child($0, path.appending(key: key)) }
      }
      // Most fields that are asked for are not there: keys are compared where json-c keeps them.
      var key = key
      var entry = json_object_get_object(object)?.pointee.head
      while let current = entry {
        let name = lh_entry_k(current).assumingMemoryBound(to: UInt8.self)
        if let value = lh_entry_v(current), KeySpelling.isSimilar(terminated: name, &key) {
          return child(OpaquePointer(value), path.appending(key: String(cString: name)))
        }
        entry = current.pointee.next
      }
      return nil
    }
  }

  /// The members of an object in the order of the text, nulls included; none for any other value.
  package var members: [(key: String, value: JSONNode)] {
    entries.map { ($0.key, child($0.value, path.appending(key: $0.key))) }
  }

  /// The elements of an array, nulls included; none for any other value.
  package var elements: [JSONNode] {
    guard type == json_type_array else { return [] }
    return read { array in
      (0..<json_object_array_length(array)).map { index in
        child(json_object_array_get_idx(array, index), path.appending(index: Int(index)))
      }
    }
  }

  /// The keys and values of an object in json-c's order, which is the text's.
  private var entries: [(key: String, value: OpaquePointer?)] {
    guard type == json_type_object else { return [] }
    return read { object in
      var entries: [(key: String, value: OpaquePointer?)] = []
      var entry = json_object_get_object(object)?.pointee.head
      while let current = entry {
        let key = String(cString: lh_entry_k(current).assumingMemoryBound(to: CChar.self))
        entries.append((key, lh_entry_v(current).map { OpaquePointer($0) }))
        entry = current.pointee.next
      }
      return entries
    }
  }

  private func child(_ pointer: OpaquePointer?, _ path: JSONPath) -> JSONNode {
    JSONNode(document: document, pointer: pointer, path: path)
  }

  /// Hands out json-c's value while the document is certain to live.
  func read<Result>(_ body: (OpaquePointer?) -> Result) -> Result {
    withExtendedLifetime(document) { body(pointer) }
  }
}
