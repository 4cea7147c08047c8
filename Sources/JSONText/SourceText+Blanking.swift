extension SourceText {
  /// The text with spaces for `//` and `/* */` comments and for commas before a closing bracket, which hand-written ARM
  /// templates and scenario files have. Line ends stay; an unterminated `/*` stays for the check to find.
  static func blanked(_ text: [UInt8]) -> [UInt8] {
    let ranges = text.withUnsafeBufferPointer { blankRanges($0) }
    guard !ranges.isEmpty else { return text }
    var result = text
    result.withUnsafeMutableBufferPointer { bytes in
      for range in ranges {
        for index in range where !Byte.isLineEnd(bytes[index]) { bytes[index] = Byte.space }
      }
    }
    return result
  }

  private static func blankRanges(_ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    // Only a comma after a value can be a trailing one: `[,]` stays wrong.
    var followsValue = false
    var commaAfterValue: Int?
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case Byte.space, Byte.lineFeed, Byte.carriageReturn, Byte.tab:
        index += 1
        continue
      case Byte.slash:
        if let end = bytes.endOfComment(from: index) {
          ranges.append(index..<end)
          index = end
          continue
        }
        if bytes.isBlockCommentStart(at: index) { return ranges }
        followsValue = true
      case Byte.quote:
        index = bytes.endOfString(from: index)
        followsValue = true
        commaAfterValue = nil
        continue
      case Byte.comma:
        commaAfterValue = followsValue ? index : nil
        followsValue = false
        index += 1
        continue
      case Byte.objectEnd, Byte.arrayEnd:
        if let comma = commaAfterValue { ranges.append(comma..<comma + 1) }
        followsValue = true
      case Byte.objectStart, Byte.arrayStart, Byte.colon:
        followsValue = false
      default:
        followsValue = true
      }
      commaAfterValue = nil
      index += 1
    }
    return ranges
  }
}
