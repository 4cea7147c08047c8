/// Names that a mistyped one may have meant.
package enum NearestNames {
  /// How many single-character insertions, deletions, replacements and swaps of neighbours lead from one text to the other,
  /// counted up to `limit`, beyond which it is `limit + 1`. Letter case does not count.
  package static func distance(_ a: String, _ b: String, limit: Int) -> Int {
    let a = Array(a.lowercased().unicodeScalars)
    let b = Array(b.lowercased().unicodeScalars)
    guard abs(a.count - b.count) <= limit else { return limit + 1 }
    var before: [Int] = []
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var next = [i + 1]
      for j in 0..<b.count {
        var best = min(next[j], row[j + 1]) + 1
        best = min(best, row[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        next.append(best)
      }
      guard next.min()! <= limit else { return limit + 1 }
      before = row
      row = next
    }
    return min(row[b.count], limit + 1)
  }

  /// The closest of the known names, at most three, best first; empty when none is close. A third of the characters may differ.
  package static func near(_ text: String, in known: [String]) -> [String] {
    // A name of hundreds of characters is nobody's slip of the finger, and comparing it is slow.
    guard !text.isEmpty, text.utf8.count <= 120 else { return [] }
    let limit = min(4, max(1, text.count / 3))
    let scored = known.compactMap { name -> (name: String, distance: Int)? in
      let whole = distance(text, name, limit: limit)
      // A person may have left out what stands before the last name: `deny-al` means `nsg-api/Deny-All`.
      let tail = name.split(separator: "/").last.map { distance(text, String($0), limit: limit) } ?? whole
      let best = min(whole, tail)
      return best <= limit ? (name, best) : nil
    }
    return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }
}
