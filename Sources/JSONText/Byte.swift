/// The ASCII bytes JSON is made of. Computed, so that no table is set up at start.
enum Byte {
  static var tab: UInt8 { 0x09 }
  static var lineFeed: UInt8 { 0x0A }
  static var carriageReturn: UInt8 { 0x0D }
  static var space: UInt8 { 0x20 }
  static var quote: UInt8 { 0x22 }
  static var dollar: UInt8 { 0x24 }
  static var apostrophe: UInt8 { 0x27 }
  static var asterisk: UInt8 { 0x2A }
  static var plus: UInt8 { 0x2B }
  static var comma: UInt8 { 0x2C }
  static var minus: UInt8 { 0x2D }
  static var point: UInt8 { 0x2E }
  static var slash: UInt8 { 0x2F }
  static var zero: UInt8 { 0x30 }
  static var nine: UInt8 { 0x39 }
  static var colon: UInt8 { 0x3A }
  static var arrayStart: UInt8 { 0x5B }
  static var backslash: UInt8 { 0x5C }
  static var arrayEnd: UInt8 { 0x5D }
  static var underscore: UInt8 { 0x5F }
  static var f: UInt8 { 0x66 }
  static var n: UInt8 { 0x6E }
  static var t: UInt8 { 0x74 }
  static var u: UInt8 { 0x75 }
  static var objectStart: UInt8 { 0x7B }
  static var objectEnd: UInt8 { 0x7D }

  /// Whether JSON allows the byte between tokens.
  static func isWhitespace(_ byte: UInt8) -> Bool {
    byte == space || byte == lineFeed || byte == carriageReturn || byte == tab
  }

  static func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

  /// ASCII letters, digits and the underscore.
  static func isIdentifier(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 26 || byte == underscore }

  /// What an unquoted word or number, right or wrong, is made of.
  static func isWord(_ byte: UInt8) -> Bool {
    isIdentifier(byte) || byte == plus || byte == minus || byte == point || byte == dollar
  }

  /// The letter in lower case; every other byte as it is.
  static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
