import Comparison
import Explanations

/// A timeline as it is told: members of which the same is to be told together.
struct TimelineLanes {
  /// Members that flip alike.
  struct Lane {
    private(set) var names: [String]
    /// The gateway and the setting.
    let place: String
    let movement: String
    /// How they are probed.
    let probe: String
    let timeline: MemberTimeline

    /// The names of the first ones, and how many more there are.
    var title: String {
      let shown = names.prefix(6).joined(separator: ", ")
      return (names.count > 6 ? "\(shown) and \(names.count - 6) more" : shown) + " \(place)"
    }

    fileprivate init?(_ timeline: MemberTimeline) {
      guard let shown = timeline.difference.shown else { return nil }
      names = [shown.label]
      place = "(\(shown.gateway.name), \(shown.setting.name))"
      movement = timeline.difference.movement
      probe = shown.probe.words
      self.timeline = timeline
    }

    fileprivate mutating func take(_ other: Lane) { names += other.names }

    fileprivate func isLike(_ other: Lane) -> Bool {
      place == other.place && movement == other.movement && probe == other.probe
        && timeline.events == other.timeline.events && timeline.phases == other.timeline.phases
        && timeline.notes == other.timeline.notes
    }
  }

  let lanes: [Lane]
  let requests: [RequestTimeline]

  init(_ timeline: Timeline) {
    var lanes: [Lane] = []
    for lane in timeline.members.compactMap(Lane.init) {
      if let index = lanes.firstIndex(where: { $0.isLike(lane) }) {
        lanes[index].take(lane)
      } else {
        lanes.append(lane)
      }
    }
    self.lanes = lanes
    requests = timeline.requests
  }
}
