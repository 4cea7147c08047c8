import BackendHealth
import Comparison
import Explanations
import Outcomes

/// `agwsim whatif` as text: what each edit does, then the whole.
package enum WhatIfText {
  /// The stages of a change and their sum.
  package static func whatIf(_ whatIf: WhatIf, style: TextStyle = TextStyle()) -> String {
    var page = TextPage(style: style)
    for (number, stage) in whatIf.stages.enumerated() {
      page.blank()
      page.paragraph(stage.text, after: "Change \(number + 1)  ", firstColor: .bold)
      if let failure = stage.failure {
        let (message, hint) = failure.problem.words
        page.paragraph(message, after: "  REFUSED ", firstColor: .red)
        if let hint { page.paragraph(hint, after: indent) }
        page.paragraph("Nothing behind this change is evaluated.", after: indent)
        continue
      }
      let changed = stage.members.filter(\.isChanged)
      if let words = stage.unevaluated { page.paragraph("not evaluated: \(words)", after: "  note    ") }
      if changed.isEmpty { page.line("  no probe of any member is decided differently") }
      for pair in stage.emptiedPools {
        let gateway = pair.pool.parent?.name ?? ""
        page.paragraph(
          "\(pair.pool.name) (\(gateway), \(pair.setting.name)): no member is left; every request to it gets a 502",
          after: [("  WORSE   ", .red)])
      }
      for member in changed { tell(member, on: &page) }
    }
    page.blank()
    page.paragraph(summary(of: whatIf))
    return page.text
  }

  private static let indent = String(repeating: " ", count: 10)

  private static func tell(_ difference: MemberDifference, on page: inout TextPage) {
    guard let shown = difference.after ?? difference.before else { return }
    let name = "\(shown.pool.name)/\(shown.member.address) (\(shown.gateway.name), \(shown.setting.name))"
    page.paragraph(
      "\(name): \(difference.movement)", after: [("  \(difference.mark)".filled(to: indent.count), difference.color)])
    if let after = difference.after {
      if let cause = after.cause {
        let blamed = after.decisive?.subject.map { ", by \($0)" } ?? ""
        page.paragraph("\(cause.title) (\(cause.rawValue))\(blamed)", after: indent)
      }
      if !difference.remembered.isEmpty {
        page.paragraph(difference.rememberedWords, after: indent)
      } else if difference.before?.health != after.health, difference.before != nil, let seconds = after.seconds {
        page.paragraph("shows within \(seconds.words)", after: indent)
      }
    }
    for step in difference.newSteps where step.leg == .forward || step.verdict != .allow {
      page.paragraph("now: \(step.line)", after: indent)
    }
  }

  /// How many members move which way, and what that means.
  static func summary(of whatIf: WhatIf) -> String {
    let worse = whatIf.members.filter { $0.direction == .worse }.count
    let better = whatIf.members.filter { $0.direction == .better }.count
    let other = whatIf.members.filter { $0.direction == .same && $0.isChanged }.count
    let same = whatIf.members.count - worse - better - other
    let refused = whatIf.failure == nil ? "" : "The change is refused; up to there: "
    let emptied = whatIf.emptiedPools.count
    return refused + "\(worse) worse, \(better) better, \(other) decided differently, \(same) unchanged"
      + (emptied == 0 ? "." : "; \(emptied) \(emptied == 1 ? "pool" : "pools") left empty.")
  }
}

extension MemberDifference {
  /// The move in a word.
  var mark: String {
    switch (before, after, direction) {
    case (nil, _, _): "new"
    case (_, nil, _): "gone"
    case (_, _, .worse): "WORSE"
    case (_, _, .better): "better"
    case (_, _, .same): "other"
    }
  }

  /// That the gateway goes on using the addresses it knows, and until when.
  var rememberedWords: String {
    "until the gateway is changed or restarted it goes on using \(remembered.map(\.description).joined(separator: ", ")), which it "
      + "resolved before"
  }

  fileprivate var color: TextPage.Color? {
    switch direction {
    case .worse: .red
    case .better: .green
    case .same: nil
    }
  }

  /// Health before and after.
  var movement: String {
    switch (before, after) {
    case (let before?, let after?) where before.health == after.health: "\(after.health.rawValue) as before"
    case (let before?, let after?): "\(before.health.rawValue) -> \(after.health.rawValue)"
    case (nil, let after?): "\(after.health.rawValue)"
    case (let before?, nil): "was \(before.health.rawValue)"
    case (nil, nil): ""
    }
  }
}

extension ClosedRange<Int> {
  /// Seconds from here to there.
  fileprivate var words: String { "\(lowerBound)-\(upperBound) s" }
}

extension String {
  /// The text with blanks behind it.
  fileprivate func filled(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
