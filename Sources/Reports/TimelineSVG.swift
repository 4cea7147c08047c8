import Comparison
import Explanations
import Outcomes

/// `agwsim whatif --timeline` as SVG: a lane for members that flip alike, with a bar of where they stand and a line for each moment;
/// then a lane for each request.
package enum TimelineSVG {
  /// The timeline, drawn.
  package static func timeline(_ answer: WhatIfAnswer) -> String {
    let lanes = TimelineLanes(Timeline(answer.whatIf))
    var chart = TimelineChart(lanes)
    var sheet = SVGSheet()
    chart.open(
      on: &sheet,
      title: answer.whatIf.stages.count == 1 ? "What the change does, and when" : "What the changes do, and when")
    chart.text(answer.summary, on: &sheet, "")
    if lanes.lanes.isEmpty {
      chart.text(Timeline.nothingMoves, on: &sheet, "")
    } else {
      chart.text(Timeline.drawnLegend, on: &sheet, "muted")
      chart.axis(on: &sheet)
      for lane in lanes.lanes { chart.draw(lane, on: &sheet) }
      for request in lanes.requests { chart.draw(request, on: &sheet) }
      chart.grid(on: &sheet)
    }
    return sheet.document(title: "agwsim whatif --timeline", width: chart.width, height: chart.foot + 16)
  }
}

/// Where seconds stand on the sheet, and how far down it is filled.
private struct TimelineChart {
  private static let margin = 20.0
  private static let labelWidth = 360.0
  private static let chartWidth = 620.0
  private static let barHeight = 22.0

  let width = 2 * margin + labelWidth + chartWidth
  private(set) var foot = margin
  private var top = 0.0
  private let first: Int
  private let last: Int

  init(_ lanes: TimelineLanes) {
    let events = lanes.lanes.flatMap(\.timeline.events)
    let moments = lanes.requests.flatMap(\.phases).compactMap(\.begins) + events.map(\.seconds)
    let latest = max(moments.map(\.upperBound).max() ?? 0, 10)
    first = min(moments.map(\.lowerBound).min() ?? 0, -latest / 6)
    last = latest + max(latest / 6, 2)
  }

  private func x(_ second: Int) -> Double {
    Self.margin + Self.labelWidth + Double(second - first) / Double(last - first) * Self.chartWidth
  }

  mutating func open(on sheet: inout SVGSheet, title: String) {
    foot += 14
    sheet.text([title], x: Self.margin, y: foot, "title")
    foot += 10
  }

  mutating func text(_ text: String, on sheet: inout SVGSheet, _ classes: String) {
    let lines = SVGMetrics.lines(of: text.printable.fitted(to: 600), width: width - 2 * Self.margin, size: 12)
    sheet.text(lines, x: Self.margin, y: foot + 12, classes)
    foot += Double(lines.count) * 15 + 6
  }

  // MARK: Axis

  /// The distance of the marks: about eight of them.
  private var step: Int {
    let steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600]
    return steps.first { (last - first) / $0 <= 9 } ?? 86400
  }

  private var marks: [Int] {
    Array(stride(from: (first / step) * step, through: last, by: step)).filter { $0 >= first }
  }

  mutating func axis(on sheet: inout SVGSheet) {
    foot += 14
    for mark in marks {
      let text = mark == 0 ? "0 s" : "\(mark)"
      sheet.text(
        [text], x: x(mark) - SVGMetrics.width(text, size: 11) / 2, y: foot, mark == 0 ? "strong small" : "muted")
    }
    foot += 6
    top = foot
  }

  mutating func grid(on sheet: inout SVGSheet) {
    for mark in marks { sheet.underlay([(x(mark), top), (x(mark), foot)], mark == 0 ? "zero" : "rule") }
  }

  // MARK: Lanes

  mutating func draw(_ lane: TimelineLanes.Lane, on sheet: inout SVGSheet) {
    let phases = lane.timeline.phases.map {
      Stretch(from: $0.begins, to: $0.ends, look: $0.state.look, texts: [$0.state.title, $0.state.shortTitle])
    }
    head(lane.title, lane.movement, phases, on: &sheet)
    for event in lane.timeline.events where event.kind != .change {
      row(event.kind.sentence, at: event.seconds, on: &sheet)
    }
    for note in lane.timeline.notes { remark(note.sentence, on: &sheet) }
    foot += 10
  }

  mutating func draw(_ request: RequestTimeline, on sheet: inout SVGSheet) {
    let phases = request.phases.map {
      Stretch(from: $0.begins, to: $0.ends, look: $0.look, texts: [$0.statuses, $0.statuses.count > 3 ? "…" : ""])
    }
    head(request.title, "", phases, on: &sheet)
    for phase in request.phases {
      remark("\(phase.begins.map { "from \($0.secondsText)" } ?? "before"): \(phase.words)", on: &sheet)
    }
    foot += 10
  }

  /// A name and its bar.
  private mutating func head(_ title: String, _ movement: String, _ phases: [Stretch], on sheet: inout SVGSheet) {
    let limit = Self.labelWidth - 16
    let names = SVGMetrics.lines(of: title.printable.fitted(to: 220), width: limit, size: 12, bold: true)
    foot += 12
    bar(phases, y: foot, on: &sheet)
    sheet.text(names, x: Self.margin, y: foot + 12, "name")
    foot += Double(names.count) * 15
    if !movement.isEmpty {
      sheet.text([movement], x: Self.margin, y: foot + 12, "small")
      foot += 15
    }
    foot = max(foot, foot - Double(names.count) * 15 + Self.barHeight) + 6
  }

  /// What happens and when, beside a line from the first moment to the last.
  private mutating func row(_ text: String, at seconds: ClosedRange<Int>, on sheet: inout SVGSheet) {
    let when = seconds.secondsText
    let lines = SVGMetrics.lines(of: text, width: Self.labelWidth - 104, size: 11)
    sheet.text([when], x: Self.margin, y: foot + 11, "small strong")
    sheet.text(lines, x: Self.margin + 92, y: foot + 11, leading: 14, "muted")
    let level = foot + 7
    let (from, to) = (x(seconds.lowerBound), x(seconds.upperBound))
    if to - from > 6 {
      sheet.path([(from, level), (to, level)], "span")
      for end in [from, to] { sheet.path([(end, level - 4), (end, level + 4)], "span") }
    } else {
      sheet.box(x: from - 3.5, y: level - 3.5, width: 7, height: 7, radius: 3.5, "moment")
    }
    foot += Double(lines.count) * 14 + 4
  }

  private mutating func remark(_ text: String, on sheet: inout SVGSheet) {
    let lines = SVGMetrics.lines(of: text.printable.fitted(to: 400), width: Self.labelWidth - 16, size: 11)
    sheet.text(lines, x: Self.margin, y: foot + 11, leading: 14, "muted")
    foot += Double(lines.count) * 14 + 4
  }

  // MARK: Bars

  /// A part of a bar.
  struct Stretch {
    let from: ClosedRange<Int>?
    let to: ClosedRange<Int>?
    let look: String
    /// What it says, the fullest text first.
    let texts: [String]
  }

  private func bar(_ stretches: [Stretch], y: Double, on sheet: inout SVGSheet) {
    let low = y + Self.barHeight
    for stretch in stretches {
      let left = stretch.from ?? first...first
      let right = stretch.to ?? last...last
      let corners = [
        (x(left.lowerBound), y), (x(right.lowerBound), y), (x(right.upperBound), low), (x(left.upperBound), low),
      ]
      sheet.path(corners + [corners[0]], "state \(stretch.look)")
      let (from, to) = (x(left.upperBound), x(right.lowerBound))
      let text = stretch.texts.first { SVGMetrics.width($0, size: 11, bold: true) + 8 <= to - from }
      guard let text, !text.isEmpty else { continue }
      let start = from + (to - from - SVGMetrics.width(text, size: 11, bold: true)) / 2
      sheet.text([text], x: start, y: y + 15, stretch.look == "absent" ? "muted" : "small onfill")
    }
  }
}

extension MemberTimeline.State {
  /// The class that colours it.
  fileprivate var look: String {
    switch self {
    case .serving: "pass"
    case .failing: "block"
    case .partly, .open: "open"
    case .out, .stopped: "skip"
    case .draining: "calm"
    case .absent: "absent"
    }
  }
}

extension RequestTimeline.Phase {
  fileprivate var look: String {
    isGood ? "pass" : isOpen ? "open" : prediction?.verdict == .partial ? "open" : "block"
  }
}
