extension SourceText {
  /// The line and column of a byte offset of the decoded text, found by counting from the start.
  package func position(offset: Int) -> TextPosition {
    decoded.withUnsafeBufferPointer { bytes in
      let end = min(max(offset, 0), bytes.count)
      var line = 1
      var lineStart = 0
      for index in 0..<end where Byte.isLineEnd(bytes[index]) {
        if bytes[index] == Byte.carriageReturn, index + 1 < bytes.count, bytes[index + 1] == Byte.lineFeed { continue }
        line += 1
        lineStart = index + 1
      }
      var column = 1
      for index in lineStart..<end where bytes[index] & 0xC0 != 0x80 { column += 1 }
      return TextPosition(line: line, column: column)
    }
  }

  /// Where the value at a path starts, found by reading the text again; nil when it is not there.
  package func position(of path: JSONPath) -> TextPosition? {
    offsets(of: path).map { position(offset: $0.value) }
  }

  /// Where the key of the member at a path starts; nil when the path is not a member's or is not there.
  package func keyPosition(of path: JSONPath) -> TextPosition? {
    offsets(of: path)?.key.map { position(offset: $0) }
  }

  /// The offsets of the value at a path and of its key's opening quote; of two equal keys the last, whose value json-c takes.
  private func offsets(of path: JSONPath) -> (key: Int?, value: Int)? {
    bytes.withUnsafeBufferPointer { bytes in
      var key: Int?
      var value = bytes.endOfWhitespace(from: 0)
      guard value < bytes.count else { return nil }
      for step in path.steps {
        let container = value
        var found: Int?
        key = nil
        switch step {
        case .root:
          found = container
        case .key(_, let name):
          bytes.forEachMember(ofObjectAt: container) { keyRange, valueRange in
            guard bytes.isKey(keyRange, name) else { return }
            key = keyRange.lowerBound - 1
            found = valueRange.lowerBound
          }
        case .index(_, let index):
          var remaining = index
          bytes.forEachElement(ofArrayAt: container) { range in
            if remaining == 0 { found = range.lowerBound }
            remaining -= 1
            return remaining >= 0
          }
        }
        guard let found else { return nil }
        value = found
      }
      return (key, value)
    }
  }
}
