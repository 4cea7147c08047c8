/// A canonical set over the last fields of a packet: one more layer, or the last field's interval set.
protocol PacketSetTail: Hashable, Sendable {
  var isEmpty: Bool { get }
  func union(_ other: Self) -> Self
  func intersection(_ other: Self) -> Self
  func subtracting(_ other: Self) -> Self
  func isSubset(of other: Self) -> Bool
  func isDisjoint(with other: Self) -> Bool
}

extension IntervalSet: PacketSetTail {}
