import Explanations
import JSONText
import Loading
import Outcomes
import Resources
import Scenarios

/// One line of a test report: an expectation, or the bad input of a file. Every format is made of these.
struct TestCase {
  /// How it stands.
  enum Verdict: String {
    case holds
    case fails
    case cannotTell = "cannot-tell"
    case badInput = "bad-input"
  }

  /// What it speaks of; different for each case of a file.
  let name: String
  /// How it stands.
  let verdict: Verdict
  /// Where to point at.
  let place: TestPlace
  /// What is wrong, in one line; empty when it holds.
  let message: String
  /// Why, a line each.
  let details: [String]
  /// The expectation judged; nil for bad input.
  let result: ExpectationResult?

  /// Bad input.
  private init(_ problem: InputProblem, in file: String, name: String) {
    let diagnostic = problem.diagnostic
    self.name = name
    verdict = .badInput
    place = problem.origin.map { TestPlace($0) } ?? TestPlace(file: file)
    message = diagnostic.message
    details = diagnostic.hints
    result = nil
  }

  /// An expectation.
  private init(_ result: ExpectationResult, name: String) {
    self.name = name
    switch result.standing {
    case .holds: verdict = .holds
    case .cannotTell: verdict = .cannotTell
    case .fails: verdict = .fails
    }
    place = TestPlace(result.blamedOrigin)
    message = result.sentence
    let example = result.counterexample.map { ["for example: \($0)"] } ?? []
    details = verdict == .holds ? [] : example + result.reasons + [result.remedy].compactMap { $0 }
    self.result = result
  }

  /// The cases of a file, in its order. What has the same name as an earlier one gets a number behind it.
  static func cases(of report: ScenarioReport) -> [TestCase] {
    var seen: [String: Int] = [:]
    func unique(_ name: String) -> String {
      let name = name.printable
      seen[name, default: 0] += 1
      return seen[name] == 1 ? name : "\(name) (\(seen[name]!))"
    }
    return report.problems.map { TestCase($0, in: report.file, name: unique("input")) }
      + report.results.map { TestCase($0, name: unique($0.title)) }
  }

  /// The message and the details.
  var lines: [String] { [message] + details }
}

/// A place in a file as continuous integration points at it.
struct TestPlace {
  /// The path without `.` and `..` inside it.
  let file: String
  /// Line and column; nil for a file as a whole.
  let position: TextPosition?

  init(_ origin: Origin) {
    file = Self.tidy(origin.file)
    position = origin.position
  }

  init(file: String) {
    self.file = Self.tidy(file)
    position = nil
  }

  /// `file:line:column`, harmless to print.
  var text: String { file.printable + (position.map { ":\($0.line):\($0.column)" } ?? "") }

  /// A path without parts that lead nowhere: services match it with the paths of the repository.
  static func tidy(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
