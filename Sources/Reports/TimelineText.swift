import Comparison
import Explanations
import Outcomes

/// `agwsim whatif --timeline` as text.
package enum TimelineText {
  /// When members flip, then what requests get meanwhile.
  package static func timeline(_ answer: WhatIfAnswer, style: TextStyle = TextStyle()) -> String {
    let lanes = TimelineLanes(Timeline(answer.whatIf))
    var page = TextPage(style: style)
    for (number, stage) in answer.whatIf.stages.enumerated() {
      page.paragraph(stage.text, after: "Change \(number + 1)  ", firstColor: .bold)
      if let failure = stage.failure {
        page.paragraph(failure.problem.words.message, after: "  REFUSED ", firstColor: .red)
      }
    }
    page.blank()
    if lanes.lanes.isEmpty {
      page.paragraph(Timeline.nothingMoves)
      return page.text
    }
    page.paragraph(Timeline.legend)
    for lane in lanes.lanes { page.tell(lane) }
    page.tell(lanes.requests)
    return page.text
  }
}

extension TextPage {
  private static let width = 15

  fileprivate mutating func tell(_ lane: TimelineLanes.Lane) {
    blank()
    let timeline = lane.timeline
    paragraph("\(lane.title): \(lane.movement)", after: [("", timeline.difference.direction.color)])
    paragraph(lane.probe, after: "  Probe   ")
    for event in timeline.events {
      paragraph(event.kind.sentence, after: "  " + event.seconds.secondsText.padded(to: Self.width))
    }
    for note in timeline.notes { paragraph(note.sentence, after: "  " + "note".padded(to: Self.width)) }
  }

  fileprivate mutating func tell(_ requests: [RequestTimeline]) {
    guard !requests.isEmpty else { return }
    blank()
    line("Requests", color: .bold)
    for request in requests {
      paragraph(request.title, after: "  ")
      for phase in request.phases {
        let when = phase.begins.map { "from \($0.secondsText)" } ?? "before"
        paragraph(
          phase.words,
          after: [("    " + when.padded(to: Self.width + 2), phase.isGood ? .green : phase.isOpen ? .yellow : .red)])
      }
    }
  }
}

extension RequestTimeline.Phase {
  var isGood: Bool { prediction?.verdict == .succeeds }
  var isOpen: Bool { prediction?.verdict == .undetermined }
}
