import BackendHealth
import Comparison
import Explanations
import Outcomes

/// `agwsim whatif` as Markdown, fit for a comment on a pull request.
package enum WhatIfMarkdown {
  /// The sum of a change as a table, and its edits below.
  package static func whatIf(_ whatIf: WhatIf) -> String {
    var out = "### agwsim: what this change does\n\n\(WhatIfText.summary(of: whatIf))\n"
    if let failure = whatIf.failure {
      let (message, hint) = failure.problem.words
      out += "\n**Refused:** \(message.markdown)" + (hint.map { " (\($0.markdown))" } ?? "") + "\n"
    }
    for pair in whatIf.emptiedPools { out += "\n**Worse:** no member is left in \(pair.pool.name.markdown).\n" }
    let changed = whatIf.members.filter(\.isChanged)
    if !changed.isEmpty {
      out += "\n| | member | health | cause | blamed |\n|---|---|---|---|---|\n"
      for member in changed {
        guard let shown = member.after ?? member.before else { continue }
        let cells = [
          member.mark, "\(shown.gateway.name)/\(shown.pool.name)/\(shown.member.address)",
          member.movement,
          member.after?.cause?.rawValue ?? "", member.after?.decisive?.subject?.description ?? "",
        ]
        out += "| " + cells.map(\.markdown).joined(separator: " | ") + " |\n"
      }
    }
    for member in changed where !member.remembered.isEmpty {
      out += "\n\((member.after?.member.address ?? "").markdown): \(member.rememberedWords.markdown).\n"
    }
    out +=
      "\n<details><summary>\(whatIf.stages.count == 1 ? "The edit" : "The \(whatIf.stages.count) edits")</summary>\n\n"
    for (number, stage) in whatIf.stages.enumerated() {
      out +=
        "\(number + 1). \(stage.text.markdown)" + (stage.unevaluated.map { " (not evaluated: \($0))" } ?? "") + "\n"
    }
    return out + "\n</details>\n"
  }
}

extension String {
  /// The text with everything escaped that Markdown or HTML would take for its own.
  fileprivate var markdown: String {
    printable.reduce("") { text, character in
      switch character {
      case "<": text + "&lt;"
      case ">": text + "&gt;"
      case "&": text + "&amp;"
      case "|", "`", "*", "_", "[", "]", "\\", "#": text + "\\\(character)"
      default: text + String(character)
      }
    }
  }
}
