import Explanations
import Outcomes
import PacketSets
import Reachability

/// `agwsim resolve` as text: the answer, then every look-up.
package enum ResolveText {
  /// The answer.
  package static func resolution(_ resolution: NameResolution, style: TextStyle = TextStyle()) -> String {
    var page = TextPage(style: style)
    let addresses = resolution.addresses.map(\.description).joined(separator: ", ")
    let name = "\(resolution.query): "
    if let finding = resolution.finding {
      let cause = finding.missing?.sentence ?? finding.outcome?.title ?? "not named"
      let code = finding.outcome.map { " (\($0.rawValue))" } ?? ""
      page.paragraph(
        "\(addresses.isEmpty ? "no answer: " : "\(addresses), but ")\(cause)\(code)", after: name, firstColor: .bold)
    } else {
      page.paragraph(addresses.isEmpty ? "no answer" : addresses, after: name, firstColor: .bold)
    }
    page.blank()
    for step in resolution.steps {
      let mark = step.verdict.mark
      page.paragraph(
        step.line,
        after: [("  ", nil), (mark.text, mark.color), (String(repeating: " ", count: 5 - mark.text.count), nil)])
      for evidence in step.evidence(in: Narration(sender: "the sender", packets: step.packets))
      where step.missing == nil {
        page.paragraph(evidence, after: "         ")
      }
    }
    let repairs = ([resolution.decisive].compactMap { $0 } + resolution.findings).compactMap(\.nameRepair).uniqued
    if !repairs.isEmpty {
      page.blank()
      page.line("To change", color: .bold)
      for repair in repairs {
        page.paragraph(repair.summary, after: "  - ")
        for one in repair.commands { page.command(one, indent: 4) }
      }
    }
    page.gaps(resolution.steps.compactMap(\.missing))
    if !resolution.assumptions.isEmpty {
      page.blank()
      page.line("Assumptions", color: .bold)
      for assumption in resolution.assumptions.uniqued { page.paragraph(assumption.sentence, after: "  - ") }
    }
    return page.text
  }
}

extension Step {
  /// What would mend this look-up; servers that differ are to be mended whatever comes of their answers.
  fileprivate var nameRepair: Repair? {
    (outcome == .dnsServersDisagree ? judged(.deny) : self).repair(in: RepairContext())
  }
}
