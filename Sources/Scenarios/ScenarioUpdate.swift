import JSONText
import Outcomes
import Resources

/// Rewrites expected values to the predicted ones, and nothing else: comments and layout stay.
package struct ScenarioUpdate: Sendable {
  /// One value rewritten.
  package struct Change: Sendable {
    /// What the expectation speaks of.
    package let title: String
    /// The key: `health`, `by` …
    package let field: String
    /// The value before.
    package let before: String
    /// The value now; nil when the member is taken out.
    package let after: String?
    /// Where the old value stood.
    package let origin: Origin
  }

  /// An expectation that does not hold and stays as it is.
  package struct Kept: Sendable {
    /// Why it stays.
    package enum Reason: Sendable {
      /// `never`, `always` and `refused` hold or are broken and have no other value.
      case promise
      /// Azure refuses the change that it comes after, so nothing is predicted.
      case refusedChange
      /// None of its values has a prediction: nothing would be left of it.
      case nothingLeft
    }

    /// What came of it.
    package let result: ExpectationResult
    /// Why it stays.
    package let reason: Reason
  }

  /// What changes, in the order of the file.
  package let changes: [Change]
  /// What does not hold and stays.
  package let kept: [Kept]
  /// The new text as UTF-8.
  package let bytes: [UInt8]

  /// An update of a scenario's text by the results of the expectations in it.
  package init(_ text: SourceText, results: [ExpectationResult]) {
    var changes: [Change] = []
    var kept: [Kept] = []
    var edits: [(range: Range<Int>, bytes: [UInt8])] = []
    for result in results where result.standing != .holds {
      let failing = result.comparisons.filter { $0.standing != .holds }
      let gone = failing.filter { $0.predicted == nil }
      if let reason = Self.reason(toKeep: result, without: gone) {
        kept.append(Kept(result: result, reason: reason))
        continue
      }
      changes += failing.map {
        Change(title: result.title, field: $0.field, before: $0.expected, after: $0.predicted, origin: $0.origin)
      }
      for comparison in failing {
        guard let predicted = comparison.predicted, let slice = text.slice(at: comparison.origin.path) else { continue }
        edits.append((slice.range, Array(Self.written(predicted, as: slice.kind).utf8)))
      }
      if !gone.isEmpty, let object = text.slice(at: result.expectation.origin.path) {
        edits += MemberRemoval(object, paths: Set(gone.map(\.origin.path))).ranges.map { ($0, []) }
      }
    }
    var bytes = text.decoded
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: edit.bytes)
    }
    self.changes = changes
    self.kept = kept
    self.bytes = bytes
  }

  private static func reason(
    toKeep result: ExpectationResult, without gone: [ExpectationResult.Comparison]
  ) -> Kept.Reason? {
    if result.expectation.claim.isPromise { return .promise }
    if result.comparisons.contains(where: { $0.origin == result.expectation.after?.origin }) { return .refusedChange }
    return gone.count == result.comparisons.count ? .nothingLeft : nil
  }

  /// A prediction as JSON; a list keeps its brackets.
  private static func written(_ predicted: String, as kind: JSONKind) -> String {
    if kind == .number, Int(predicted) != nil { return predicted }
    guard kind == .array else { return JSONValue.string(predicted).text(pretty: false) }
    let elements = predicted.split(separator: ",").map { element in
      JSONValue.string(String(element.drop { $0 == " " })).text(pretty: false)
    }
    return "[" + elements.joined(separator: ", ") + "]"
  }
}

extension Expectation.Claim {
  /// Whether it is a promise, which holds or is broken and has no other value.
  package var isPromise: Bool {
    switch self {
    case .never, .always, .refused: true
    case .member, .flow, .resolve, .nextHop, .request, .lint: false
    }
  }
}
