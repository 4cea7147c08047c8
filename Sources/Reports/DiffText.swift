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
    page.only(difference.onlyBefore, "Only before")
    page.only(difference.onlyAfter, "Only after")
    page.gaps(difference.missing)
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
        + members.compactMap { difference in
          difference.shown.map {
            [
              "\($0.pool.path)/\($0.member.address)", difference.before?.health.rawValue ?? "-",
              difference.after?.health.rawValue ?? "-", difference.cause,
            ]
          }
        }, indent: 2, firm: [1, 2])
  }

  fileprivate mutating func only(_ places: [ResourceID], _ title: String) {
    guard !places.isEmpty else { return }
    blank()
    paragraph(shortList(places), after: "\(title): ")
  }
}

/// At most four names, and how many more there are.
private func shortList(_ places: [ResourceID]) -> String {
  let names = places.map(\.path)
  return names.count <= 4
    ? names.joined(separator: ", ") : names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
}

extension GroupDifference {
  /// The groups, the direction, and where they are attached.
  func headline(_ direction: TrafficDirection) -> String {
    "\(title)\(places.isEmpty ? "" : " at \(shortList(places))"), \(direction.rawValue)"
  }
}

extension ConfigurationDifference {
  /// How much differs.
  var summary: String {
    switch verdict {
    case .same: return "No difference."
    case .undetermined:
      return isIncomparable
        ? "Nothing was compared: no security group, subnet or network interface of one side is on the other."
        : "No difference is known; the facts above could show one."
    case .different: break
    }
    let regions = groups.flatMap(\.directions).flatMap(\.regions)
    let allowed = regions.count { $0.isAllowed }
    let routed = routes.flatMap(\.changes).count
    func many(_ count: Int, _ one: String, _ several: String) -> String? {
      count == 0 ? nil : "\(count) \(count == 1 ? one : several)"
    }
    let parts = [
      many(allowed, "region newly allowed", "regions newly allowed"),
      many(regions.count - allowed, "region newly denied", "regions newly denied"),
      many(routed, "set of destinations routed otherwise", "sets of destinations routed otherwise"),
      many(members.count, "member with another health", "members with another health"),
      many(onlyBefore.count + onlyAfter.count, "place on one side only", "places on one side only"),
    ]
    return parts.compactMap { $0 }.joined(separator: ", ") + "."
  }
}
