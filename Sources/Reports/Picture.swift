import Outcomes

/// A picture of ways: places in rows, joined by arrows. It is made once from a report's records, and one file a format draws it.
/// Its texts are sentences of `Explanations`, harmless to print, as long as the names in them.
struct Picture {
  /// What becomes of packets. A drawing tells it by a sign as well as by a colour.
  enum Mark: String, CaseIterable {
    case pass, block, skip, open
  }

  /// One thing that happens at a place.
  struct Line {
    let mark: Mark
    let text: String
    /// What supports it: near misses, the packets it is about.
    var details: [String] = []
    /// Whether it decides the verdict.
    var decides = false
    /// Whether a change brings it, or takes it away.
    var flips = false
  }

  /// A place on the way.
  struct Box {
    let kind: String
    let name: String
    var lines: [Line] = []
    /// Whether no packet goes on from here.
    var stops = false

    /// The worst of its lines.
    var mark: Mark {
      let marks = lines.map(\.mark)
      return marks.contains(.block) ? .block : marks.contains(.open) ? .open : marks.contains(.pass) ? .pass : .skip
    }
  }

  /// Boxes in the order in which packets meet them.
  struct Row {
    var title: String
    var boxes: [Box] = []
    /// Whether it leads back to where the row before it began.
    var isReturn = false
    /// Whether packets set out on it at all.
    var isTravelled = true

    /// What becomes of packets between a box and the next one.
    var arrows: [Mark] {
      var goesOn = isTravelled
      return boxes.dropLast().map { box in
        if box.stops { goesOn = false }
        return goesOn ? box.mark == .open ? .open : .pass : .skip
      }
    }
  }

  /// What becomes of one thing that was asked.
  struct Part {
    let title: String
    /// The verdict in words.
    let verdict: String
    let mark: Mark
    /// Cause, blame and advice, by what they are.
    var notes: [(label: String, text: String)] = []
    var rows: [Row] = []
  }

  let title: String
  var parts: [Part]
  /// What the picture leaves out.
  var footnotes: [String] = []
}

extension Picture.Mark {
  init(_ verdict: StepVerdict) {
    switch verdict {
    case .allow: self = .pass
    case .deny: self = .block
    case .skip: self = .skip
    case .undetermined: self = .open
    }
  }

  init(_ health: Health) {
    switch health {
    case .healthy: self = .pass
    case .unhealthy, .partial, .unknown: self = .block
    case .undetermined: self = .open
    }
  }

  /// The sign before a line.
  var sign: String {
    switch self {
    case .pass: "✓"
    case .block: "✗"
    case .skip: "–"
    case .open: "?"
    }
  }
}

extension Picture.Line {
  /// The sign of a line that flips.
  static let flipSign = "◆"

  /// The line with its signs and what it does.
  var words: String { "\(mark.sign) " + (flips ? "\(Self.flipSign) " : "") + text + (decides ? " (decides)" : "") }
}

extension Picture.Part {
  /// The verdict and the notes, a text each.
  var head: [String] {
    ["\(mark.sign) \(verdict)"] + notes.map { $0.label.isEmpty ? $0.text : "\($0.label): \($0.text)" }
  }
}
