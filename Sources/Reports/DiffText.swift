import Comparison
import Explanations
import Outcomes
import Reachability

/// `agwsim diff` as text: every packet that is treated otherwise, in the words of rules.
package enum DiffText {
  /// The differences of two configurations and their sum.
  package static func difference(_ difference: ConfigurationDifference, style: TextStyle = TextStyle()) -> String {
    var page = TextPage(style: style)
    page.groups(difference.groups)
    page.gaps(difference.missing)
    page.blank()
    page.paragraph(difference.summary)
    return page.text
  }
}

extension TextPage {
  /// What security groups do otherwise, group by group.
  mutating func groups(_ groups: [GroupDifference]) {
    for group in groups {
      for direction in group.directions {
        blank()
        paragraph(group.headline(direction.direction))
        for region in direction.regions { tell(region) }
        for rule in direction.unlisted {
          paragraph(
            "\(rule.name) (\(rule.priority)): its packets fall into too many parts to be listed.", after: "  unknown ")
        }
      }
    }
  }

  private mutating func tell(_ region: FilterDifference.Region) {
    let mark = region.isAllowed ? "  ALLOWED " : "  DENIED  "
    let indent = String(repeating: " ", count: mark.count)
    for (index, box) in region.boxes.enumerated() {
      paragraph(
        box.packets.regionText, after: [(index == 0 ? mark : indent, region.isAllowed ? .green : .red)])
      if !box.memberships.isEmpty {
        paragraph(box.memberships.map(\.words).joined(separator: ", "), after: indent + "  if ")
      }
    }
    paragraph("before \(region.before.deciderText), after \(region.after.deciderText)", after: indent)
    paragraph("such as \(region.example)", after: indent)
  }
}

extension GroupDifference {
  /// The groups, the direction, and where they are attached.
  func headline(_ direction: TrafficDirection) -> String {
    let names = places.map(\.path)
    let places =
      names.isEmpty
      ? ""
      : " at "
        + (names.count <= 4
          ? names.joined(separator: ", ")
          : names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more places")
    return "\(title)\(places), \(direction.rawValue)"
  }
}

extension ConfigurationDifference {
  /// How much differs.
  var summary: String {
    if groups.isEmpty { return "No difference." }
    let regions = groups.flatMap(\.directions).flatMap(\.regions)
    let allowed = regions.count { $0.isAllowed }
    return "\(groups.count) \(groups.count == 1 ? "difference" : "differences") of security groups: "
      + "packets newly allowed by \(allowed) \(allowed == 1 ? "pair" : "pairs") of rules, newly denied by \(regions.count - allowed)."
  }
}
