import Explanations
import Scenarios

/// `agwsim test` as text: a line for each file, then each failure with expected and predicted side by side, then the sum.
package enum TestText {
  /// The report of a run.
  package static func report(_ reports: [ScenarioReport], style: TextStyle = TextStyle()) -> String {
    var page = TextPage(style: style)
    for report in reports { page.file(report) }
    for report in reports {
      for one in TestCase.cases(of: report) where one.verdict != .holds {
        page.blank()
        page.failure(one)
      }
    }
    page.blank()
    let summary = TestSummary(reports)
    page.paragraph(
      summary.sentence, after: [(summary.isGood ? "ok    " : "      ", summary.isGood ? .green : nil)])
    return page.text
  }
}

extension TextPage {
  /// One line for a file: its mark, its path, how many expectations do not hold.
  fileprivate mutating func file(_ report: ScenarioReport) {
    let count = report.results.count
    let failing = report.results.count { $0.standing == .fails }
    let open = report.results.count { $0.standing == .cannotTell }
    let path = TestPlace(file: report.file).text
    var wrong: [String] = []
    if failing > 0 { wrong.append("\(failing) of \(count) \(failing == 1 ? "fails" : "fail")") }
    if open > 0 { wrong.append("\(open) of \(count) cannot be told") }
    let note =
      if !report.problems.isEmpty {
        counted(report.problems.count, "problem") + " in its input"
      } else if count == 0 {
        "no expectations"
      } else {
        wrong.isEmpty ? counted(count, "expectation") : wrong.joined(separator: ", ")
      }
    let mark: (text: String, color: Color) =
      if !report.problems.isEmpty {
        ("BAD", .red)
      } else if count == 0 {
        ("--", .dim)
      } else {
        (report.standing ?? .fails).mark
      }
    let room = max(style.width - 6 - note.count - 2, 20)
    paragraph(
      note, after: [(mark.text.padded(to: 6), mark.color), (path.fitted(to: room) + "  ", nil)])
  }

  /// Everything about one case that does not hold.
  fileprivate mutating func failure(_ one: TestCase) {
    let label = 10
    let mark = one.verdict.mark
    paragraph(one.name, after: [(mark.text.padded(to: 6), mark.color)])
    paragraph(one.place.text, after: "      " + "at".padded(to: label))
    guard let result = one.result else {
      paragraph(one.message, after: "      " + "problem".padded(to: label))
      for detail in one.details { paragraph(detail, after: "      " + "".padded(to: label)) }
      return
    }
    let rows = result.comparisons.map { [$0.field.padded(to: label - 2), $0.expected, $0.predictedText] }
    let colors = result.comparisons.map {
      [nil, nil, $0.standing == .holds ? nil : $0.standing.mark.color] as [Color?]
    }
    table([["", "expected", "predicted"]] + rows, indent: 6, firm: [0], colors: [[]] + colors)
    if let packet = result.counterexample { paragraph("\(packet)", after: "      " + "packet".padded(to: label)) }
    for (index, reason) in result.reasons.enumerated() {
      paragraph(reason, after: "      " + (index == 0 ? "because" : "").padded(to: label))
    }
    if let supply = result.missing?.supply() {
      paragraph(supply.text, after: "      " + supply.label.padded(to: label))
    }
  }
}

extension Standing {
  /// The mark before a file or an expectation.
  fileprivate var mark: (text: String, color: TextPage.Color) {
    switch self {
    case .holds: ("ok", .green)
    case .cannotTell: ("??", .yellow)
    case .fails: ("FAIL", .red)
    }
  }
}

extension TestCase.Verdict {
  /// The mark before a case.
  fileprivate var mark: (text: String, color: TextPage.Color) {
    switch self {
    case .holds: Standing.holds.mark
    case .cannotTell: Standing.cannotTell.mark
    case .fails: Standing.fails.mark
    case .badInput: ("BAD", .red)
    }
  }
}

extension Supply {
  /// What to do with its text.
  fileprivate var label: String {
    switch self {
    case .scenario: "add"
    case .command: "run"
    case .advice: "instead"
    }
  }
}
