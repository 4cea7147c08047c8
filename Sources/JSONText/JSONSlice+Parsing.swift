import CJSONC

extension JSONSlice {
  /// The value parsed by json-c in its strict mode, this slice alone.
  ///
  /// - Throws: `JSONProblem` when json-c refuses the value, which it does not after a check without syntax errors.
  package func parse() throws(JSONProblem) -> JSONNode {
    guard range.count < Int(Int32.max) else { throw problem(.tooLarge(limit: Int(Int32.max) - 1)) }
    // json-c counts the value inside the innermost brackets as a level, and keeps one in reserve.
    let tokener = json_tokener_new_ex(Int32(SourceText.depthLimit + 2))
    guard let tokener else { throw problem(.refused(reason: "out of memory")) }
    defer { json_tokener_free(tokener) }
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT)
    var object: OpaquePointer?
    text.bytes.withUnsafeBufferPointer { bytes in
      bytes[range].withMemoryRebound(to: CChar.self) { slice in
        object = json_tokener_parse_ex(tokener, slice.baseAddress, Int32(slice.count))
      }
    }
    // A number or a literal ends where the text ends, which json-c knows only by a zero byte.
    if json_tokener_get_error(tokener) == json_tokener_continue { object = json_tokener_parse_ex(tokener, "", 1) }
    let error = json_tokener_get_error(tokener)
    guard error == json_tokener_success else {
      json_object_put(object)
      throw problem(.refused(reason: String(cString: json_tokener_error_desc(error))))
    }
    return JSONNode(document: JSONDocument(root: object, text: text), pointer: object, path: path)
  }

  private func problem(_ kind: JSONProblem.Kind) -> JSONProblem {
    JSONProblem(source: text, path: path, offset: range.lowerBound, kind: kind)
  }
}
