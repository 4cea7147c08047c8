/// Each operation walks the shorter list and looks up its place in the longer one, so that meeting a set of ten thousand
/// prefixes with one subnet costs one look-up.
extension IntervalSet {
  /// Whether the value is in the set.
  package func contains(_ value: Bound) -> Bool {
    let index = firstIndex(reaching: value, from: 0)
    return index < ranges.count && ranges[index].lowerBound <= value
  }

  /// The values in either set.
  package func union(_ other: IntervalSet) -> IntervalSet {
    if other.isEmpty || isAll { return self }
    if isEmpty || other.isAll { return other }
    var merged: [ClosedRange<Bound>] = []
    merged.reserveCapacity(ranges.count + other.ranges.count)
    var mine = ranges[...]
    var theirs = other.ranges[...]
    while let left = mine.first, let right = theirs.first {
      if left.lowerBound <= right.lowerBound {
        Self.append(left, to: &merged)
        mine.removeFirst()
      } else {
        Self.append(right, to: &merged)
        theirs.removeFirst()
      }
    }
    for range in mine + theirs {
      Self.append(range, to: &merged)
    }
    return IntervalSet(canonical: merged)
  }

  /// The values in both sets.
  package func intersection(_ other: IntervalSet) -> IntervalSet {
    if isEmpty || other.isAll { return self }
    if other.isEmpty || isAll { return other }
    let (few, many) = ranges.count <= other.ranges.count ? (self, other) : (other, self)
    var common: [ClosedRange<Bound>] = []
    var start = 0
    for range in few.ranges {
      start = many.firstIndex(reaching: range.lowerBound, from: start)
      var index = start
      while index < many.ranges.count, many.ranges[index].lowerBound <= range.upperBound {
        let met = many.ranges[index]
        common.append(max(range.lowerBound, met.lowerBound)...min(range.upperBound, met.upperBound))
        index += 1
      }
    }
    return IntervalSet(canonical: common)
  }

  /// The values of this set that are not in the other.
  package func subtracting(_ other: IntervalSet) -> IntervalSet {
    if isEmpty || other.isEmpty { return self }
    var kept: [ClosedRange<Bound>] = []
    var start = 0
    for range in ranges {
      start = other.firstIndex(reaching: range.lowerBound, from: start)
      var rest: ClosedRange<Bound>? = range
      var index = start
      while let uncut = rest, index < other.ranges.count, other.ranges[index].lowerBound <= uncut.upperBound {
        let cut = other.ranges[index]
        if uncut.lowerBound < cut.lowerBound {
          kept.append(uncut.lowerBound...cut.lowerBound.predecessor)
        }
        rest = cut.upperBound < uncut.upperBound ? cut.upperBound.successor...uncut.upperBound : nil
        index += 1
      }
      if let rest { kept.append(rest) }
    }
    return IntervalSet(canonical: kept)
  }

  /// The values of the field that are not in the set.
  package var complement: IntervalSet {
    IntervalSet.all.subtracting(self)
  }

  /// Whether every value of this set is in the other.
  package func isSubset(of other: IntervalSet) -> Bool {
    var start = 0
    for range in ranges {
      // Touching ranges are joined, so a range is inside the other set when one range of that holds both its ends.
      start = other.firstIndex(reaching: range.upperBound, from: start)
      guard start < other.ranges.count, other.ranges[start].lowerBound <= range.lowerBound else { return false }
    }
    return true
  }

  /// Whether the sets share no value.
  package func isDisjoint(with other: IntervalSet) -> Bool {
    let (few, many) = ranges.count <= other.ranges.count ? (self, other) : (other, self)
    var start = 0
    for range in few.ranges {
      start = many.firstIndex(reaching: range.lowerBound, from: start)
      if start == many.ranges.count { return true }
      if many.ranges[start].lowerBound <= range.upperBound { return false }
    }
    return true
  }

  /// The first range from `start` on that does not end before the value.
  private func firstIndex(reaching value: Bound, from start: Int) -> Int {
    var low = start
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
