/// The contents of strings and keys.
extension UnsafeBufferPointer<UInt8> {
  /// The UTF-8 bytes that a string's inside (without quotes) stands for, escapes resolved; U+FFFD for half a surrogate pair.
  func unescaped(_ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      guard self[index] == Byte.backslash, index + 1 < range.upperBound else {
        result.append(self[index])
        index += 1
        continue
      }
      switch self[index + 1] {
      case Byte.u:
        let (scalar, end) = unescapedScalar(at: index, end: range.upperBound)
        result.appendUTF8(scalar)
        index = end
        continue
      case 0x62: result.append(0x08)
      case Byte.f: result.append(0x0C)
      case Byte.n: result.append(Byte.lineFeed)
      case 0x72: result.append(Byte.carriageReturn)
      case Byte.t: result.append(Byte.tab)
      case let other: result.append(other)
      }
      index += 2
    }
    return result
  }

  /// The scalar of the `\u` escape (or of the pair of them) at an offset, and the offset after it.
  private func unescapedScalar(at index: Int, end: Int) -> (scalar: UInt32, end: Int) {
    guard let unit = escapedUnit(at: index, end: end) else { return (0xFFFD, index + 2) }
    guard Surrogates.contains(unit) else { return (unit, index + 6) }
    if let low = escapedUnit(at: index + 6, end: end), let scalar = Surrogates.scalar(high: unit, low: low) {
      return (scalar, index + 12)
    }
    return (0xFFFD, index + 6)
  }

  /// The UTF-16 unit that `\uXXXX` at an offset stands for; nil when that is not what stands there.
  func escapedUnit(at index: Int, end: Int) -> UInt32? {
    guard index + 6 <= end, self[index] == Byte.backslash, self[index + 1] == Byte.u else { return nil }
    var unit: UInt32 = 0
    for digit in self[index + 2..<index + 6] {
      switch digit {
      case Byte.zero...Byte.nine: unit = unit << 4 | UInt32(digit - Byte.zero)
      case 0x41...0x46, 0x61...0x66: unit = unit << 4 | (UInt32(digit | 0x20) - 0x57)
      default: return nil
      }
    }
    return unit
  }

  /// The length of the UTF-8 sequence at an offset, 1 to 4 bytes; nil when it is not valid (Unicode, table 3-7).
  func utf8Length(at index: Int) -> Int? {
    let lead = self[index]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case ..<0x80: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if lead == 0xE0 { second = 0xA0...0xBF }
      if lead == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if lead == 0xF0 { second = 0x90...0xBF }
      if lead == 0xF4 { second = 0x80...0x8F }
    default: return nil
    }
    guard index + length <= count, second ~= self[index + 1] else { return nil }
    for trail in index + 2..<Swift.max(index + length, index + 2) where self[trail] & 0xC0 != 0x80 { return nil }
    return length
  }

  /// The key or string whose inside (without quotes) is given; bytes that are not UTF-8 become U+FFFD.
  func string(_ range: Range<Int>) -> String {
    let inside = self[range]
    guard inside.contains(Byte.backslash) else { return String(decoding: inside, as: UTF8.self) }
    return String(decoding: unescaped(range), as: UTF8.self)
  }

  /// Whether a key's inside spells exactly this key.
  func isKey(_ range: Range<Int>, _ key: String) -> Bool {
    if self[range].contains(Byte.backslash) { return KeySpelling.isSame(unescaped(range), key) }
    return KeySpelling.isSame(self[range], key)
  }

  /// Whether a key's inside spells this key but for the case of ASCII letters.
  func isSimilarKey(_ range: Range<Int>, _ key: String) -> Bool {
    if self[range].contains(Byte.backslash) { return KeySpelling.isSimilar(unescaped(range), key) }
    return KeySpelling.isSimilar(self[range], key)
  }

  /// What stands at an offset, for a message: a word, a visible character, or its code when nobody could see it.
  func excerpt(at start: Int) -> String {
    guard start < count else { return "" }
    var end = start
    while end < count, end - start < SourceText.excerptLimit, Byte.isWord(self[end]) { end += 1 }
    if end > start { return String(decoding: self[start..<end], as: UTF8.self) }
    guard let length = utf8Length(at: start) else { return "0x" + String(self[start], radix: 16, uppercase: true) }
    let character = String(decoding: self[start..<start + length], as: UTF8.self)
    guard let scalar = character.unicodeScalars.first else { return "" }
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
      let code = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: Swift.max(0, 4 - code.count)) + code
    default:
      return character
    }
  }
}
