/// A pattern in which `*` stands for any run of characters; everything else is compared without regard to ASCII letter case.
package struct Wildcard: Hashable, Sendable {
  private let pattern: [UInt8]
  /// Whether `?` stands for one character, as in the host names of listeners.
  private let knowsQuestionMark: Bool

  /// A pattern as written.
  package init(_ pattern: String, knowsQuestionMark: Bool = false) {
    self.pattern = Array(pattern.lowercased().utf8)
    self.knowsQuestionMark = knowsQuestionMark
  }

  /// Whether the whole text fits the pattern.
  package func matches(_ text: String) -> Bool {
    let text = Array(text.lowercased().utf8)
    var p = 0
    var t = 0
    // The last star and how much of the text it has taken so far.
    var star = -1
    var taken = 0
    while t < text.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = p
        taken = t
        p += 1
      } else if p < pattern.count,
        pattern[p] == text[t] || (knowsQuestionMark && pattern[p] == UInt8(ascii: "?"))
      {
        p += 1
        t += 1
      } else if star >= 0 {
        p = star + 1
        taken += 1
        t = taken
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
