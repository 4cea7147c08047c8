import BackendHealth
import Explanations
import Outcomes
import PacketSets
import Reachability
import Resources

extension Picture {
  /// Members on their ways, worst first; of those with the same cause one is drawn, the others are named.
  static func members(_ members: [MemberPrediction], in resources: Resources?) -> Picture {
    let parts = members.alikeGroups.map { group in
      var part = Part(Story(group[0], in: resources))
      if group.count > 1 {
        part.notes.append(("The same for", group.dropFirst().map(\.place).joined(separator: ", ").printable))
      }
      return part
    }
    return Picture(title: "agwsim trace", parts: parts)
  }

  /// Any flow, with what its server does.
  static func flow(_ story: Story) -> Picture { Picture(title: "agwsim trace", parts: [Part(story)]) }
}

extension Picture.Part {
  /// A story's verdict, and its ways.
  /// - Parameter flips: whether a change brings a step, or takes it away.
  init(_ story: Story, flips: (Step) -> Bool = { _ in false }) {
    title = story.title.printable
    verdict = story.headline
    mark = story.mark
    if let decisive = story.decisive {
      notes.append(("Cause", story.causes(of: decisive).last ?? ""))
      if let missing = decisive.missing { notes.append(("Missing", missing.sentence)) }
      if let blamed = decisive.blamed { notes.append(("Blamed", blamed)) }
      notes.append(("Change", story.advice(for: decisive)))
    }
    notes = notes.map { ($0.label, $0.text.printable) }
    rows = Picture.rows(of: story, flips: flips)
  }
}

extension Picture {
  /// The rows of a story: the gateway and the name first, then each flow there and back.
  fileprivate static func rows(of story: Story, flips: (Step) -> Bool) -> [Row] {
    let steps = story.steps.uniqued
    // A step that concerns every sender of a flow stops it there; one that concerns some lets the others go on.
    func line(_ step: Step) -> Line {
      let narration = story.narration(of: step)
      let missing = step.missing.map { ["cannot tell: \($0.sentence)"] } ?? []
      let only = step.restriction(in: narration).map { [$0] } ?? []
      return Line(
        mark: Mark(step.verdict), text: step.lineInPlace,
        details: (missing + only + step.nearMisses(in: narration)).map(\.printable),
        decides: step == story.decisive, flips: flips(step))
    }
    func row(_ title: String, _ steps: [Step], of packets: PacketSet?) -> Row {
      var row = Row(title: title.printable)
      var waiting: [Line] = []
      for step in steps {
        if let place = step.place, row.boxes.last.map({ $0.kind != place.kind || $0.name != place.name }) ?? true {
          row.boxes.append(Box(kind: place.kind, name: place.name, lines: waiting))
          waiting = []
        }
        guard !row.boxes.isEmpty else {
          waiting.append(line(step))
          continue
        }
        row.boxes[row.boxes.count - 1].lines.append(line(step))
        if step.verdict == .deny, packets.map({ $0.isSubset(of: step.packets) }) ?? true {
          row.boxes[row.boxes.count - 1].stops = true
        }
      }
      return row
    }
    func index(_ step: Step) -> Int? {
      switch step.detail {
      case .name, .gateway, .emptyPool: nil
      default: story.flows.firstIndex { step.packets.isSubset(of: $0.packets) }
      }
    }
    let common = steps.filter { index($0) == nil }
    var rows: [Row] = []
    let before = row("First", common, of: nil)
    if !before.boxes.isEmpty { rows.append(before) }
    for (number, flow) in story.flows.enumerated() {
      let own = steps.filter { index($0) == number }
      var there = row("Forward: \(flow.heading(.forward))", own.filter { $0.leg == .forward }, of: flow.packets)
      var back = row("Return: \(flow.heading(.back))", own.filter { $0.leg == .back }, of: flow.packets)
      there.isTravelled = !before.boxes.contains(where: \.stops)
      back.isReturn = true
      back.isTravelled = there.isTravelled && !there.boxes.contains(where: \.stops)
      if !there.boxes.isEmpty { rows.append(there) }
      if let first = there.boxes.first, !back.boxes.isEmpty {
        if back.boxes.last!.name != first.name { back.boxes.append(Box(kind: first.kind, name: first.name)) }
        rows.append(back)
      }
    }
    return rows
  }
}

extension Story {
  /// The verdict as a mark.
  fileprivate var mark: Picture.Mark {
    if let health { return Picture.Mark(health) }
    switch verdict {
    case FlowVerdict.reachable.rawValue: return .pass
    case FlowVerdict.undetermined.rawValue: return .open
    default: return .block
    }
  }
}
