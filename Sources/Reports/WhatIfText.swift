import BackendHealth
import Comparison
import Explanations
import Outcomes

/// `agwsim whatif` as text: what each edit does, then the whole.
package enum WhatIfText {
  /// The stages of a change, every member before and after, and their sum.
  package static func whatIf(_ answer: WhatIfAnswer, style: TextStyle = TextStyle()) -> String {
    var page = TextPage(style: style)
    for (number, stage) in answer.whatIf.stages.enumerated() {
      page.blank()
      page.paragraph(stage.text, after: "Change \(number + 1)  ", firstColor: .bold)
      page.stage(stage, of: answer)
    }
    page.groups(answer.whatIf.groups)
    page.routes(answer.whatIf.routes)
    page.blank()
    page.members(answer.whatIf.members)
    for promise in answer.brokenPromises {
      page.paragraph("\(promise.title): \(promise.sentence)", after: "  WORSE   ", firstColor: .red)
    }
    if !answer.brokenPromises.isEmpty { page.blank() }
    page.requests(answer.requests)
    if !answer.requests.isEmpty { page.blank() }
    page.paragraph(answer.summary)
    return page.text
  }
}

extension TextPage {
  private static let indent = String(repeating: " ", count: 10)

  fileprivate mutating func stage(_ stage: WhatIf.Stage, of answer: WhatIfAnswer) {
    if let failure = stage.failure {
      let (message, hint) = failure.problem.words
      paragraph(message, after: "  REFUSED ", firstColor: .red)
      if let hint { paragraph(hint, after: Self.indent) }
      paragraph("Nothing behind this change is evaluated.", after: Self.indent)
      return
    }
    let changed = stage.members.filter(\.isChanged)
    if let words = stage.unevaluated { paragraph("not evaluated: \(words)", after: "  note    ") }
    if answer.showsEffort, let effort = stage.effort { paragraph(effort.words, after: "  stats   ") }
    if changed.isEmpty { line("  no probe of any member is decided differently") }
    for pair in stage.emptiedPools {
      let gateway = pair.pool.parent?.name ?? ""
      paragraph(
        "\(pair.pool.name) (\(gateway), \(pair.setting.name)): no member is left; every request to it gets a 502",
        after: [("  WORSE   ", .red)])
    }
    for group in AlikeMembers.groups(changed) { tell(group) }
  }

  private mutating func tell(_ group: AlikeMembers) {
    let mark = "  \(group.mark)".padded(to: Self.indent.count)
    if group.names.count == 1 {
      paragraph("\(group.names[0]) \(group.place): \(group.movement)", after: [(mark, group.color)])
    } else {
      paragraph("\(group.names.count) members \(group.place): \(group.movement)", after: [(mark, group.color)])
      paragraph(group.shownNames, after: Self.indent)
    }
    for line in group.causes + group.decisions { paragraph(line, after: Self.indent) }
  }

  /// Every member before and after, pool by pool.
  fileprivate mutating func members(_ differences: [MemberDifference]) {
    guard !differences.isEmpty else { return }
    line("Members before and after", color: .bold)
    var rest = differences[...]
    while let first = rest.first?.shown {
      let pair = rest.prefix { $0.shown?.pool == first.pool && $0.shown?.setting == first.setting }
      rest = rest.dropFirst(pair.count)
      line("  \(first.pool.path) by \(first.setting.name)")
      table(
        [["MEMBER", "BEFORE", "AFTER", "CAUSE"]] + pair.compactMap(\.row), indent: 4, firm: [1, 2],
        colors: [[]] + pair.map { [nil, nil, $0.direction.color] })
    }
    blank()
  }
}

extension AlikeMembers {
  fileprivate var color: TextPage.Color? { direction.color }
}

extension MemberDifference {
  /// The member, its health before and after, and the cause.
  fileprivate var row: [String]? {
    shown.map { [$0.member.address, before?.health.rawValue ?? "-", after?.health.rawValue ?? "-", cause] }
  }
}
