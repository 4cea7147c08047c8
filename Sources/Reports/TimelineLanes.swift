import BackendHealth
import Comparison
import Explanations
import Outcomes

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

  /// What the seconds count from, and why they are ranges.
  static let legend =
    "Seconds count from the moment at which the change is in effect. Each instance probes on its own, so that they are ranges."
}

extension RequestTimeline {
  /// The request, and that it stands for others.
  var title: String { (isSample ? "such as " : "") + "\(request.method) \(request.url)" }
}

extension RequestTimeline.Phase {
  /// The statuses, each with what decides.
  var words: String {
    guard let prediction else { return "no gateway takes it" }
    if prediction.verdict == .undetermined { return "cannot tell" }
    return prediction.answers.map(\.shortWords).uniqued.joined(separator: "; or ")
  }

  /// The statuses alone.
  var statuses: String {
    guard let prediction else { return "–" }
    if prediction.verdict == .undetermined { return "?" }
    return prediction.answers.map(\.statusText).uniqued.joined(separator: "/")
  }
}

extension RequestAnswer {
  /// The status, how long a client waits for it where that is long, and why.
  fileprivate var shortWords: String {
    let long = totalMilliseconds.flatMap { $0 >= 1000 ? " after \($0.durationText)" : nil } ?? ""
    let why = isGood ? [] : [errorInfo?.rawValue, decisive?.outcome?.title].compactMap { $0 }
    return ([statusText + long] + why).joined(separator: ", ")
  }
}
