/// Steps over parts of a JSON text without looking into them. None of them fails or recurses: in a text that is not JSON they
/// stop somewhere before its end.
extension UnsafeBufferPointer<UInt8> {
  /// The first offset from `start` that is not blank.
  func endOfWhitespace(from start: Int) -> Int {
    var index = start
    while index < count, Byte.isWhitespace(self[index]) { index += 1 }
    return index
  }

  /// The offset after the closing quote of the string that opens at `start`, or the end of its line when it has none.
  func endOfString(from start: Int) -> Int {
    var index = start + 1
    while index < count {
      let byte = self[index]
      if byte == Byte.quote { return index + 1 }
      if byte == Byte.backslash {
        index += 2
      } else if Byte.isLineEnd(byte) {
        return index
      } else {
        index += 1
      }
    }
    return count
  }

  /// The offset after the value that starts at `start`; `start` itself when no value does.
  func endOfValue(from start: Int) -> Int {
    guard start < count else { return start }
    switch self[start] {
    case Byte.quote:
      return endOfString(from: start)
    case Byte.objectStart, Byte.arrayStart:
      return endOfContainer(from: start)
    default:
      var index = start
      while index < count, Byte.isWord(self[index]) { index += 1 }
      return index
    }
  }

  private func endOfContainer(from start: Int) -> Int {
    var depth = 0
    var index = start
    while index < count {
      switch self[index] {
      case Byte.quote:
        index = endOfString(from: index)
        continue
      case Byte.objectStart, Byte.arrayStart:
        depth += 1
      case Byte.objectEnd, Byte.arrayEnd:
        depth -= 1
        if depth == 0 { return index + 1 }
      default:
        break
      }
      index += 1
    }
    return count
  }

  /// Whether `/*` stands at an offset.
  func isBlockCommentStart(at index: Int) -> Bool {
    index + 1 < count && self[index] == Byte.slash && self[index + 1] == Byte.asterisk
  }

  /// The offset after the comment that starts at `start`, line end excluded; nil when none starts or it does not end.
  func endOfComment(from start: Int) -> Int? {
    var index = start + 2
    guard index <= count else { return nil }
    if self[start + 1] == Byte.slash {
      while index < count, !Byte.isLineEnd(self[index]) { index += 1 }
      return index
    }
    guard isBlockCommentStart(at: start) else { return nil }
    while index + 1 < count {
      if self[index] == Byte.asterisk, self[index + 1] == Byte.slash { return index + 2 }
      index += 1
    }
    return nil
  }

  /// Calls `body` with the ranges of each member's key (without its quotes) and value, for the object that starts at `start`.
  func forEachMember(ofObjectAt start: Int, _ body: (_ key: Range<Int>, _ value: Range<Int>) -> Void) {
    guard start < count, self[start] == Byte.objectStart else { return }
    var index = start
    repeat {
      let keyStart = endOfWhitespace(from: index + 1)
      guard keyStart < count, self[keyStart] == Byte.quote else { return }
      let keyEnd = endOfString(from: keyStart)
      let colon = endOfWhitespace(from: keyEnd)
      guard colon < count, self[colon] == Byte.colon else { return }
      let valueStart = endOfWhitespace(from: colon + 1)
      let valueEnd = endOfValue(from: valueStart)
      // Only in a text that is not JSON can the closing quote be missing; the range must be one all the same.
      body(keyStart + 1..<Swift.max(keyStart + 1, keyEnd - 1), valueStart..<valueEnd)
      index = endOfWhitespace(from: valueEnd)
    } while index < count && self[index] == Byte.comma
  }

  /// Calls `body` with the range of each element of the array that starts at `start`, until it answers false.
  func forEachElement(ofArrayAt start: Int, _ body: (_ element: Range<Int>) -> Bool) {
    guard start < count, self[start] == Byte.arrayStart else { return }
    var index = start
    repeat {
      let elementStart = endOfWhitespace(from: index + 1)
      let elementEnd = endOfValue(from: elementStart)
      guard elementEnd > elementStart, body(elementStart..<elementEnd) else { return }
      index = endOfWhitespace(from: elementEnd)
    } while index < count && self[index] == Byte.comma
  }
}
