import BackendHealth
import Comparison
import Explanations
import Outcomes
import Scenarios

/// `agwsim whatif` as Markdown, fit for a comment on a pull request: what changes at a glance, the rest folded away.
package enum WhatIfMarkdown {
  /// The sum of a change as a table, then what decides now, every member, and the edits.
  package static func whatIf(_ answer: WhatIfAnswer) -> String {
    let whatIf = answer.whatIf
    var out = "### agwsim: what this change does\n\n\(answer.summary)\n"
    if let failure = whatIf.failure {
      let (message, hint) = failure.problem.words
      out += "\n**Refused:** \(message.markdown)" + (hint.map { " (\($0.markdown))" } ?? "") + "\n"
    }
    for pair in whatIf.emptiedPools { out += "\n**Worse:** no member is left in \(pair.pool.name.markdown).\n" }
    for promise in answer.brokenPromises {
      out += "\n**Worse:** \(promise.title.markdown): \(promise.sentence.markdown)\n"
    }
    let requests = answer.requests.filter(\.isChanged)
    if !requests.isEmpty {
      out += "\n" + Markdown.table(["", "request", "before", "after", "cause"], requests.map(\.row))
    }
    let changed = whatIf.members.filter(\.isChanged)
    if !changed.isEmpty {
      out +=
        "\n"
        + Markdown.table(
          ["", "member", "setting", "health", "cause", "blamed", "shows within"], changed.compactMap(row))
    }
    let decided = AlikeMembers.groups(changed).filter { !$0.decisions.isEmpty }
    if !decided.isEmpty {
      out += Markdown.folded("What decides now", decided.map(decisions).joined())
    }
    if !whatIf.members.isEmpty {
      out += Markdown.folded(
        whatIf.members.count == 1 ? "The member" : "All \(whatIf.members.count) members",
        Markdown.table(["member", "setting", "before", "after", "cause"], whatIf.members.compactMap(wholeRow)))
    }
    let edits = whatIf.stages.enumerated().map { number, stage in
      var notes: [String] = stage.unevaluated.map { ["not evaluated: \($0)"] } ?? []
      if answer.showsEffort, let effort = stage.effort { notes.append(effort.words) }
      return "\(number + 1). \(stage.text.markdown)"
        + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ").markdown))") + "\n"
    }
    return out + Markdown.folded(edits.count == 1 ? "The edit" : "The \(edits.count) edits", edits.joined())
  }

  private static func row(_ difference: MemberDifference) -> [String]? {
    difference.shown.map { shown in
      [
        difference.mark, name(of: shown), shown.setting.name, difference.movement,
        difference.after?.cause?.rawValue ?? "",
        difference.after?.decisive?.subject?.description ?? "",
        difference.before == nil ? "" : difference.seconds?.secondsWords ?? "",
      ]
    }
  }

  private static func wholeRow(_ difference: MemberDifference) -> [String]? {
    difference.shown.map { shown in
      [
        name(of: shown), shown.setting.name, difference.before?.health.rawValue ?? "-",
        difference.after?.health.rawValue ?? "-", difference.cause,
      ]
    }
  }

  private static func name(of member: MemberPrediction) -> String {
    "\(member.gateway.name)/\(member.pool.name)/\(member.member.address)"
  }

  private static func decisions(_ group: AlikeMembers) -> String {
    (["- \("\(group.shownNames) \(group.place)".markdown)"] + group.decisions.map { "  - \($0.markdown)" })
      .map { $0 + "\n" }.joined()
  }
}
