import BackendHealth
import Outcomes
import PacketSets
import Reachability

/// One member before and after a change.
package struct MemberDifference: Sendable {
  /// Which way it moves.
  package enum Direction: String, CaseIterable, Sendable {
    case worse, better, same
  }

  /// Before; nil for a member that the change adds.
  package let before: MemberPrediction?
  /// After; nil for a member that the change removes.
  package let after: MemberPrediction?

  /// Which way its health moves (design: Healthy, Partial, Undetermined, Unknown, Unhealthy, from good to bad); a flow that is newly
  /// blocked is worse whatever the health. A member that appears or goes is neither.
  package var direction: Direction {
    guard let before, let after else { return .same }
    if isNewlyBlocked { return .worse }
    if before.health.rank == after.health.rank { return .same }
    return before.health.rank < after.health.rank ? .worse : .better
  }

  /// Whether the network lets nothing through any more, and let something through or might have done so before.
  package var isNewlyBlocked: Bool {
    guard let before, let after else { return false }
    return before.path != .deny && after.path == .deny
  }

  /// Whether a healthy member becomes one that cannot be told, and nothing more.
  package var becomesOpen: Bool { before?.health == .healthy && after?.health == .undetermined && !isNewlyBlocked }

  /// The addresses of its name that the gateway goes on using after the name has stopped resolving, until the gateway is changed or
  /// restarted (azure-semantics.md §3.6); empty where it remembers none that matter.
  package var remembered: [IPAddress] {
    guard let old = before?.resolution, let new = after?.resolution, new.decisive?.verdict == .deny else { return [] }
    return old.addresses
  }

  /// Whether anything about its probe changes: health, cause, the packets that get through, the deciding rules, the way, its
  /// name's addresses.
  package var isChanged: Bool {
    guard let before, let after else { return true }
    return before.health != after.health || before.cause != after.cause || before.path != after.path
      || before.decisive?.subject?.description != after.decisive?.subject?.description
      || !newSteps.isEmpty || !formerSteps.isEmpty
  }

  /// Steps that decide now and did not before: rules, routes, look-ups and servers.
  package var newSteps: [Step] {
    guard let before, let after else { return [] }
    return Self.steps(of: after, besides: before)
  }

  /// Steps that decided before and do not now.
  package var formerSteps: [Step] {
    guard let before, let after else { return [] }
    return Self.steps(of: before, besides: after)
  }

  private static func steps(of member: MemberPrediction, besides other: MemberPrediction) -> [Step] {
    let known = Set(other.steps.map(Movement.init))
    return member.steps.filter { $0.verdict != .skip && !known.contains(Movement($0)) }
  }

  /// The seconds within which its health shows to change; nil where it stays, where either health cannot be told, or where no probe
  /// decides it.
  package var seconds: ClosedRange<Int>? {
    if before?.health == .undetermined || after?.health == .undetermined { return nil }
    return before?.health == after?.health || !remembered.isEmpty ? nil : after?.seconds
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
  /// The packets that do not get through here; of those that do, other steps tell.
  let stopped: PacketSet?

  init(_ step: Step) {
    leg = step.leg
    verdict = step.verdict
    subject = step.subject?.description ?? ""
    stopped = step.verdict == .allow ? nil : step.packets
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

  /// The seconds within which a change to this health shows in Azure's report; nil where the state of the gateway decides, and
  /// no probe.
  fileprivate var seconds: ClosedRange<Int>? {
    if case .gateway? = decisive?.detail { return nil }
    let timing = ProbeTiming(probe, generation: generation)
    return health == .healthy ? timing.reportedHealthy : timing.reportedFailing(because: decisive)
  }
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
