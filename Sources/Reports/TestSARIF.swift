import Explanations
import JSONText
import Outcomes
import Scenarios

/// `agwsim test --format sarif`: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), a result for each expectation that
/// does not hold; its rule is the predicted outcome.
package enum TestSARIF {
  /// The report of a run of this version of the program.
  package static func report(_ reports: [ScenarioReport], version: String) -> JSONValue {
    let cases = reports.flatMap(TestCase.cases).filter { $0.verdict != .holds }
    let used = Set(cases.map { Rule($0) })
    let rules = Rule.all.filter(used.contains)
    return SARIF.log(
      version: version, rules: rules.map(\.json), isGood: !cases.contains { $0.verdict == .badInput },
      results: cases.map { result($0, rules: rules) })
  }

  private static func result(_ one: TestCase, rules: [Rule]) -> JSONValue {
    let rule = Rule(one)
    let related = one.result?.decisive?.subject?.origin.map { origin in
      JSONValue.array([
        SARIF.location(TestPlace(origin), message: one.result?.decisive?.line)
      ])
    }
    return .members([
      ("ruleId", .string(rule.id)), ("ruleIndex", rules.firstIndex(of: rule).map { .integer($0) }),
      ("level", .string(one.verdict == .cannotTell ? "warning" : "error")),
      ("message", SARIF.text((["\(one.name): \(one.message)"] + one.details).joined(separator: "\n"))),
      ("locations", [SARIF.location(one.place)]), ("relatedLocations", related),
    ])
  }
}

extension TestSARIF {
  /// What a result is filed under.
  fileprivate enum Rule: Hashable {
    /// The predicted outcome.
    case outcome(Outcome)
    /// Something else is predicted, and nothing is wrong there.
    case unexpected
    /// The input does not tell, and no missing fact is named.
    case cannotTell
    /// The scenario could not be judged.
    case badInput

    static let all = Outcome.allCases.map(Rule.outcome) + [.unexpected, .cannotTell, .badInput]

    init(_ one: TestCase) {
      let outcome = one.result.flatMap { $0.decisive?.outcome ?? $0.missing?.outcome }
      switch one.verdict {
      case .badInput: self = .badInput
      case .cannotTell: self = outcome.map(Rule.outcome) ?? .cannotTell
      case .holds, .fails: self = outcome.map(Rule.outcome) ?? .unexpected
      }
    }

    var id: String {
      switch self {
      case .outcome(let outcome): outcome.rawValue
      case .unexpected: "unexpected"
      case .cannotTell: TestCase.Verdict.cannotTell.rawValue
      case .badInput: TestCase.Verdict.badInput.rawValue
      }
    }

    var json: JSONValue {
      let texts = texts
      let level = self == .cannotTell || isUndetermined ? "warning" : "error"
      return [
        "id": .string(id), "shortDescription": SARIF.text(texts.title), "fullDescription": SARIF.text(texts.condition),
        "help": SARIF.text(texts.help), "defaultConfiguration": ["level": .string(level)],
      ]
    }

    private var isUndetermined: Bool {
      if case .outcome(let outcome) = self { outcome.isUndetermined } else { false }
    }

    private var texts: (title: String, condition: String, help: String) {
      switch self {
      case .outcome(let outcome):
        (outcome.title, outcome.condition, "Repair: \(outcome.remedy). See docs/outcomes.md.")
      case .unexpected:
        (
          "the prediction differs", "Another value is predicted than the scenario expects, and nothing blocks the way.",
          "Change the configuration back, or run agwsim test --update when the new prediction is what you want."
        )
      case .cannotTell:
        (
          "cannot tell", "The input does not say enough for a definite prediction.",
          "Add the missing fact to the scenario."
        )
      case .badInput:
        (
          "the input is bad", "The scenario or a file that it includes cannot be read or breaks a rule.",
          "Correct the place that the message names."
        )
      }
    }
  }
}
