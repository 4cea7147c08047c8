import BackendHealth
import Outcomes
import PacketSets
import Resources

/// When a member that a change moves leaves rotation or comes into it, in seconds after the change is in effect. Every instance
/// finds out on its own, so that a moment is a range: the first that an instance can have, and the last.
package struct MemberTimeline: Sendable {
  /// Something that happens once.
  package struct Event: Hashable, Sendable {
    /// What happens.
    package let kind: Kind
    /// The seconds within which it happens.
    package let seconds: ClosedRange<Int>
  }

  /// What happens.
  package enum Kind: Hashable, Sendable {
    /// The last probe that succeeds begins.
    case lastSuccess
    /// The change is in effect.
    case change
    /// The first probe that fails begins; it takes so many seconds to fail.
    case firstFailure(seconds: ClosedRange<Int>)
    /// So many failures in a row take it out of rotation.
    case leavesRotation(failures: Int)
    /// The first probe that succeeds puts it into rotation.
    case entersRotation
    /// New requests go elsewhere, and those in flight may finish.
    case drains
    /// What is still in flight is cut off.
    case drained
    /// Azure's report shows the new health.
    case reported(Health)
  }

  /// Where the member stands for a while.
  package struct Phase: Hashable, Sendable {
    /// Where it stands.
    package let state: State
    /// When it begins; nil for before the change.
    package let begins: ClosedRange<Int>?
    /// When it ends; nil where it lasts.
    package let ends: ClosedRange<Int>?
  }

  /// Where a member stands.
  package enum State: String, CaseIterable, Sendable {
    /// It takes requests and answers.
    case serving
    /// Instances still send it requests, which fail.
    case failing
    /// Some instances, or some of its addresses, serve and others do not.
    case partly
    /// It takes no requests.
    case out
    /// Requests in flight finish, and no new ones come.
    case draining
    /// It is no member.
    case absent
    /// The gateway does not run.
    case stopped
    /// The input does not tell.
    case open
  }

  /// What is to be known besides.
  package enum Note: Hashable, Sendable {
    /// The gateway goes on using the addresses that it resolved before, until it is changed or restarted.
    case remembers([IPAddress])
    /// Security groups judge new connections: one that stands goes on.
    case standingConnections
    /// The report alone changes: instances go by their own probes, and requests go on.
    case reportOnly
    /// Its probes never succeed, so that it takes no request at all.
    case neverServes
    /// Whether it took requests before cannot be told, so that there is no moment at which that changes.
    case formerUnknown(MissingFact?)
    /// Whether it takes requests from the change on cannot be told.
    case latterUnknown(MissingFact?)
  }

  /// The member before and after.
  package let difference: MemberDifference
  /// What happens, in order.
  package private(set) var events: [Event] = []
  /// Where it stands, one phase after the other.
  package private(set) var phases: [Phase] = []
  /// What is to be known besides.
  package private(set) var notes: [Note] = []
  /// When instances send their requests otherwise than before; nil where they do not.
  package private(set) var rerouted: ClosedRange<Int>?

  /// - Parameter drain: the seconds that requests in flight get when the member is removed.
  init?(_ difference: MemberDifference, drain: Int) {
    self.difference = difference
    switch (difference.before, difference.after) {
    case (nil, let after?): appears(after)
    case (let before?, nil): disappears(before, drain: drain)
    case (let before?, let after?): moves(from: before, to: after)
    case (nil, nil): return nil
    }
    if phases.count < 2, notes.isEmpty, !events.contains(where: { $0.kind != .change }) { return nil }
    // What happens at the same time stays in the order in which one thing leads to the other.
    events = events.enumerated().sorted {
      ($0.element.seconds.lowerBound, $0.offset) < ($1.element.seconds.lowerBound, $1.offset)
    }.map(\.element)
  }

  private mutating func add(_ kind: Kind, _ seconds: ClosedRange<Int>) {
    events.append(Event(kind: kind, seconds: seconds))
  }

  /// Adds phases; each ends when the next one begins.
  private mutating func pass(through states: [(State, from: ClosedRange<Int>?)]) {
    for (index, (state, begins)) in states.enumerated() {
      let ends = index + 1 < states.count ? states[index + 1].from : nil
      phases.append(Phase(state: state, begins: begins, ends: ends))
    }
  }

  private mutating func appears(_ after: MemberPrediction) {
    let timing = ProbeTiming(after.probe, generation: after.generation)
    add(.change, 0...0)
    let state = after.state
    if state == .out || state == .stopped {
      pass(through: [(.absent, nil), (state, 0...0)])
      notes.append(.neverServes)
      return
    }
    if state == .open {
      notes.append(.latterUnknown(after.openFact))
      rerouted = 0...0
      return pass(through: [(.absent, nil), (.open, 0...0)])
    }
    enter(after, timing)
    pass(through: [(.absent, nil), (.out, 0...0), (state, timing.entersRotation)])
  }

  private mutating func disappears(_ before: MemberPrediction, drain: Int) {
    rerouted = 0...0
    add(.change, 0...0)
    if before.state == .open { notes.append(.formerUnknown(before.openFact)) }
    guard ![.out, .stopped, .open].contains(before.state) else {
      return pass(through: [(before.state, nil), (.absent, 0...0)])
    }
    add(.drains, 0...0)
    add(.drained, drain...drain)
    pass(through: [(before.state, nil), (.draining, 0...0), (.absent, drain...drain)])
  }

  private mutating func moves(from before: MemberPrediction, to after: MemberPrediction) {
    let timing = ProbeTiming(after.probe, generation: after.generation)
    let (old, new) = (before.state, after.state)
    add(.change, 0...0)
    if !difference.remembered.isEmpty {
      notes.append(.remembers(difference.remembered))
      return pass(through: [(old, nil)])
    }
    if new == .stopped || (old == new && old != .open && before.health != after.health) {
      if old == new { notes.append(.reportOnly) } else { rerouted = 0...0 }
      return pass(through: old == new ? [(old, nil)] : [(old, nil), (new, 0...0)])
    }
    if old == new && before.health == after.health { return }
    if old == .open || new == .open { return movesInTheDark(from: before, to: after, timing) }
    if new.rank < old.rank {
      enter(after, timing)
      return pass(through: [(old, nil), (new, timing.entersRotation)])
    }
    let leaves = timing.leavesRotation(because: after.decisive)
    rerouted = leaves
    if old == .serving { add(.lastSuccess, -after.probe.intervalSeconds...0) }
    add(.firstFailure(seconds: timing.seconds(untilFailureBy: after.decisive)), timing.nextProbe)
    add(.leavesRotation(failures: after.probe.unhealthyThreshold), leaves)
    report(after, timing.reportedFailing(because: after.decisive))
    if after.cause == .nsgDenied { notes.append(.standingConnections) }
    pass(through: [(old, nil), (new == .partly ? .partly : .failing, 0...0), (new, leaves)])
  }

  /// Where it is not known what the member did or what becomes of it, the change alone has a moment. What is known to become of it is
  /// so at the latest when every instance has found out.
  private mutating func movesInTheDark(
    from before: MemberPrediction, to after: MemberPrediction, _ timing: ProbeTiming
  ) {
    let (old, new) = (before.state, after.state)
    if old == .open && new != .open { notes.append(.formerUnknown(before.openFact)) }
    if new == .open {
      notes.append(.latterUnknown(after.openFact))
      if old != .open { rerouted = 0...0 }
      return pass(through: old == .open ? [(old, nil)] : [(old, nil), (new, 0...0)])
    }
    let enters = timing.entersRotation.upperBound
    let last = 0...(new == .serving ? enters : max(enters, timing.leavesRotation(because: after.decisive).upperBound))
    rerouted = last
    if after.cause == .nsgDenied { notes.append(.standingConnections) }
    pass(through: [(old, nil), (new, last)])
  }

  /// A health that Azure will report; what cannot be told it will not.
  private mutating func report(_ after: MemberPrediction, _ seconds: ClosedRange<Int>) {
    if after.health != .undetermined, difference.before?.health != .undetermined {
      add(.reported(after.health), seconds)
    }
  }

  private mutating func enter(_ after: MemberPrediction, _ timing: ProbeTiming) {
    rerouted = timing.entersRotation
    add(.entersRotation, timing.entersRotation)
    report(after, after.health == .healthy ? timing.reportedHealthy : timing.entersRotation)
  }
}

extension MemberPrediction {
  /// The fact without which it cannot be told whether it takes requests.
  fileprivate var openFact: MissingFact? { rotation.decisive?.missing ?? decisive?.missing }

  /// Where it stands once everything has been found out.
  fileprivate var state: MemberTimeline.State {
    if case .gateway(.operationalState)? = decisive?.detail, decisive?.verdict == .deny { return .stopped }
    return switch rotation.state {
    case .live: .serving
    case .partly: .partly
    case .out: .out
    case .undetermined: .open
    }
  }
}

extension MemberTimeline.State {
  /// Badness for clients.
  fileprivate var rank: Int {
    switch self {
    case .serving: 0
    case .partly: 1
    case .open: 2
    case .draining, .failing: 3
    case .out: 4
    case .stopped, .absent: 5
    }
  }
}
