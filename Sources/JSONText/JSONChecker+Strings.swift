extension JSONChecker {
  /// Steps over the string at the next byte, its quotes included; true when it has escapes.
  mutating func scanString() throws(JSONProblem) -> Bool {
    let start = index
    var hasEscape = false
    var isReported = false
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case Byte.quote:
        index += 1
        return hasEscape
      case Byte.backslash:
        hasEscape = true
        if let kind = try scanEscape(), !isReported {
          isReported = true
          report(kind.kind, at: kind.offset)
        }
      case Byte.lineFeed, Byte.carriageReturn:
        throw problem(.unterminatedString, at: start)
      case ..<Byte.space:
        throw problem(.controlCharacter, at: index)
      case 0x80...:
        if let length = bytes.utf8Length(at: index) {
          index += length
        } else {
          if !isReported {
            isReported = true
            report(isSurrogate(at: index) ? .unpairedSurrogate : .invalidUTF8, at: index)
          }
          index += 1
        }
      default:
        index += 1
      }
    }
    throw problem(.unterminatedString, at: start)
  }

  /// Whether the three bytes here would be a surrogate if UTF-8 allowed it: what decoding leaves of half a pair.
  private func isSurrogate(at index: Int) -> Bool {
    index + 2 < bytes.count && bytes[index] == 0xED && 0xA0...0xBF ~= bytes[index + 1]
  }

  /// Steps over the escape at the next byte; what is wrong with the character it stands for, and where.
  private mutating func scanEscape() throws(JSONProblem) -> (kind: JSONProblem.Kind, offset: Int)? {
    let start = index
    guard index + 1 < bytes.count else {
      index += 1
      return nil
    }
    switch bytes[index + 1] {
    case Byte.quote, Byte.backslash, Byte.slash, 0x62, Byte.f, Byte.n, 0x72, Byte.t:
      index += 2
      return nil
    case Byte.u:
      guard let unit = bytes.escapedUnit(at: index, end: bytes.count) else { throw problem(.invalidEscape, at: start) }
      index += 6
      if unit == 0 { return (.nulInString, start) }
      guard Surrogates.contains(unit) else { return nil }
      guard let low = bytes.escapedUnit(at: index, end: bytes.count), Surrogates.scalar(high: unit, low: low) != nil
      else { return (.unpairedSurrogate, start) }
      index += 6
      return nil
    default:
      throw problem(.invalidEscape, at: start)
    }
  }
}
