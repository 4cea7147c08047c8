import BackendHealth
import NetworkModel
import Outcomes
import Reachability
import Resources

/// A client's request before and after a change.
package struct RequestDifference: Sendable {
  /// The request.
  package let request: ClientRequest
  /// What it gets before; nil when no gateway takes it.
  package let before: RequestPrediction?
  /// What it gets after; nil when no gateway takes it.
  package let after: RequestPrediction?

  /// Which way its answer moves (design: a request's status class worse).
  package var direction: MemberDifference.Direction {
    let old = before.badness
    let new = after.badness
    return old == new ? .same : old < new ? .worse : .better
  }

  /// Whether a request that succeeds becomes one that cannot be told, and nothing more.
  package var becomesOpen: Bool { before?.verdict == .succeeds && after?.verdict == .undetermined }

  /// Whether anything that the client or the access log sees changes.
  package var isChanged: Bool {
    before?.statuses != after?.statuses || before?.verdict != after?.verdict || before?.pool != after?.pool
      || before?.cause != after?.cause || before?.location != after?.location
  }

  /// The requests that scenarios of either side expect something of, each once, before and after.
  package static func all(before: Engine, after: Engine) -> [RequestDifference] {
    var seen: Set<ClientRequest> = []
    let expectations = before.model.resources.expectations + after.model.resources.expectations
    let requests = expectations.compactMap { expectation -> (ClientRequest, String?)? in
      guard case .request(let claim) = expectation.claim, seen.insert(claim.request).inserted else { return nil }
      return (claim.request, claim.gateway)
    }
    if requests.isEmpty { return [] }
    let old = RequestPredictor(before)
    let new = RequestPredictor(after)
    // A change may take away what a request names; there is no answer then.
    func worst(_ predictor: RequestPredictor, _ request: ClientRequest, _ gateway: String?) -> RequestPrediction? {
      let all = (try? predictor.predict(request, gateway: gateway)) ?? []
      return all.max { Optional($0).badness < Optional($1).badness }
    }
    return requests.map { request, gateway in
      RequestDifference(
        request: request, before: worst(old, request, gateway), after: worst(new, request, gateway))
    }
  }
}

extension RequestPrediction? {
  /// Badness: first whether it succeeds, then the worst class of its statuses.
  var badness: Int {
    guard let self else { return 1000 }
    switch self.verdict {
    case .succeeds: return 0
    case .undetermined: return 10
    case .partial: return 20
    case .fails:
      let classes = self.statuses.map { $0 == 0 ? 9 : $0 / 100 }
      return 30 + (classes.max() ?? 0)
    }
  }
}
