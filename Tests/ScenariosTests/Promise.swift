import Foundation
import JSONText
import Loading
import Scenarios
import TestSupport

/// A network and what a test expects of it.
struct Promise {
  /// The network; the base of the test vectors unless a test changes it.
  var scenario = Scenario()

  /// The scenario's text with these expectations in it.
  func text(_ expectations: [JSONValue]) -> String {
    var scenario = scenario
    scenario.others["expect"] = .array(expectations)
    return scenario.text
  }

  /// What comes of these expectations.
  func judge(_ expectations: JSONValue...) -> ScenarioReport {
    ScenarioRunner().run(text: Array(text(expectations).utf8), named: "net.scenario.json")
  }
}

/// What comes of a scenario's text.
func judged(_ text: String) -> ScenarioReport {
  ScenarioRunner().run(text: Array(text.utf8), named: "net.scenario.json")
}

/// The text with its expectations that do not hold rewritten.
func updated(_ text: String) -> String {
  let report = judged(text)
  let source = SourceText(name: "net.scenario.json", bytes: Array(text.utf8))
  return String(decoding: ScenarioUpdate(source, results: report.results).bytes, as: UTF8.self)
}
