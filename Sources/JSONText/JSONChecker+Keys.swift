extension JSONChecker {
  /// A key of an open object.
  struct Key {
    /// The key's text between its quotes.
    let inside: Range<Int>
    /// Whether the text has to be unescaped before it can be compared.
    let hasEscape: Bool
  }

  /// More keys than these in one object are compared by hashing: comparing each with each would no longer be linear.
  private static let pairwiseLimit = 32

  /// Reports every key of the innermost object that it has already.
  mutating func reportDuplicateKeys(from firstKey: Int) {
    let own = keys[firstKey...]
    guard own.count > 1 else { return }
    if own.count > Self.pairwiseLimit || own.contains(where: \.hasEscape) {
      var seen = Set<[UInt8]>(minimumCapacity: own.count)
      for key in own {
        let spelling = key.hasEscape ? bytes.unescaped(key.inside) : Array(bytes[key.inside])
        if !seen.insert(spelling).inserted { reportDuplicate(key) }
      }
    } else {
      for later in own.indices.dropFirst() {
        let key = own[later]
        if own[..<later].contains(where: { isSame($0.inside, key.inside) }) { reportDuplicate(key) }
      }
    }
  }

  private func isSame(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    left.count == right.count && bytes[left].elementsEqual(bytes[right])
  }

  private mutating func reportDuplicate(_ key: Key) {
    guard problems.count < Self.problemLimit else { return }
    let name = bytes.string(key.inside)
    let path = pathOfInnermostFrame().appending(key: name)
    problems.append(
      JSONProblem(source: source, path: path, offset: key.inside.lowerBound - 1, kind: .duplicateKey(name)))
  }
}
