/// Sets of small numbers, each kept once: equal sets have one number.
struct BitSetTable {
  /// The 64-bit words of a set.
  let stride: Int
  private(set) var words: [UInt64] = []
  private var slots: [Int32] = []
  private(set) var count = 0

  init(stride: Int) {
    self.stride = stride
    slots = [Int32](repeating: -1, count: 64)
  }

  /// The number of a set whose words begin at a place of a list, and whether it is new here.
  mutating func number(of list: [UInt64], at place: Int) -> (number: Int, isNew: Bool) {
    if 2 * count >= slots.count { grow() }
    var slot = hash(list, place)
    while slots[slot] >= 0 {
      let known = Int(slots[slot])
      if isEqual(known, list, place) { return (known, false) }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(count)
    for word in 0..<stride { words.append(list[place + word]) }
    count += 1
    return (count - 1, true)
  }

  private func isEqual(_ known: Int, _ list: [UInt64], _ place: Int) -> Bool {
    for word in 0..<stride where words[known * stride + word] != list[place + word] { return false }
    return true
  }

  private func hash(_ list: [UInt64], _ place: Int) -> Int {
    var hash: UInt64 = 0
    for word in 0..<stride { hash = (hash ^ list[place + word]) &* 0x9E37_79B9_7F4A_7C15 ^ hash >> 29 }
    return Int(truncatingIfNeeded: (hash ^ hash >> 32) & UInt64(slots.count - 1))
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    for number in 0..<count {
      var slot = hash(words, number * stride)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }
}
