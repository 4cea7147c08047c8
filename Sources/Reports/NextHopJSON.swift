import Explanations
import JSONText
import Outcomes
import Reachability

/// `agwsim next-hop --format json`: the shape of `az network watcher show-next-hop` (azure-json-shapes.md §5.8).
package enum NextHopJSON {
  /// The answer; `Undetermined` with the missing fact in `agwsim` where it cannot be told.
  package static func answer(_ answer: NextHopAnswer) -> JSONValue {
    .members([
      ("nextHopIpAddress", answer.nextHop?.address.map { .string("\($0)") }), ("nextHopType", .string(answer.typeName)),
      ("routeTableId", answer.missing == nil ? .string(answer.routeTableName) : nil),
      (
        "agwsim",
        .members([
          ("addressPrefix", answer.route.map { .string("\($0.prefix)") }),
          ("route", answer.route?.name.map { .string($0) }), ("origin", answer.route?.origin?.json),
          ("missing", answer.missing.map { [$0.json()] }),
        ])
      ),
    ])
  }
}

extension NextHopAnswer {
  /// The type as the tool spells it today; `Undetermined` where it cannot be told.
  package var typeName: String {
    guard missing == nil, let kind = nextHop?.kind else { return Health.undetermined.rawValue }
    switch kind {
    case .vnetLocal: return "VirtualNetwork"
    case .vnetPeering, .vnetGlobalPeering: return "VirtualNetworkPeering"
    case .virtualNetworkGateway, .internet, .virtualAppliance, .virtualApplianceEcmp, .serviceEndpoint,
      .interfaceEndpoint, .none:
      return kind.rawValue
    }
  }

  /// The route table's id, or `System Route`.
  package var routeTableName: String { route?.routeTable?.text ?? "System Route" }
}
