import Changes
import Comparison
import Explanations
import FuzzSupport
import JSONText
import Loading
import Reports
import Resources
import Scenarios

/// Any bytes as a scenario file: its expectations judged, reported and rewritten, its changes tried.
@main struct FuzzScenario {
  private static let file = "fuzz.scenario.json"
  /// Changes tried in one input, so that a large one stays quick.
  private static let changeLimit = 5

  static func main() {
    Fuzzer.run { start, count in
      let bytes = Fuzzer.bytes(start, count)
      guard !Fuzzer.namesFiles(bytes) else { return -1 }
      let report = ScenarioRunner().run(text: bytes, named: FuzzScenario.file)
      FuzzScenario.show(report)
      guard report.problems.isEmpty else { return 0 }
      FuzzScenario.rewrite(bytes, by: report)
      FuzzScenario.tryChanges(Loader.load(texts: [(FuzzScenario.file, bytes)]).resources)
      return 0
    }
  }

  private static func show(_ report: ScenarioReport) {
    for problem in report.problems.prefix(20) { Fuzzer.expectHarmless(problem.diagnostic.text) }
    Fuzzer.expectHarmless(TestText.report([report]))
    Fuzzer.expectHarmless(TestTAP.report([report]))
    Fuzzer.expectHarmless(TestJUnit.report([ScenarioBatch.Run(report)]))
    Fuzzer.expectHarmless(TestGitHub.report([report]))
    Fuzzer.expectHarmless(TestAzureDevOps.report([report]))
    Fuzzer.expectJSON(TestSARIF.report([report], version: "0.0.0"))
    Fuzzer.expectJSON(TestJSON.report([report]))
  }

  /// After a rewriting every expectation holds but those that the rewriting keeps.
  private static func rewrite(_ bytes: [UInt8], by report: ScenarioReport) {
    let update = ScenarioUpdate(SourceText(name: file, bytes: bytes), results: report.results)
    guard !update.changes.isEmpty else { return }
    let again = ScenarioRunner().run(text: update.bytes, named: file)
    let failing = again.results.filter { $0.standing != .holds }
    Fuzzer.expect(
      again.problems.isEmpty && failing.count <= update.kept.count,
      "rewritten, it does not hold (\(again.problems.map(\.diagnostic.text)), \(failing.map(\.title))): "
        + String(decoding: update.bytes, as: UTF8.self))
  }

  private static func tryChanges(_ resources: Resources) {
    for named in resources.changes.prefix(changeLimit) {
      for case .script(let text, _) in named.parts.prefix(changeLimit) {
        do {
          let whatIf = WhatIf([try Change(script: text, name: named.name)], on: resources)
          if let failure = whatIf.failure { Fuzzer.expectHarmless(failure.diagnostic.text) }
          let answer = WhatIfAnswer(whatIf, showsEffort: true)
          Fuzzer.expectHarmless(WhatIfText.whatIf(answer))
          Fuzzer.expectHarmless(WhatIfMarkdown.whatIf(answer))
          Fuzzer.expectJSON(WhatIfJSON.whatIf(answer))
        } catch let failure {
          Fuzzer.expectHarmless(failure.diagnostic.text)
        }
      }
    }
  }
}
