import Outcomes
import PacketSets
import Resources

/// The same prefix twice.
enum DuplicatePrefix: LintRule {
  static let about = LintDescription(
    .duplicatePrefix, .note, "a prefix stands twice, or inside another one of its list",
    flags: """
      A prefix of a security rule that another prefix of the same list holds, and two routes of one table with the same prefix.
      """,
    reason:
      "In a rule the prefix changes nothing. Of two routes with the same prefix nobody can say which one Azure takes.",
    remedy: "Take the narrower prefix, or one of the routes, out.",
    source: "azure-semantics.md §1.1, §2.3")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.groups.flatMap { group in
      group.securityRules.flatMap { rule in
        [(rule.source, true), (rule.destination, false)].compactMap { end, isSource in
          end.repeatedPrefix.map { prefix, other in
            finding(
              .group(.duplicatePrefix(RuleMention(rule), prefix, within: other, isSource: isSource)),
              Subject(rule, of: group))
          }
        }
      }
    } + inspection.resources.routeTables.values.flatMap { table in table.routes.indices.compactMap { of(table, $0) } }
  }

  private static func of(_ table: RouteTable, _ place: Int) -> LintFinding? {
    let route = table.routes[place]
    guard case .prefix(let prefix) = route.destination,
      let other = table.routes[..<place].first(where: { $0.destination == route.destination })
    else { return nil }
    return finding(
      .route(.duplicate(prefix, other: other.name)), Subject(table.id, rule: route.name, origin: route.origin),
      severity: .warning, related: [Subject(table.id, rule: other.name, origin: other.origin)])
  }
}

extension RuleEndpoint {
  /// The first prefix that another one of the list holds.
  fileprivate var repeatedPrefix: (AddressPrefix, within: AddressPrefix)? {
    let prefixes = addresses.compactMap { address -> AddressPrefix? in
      if case .prefix(let prefix) = address { prefix } else { nil }
    }
    for (place, prefix) in prefixes.enumerated() {
      for (index, other) in prefixes.enumerated()
      where index != place && other.contains(prefix) && (other != prefix || index < place) {
        return (prefix, other)
      }
    }
    return nil
  }
}
