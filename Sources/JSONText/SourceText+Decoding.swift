extension SourceText {
  /// The text as UTF-8 without a byte-order mark, which json-c refuses. UTF-16 without one is known by its zero bytes: an
  /// object or array begins with two ASCII characters (RFC 4627 §3).
  static func utf8(from bytes: [UInt8]) -> [UInt8] {
    guard bytes.count >= 2 else { return bytes }
    switch (bytes[0], bytes[1]) {
    case (0xEF, 0xBB) where bytes.count >= 3 && bytes[2] == 0xBF: return Array(bytes[3...])
    case (0xFF, 0xFE): return utf8(fromUTF16: bytes[2...], isBigEndian: false)
    case (0xFE, 0xFF): return utf8(fromUTF16: bytes[2...], isBigEndian: true)
    default: break
    }
    switch bytes.prefix(4).map({ $0 == 0 }) {
    case [true, false, true, false], [true, false]: return utf8(fromUTF16: bytes[...], isBigEndian: true)
    case [false, true, false, true], [false, true]: return utf8(fromUTF16: bytes[...], isBigEndian: false)
    default: return bytes
    }
  }

  /// Half a surrogate pair becomes the three bytes UTF-8 does not allow, and half a unit at the end the byte 0xFF, so that
  /// the check finds both.
  private static func utf8(fromUTF16 bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
    bytes.withUnsafeBufferPointer { bytes in
      let unitCount = bytes.count / 2
      func unit(_ index: Int) -> UInt32 {
        let first = UInt32(bytes[2 * index])
        let second = UInt32(bytes[2 * index + 1])
        return isBigEndian ? first << 8 | second : second << 8 | first
      }
      var result: [UInt8] = []
      result.reserveCapacity(unitCount)
      var index = 0
      while index < unitCount {
        let high = unit(index)
        index += 1
        if index < unitCount, let scalar = Surrogates.scalar(high: high, low: unit(index)) {
          result.appendUTF8(scalar)
          index += 1
        } else {
          result.appendUTF8(high)
        }
      }
      if !bytes.count.isMultiple(of: 2) { result.append(0xFF) }
      return result
    }
  }
}
