/// A set of values of one packet field.
///
/// Its ranges are sorted, disjoint and never adjacent, which makes them the only way to write the set: `==` and `hash`
/// are those of the set itself.
///
///     let ports = PortSet([80...80, 8001...8080, 8000...8000])
///     print(ports, ports.contains(8042), ports.complement)
///     // 80,8000–8080 true 0–79,81–7999,8081–65535
package struct IntervalSet<Bound: IntervalBound>: Hashable, Sendable {
  /// The maximal runs of values, first to last.
  package let ranges: [ClosedRange<Bound>]

  /// Takes ranges that already are sorted, disjoint and not adjacent.
  init(canonical ranges: [ClosedRange<Bound>]) {
    self.ranges = ranges
  }

  /// The set without values.
  package init() {
    ranges = []
  }

  /// The values of one range.
  package init(_ range: ClosedRange<Bound>) {
    ranges = [range]
  }

  /// One value.
  package init(_ value: Bound) {
    ranges = [value...value]
  }

  /// The values of any ranges, in any order, overlapping or not.
  package init(_ ranges: some Sequence<ClosedRange<Bound>>) {
    var merged: [ClosedRange<Bound>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      Self.append(range, to: &merged)
    }
    self.ranges = merged
  }

  /// The set without values.
  package static var empty: IntervalSet { IntervalSet() }

  /// Every value of the field.
  package static var all: IntervalSet { IntervalSet(Bound.min...Bound.max) }

  /// Whether the set has no value.
  package var isEmpty: Bool { ranges.isEmpty }

  /// Whether the set has every value of the field.
  package var isAll: Bool {
    guard let first = ranges.first else { return false }
    return first.lowerBound == Bound.min && first.upperBound == Bound.max
  }

  /// The smallest value.
  package var first: Bound? { ranges.first?.lowerBound }

  /// The largest value.
  package var last: Bound? { ranges.last?.upperBound }

  /// The number of values; the one set of 2¹²⁸ values, all addresses, counts as `UInt128.max`.
  package var count: UInt128 {
    var sum: UInt128 = 0
    for range in ranges {
      let steps = range.upperBound.ordinal - range.lowerBound.ordinal
      // Disjoint ranges of 128-bit values cannot overflow unless they are the whole line.
      if steps == .max { return .max }
      sum += steps + 1
    }
    return sum
  }

  /// Adds a range that starts no earlier than the last one, joining the two where they touch.
  static func append(_ range: ClosedRange<Bound>, to ranges: inout [ClosedRange<Bound>]) {
    guard let last = ranges.last, range.lowerBound <= last.upperBound || range.lowerBound == last.upperBound.successor
    else {
      ranges.append(range)
      return
    }
    if range.upperBound > last.upperBound {
      ranges[ranges.count - 1] = last.lowerBound...range.upperBound
    }
  }
}

extension IntervalSet: CustomStringConvertible {
  /// As people write the set in this field: "*" for all values, "none" for no value.
  package var description: String {
    if isEmpty { return "none" }
    if isAll { return "*" }
    return Bound.text(of: self)
  }
}
