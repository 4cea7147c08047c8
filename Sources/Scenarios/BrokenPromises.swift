import BackendHealth
import Resources

/// The `never` and `always` of a scenario that a change breaks: they hold, or cannot be told, before it and fail after it.
package enum BrokenPromises {
  /// Those that fail after and did not before, in the order of the input. Those that are about another change, or about something
  /// that is not in the input, are left out.
  package static func between(_ before: Forecast, _ after: Forecast) -> [ExpectationResult] {
    let promises = before.engine.model.resources.expectations.filter { $0.after == nil && $0.claim.isPromise }
    if promises.isEmpty { return [] }
    let (old, new) = (ExpectationJudge(before), ExpectationJudge(after))
    return promises.compactMap { promise in
      let result = new.judge(promise)
      guard result.standing == .fails, result.nameProblem == nil else { return nil }
      let former = old.judge(promise)
      return former.standing == .fails ? nil : result
    }
  }
}
