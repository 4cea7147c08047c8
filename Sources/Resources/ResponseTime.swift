/// How long a server takes to answer: one time, or percentiles of many.
package struct ResponseTime: Hashable, Sendable {
  /// One percentile.
  package struct Percentile: Hashable, Sendable {
    /// The share of answers that are complete by then, from 0 to 1.
    package let share: Double
    /// The time.
    package let milliseconds: Double

    /// A percentile.
    package init(share: Double, milliseconds: Double) {
      self.share = share
      self.milliseconds = milliseconds
    }
  }

  /// Percentiles in rising order of share; never empty.
  package let percentiles: [Percentile]

  /// The same time always.
  package init(milliseconds: Double) {
    percentiles = [Percentile(share: 0, milliseconds: milliseconds), Percentile(share: 1, milliseconds: milliseconds)]
  }

  /// Percentiles; nil when there is none, or when a higher one is the shorter time.
  package init?(_ percentiles: [Percentile]) {
    let sorted = percentiles.sorted { $0.share < $1.share }
    let rises = zip(sorted, sorted.dropFirst()).allSatisfy { $0.milliseconds <= $1.milliseconds }
    guard !sorted.isEmpty, rises else { return nil }
    self.percentiles = sorted
  }

  /// The usual time: the lowest percentile given.
  package var usualMilliseconds: Double { percentiles.first?.milliseconds ?? 0 }

  /// The longest time given.
  package var longestMilliseconds: Double { percentiles.last?.milliseconds ?? 0 }

  /// The share of answers that come later than a limit, between its least and its greatest possible value.
  package func shareLater(thanMilliseconds limit: Double) -> ClosedRange<Double> {
    // Where no percentile is over the limit, nothing is known to be late; what lies above the last one is left out.
    guard let late = percentiles.first(where: { $0.milliseconds > limit })?.share else { return 0...0 }
    let inTime = percentiles.last { $0.milliseconds <= limit }?.share ?? 0
    // All answers above the percentile that is over the limit are late.
    return (1 - late)...(1 - inTime)
  }
}
