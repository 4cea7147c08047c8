import BackendHealth
import Explanations
import Outcomes
import Resources

/// `agwsim request` as text: five lines to act on, the answers as the access log shows them, then the way and what it rests on.
package enum RequestText {
  /// The answer of each gateway, the worst first.
  package static func requests(
    _ predictions: [RequestPrediction], in resources: Resources? = nil, style: TextStyle = TextStyle()
  ) -> String {
    let rule = String(repeating: "-", count: style.width) + "\n"
    return predictions.worstFirst.map { text($0, in: resources, style: style) }.joined(separator: "\n" + rule + "\n")
  }

  private static func text(_ prediction: RequestPrediction, in resources: Resources?, style: TextStyle) -> String {
    let story = Story(prediction, in: resources)
    var page = TextPage(style: style)
    page.open(story, head: prediction.head, color: prediction.verdict.color)
    page.answers(prediction)
    page.blank()
    page.line("Way", color: .bold)
    page.steps(prediction.steps, of: story)
    page.guide(story)
    page.changes(story)
    page.confirmations(story)
    page.gaps(story.missing, hint: story.hint)
    page.assumptions(story)
    page.limits()
    return page.text
  }
}

extension TextPage {
  /// Each answer with the fields of the access log that tell it apart.
  fileprivate mutating func answers(_ prediction: RequestPrediction) {
    guard !prediction.answers.isEmpty else { return }
    blank()
    line("Answers", color: .bold)
    for answer in prediction.answers {
      let color: Color = answer.isGood ? .green : .red
      paragraph(answer.words, after: [("  ", nil), (answer.statusText.padded(to: 11), color)])
    }
  }

  fileprivate mutating func guide(_ story: Story) {
    guard let resolution = story.decisive?.outcome?.guideResolution else { return }
    blank()
    paragraph(
      "resolution \(resolution.rawValue) of Microsoft's guide to HTTP 502 errors: \(resolution.problem)",
      after: "Guide    ", firstColor: .bold)
  }

  fileprivate mutating func limits() {
    blank()
    paragraph(
      OfflineLimit.allCases.map(\.title).joined(separator: ", "), after: "Not predicted: ", firstColor: .bold)
  }
}

extension RequestPrediction {
  /// The verdict and the statuses in a few words.
  fileprivate var head: String {
    switch verdict {
    case .undetermined: verdict.rawValue
    case .succeeds, .fails, .partial:
      "\(verdict.rawValue), \(answers.map(\.statusText).uniqued.joined(separator: " or "))"
    }
  }

  /// How bad it is, the worst first.
  fileprivate var severity: Int {
    switch verdict {
    case .fails: 0
    case .partial: 1
    case .undetermined: 2
    case .succeeds: 3
    }
  }
}

extension [RequestPrediction] {
  /// The worst first; equals stay in order.
  package var worstFirst: [RequestPrediction] {
    enumerated().sorted { ($0.element.severity, $0.offset) < ($1.element.severity, $1.offset) }.map(\.element)
  }
}

extension RequestVerdict {
  fileprivate var color: TextPage.Color {
    switch self {
    case .succeeds: .green
    case .undetermined: .yellow
    case .fails, .partial: .red
    }
  }
}

extension RequestAnswer {
  /// Who answers, in how long, and how often.
  fileprivate var words: String {
    var parts: [String] = []
    if let serverRouted {
      parts.append(serverStatus == nil ? "\(serverRouted) was asked" : "from \(serverRouted)")
    } else if status != nil {
      parts.append("from the gateway itself")
    }
    if let serverStatus, serverStatus != status { parts.append("serverStatus \(serverStatus)") }
    if let serverMilliseconds { parts.append("serverResponseLatency \(number(serverMilliseconds / 1000))") }
    if waitedMilliseconds > 0 { parts.append("after \(waitedMilliseconds.durationText) of waiting for another member") }
    if let errorInfo { parts.append("error_info \(errorInfo.rawValue)") }
    if let share { parts.append("\(share.percentText) of requests") }
    if let decisive, let outcome = decisive.outcome { parts.append(outcome.title) }
    return parts.isEmpty ? "the client's connection times out" : parts.joined(separator: ", ")
  }
}
