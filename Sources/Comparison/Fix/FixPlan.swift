import BackendHealth
import Changes
import Outcomes
import PacketSets
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

  /// The better plan comes first: what reaches the goals, then fewer commands, the narrower permission, the less intrusive edit, and
  /// the text.
  static func precedes(_ a: FixPlan, _ b: FixPlan) -> Bool { a.rank < b.rank }

  private var rank: FixRank {
    let reach =
      switch standing {
      case .proved: 0
      case .given: 1
      case .leaves: 2
      }
    return FixRank(
      reach: reach, elsewhere: errands.count, premises: premises.count, cost: cost, breadth: permits.breadth,
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
