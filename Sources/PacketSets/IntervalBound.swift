/// A value of one packet field: a point of a finite line, on which sets are intervals.
package protocol IntervalBound: Comparable, Hashable, Sendable {
  /// The first value of the field.
  static var min: Self { get }
  /// The last value of the field.
  static var max: Self { get }
  /// The position on the field's line, counted from any origin.
  var ordinal: UInt128 { get }
  /// The value at a position of the line that it has.
  init(ordinal: UInt128)
  /// The next value; traps for `max`.
  var successor: Self { get }
  /// The value before; traps for `min`.
  var predecessor: Self { get }
  /// The set as people write it in this field.
  static func text(of set: IntervalSet<Self>) -> String
}
