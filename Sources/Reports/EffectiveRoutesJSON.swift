import Explanations
import JSONText
import Outcomes
import Reachability

/// `agwsim effective-routes --format json`: the shape of `az network nic show-effective-route-table` (azure-json-shapes.md §5.7).
package enum EffectiveRoutesJSON {
  /// All rows, and in `agwsim` what is not known.
  package static func routes(_ routes: EffectiveRoutes) -> JSONValue {
    let missing = routes.gaps
    return .members([
      ("value", .array(routes.rows.map { row($0, keepsOut: routes.disableBgpRoutePropagation) })),
      ("agwsim", missing.isEmpty ? nil : ["missing": .array(missing.map { $0.json() })]),
    ])
  }

  private static func row(_ route: EffectiveRoute, keepsOut: Bool) -> JSONValue {
    .members([
      ("addressPrefix", [.string("\(route.prefix)")]), ("disableBgpRoutePropagation", .boolean(keepsOut)),
      ("name", route.name.map { .string($0) }),
      ("nextHopIpAddress", .array(route.nextHop.addresses.map { .string("\($0)") })),
      ("nextHopType", .string(route.nextHop.kind.rawValue)), ("source", .string(route.source.rawValue)),
      ("state", .string(route.state.rawValue)),
    ])
  }
}

extension EffectiveRoutes {
  /// What is not known about the routes.
  package var gaps: [MissingFact] {
    let tags = unknownTags.compactMap { open in
      open.route.routeTable.map { table in
        MissingFact.serviceTag(open.tag, rule: Subject(table, rule: open.route.name, origin: open.route.origin))
      }
    }
    let endpoints = openEndpoints.map { MissingFact.serviceTag($0.tag, rule: Subject(subnet)) }
    return [missing, incomplete].compactMap { $0 } + tags + endpoints
  }
}
