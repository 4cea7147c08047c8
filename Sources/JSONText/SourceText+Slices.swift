extension SourceText {
  /// The document's value, up to the last byte that is not blank; only meaningful after `check()` found no syntax error.
  package var root: JSONSlice {
    get throws(JSONProblem) {
      let range = bytes.withUnsafeBufferPointer { bytes in
        let start = bytes.endOfWhitespace(from: 0)
        var end = bytes.count
        while end > start, Byte.isWhitespace(bytes[end - 1]) { end -= 1 }
        return start..<end
      }
      guard !range.isEmpty else { throw JSONProblem(source: self, path: .root, offset: 0, kind: .empty) }
      return JSONSlice(text: self, range: range, path: .root)
    }
  }

  /// The value at a path; nil when it is not there.
  package func slice(at path: JSONPath) -> JSONSlice? {
    var current = try? root
    for step in path.steps {
      switch step {
      case .root: break
      case .key(_, let name): current = current?.members.last { $0.key == name }?.value
      case .index(_, let index):
        let elements = current?.elements ?? []
        current = elements.indices.contains(index) ? elements[index] : nil
      }
    }
    return current
  }
}
