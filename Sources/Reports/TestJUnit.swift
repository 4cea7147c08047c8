import Explanations
import Scenarios

/// `agwsim test --format junit`: JUnit's XML as continuous integration reads it. A file is a suite, an expectation a case; what
/// cannot be told is a failure of the type `cannot-tell`, bad input an error.
package enum TestJUnit {
  /// The report of a run; seconds of 0 are what a test takes to get the same text each time.
  package static func report(_ runs: [ScenarioBatch.Run]) -> String {
    let suites = runs.map { run in (run: run, cases: TestCase.cases(of: run.report)) }
    let all = suites.flatMap(\.cases)
    return XML(
      "testsuites", [("name", "agwsim")] + counts(all) + [("time", seconds(runs.reduce(0) { $0 + $1.seconds }))],
      suites.map { suite in
        let file = TestPlace(file: suite.run.report.file).text
        return XML(
          "testsuite",
          [("name", file), ("file", file)] + counts(suite.cases)
            + [("skipped", "0"), ("time", seconds(suite.run.seconds))], suite.cases.map { element($0, in: file) })
      }
    ).document
  }

  private static func element(_ one: TestCase, in file: String) -> XML {
    let name = [
      ("name", one.name), ("classname", file), ("file", one.place.file.printable),
      ("line", one.place.position.map { "\($0.line)" }),
    ]
    let text = (["\(one.place.text): \(one.message)"] + one.details).joined(separator: "\n")
    let failure: XML? =
      switch one.verdict {
      case .holds: nil
      case .fails, .cannotTell:
        XML("failure", [("type", one.verdict.rawValue), ("message", one.message)], text: text)
      case .badInput: XML("error", [("type", one.verdict.rawValue), ("message", one.message)], text: text)
      }
    return XML("testcase", name, failure.map { [$0] } ?? [])
  }

  private static func counts(_ cases: [TestCase]) -> [(String, String?)] {
    [
      ("tests", "\(cases.count)"), ("failures", "\(cases.count { $0.verdict == .fails || $0.verdict == .cannotTell })"),
      ("errors", "\(cases.count { $0.verdict == .badInput })"),
    ]
  }

  /// Seconds with three decimals.
  private static func seconds(_ value: Double) -> String {
    let milliseconds = Int((value * 1000).rounded())
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }
}
