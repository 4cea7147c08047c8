import BackendHealth
import Changes
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// What a change does to a gateway's members, edit by edit.
package struct WhatIf: Sendable {
  /// One edit and what it does.
  package struct Stage: Sendable {
    /// The edit as it was given.
    package let text: String
    /// Why it cannot be made; nothing behind it is evaluated then.
    package let failure: Change.Failure?
    /// What it changes that no prediction looks at yet, in words; nil when its effect is evaluated.
    package let unevaluated: String?
    /// Every member, before and after it.
    package let members: [MemberDifference]
    /// The pools that it leaves without any member, so that every request to them gets a 502.
    package let emptiedPools: [PairPrediction]
    /// How much of the input was evaluated for it; nil when it cannot be made.
    package let effort: Effort?
  }

  /// How many (member, setting) pairs an edit made it necessary to evaluate.
  package struct Effort: Hashable, Sendable {
    /// Those that depend on what the edit touches.
    package let evaluated: Int
    /// All there are after it.
    package let pairs: Int
  }

  /// One stage an edit; the stages behind a refused one are left out.
  package let stages: [Stage]
  /// Every member before the first and after the last edit that was made.
  package let members: [MemberDifference]
  /// The pools that have no member after the last edit and had one before the first.
  package let emptiedPools: [PairPrediction]
  /// Before the first edit.
  package let start: Forecast
  /// After the last edit that was made.
  package let end: Forecast

  /// Tries changes on resources, one edit after the other.
  package init(_ changes: [Change], on resources: Resources) {
    // What Azure reported is about the resources as they are: it tells what listens, and is compared with no stage.
    var current = resources
    current.isChangedSinceObserved = !resources.observedHealth.isEmpty
    self.init(changes, from: Forecast(current))
  }

  /// Tries changes on resources that were predicted already.
  init(_ changes: [Change], from start: Forecast) {
    self.start = start
    var current = start.engine.model.resources
    var before = start
    var stages: [Stage] = []
    edits: for edit in changes.flatMap(\.edits) {
      do throws(ChangeProblem) {
        let next = try edit.applied(to: current)
        let after = before.after(next)
        if let refusal = GatewayRefusal.refusal(before: before.predictions, after: after.predictions) {
          throw ChangeProblem.refused(refusal)
        }
        stages.append(
          Stage(
            text: edit.text, failure: nil, unevaluated: edit.unevaluated,
            members: MemberDifference.pairs(before.predictions, after.predictions),
            emptiedPools: Self.emptied(before.predictions, after.predictions),
            effort: Effort(evaluated: after.evaluated, pairs: after.pairs)))
        current = next
        before = after
      } catch {
        stages.append(
          Stage(
            text: edit.text, failure: .init(problem: error, origin: edit.origin, line: edit.line), unevaluated: nil,
            members: [], emptiedPools: [], effort: nil))
        break edits
      }
    }
    self.stages = stages
    members = MemberDifference.pairs(start.predictions, before.predictions)
    emptiedPools = Self.emptied(start.predictions, before.predictions)
    end = before
  }

  /// Exactly what security groups do otherwise after the last edit that was made.
  package var groups: [GroupDifference] {
    var comparison = GroupComparison(from: start.engine, to: end.engine)
    return comparison.differences()
  }

  /// Exactly what is routed otherwise after the last edit that was made.
  package var routes: [RouteDifference] { RouteDifference.all(from: start.engine, to: end.engine).differences }

  /// The refusal that stopped the evaluation, if one did.
  package var failure: Change.Failure? { stages.last?.failure }

  private static func emptied(_ before: [GatewayPrediction], _ after: [GatewayPrediction]) -> [PairPrediction] {
    let old = Set(before.flatMap(\.pairs).filter(\.members.isEmpty).map(\.key))
    return after.flatMap(\.pairs).filter { $0.members.isEmpty && !old.contains($0.key) }
  }
}

extension PairPrediction {
  /// What makes a pair the same before and after.
  fileprivate var key: String { "\(pool.scope) \(pool.key) \(setting.key)" }
}

/// The states that Azure refuses, which a change may lead to (azure-semantics.md §1.9, §2.8).
enum GatewayRefusal {
  /// The refusal that a change meets; nil when the gateway was in such a state before already.
  static func refusal(before: [GatewayPrediction], after: [GatewayPrediction]) -> Refusal? {
    let known = Set(refused(before).map(\.gateway))
    return refused(after).first { !known.contains($0.gateway) }?.refusal
  }

  private static func refused(_ predictions: [GatewayPrediction]) -> [(gateway: ResourceID, refusal: Refusal)] {
    predictions.flatMap { prediction in
      prediction.findings.compactMap { finding in
        if case .refusal(let refusal) = finding.detail { (prediction.gateway, refusal) } else { nil }
      }
    }
  }
}
