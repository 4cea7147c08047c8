import NetworkModel
import Outcomes
import PacketSets
import Reachability

/// Exactly the packets that get through from some ends to others, both ways: routes, security groups, appliances and peerings
/// included.
package struct Reach: Sendable {
  /// Packets with which the same rules deal.
  package struct Region: Sendable {
    /// The packets, as their senders emit them.
    package let packets: PacketSet
    /// The steps that decide, in the order of the way: rules that let them through, or what denies them or cannot tell.
    package let steps: [Step]
  }

  /// Packets that surely get through.
  package let passing: [Region]
  /// Packets that one machine behind a load balancer gets and another does not.
  package let sometimes: [Region]
  /// Packets that something denies.
  package let denied: [Region]
  /// Packets of which it cannot be told.
  package let undetermined: [Region]
  /// What the answer rests on.
  package let assumptions: [Assumption]

  /// Every packet that surely gets through.
  package var passingPackets: PacketSet { passing.reduce(.empty) { $0.union($1.packets) } }
  /// Every packet of which it cannot be told.
  package var undeterminedPackets: PacketSet { undetermined.reduce(.empty) { $0.union($1.packets) } }

  /// Follows every packet from each sender to each receiver. What two ends outside the networks say to each other takes no part,
  /// unless nothing else is asked.
  /// - Parameter port: the receiver's port; nil for every one.
  package init(
    from senders: [Endpoint], to receivers: [Endpoint], port: UInt16?, protocol: IPProtocol, in engine: Engine
  ) {
    var sum = ReachSum()
    let pairs = senders.flatMap { sender in receivers.map { (sender, $0) } }
    let within = pairs.filter { !($0.0.isOutside && $0.1.isOutside) }
    for (sender, receiver) in within.isEmpty ? pairs : within {
      sum.add(engine.flow(from: sender, to: receiver, port: port, protocol: `protocol`))
    }
    passing = sum.passing.regions
    sometimes = sum.sometimes.regions
    denied = sum.denied.regions
    undetermined = sum.undetermined.regions
    assumptions = sum.assumptions
  }

  /// A packet that gets through although none should, and the last rule that lets it.
  package var leak: (packet: Packet, step: Step?)? {
    guard let region = passing.first ?? sometimes.first, let packet = region.packets.witness else { return nil }
    return (packet, region.steps.last { $0.verdict == .allow && $0.isGroupRule })
  }

  /// A packet that does not get through although every one should, and the step that denies it first.
  package var gap: (packet: Packet, step: Step?)? {
    guard let region = denied.first ?? sometimes.first, let packet = region.packets.witness else { return nil }
    return (packet, region.steps.first { $0.verdict == .deny })
  }
}

/// Regions whose steps are the same are one.
private struct RegionList {
  private(set) var regions: [Reach.Region] = []
  private var places: [[Deciding]: Int] = [:]

  mutating func add(_ packets: PacketSet, _ steps: [Step]) {
    let key = steps.map(Deciding.init)
    if let place = places[key] {
      regions[place] = Reach.Region(packets: regions[place].packets.union(packets), steps: regions[place].steps)
    } else {
      places[key] = regions.count
      regions.append(Reach.Region(packets: packets, steps: steps))
    }
  }
}

/// What decides, whichever packets it decides about.
private struct Deciding: Hashable {
  let leg: Leg
  let verdict: StepVerdict
  let outcome: Outcome?
  let missing: MissingFact?
  let subject: Subject?
  let place: Place

  enum Place: Hashable {
    case filter(FilterPoint)
    case other(StepDetail)
  }

  init(_ step: Step) {
    leg = step.leg
    verdict = step.verdict
    outcome = step.outcome
    missing = step.missing
    subject = step.subject
    // What a rule nearly lets through, and how packets look there, hangs on the packets.
    place = if case .rule(let rule) = step.detail { .filter(rule.point) } else { .other(step.detail) }
  }
}

private struct ReachSum {
  var passing = RegionList()
  var sometimes = RegionList()
  var denied = RegionList()
  var undetermined = RegionList()
  var assumptions: [Assumption] = []

  mutating func add(_ flow: FlowResult) {
    let sometimes = flow.sometimesDenied.subtracting(flow.denied)
    let open = flow.undetermined.subtracting(flow.denied).subtracting(sometimes)
    let through = flow.packets.subtracting(flow.denied).subtracting(sometimes).subtracting(open)
    let rules = flow.steps.filter { $0.verdict == .allow && $0.isRule }
    let denials = flow.steps.filter { $0.verdict == .deny }
    Self.cut(through, by: rules, into: &passing)
    Self.cut(
      sometimes, by: flow.steps.filter { $0.verdict == .deny || $0.verdict == .allow && $0.isRule },
      into: &self.sometimes)
    Self.cut(flow.denied, by: denials, into: &denied)
    Self.cut(open, by: flow.steps.filter { $0.verdict == .undetermined }, into: &undetermined)
    for assumption in flow.assumptions where !assumptions.contains(assumption) { assumptions.append(assumption) }
  }

  /// Cuts packets into those that the same steps concern.
  private static func cut(_ packets: PacketSet, by steps: [Step], into list: inout RegionList) {
    if packets.isEmpty { return }
    var parts: [(packets: PacketSet, steps: [Step])] = [(packets, [])]
    for step in steps {
      parts = parts.flatMap { part -> [(packets: PacketSet, steps: [Step])] in
        let concerned = part.packets.intersection(step.packets)
        if concerned.isEmpty { return [part] }
        let rest = part.packets.subtracting(concerned)
        return [(concerned, part.steps + [step])] + (rest.isEmpty ? [] : [(rest, part.steps)])
      }
    }
    for part in parts { list.add(part.packets, part.steps) }
  }
}

extension Endpoint {
  fileprivate var isOutside: Bool {
    if case .outside = self { true } else { false }
  }
}

extension Step {
  fileprivate var isRule: Bool {
    switch detail {
    case .rule, .adminRule, .appliance: true
    default: false
    }
  }

  fileprivate var isGroupRule: Bool {
    if case .rule = detail { true } else { false }
  }
}
