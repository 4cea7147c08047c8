import BackendHealth
import Changes
import Outcomes
import PacketSets
import Reachability
import Resources

/// Commands and errands that were simulated as they are printed, and what they bring about.
package struct FixPlan: Sendable {
  /// How far it goes.
  package enum Standing: Sendable {
    /// Every goal is reached.
    case proved
    /// Nothing definite is in the way any more; these facts, which the input lacks, say whether the goals are reached.
    case given([MissingFact])
    /// What it leaves, for which there is no repair by configuration.
    case leaves([Obstacle])
  }

  /// What no command does, to be done first.
  package let errands: [Errand]
  /// The commands, in order.
  package let script: AzScript
  /// What it takes for granted beside the input.
  package let premises: [FixPremise]
  /// How far it goes.
  package let standing: Standing
  /// The packets that groups, peerings and routes newly let through.
  package let permits: PacketSet
  /// What groups may let through besides, by rules whose meaning is not in the input.
  package let tagged: [Admission.Possible]
  /// The deepest of its edits.
  package let kind: RepairKind
  /// Every member before and after it.
  package let members: [MemberDifference]
  /// The networks after it.
  package let end: Forecast

  /// How many things are to be done.
  package var cost: Int { script.lines.count + errands.count }

  /// Whether every goal is reached.
  package var isProved: Bool { if case .proved = standing { true } else { false } }

  /// Whether it is worth making: one that opens something and leaves what only configuration ends must make a member better.
  var helps: Bool {
    guard case .leaves(let obstacles) = standing, !permits.isEmpty || !tagged.isEmpty else { return true }
    return members.contains { $0.direction == .better }
      || obstacles.allSatisfy { $0.outcome.repair != .configuration }
  }

  /// Elements with plans, the better ones first: what reaches the goals, then what takes nothing for granted, fewer commands, the narrower
  /// permission, the less intrusive edit, and the text. One that opens everything of another and more comes behind it, however short
  /// it is.
  static func ordered<Element>(_ elements: [Element], by plan: (Element) -> FixPlan) -> [Element] {
    let plans = elements.map { (plan: plan($0), rank: plan($0).rank) }
    // What another plan reaches with less is no plan of its own.
    let needed = elements.indices.filter { wordy in
      !plans.contains { $0.rank.reach <= plans[wordy].rank.reach && plans[wordy].plan.goesBeyond($0.plan) }
    }
    var rest = needed.map { (element: elements[$0], rank: plans[$0].rank, opened: plans[$0].plan.opened) }
      .sorted { $0.rank < $1.rank }
    var out: [Element] = []
    while !rest.isEmpty {
      let next = rest.firstIndex { wide in
        !rest.contains { narrow in
          narrow.rank.isLike(wide.rank) && narrow.rank.breadth < wide.rank.breadth
            && narrow.opened.isSubset(of: wide.opened)
        }
      }
      out.append(rest.remove(at: next ?? 0).element)
    }
    return out
  }

  /// Whether it has everything of another plan, and more.
  package func goesBeyond(_ other: FixPlan) -> Bool {
    cost > other.cost && other.script.lines.allSatisfy(script.lines.contains)
      && other.errands.allSatisfy(errands.contains)
  }

  /// Everything that it may newly let through.
  private var opened: PacketSet { tagged.reduce(permits) { $0.union($1.packets) } }

  var rank: FixRank {
    let reach =
      switch standing {
      case .proved: 0
      case .given: 1
      case .leaves: 2
      }
    return FixRank(
      reach: reach, elsewhere: errands.count, premises: premises.count, cost: cost,
      breadth: opened.breadth,
      kind: kind, text: script.text)
  }
}

/// What plans and their beginnings are ordered by.
struct FixRank: Comparable {
  let reach: Int
  let elsewhere: Int
  let premises: Int
  let cost: Int
  let breadth: Double
  let kind: RepairKind
  let text: String

  /// Whether both reach as much, with as much beside commands.
  func isLike(_ other: FixRank) -> Bool {
    reach == other.reach && elsewhere == other.elsewhere && premises == other.premises
      && (kind >= .probeLoosened) == (other.kind >= .probeLoosened)
  }

  static func < (a: FixRank, b: FixRank) -> Bool {
    if a.reach != b.reach { return a.reach < b.reach }
    // A deletion and a looser probe come last, however short they are.
    if (a.kind >= .probeLoosened) != (b.kind >= .probeLoosened) { return b.kind >= .probeLoosened }
    if a.elsewhere != b.elsewhere { return a.elsewhere < b.elsewhere }
    if a.premises != b.premises { return a.premises < b.premises }
    if a.cost != b.cost { return a.cost < b.cost }
    if a.breadth != b.breadth { return a.breadth < b.breadth }
    if a.kind != b.kind { return a.kind < b.kind }
    return a.text < b.text
  }
}

extension PacketSet {
  /// The number of packets, as near as a floating point number comes.
  var breadth: Double {
    boxes.reduce(0) { sum, box in
      sum + box.sources.size * box.sourcePorts.size * box.destinations.size * box.destinationPorts.size
        * box.protocols.size
    }
  }
}

extension IntervalSet {
  /// The number of values, as near as a floating point number comes.
  fileprivate var size: Double {
    ranges.reduce(0) { $0 + Double($1.upperBound.ordinal - $1.lowerBound.ordinal) + 1 }
  }
}
