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
    page.routes(difference.routes)
    page.healths(difference.members)
    page.requests(difference.requests)
    page.only(difference.onlyBefore, "Only before")
    page.only(difference.onlyAfter, "Only after")
    page.uncompared(difference.uncompared)
    page.gaps(difference.missing)
    page.assumptions(difference.assumptions)
    page.blank()
    page.paragraph(difference.summary)
    return page.text
  }
}

extension TextPage {
  private static let indent = String(repeating: " ", count: 10)

  /// What security groups do otherwise, group by group.
  mutating func groups(_ groups: [GroupDifference]) {
    for group in groups {
      for direction in group.directions {
        blank()
        paragraph(group.headline(direction.direction))
        for region in direction.regions { tell(region) }
        for rule in direction.unlisted {
          paragraph(
            "\(rule.name) (\(rule.priority)): its packets fall into too many parts to be listed", after: "  unknown ")
        }
      }
    }
  }

  private mutating func tell(_ region: FilterDifference.Region) {
    let mark = region.isAllowed ? "  ALLOWED " : "  DENIED  "
    for (index, box) in region.boxes.enumerated() {
      paragraph(
        box.packets.regionText, after: [(index == 0 ? mark : Self.indent, region.isAllowed ? .green : .red)])
      if !box.memberships.isEmpty {
        paragraph(box.memberships.map(\.words).joined(separator: ", "), after: Self.indent + "  if ")
      }
    }
    paragraph("before \(region.before.deciderText), after \(region.after.deciderText)", after: Self.indent)
    paragraph("such as \(region.example)", after: Self.indent)
  }

  /// Where routes lead otherwise, subnets with the same changes together.
  mutating func routes(_ differences: [RouteDifference]) {
    for difference in differences where !difference.changes.isEmpty {
      blank()
      paragraph("Routes of \(shortList(difference.subnets))")
      for change in difference.changes {
        paragraph("to \(change.destinations.regionText)", after: [("  ROUTED  ", .yellow)])
        paragraph("before \(change.before.hopText)", after: Self.indent)
        paragraph("after  \(change.after.hopText)", after: Self.indent)
      }
    }
  }

  fileprivate mutating func healths(_ members: [MemberDifference]) {
    guard !members.isEmpty else { return }
    blank()
    line("Members whose health differs", color: .bold)
    table(
      [["MEMBER", "BEFORE", "AFTER", "CAUSE"]]
        + members.compactMap(\.cells), indent: 2, firm: [1, 2])
  }

  fileprivate mutating func only(_ places: [ResourceID], _ title: String) {
    guard !places.isEmpty else { return }
    blank()
    paragraph(shortList(places), after: "\(title): ")
  }

  fileprivate mutating func uncompared(_ differences: [UncomparedDifference]) {
    guard !differences.isEmpty else { return }
    blank()
    line("Not alike, and compared no further", color: .bold)
    for difference in differences { paragraph(difference.words, after: "  - ") }
  }
}

/// At most four names, and how many more there are.
func shortList(_ places: [ResourceID]) -> String {
  let names = places.map(\.path)
  return names.count <= 4
    ? names.joined(separator: ", ") : names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
}

extension MemberDifference {
  /// The member, its health before and after, and the cause.
  var cells: [String]? {
    shown.map {
      [
        "\($0.pool.path)/\($0.member.address)", before?.health.rawValue ?? "-", after?.health.rawValue ?? "-", cause,
      ]
    }
  }
}

extension GroupDifference {
  /// The groups, the direction, and where they are attached.
  func headline(_ direction: TrafficDirection) -> String {
    "\(title)\(places.isEmpty ? "" : " at \(shortList(places))"), \(direction.rawValue)"
  }
}
