/// UTF-16's way to write a scalar beyond U+FFFF in two units, which JSON's `\u` escapes share.
enum Surrogates {
  /// The scalar that two units make together; nil when they are not a pair.
  static func scalar(high: UInt32, low: UInt32) -> UInt32? {
    guard 0xD800...0xDBFF ~= high, 0xDC00...0xDFFF ~= low else { return nil }
    return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
  }

  /// Whether a unit means nothing without its partner.
  static func contains(_ unit: UInt32) -> Bool { 0xD800...0xDFFF ~= unit }
}

extension [UInt8] {
  /// Appends a scalar's UTF-8 form; a surrogate gets the form it would have if UTF-8 allowed it.
  mutating func appendUTF8(_ scalar: UInt32) {
    func trail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | scalar >> shift & 0x3F) }
    switch scalar {
    case ..<0x80:
      append(UInt8(scalar))
    case ..<0x800:
      append(UInt8(0xC0 | scalar >> 6))
      append(trail(0))
    case ..<0x10000:
      append(UInt8(0xE0 | scalar >> 12))
      append(trail(6))
      append(trail(0))
    default:
      append(UInt8(0xF0 | scalar >> 18))
      append(trail(12))
      append(trail(6))
      append(trail(0))
    }
  }
}
