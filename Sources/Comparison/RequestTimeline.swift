import BackendHealth
import Outcomes
import Reachability
import Resources

/// What a request gets before a change, until the instances have found out about it, and from then on.
package struct RequestTimeline: Sendable {
  /// What it gets for a while.
  package struct Phase: Sendable {
    /// When it begins; nil for before the change.
    package let begins: ClosedRange<Int>?
    /// When it ends; nil where it lasts.
    package let ends: ClosedRange<Int>?
    /// What it gets; nil when no gateway takes it.
    package let prediction: RequestPrediction?
  }

  /// The request.
  package let request: ClientRequest
  /// Whether it stands for all requests that come to its pool; else a scenario expects something of it.
  package let isSample: Bool
  /// One phase after the other, of which no two neighbours get the same.
  package let phases: [Phase]

  /// The scenario's requests that come to a pool whose members move, and one for each such pool that none of them comes to.
  static func all(_ whatIf: WhatIf, members: [MemberTimeline]) -> [RequestTimeline] {
    let (start, end) = (whatIf.start, whatIf.end)
    // The state of a gateway itself reroutes whatever its members do.
    let moved = members.filter { $0.phases.count > 1 }.compactMap { $0.difference.after ?? $0.difference.before }
    if moved.isEmpty { return [] }
    let lines = Lines(
      before: RequestPredictor(start.engine), after: RequestPredictor(end.engine),
      memory: RotationMemory(start.predictions), members: members)
    var seen: Set<ClientRequest> = []
    var timelines: [RequestTimeline] = []
    var pools: Set<ResourceID> = []
    for expectation in start.engine.model.resources.expectations {
      guard case .request(let claim) = expectation.claim, seen.insert(claim.request).inserted else { continue }
      guard let line = lines.timeline(of: claim.request, at: claim.gateway, isSample: false) else { continue }
      pools.formUnion(line.phases.compactMap { $0.prediction?.pool })
      timelines.append(line)
    }
    for pair in (end.predictions + start.predictions).flatMap(\.pairs) {
      guard moved.contains(where: { $0.pool == pair.pool && $0.setting == pair.setting }), !pools.contains(pair.pool),
        let request = lines.sample(reaching: pair), seen.insert(request).inserted,
        let line = lines.timeline(of: request, at: pair.pool.parent?.name, isSample: true)
      else { continue }
      timelines.append(line)
    }
    return timelines
  }
}

/// Predictions of a request at the three times.
private struct Lines {
  let before: RequestPredictor
  let after: RequestPredictor
  let memory: RotationMemory
  let members: [MemberTimeline]

  func sample(reaching pair: PairPrediction) -> ClientRequest? {
    after.sample(reaching: pair) ?? before.sample(reaching: pair)
  }

  /// nil where the answer is the same all the time.
  func timeline(of request: ClientRequest, at gateway: String?, isSample: Bool) -> RequestTimeline? {
    func worst(_ predictor: RequestPredictor, _ memory: RotationMemory? = nil) -> RequestPrediction? {
      // A change may take away what a request names; there is no answer then.
      let all = (try? predictor.predict(request, gateway: gateway, remembering: memory)) ?? []
      return all.max { Optional($0).badness < Optional($1).badness }
    }
    let old = worst(before)
    let new = worst(after)
    let known = rerouted(to: new) ?? rerouted(to: old)
    var steps: [(begins: ClosedRange<Int>?, prediction: RequestPrediction?)] = [(nil, old)]
    // Where it cannot be told what instances know, nor can it be told what they do with it.
    if let known, known != 0...0, old?.verdict != .undetermined { steps.append((0...0, worst(after, memory))) }
    steps.append((known ?? 0...0, new))
    var kept: [(begins: ClosedRange<Int>?, prediction: RequestPrediction?)] = []
    for step in steps where kept.last.map({ !$0.prediction.isLike(step.prediction) }) ?? true { kept.append(step) }
    guard kept.count > 1 else { return nil }
    let phases = kept.enumerated().map { index, step in
      RequestTimeline.Phase(
        begins: step.begins, ends: index + 1 < kept.count ? kept[index + 1].begins : nil, prediction: step.prediction)
    }
    return RequestTimeline(request: request, isSample: isSample, phases: phases)
  }

  /// From when the first instance may, to when the last one must send the pool's requests otherwise.
  private func rerouted(to prediction: RequestPrediction?) -> ClosedRange<Int>? {
    guard let prediction, let pool = prediction.pool, let setting = prediction.setting else { return nil }
    let ranges = members.compactMap { member -> ClosedRange<Int>? in
      let shown = member.difference.after ?? member.difference.before
      return shown?.pool == pool && shown?.setting == setting ? member.rerouted : nil
    }
    guard let first = ranges.map(\.lowerBound).min(), let last = ranges.map(\.upperBound).max() else { return nil }
    return first...last
  }
}

extension RequestPrediction? {
  /// Whether a client and the access log see the same.
  fileprivate func isLike(_ other: RequestPrediction?) -> Bool {
    guard let self, let other else { return self == nil && other == nil }
    return self.verdict == other.verdict && self.cause == other.cause && self.location == other.location
      && self.answers.map(Seen.init) == other.answers.map(Seen.init)
  }
}

/// What is seen of an answer.
private struct Seen: Hashable {
  let status: Int?
  let errorInfo: ErrorInfo?
  let serverRouted: String?
  let milliseconds: Double?

  init(_ answer: RequestAnswer) {
    status = answer.status
    errorInfo = answer.errorInfo
    serverRouted = answer.serverRouted
    milliseconds = answer.totalMilliseconds
  }
}
