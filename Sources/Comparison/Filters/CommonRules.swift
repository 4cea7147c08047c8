/// Which elements of two lists can be taken for the same, in the same order: the others are changed.
struct CommonRules {
  /// The places of changed elements before.
  let oldChanged: [Int]
  /// The places of changed elements after.
  let newChanged: [Int]

  /// Pairs what is alike at both ends of the lists, and in between greedily: any common order will do, a long one spares work.
  init<Element>(_ old: [Element], _ new: [Element], isAlike: (Element, Element) -> Bool) {
    var start = 0
    while start < old.count, start < new.count, isAlike(old[start], new[start]) { start += 1 }
    var end = 0
    while end < old.count - start, end < new.count - start, isAlike(old[old.count - 1 - end], new[new.count - 1 - end])
    {
      end += 1
    }
    var oldChanged: [Int] = []
    var newChanged: [Int] = []
    var place = start
    // How far ahead a partner is looked for: rules move a few places where others come or go.
    let reach = 32
    for index in start..<(old.count - end) {
      let last = min(place + reach, new.count - end)
      if let partner = (place..<max(place, last)).first(where: { isAlike(old[index], new[$0]) }) {
        newChanged += place..<partner
        place = partner + 1
      } else {
        oldChanged.append(index)
      }
    }
    newChanged += place..<(new.count - end)
    self.oldChanged = oldChanged
    self.newChanged = newChanged
  }
}
