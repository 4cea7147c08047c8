import JSONText

/// Takes members out of an object's text: each with its key and one comma, and with its line where nothing else stands on it.
struct MemberRemoval {
  private let text: SourceText
  /// The bytes to take out; they do not overlap.
  let ranges: [Range<Int>]

  /// A removal of the members at these paths.
  init(_ object: JSONSlice, paths: Set<JSONPath>) {
    text = object.text
    let members = object.members.map(\.value)
    let lastKept = members.lastIndex { !paths.contains($0.path) } ?? -1
    var ranges: [Range<Int>] = []
    for (index, value) in members.enumerated() where paths.contains(value.path) {
      let member = Self.keyStart(before: value.range.lowerBound, in: text.bytes)..<value.range.upperBound
      // The comma behind a member goes with it; behind the last one that stays, the comma before it does.
      if index < lastKept, let comma = Self.comma(after: member.upperBound, in: text.bytes) {
        ranges += Self.joined(member, comma, in: text.decoded)
      } else if index > 0, let comma = Self.comma(after: members[index - 1].range.upperBound, in: text.bytes) {
        ranges += Self.joined(comma, member, in: text.decoded)
      } else {
        ranges.append(member)
      }
    }
    let decoded = text.decoded
    self.ranges = ranges.map { Self.widened($0, in: decoded) }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { isSpace(byte) || byte == 0x0A || byte == 0x0D }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// Where the key's opening quote stands. Keys of expectations hold no quotes; comments are blank in these bytes.
  private static func keyStart(before value: Int, in bytes: [UInt8]) -> Int {
    var start = value - 1
    while isBlank(bytes[start]) || bytes[start] == UInt8(ascii: ":") { start -= 1 }
    repeat { start -= 1 } while bytes[start] != UInt8(ascii: "\"")
    return start
  }

  private static func comma(after end: Int, in bytes: [UInt8]) -> Range<Int>? {
    var index = end
    while index < bytes.count, isBlank(bytes[index]) { index += 1 }
    return index < bytes.count && bytes[index] == UInt8(ascii: ",") ? index..<index + 1 : nil
  }

  /// Two neighbours as one range, unless a comment stands between them.
  private static func joined(_ first: Range<Int>, _ second: Range<Int>, in decoded: [UInt8]) -> [Range<Int>] {
    decoded[first.upperBound..<second.lowerBound].allSatisfy(isBlank)
      ? [first.lowerBound..<second.upperBound] : [first, second]
  }

  /// The range with the rest of its lines where that is blank, else with the blanks behind it, or before it where more follows
  /// at once.
  private static func widened(_ range: Range<Int>, in decoded: [UInt8]) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while end < decoded.count, isSpace(decoded[end]) { end += 1 }
    while start > 0, isSpace(decoded[start - 1]) { start -= 1 }
    let startsLine = start == 0 || decoded[start - 1] == 0x0A
    let endsLine = end == decoded.count || decoded[end] == 0x0A || decoded[end] == 0x0D
    if startsLine, endsLine {
      if end < decoded.count, decoded[end] == 0x0D { end += 1 }
      if end < decoded.count, decoded[end] == 0x0A { end += 1 }
      return start..<end
    }
    // A comma before the member stands on the line of its neighbour, whose blanks and line end stay.
    if decoded[range.lowerBound] == UInt8(ascii: ",") { return range }
    return endsLine ? start..<range.upperBound : range.lowerBound..<end
  }
}
