import FoundationEssentials

/// A moment as a scenario's clock writes it: `2026-11-01T00:00:00Z`.
package struct ClockMoment: Comparable, Sendable {
  private let date: Date

  /// Reads a moment; nil for any other text.
  package init?(_ text: String) {
    guard let date = Date(clock: text) else { return nil }
    self.date = date
  }

  /// Whole days from this moment to a later one.
  package func days(until later: ClockMoment) -> Int { Int(later.date.timeIntervalSince(date) / 86_400) }

  package static func < (a: ClockMoment, b: ClockMoment) -> Bool { a.date < b.date }
}
