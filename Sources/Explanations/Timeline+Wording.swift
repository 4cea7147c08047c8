import BackendHealth
import Comparison
import Outcomes
import PacketSets

extension MemberTimeline.Kind {
  /// Its name in JSON.
  package var code: String {
    switch self {
    case .lastSuccess: "last-success"
    case .change: "change"
    case .firstFailure: "first-failure"
    case .leavesRotation: "leaves-rotation"
    case .entersRotation: "enters-rotation"
    case .drains: "drains"
    case .drained: "drained"
    case .reported: "reported"
    }
  }

  /// What happens.
  package var sentence: String {
    switch self {
    case .lastSuccess: "the last probe that succeeds begins"
    case .change: "the change is in effect"
    case .firstFailure(let seconds) where seconds == 0...0: "the first probe that fails begins, and fails at once"
    case .firstFailure(let seconds): "the first probe that fails begins, and fails \(seconds.secondsText) later"
    case .leavesRotation(1): "a failure: an instance sends it no more requests"
    case .leavesRotation(let failures): "\(failures) failures in a row: an instance sends it no more requests"
    case .entersRotation: "the first probe that succeeds: an instance sends it requests"
    case .drains: "new requests go elsewhere; those in flight may finish"
    case .drained: "what is still in flight is cut off"
    case .reported(let health): "Azure reports \(health.rawValue)"
    }
  }
}

extension MemberTimeline.State {
  /// The state in a few words.
  package var title: String {
    switch self {
    case .serving: "serves requests"
    case .failing: "gets requests, which fail"
    case .partly: "serves some instances"
    case .out: "out of rotation"
    case .draining: "finishes requests in flight"
    case .absent: "no member"
    case .stopped: "the gateway does not run"
    case .open: "cannot tell"
    }
  }

  /// The same in a word or two, for a narrow place.
  package var shortTitle: String {
    switch self {
    case .serving: "serves"
    case .failing: "fails"
    case .partly: "partly"
    case .out: "out"
    case .draining: "drains"
    case .absent: "–"
    case .stopped: "stopped"
    case .open: "?"
    }
  }
}

extension MemberTimeline.Note {
  /// Its name in JSON.
  package var code: String {
    switch self {
    case .remembers: "remembers"
    case .standingConnections: "standing-connections"
    case .reportOnly: "report-only"
    case .neverServes: "never-serves"
    case .formerUnknown: "former-unknown"
    case .latterUnknown: "latter-unknown"
    }
  }

  /// The note in a sentence.
  package var sentence: String {
    switch self {
    case .remembers(let addresses):
      "Until the gateway is changed or restarted it goes on using \(addresses.map(\.description).joined(separator: ", ")), which it "
        + "resolved before."
    case .standingConnections:
      "Security groups judge new connections: requests on one that stands already may go on until it is closed."
    case .reportOnly: "Only what Azure reports changes, and when is not documented: requests go where they went."
    case .neverServes: "None of its probes succeeds, so that it never takes a request."
    case .formerUnknown(let fact): "Whether it took requests before cannot be told" + Self.reason(fact)
    case .latterUnknown(let fact): "Whether it takes requests from then on cannot be told" + Self.reason(fact)
    }
  }
}

extension MemberTimeline.Note {
  private static func reason(_ fact: MissingFact?) -> String { fact.map { ": \($0.sentence)." } ?? "." }
}

extension Timeline {
  /// What is said where no member moves.
  package static let nothingMoves = "No member leaves rotation or comes into it, and no reported health changes."
  /// What the seconds count from, and why they are ranges.
  package static let legend =
    "Seconds count from the moment at which the change is in effect. Each instance probes on its own, so that they are ranges."
  /// How ranges look where they are drawn.
  package static let drawnLegend = legend + " Along a slanted edge one instance after the other flips."
}

extension RequestTimeline {
  /// The request, and that it stands for others.
  package var title: String { (isSample ? "such as " : "") + "\(request.method) \(request.url)" }
}

extension RequestTimeline.Phase {
  /// The statuses, each with what decides.
  package var words: String {
    guard let prediction else { return "no gateway takes it" }
    if prediction.verdict == .undetermined { return "cannot tell" }
    return prediction.answers.map(\.shortWords).uniqued.joined(separator: "; or ")
  }

  /// The statuses alone.
  package var statuses: String {
    guard let prediction else { return "–" }
    if prediction.verdict == .undetermined { return "?" }
    return prediction.answers.map(\.statusText).uniqued.joined(separator: "/")
  }
}

extension RequestAnswer {
  /// The status, or that there is none.
  package var statusText: String { status.map(String.init) ?? "no answer" }

  /// The status, how long a client waits for it where that is long, and why.
  fileprivate var shortWords: String {
    let long = totalMilliseconds.flatMap { $0 >= 1000 ? " after \($0.durationText)" : nil } ?? ""
    let why = isGood ? [] : [errorInfo?.rawValue, decisive?.outcome?.title].compactMap { $0 }
    return ([statusText + long] + why).joined(separator: ", ")
  }
}

extension ClosedRange<Int> {
  /// Seconds from here to there: `30 s`, `0-30 s`, `0-30 s before`.
  package var secondsText: String {
    if lowerBound < 0 { return "\(-upperBound)-\(-lowerBound) s before" }
    return lowerBound == upperBound ? "\(lowerBound) s" : "\(lowerBound)-\(upperBound) s"
  }
}
