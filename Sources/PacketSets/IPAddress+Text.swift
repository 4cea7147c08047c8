extension IPAddress: LosslessStringConvertible {
  /// Reads strict dotted decimal (no leading zeros, four bytes) or the IPv6 text of RFC 4291 §2.2; nil for anything else.
  package init?(_ text: String) {
    let bytes = text.utf8[...]
    if bytes.contains(UInt8(ascii: ":")) {
      guard let bits = Self.bits(ofV6: bytes) else { return nil }
      self.init(bits: bits)
    } else {
      guard let v4 = Self.bits(ofV4: bytes) else { return nil }
      self.init(v4: v4)
    }
  }

  /// Dotted decimal for IPv4 (also where it was read as IPv4-mapped), RFC 5952 text for IPv6.
  package var description: String {
    if let v4 {
      return "\(v4 >> 24).\(v4 >> 16 & 0xff).\(v4 >> 8 & 0xff).\(v4 & 0xff)"
    }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> (112 - 16 * $0)) }
    func joined(_ slice: ArraySlice<UInt16>) -> String {
      slice.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard let zeros = Self.longestZeroRun(groups) else { return joined(groups[...]) }
    return joined(groups[..<zeros.lowerBound]) + "::" + joined(groups[zeros.upperBound...])
  }

  /// The longest run of two or more zero groups, the first of equals: what RFC 5952 §4.2 lets "::" stand for.
  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int>? {
    var longest: Range<Int>?
    var start = 0
    for index in groups.indices {
      if groups[index] != 0 {
        start = index + 1
      } else if index - start + 1 > longest?.count ?? 1 {
        longest = start..<index + 1
      }
    }
    return longest
  }

  /// Four decimal bytes. A leading zero is refused: some readers take it for octal, so its meaning is not certain.
  private static func bits(ofV4 text: Substring.UTF8View) -> UInt32? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard let byte = decimal(part, upTo: 255) else { return nil }
      bits = bits << 8 | UInt32(byte)
    }
    return bits
  }

  /// Eight groups, of which one "::" may stand for one or more of zero and a dotted decimal for the last two.
  private static func bits(ofV6 text: Substring.UTF8View) -> UInt128? {
    let colon = UInt8(ascii: ":")
    guard let gap = text.indices.first(where: { text[$0] == colon && text[$0...].dropFirst().first == colon }) else {
      guard let groups = groups(of: text, mayEndInV4: true), groups.count == 8 else { return nil }
      return bits(of: groups)
    }
    let head = text[..<gap]
    let tail = text[gap...].dropFirst(2)
    guard let before = head.isEmpty ? [] : groups(of: head, mayEndInV4: false),
      let after = tail.isEmpty ? [] : groups(of: tail, mayEndInV4: true),
      before.count + after.count < 8
    else { return nil }
    return bits(of: before + Array(repeating: 0, count: 8 - before.count - after.count) + after)
  }

  private static func bits(of groups: [UInt16]) -> UInt128 {
    groups.reduce(0) { $0 << 16 | UInt128($1) }
  }

  /// The groups between single colons; nil where one is not one to four hexadecimal digits.
  private static func groups(of text: Substring.UTF8View, mayEndInV4: Bool) -> [UInt16]? {
    var groups: [UInt16] = []
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if mayEndInV4, index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
        guard let v4 = bits(ofV4: part) else { return nil }
        groups += [UInt16(v4 >> 16), UInt16(truncatingIfNeeded: v4)]
        continue
      }
      // The radix initialiser takes a sign, an address does not.
      guard (1...4).contains(part.count), part.first != UInt8(ascii: "+"),
        let group = UInt16(Substring(part), radix: 16)
      else { return nil }
      groups.append(group)
    }
    return groups
  }

  /// A decimal number of digits alone, without leading zeros, of at most `limit`.
  static func decimal(_ text: Substring.UTF8View, upTo limit: Int) -> Int? {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard text.allSatisfy(digits.contains), text.count == 1 || text.first != digits.lowerBound,
      let number = Int(Substring(text)), number <= limit
    else { return nil }
    return number
  }
}
