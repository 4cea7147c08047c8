import Explanations
import Outcomes
import Reachability

/// `agwsim ip-flow` as text.
package enum IPFlowText {
  /// The answer.
  package static func answer(_ answer: IPFlowAnswer, style: TextStyle = TextStyle()) -> String {
    var page = TextPage(style: style)
    let width = 12
    let color: TextPage.Color =
      switch answer.access {
      case .allow?: .green
      case .deny?: .red
      case nil: .yellow
      }
    page.field("Access", answer.accessName, labelWidth: width, color: color)
    if let rule = answer.adminRule {
      page.field("Rule", "security admin rule \(rule.id.name) (\(rule.priority))", labelWidth: width)
      if let collection = answer.group {
        let place = answer.attachedTo.map { " at \($0.path)" } ?? ""
        page.field("Collection", "\(collection.path)\(place)", labelWidth: width)
      }
      page.paragraph(rule.origin.place, after: "Written at".padded(to: width), firstColor: .bold)
    } else if let rule = answer.rule {
      page.field("Rule", "\(rule.effectiveName) (\(rule.priority))", labelWidth: width)
      if let group = answer.group {
        let place = answer.attachedTo.map { " at \($0.path)" } ?? ""
        page.field("Group", "\(group.path)\(place)", labelWidth: width)
      }
      if let origin = rule.origin {
        page.paragraph(origin.place, after: "Written at".padded(to: width), firstColor: .bold)
      }
    } else if answer.access != nil {
      page.field("Rule", "none: no network security group is attached", labelWidth: width)
    }
    page.gaps(answer.missing.map { [$0] } ?? [])
    return page.text
  }
}
