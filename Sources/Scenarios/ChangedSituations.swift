import Changes
import Comparison
import Loading
import Outcomes
import Resources

/// The resources of a scenario as they are and after each of its changes; each is worked out when an expectation first needs it.
struct ChangedSituations {
  private let resources: Resources
  private var judges: [String: ExpectationJudge] = [:]
  private lazy var unchanged = ExpectationJudge(resources)
  /// What is wrong with the changes that were needed.
  private(set) var problems: [InputProblem] = []

  init(_ resources: Resources) { self.resources = resources }

  mutating func judge(_ expectation: Expectation) -> ExpectationResult {
    guard let after = expectation.after else { return unchanged.judge(expectation) }
    if judges[after.value] == nil { judges[after.value] = judge(after: after) }
    return judges[after.value]!.judge(expectation)
  }

  /// A change that cannot be made leaves the resources as they are; the problem stops the whole file.
  private mutating func judge(after name: Expected<String>) -> ExpectationJudge {
    guard let change = resources.changes.last(where: { $0.name == name.value }) else {
      problems.append(
        InputProblem(.unknown(name.value, kind: "change", known: resources.changes.map(\.name)), at: name.origin))
      return unchanged
    }
    do {
      let whatIf = WhatIf(try change.parts.map(Self.change), on: resources)
      guard let failure = whatIf.failure else { return ExpectationJudge(whatIf.end) }
      if case .refused(let code) = failure.problem { return ExpectationJudge(whatIf.end, refusal: code) }
      problems.append(InputProblem(.change(failure.problem), at: change.origin))
    } catch let failure as Change.Failure {
      problems.append(InputProblem(.change(failure.problem), at: change.origin))
    } catch let problem as InputProblem {
      problems.append(problem)
    } catch {
      problems.append(InputProblem(.change(.empty), at: change.origin))
    }
    return unchanged
  }

  private static func change(_ part: NamedChange.Part) throws -> Change {
    switch part {
    case .script(let text, let origin): return try Change(script: text, name: origin.file)
    case .json(let document):
      let loaded = Loader.load(document)
      if let problem = loaded.problems.first { throw problem }
      // What is not recognised would change nothing, and the expectations would be judged as if it had.
      for case .notRecognised in loaded.notes {
        throw InputProblem(.change(.empty), at: Origin(text: document.text, path: document.path))
      }
      return Change(document: document)
    }
  }
}
