/// A value's byte range in a checked text: cutting a large file into resources without parsing them.
package struct JSONSlice: Sendable {
  /// The text the value is in.
  package let text: SourceText
  /// The bytes of the value in the decoded text.
  package let range: Range<Int>
  /// The place of the value in its document.
  package let path: JSONPath

  /// What the value is, as its first byte tells.
  package var kind: JSONKind {
    switch text.bytes[range.lowerBound] {
    case Byte.objectStart: .object
    case Byte.arrayStart: .array
    case Byte.quote: .string
    case Byte.t, Byte.f: .boolean
    case Byte.n: .null
    default: .number
    }
  }

  /// The elements of an array, found by a scan that does not look into them; none for any other value.
  package var elements: [JSONSlice] {
    text.bytes.withUnsafeBufferPointer { bytes in
      var elements: [JSONSlice] = []
      bytes.forEachElement(ofArrayAt: range.lowerBound) { element in
        elements.append(JSONSlice(text: text, range: element, path: path.appending(index: elements.count)))
        return true
      }
      return elements
    }
  }

  /// The members of an object in the order of the text, found by a scan that does not look into their values; none for any
  /// other value.
  package var members: [(key: String, value: JSONSlice)] {
    text.bytes.withUnsafeBufferPointer { bytes in
      var members: [(key: String, value: JSONSlice)] = []
      bytes.forEachMember(ofObjectAt: range.lowerBound) { keyRange, valueRange in
        guard !valueRange.isEmpty else { return }
        let key = bytes.string(keyRange)
        members.append((key, JSONSlice(text: text, range: valueRange, path: path.appending(key: key))))
      }
      return members
    }
  }

  /// The value of the member with exactly this key (of two the last, which json-c takes), else the first of those that differ
  /// in the case of ASCII letters only. A null is a value here.
  package subscript(key: String) -> JSONSlice? {
    text.bytes.withUnsafeBufferPointer { bytes in
      var exact: (key: Range<Int>, value: Range<Int>)?
      var similar: (key: Range<Int>, value: Range<Int>)?
      bytes.forEachMember(ofObjectAt: range.lowerBound) { keyRange, valueRange in
        guard !valueRange.isEmpty else { return }
        if bytes.isKey(keyRange, key) {
          exact = (keyRange, valueRange)
        } else if similar == nil, bytes.isSimilarKey(keyRange, key) {
          similar = (keyRange, valueRange)
        }
      }
      guard let found = exact ?? similar else { return nil }
      return JSONSlice(text: text, range: found.value, path: path.appending(key: bytes.string(found.key)))
    }
  }
}
