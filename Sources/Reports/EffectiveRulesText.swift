import Explanations
import Outcomes
import PacketSets
import Reachability
import Resources

/// `agwsim effective-rules` as text: a list for each group and direction, in the order in which rules are looked at.
package enum EffectiveRulesText {
  /// The groups that apply.
  package static func answer(_ answer: EffectiveRulesAnswer, style: TextStyle = TextStyle()) -> String {
    var page = TextPage(style: style)
    for group in answer.groups {
      for direction in TrafficDirection.allCases {
        let rules = group.rules.map(\.rule).filter { $0.direction == direction }
        guard !rules.isEmpty else { continue }
        page.blank()
        page.line("\(group.group.path) at \(group.attachedTo.path), \(direction.rawValue)", color: .bold)
        for rule in rules {
          page.paragraph(
            "\(rule.name): \(ends(of: rule))",
            after: [
              ("\(rule.priority)".padded(to: 6), nil),
              (rule.access.rawValue.padded(to: 6), rule.access == .allow ? .green : .red),
              (rule.protocol.effectiveName.padded(to: 5), nil),
            ])
        }
      }
    }
    if answer.groups.isEmpty, answer.missing.isEmpty {
      page.paragraph("No network security group is attached: every packet passes.")
    }
    page.gaps(answer.missing)
    return page.text
  }

  /// `10.1.0.0/24 -> * port 22`.
  private static func ends(of rule: SecurityRule) -> String {
    func end(_ end: RuleEndpoint) -> String {
      let texts = end.addresses.map(\.text) + end.applicationSecurityGroups.map(\.name)
      return texts.joined(separator: ", ") + (end.ports.isAll ? "" : " port \(end.ports.summary)")
    }
    return "\(end(rule.source)) -> \(end(rule.destination))"
  }
}

extension TextPage {
  /// Facts that the input lacks, and what supplies them.
  mutating func gaps(_ missing: [MissingFact], hint: ServerHint = ServerHint()) {
    guard !missing.isEmpty else { return }
    blank()
    line("Missing facts", color: .bold)
    for fact in missing.uniqued {
      paragraph(fact.sentence, after: "  - ")
      let supply = fact.supply(hint)
      switch supply {
      case .scenario:
        paragraph("add this line to a scenario file:", after: "    ")
        paragraph(supply.text, after: "    ")
      case .command(let one):
        paragraph("add what this command prints:", after: "    ")
        command(one, indent: 4)
      case .advice(let advice): paragraph(advice, after: "    ")
      }
    }
  }
}
