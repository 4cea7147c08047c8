import BackendHealth
import Comparison
import Explanations
import Outcomes
import PacketSets
import Reachability

/// `agwsim diff` as Markdown, fit for a comment on a pull request: what differs at a glance, what it rests on folded away.
package enum DiffMarkdown {
  /// The differences of two configurations and their sum.
  package static func difference(_ difference: ConfigurationDifference) -> String {
    let regions = difference.groups.flatMap { group in
      group.directions.flatMap { direction in
        direction.regions.map { row($0, group.headline(direction.direction)) }
          + direction.unlisted.map {
            [
              "unknown", "too many parts to be listed", "", "\($0.name) (\($0.priority))",
              group.headline(direction.direction),
            ]
          }
      }
    }
    let routed = difference.routes.flatMap { routes in
      routes.changes.map {
        [shortList(routes.subnets), $0.destinations.regionText, $0.before.hopText, $0.after.hopText]
      }
    }
    let places =
      difference.onlyBefore.map { ["before", $0.path] } + difference.onlyAfter.map { ["after", $0.path] }
    return "### agwsim: what differs\n\n\(difference.summary.markdown)\n"
      + section(["", "packets", "before", "after", "where"], regions)
      + section(["subnets", "destinations", "routed before", "routed after"], routed)
      + section(["member", "health before", "health after", "cause"], difference.members.compactMap(\.cells))
      + section(["", "request", "before", "after", "cause"], difference.requests.map(\.row))
      + section(["only", "place"], places)
      + list("Not alike, and compared no further", difference.uncompared.map(\.words))
      + list("Missing facts", difference.missing.uniqued.map(\.sentence))
      + list("Assumptions", difference.assumptions.uniqued.map(\.sentence))
  }

  private static func row(_ region: FilterDifference.Region, _ place: String) -> [String] {
    let packets = region.boxes.map { box in
      ([box.packets.regionText] + box.memberships.map { "if \($0.words)" }).joined(separator: ", ")
    }
    return [
      region.isAllowed ? "ALLOWED" : "DENIED", packets.joined(separator: "; "), region.before.deciderText,
      region.after.deciderText, place,
    ]
  }

  private static func section(_ heads: [String], _ rows: [[String]]) -> String {
    rows.isEmpty ? "" : "\n" + Markdown.table(heads, rows)
  }

  private static func list(_ title: String, _ lines: [String]) -> String {
    lines.isEmpty ? "" : Markdown.folded(title, lines.map { "- \($0.markdown)\n" }.joined())
  }
}
