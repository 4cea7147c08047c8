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
  }

  /// One stage an edit; the stages behind a refused one are left out.
  package let stages: [Stage]
  /// Every member before the first and after the last edit that was made.
  package let members: [MemberDifference]
  /// The pools that have no member after the last edit and had one before the first.
  package let emptiedPools: [PairPrediction]
  /// The resources after the last edit that was made.
  package let resources: Resources

  /// Tries changes on resources, one edit after the other.
  package init(_ changes: [Change], on resources: Resources) {
    // What Azure reported is about the resources as they are: it tells what listens, and is compared with no stage.
    var current = resources
    current.isChangedSinceObserved = true
    let start = Self.predict(current)
    var before = start
    var stages: [Stage] = []
    edits: for edit in changes.flatMap(\.edits) {
      do throws(ChangeProblem) {
        let next = try edit.applied(to: current)
        let after = Self.predict(next)
        if let refusal = GatewayRefusal.refusal(before: before, after: after) {
          throw ChangeProblem.refused(refusal)
        }
        stages.append(
          Stage(
            text: edit.text, failure: nil, unevaluated: edit.unevaluated,
            members: MemberDifference.pairs(before, after), emptiedPools: Self.emptied(before, after)))
        current = next
        before = after
      } catch {
        stages.append(
          Stage(
            text: edit.text, failure: .init(problem: error, origin: edit.origin, line: edit.line), unevaluated: nil,
            members: [], emptiedPools: []))
        break edits
      }
    }
    self.stages = stages
    members = MemberDifference.pairs(start, before)
    emptiedPools = Self.emptied(start, before)
    self.resources = current
  }

  /// The refusal that stopped the evaluation, if one did.
  package var failure: Change.Failure? { stages.last?.failure }

  private static func emptied(_ before: [GatewayPrediction], _ after: [GatewayPrediction]) -> [PairPrediction] {
    let old = Set(before.flatMap(\.pairs).filter(\.members.isEmpty).map(\.key))
    return after.flatMap(\.pairs).filter { $0.members.isEmpty && !old.contains($0.key) }
  }

  private static func predict(_ resources: Resources) -> [GatewayPrediction] {
    let predictor = HealthPredictor(Engine(NetworkModel(resources)))
    return resources.applicationGateways.values.map { predictor.predict($0) }
  }
}

/// One member before and after a change.
package struct MemberDifference: Sendable {
  /// Which way its health moves (design: Healthy, Partial, Undetermined, Unknown, Unhealthy, from good to bad).
  package enum Direction: String, CaseIterable, Sendable {
    case worse, better, same
  }

  /// Before; nil for a member that the change adds.
  package let before: MemberPrediction?
  /// After; nil for a member that the change removes.
  package let after: MemberPrediction?

  /// Which way its health moves; a member that appears or goes is neither.
  package var direction: Direction {
    guard let before, let after else { return .same }
    if before.health.rank == after.health.rank { return .same }
    return before.health.rank < after.health.rank ? .worse : .better
  }

  /// Whether a healthy member becomes one that cannot be told, and nothing more.
  package var becomesOpen: Bool { before?.health == .healthy && after?.health == .undetermined }

  /// Whether anything about its probe changes: health, cause, the deciding rules, the routes, its name's addresses.
  package var isChanged: Bool {
    guard let before, let after else { return true }
    return before.health != after.health || before.cause != after.cause || before.path != after.path
      || before.decisive?.subject?.description != after.decisive?.subject?.description
      || !Self.movements(before, after).isEmpty
  }

  /// Steps that decide now and did not before: rules, routes and look-ups.
  package var newSteps: [Step] {
    guard let before, let after else { return [] }
    return Self.movements(before, after)
  }

  private static func movements(_ before: MemberPrediction, _ after: MemberPrediction) -> [Step] {
    let old = Set(before.steps.map(Movement.init))
    return after.steps.filter { $0.verdict != .skip && !old.contains(Movement($0)) }
  }

  /// Pairs the members of two predictions.
  static func pairs(_ before: [GatewayPrediction], _ after: [GatewayPrediction]) -> [MemberDifference] {
    let old = before.flatMap(\.pairs).flatMap(\.members)
    let new = after.flatMap(\.pairs).flatMap(\.members)
    let known = Dictionary(new.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let gone = Set(old.map(\.key))
    return old.map { MemberDifference(before: $0, after: known[$0.key]) }
      + new.filter { !gone.contains($0.key) }.map { MemberDifference(before: nil, after: $0) }
  }
}

/// What a step looked at and what it did, without where it is written.
private struct Movement: Hashable {
  let leg: Leg
  let verdict: StepVerdict
  let subject: String
  let detail: StepDetail

  init(_ step: Step) {
    leg = step.leg
    verdict = step.verdict
    subject = step.subject?.description ?? ""
    // Near misses are hints, and change with rules that decide nothing.
    if case .rule(let rule) = step.detail {
      detail = .rule(RuleStep(point: rule.point, priority: rule.priority, isDefault: rule.isDefault))
    } else {
      detail = step.detail
    }
  }
}

extension MemberPrediction {
  /// What makes a member the same before and after.
  fileprivate var key: String { "\(pool.scope) \(pool.key) \(setting.key) \(member.address.lowercased())" }

  /// The seconds within which the health shows that a change leads to; nil where no probe decides it but the state of the gateway.
  package var seconds: ClosedRange<Int>? {
    if case .gateway? = decisive?.detail { return nil }
    return seconds(until: health)
  }

  /// The seconds within which a change of health shows, by the probe's interval, timeout and threshold
  /// (azure-semantics.md §4.2): a member turns Healthy with its first success, Unhealthy after all failures in a row.
  private func seconds(until health: Health) -> ClosedRange<Int> {
    let interval = probe.intervalSeconds
    switch health {
    case .healthy: return 0...(interval + probe.timeoutSeconds)
    case .unhealthy, .partial, .unknown, .undetermined:
      return probe.unhealthyThreshold * interval...(probe.unhealthyThreshold + 1) * interval + probe.timeoutSeconds
    }
  }
}

extension PairPrediction {
  /// What makes a pair the same before and after.
  fileprivate var key: String { "\(pool.scope) \(pool.key) \(setting.key)" }
}

extension Health {
  /// Badness.
  fileprivate var rank: Int {
    switch self {
    case .healthy: 0
    case .partial: 1
    case .undetermined: 2
    case .unknown: 3
    case .unhealthy: 4
    }
  }
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
