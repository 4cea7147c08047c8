import Loading
import Outcomes
import PacketSets
import Resources

/// What came of one scenario file.
package struct ScenarioReport: Sendable {
  /// The file as it was named.
  package let file: String
  /// Problems of its input; nothing was judged when there are any.
  package let problems: [InputProblem]
  /// One result an expectation, in the order of the file.
  package let results: [ExpectationResult]

  /// A report.
  package init(file: String, problems: [InputProblem], results: [ExpectationResult]) {
    self.file = file
    self.problems = problems
    self.results = results
  }

  /// The worst that came of its expectations; nil when its input is bad.
  package var standing: Standing? {
    problems.isEmpty ? results.map(\.standing).max() ?? .holds : nil
  }
}

/// What came of an expectation, in rising order of badness.
package enum Standing: String, CaseIterable, Comparable, Sendable {
  case holds
  /// The prediction is undetermined, and something definite was expected.
  case cannotTell = "cannot-tell"
  case fails

  private var rank: Int {
    switch self {
    case .holds: 0
    case .cannotTell: 1
    case .fails: 2
    }
  }

  package static func < (a: Standing, b: Standing) -> Bool { a.rank < b.rank }
}

/// One expectation judged; with several matches, the one that stands worst.
package struct ExpectationResult: Sendable {
  /// One value expected and predicted.
  package struct Comparison: Sendable {
    /// The key of the expectation: `health`, `by` …
    package let field: String
    /// What is expected.
    package let expected: String
    /// What is predicted; nil when it cannot be told or there is none.
    package let predicted: String?
    /// Whether they agree.
    package let standing: Standing
    /// Where the expected value is written.
    package let origin: Origin
  }

  /// The expectation.
  package let expectation: Expectation
  /// What it speaks of, in words: `member pool-api/10.0.2.4`.
  package let title: String
  /// How it stands.
  package let standing: Standing
  /// The values compared.
  package let comparisons: [Comparison]
  /// The step that decided the prediction; for a broken `never` the last rule that let the counterexample pass.
  package let decisive: Step?
  /// The fact that the input lacks, when the prediction is undetermined.
  package let missing: MissingFact?
  /// A packet that shows the failure of `never` or `always`.
  package let counterexample: Packet?
  /// A name in the expectation that nothing has: the expectation cannot be judged at all.
  package let nameProblem: NameProblem?

  /// Where to point at: the first value that does not hold, else the expectation.
  package var blamedOrigin: Origin { comparisons.first { $0.standing != .holds }?.origin ?? expectation.origin }
}
