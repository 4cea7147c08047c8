import Outcomes
import Scenarios

extension ExpectationResult {
  /// What was expected and what is predicted instead, in one line; empty when everything holds.
  package var sentence: String {
    comparisons.filter { $0.standing != .holds }.map(\.sentence).joined(separator: "; ").printable
  }

  /// Why the prediction is what it is, a line each: the decisive step, what supports it, what is missing.
  package var reasons: [String] {
    if let decisive {
      return [decisive.line] + decisive.evidence(in: Narration(sender: "the sender", packets: decisive.packets))
    }
    return missing.map { ["cannot tell: " + $0.sentence] } ?? []
  }

  /// What would make the prediction definite, when it is undetermined.
  package var remedy: String? {
    missing?.supply().sentence
  }
}

extension Supply {
  /// What to do with its text, and the text.
  var sentence: String {
    switch self {
    case .scenario: "add to a scenario: " + text
    case .command: "add what this prints: " + text
    case .advice: text
    }
  }
}

extension ExpectationResult.Comparison {
  /// What is predicted, in a word or two.
  package var predictedText: String { predicted ?? (standing == .cannotTell ? "cannot tell" : "none") }

  fileprivate var sentence: String {
    switch field {
    case "never", "always":
      "expected that \(expected), " + (predicted.map { "but " + $0 } ?? "which cannot be told")
    default: "expected \(field) \(expected), predicted \(predictedText)"
    }
  }
}
