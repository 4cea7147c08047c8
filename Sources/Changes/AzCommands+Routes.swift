import Outcomes
import PacketSets
import Resources

extension AzCommand {
  static let routeCommands = [
    routeTables.create, routeTables.update, routeTables.delete, routes.create, routes.update, routes.delete,
  ]

  private static let routeTables = AzGroup<RouteTable>(
    path: "network route-table", kind: .routeTable, levels: [.init(.name)], store: .collection(\.routeTables),
    fields: [
      .truth(
        AzOption("--disable-bgp-route-propagation", shape: .truth, property: "disableBgpRoutePropagation"),
        \.disableBgpRoutePropagation),
      .unread(.ignored("--location", "-l"), only: .create),
    ],
    unread: [.ignored("--tags", shape: .list)],
    // az puts the table anew: one that exists loses its routes and stays where it is attached.
    make: { id, origin, old in RouteTable(id: id, origin: origin, routes: [], subnets: old?.subnets ?? []) },
    release: { scope, table throws(ChangeProblem) in
      let subnets = scope.resources.virtualNetworks.values.flatMap(\.subnets)
      if subnets.contains(where: { $0.routeTable?.names(scope.id) ?? false }) || !table.subnets.isEmpty {
        throw .refused(.routeTableInUse)
      }
    })

  private static let routes = AzGroup<Route>(
    path: "network route-table route", kind: .routeTable,
    levels: [.init(AzOption("--route-table-name", required: true)), .init(.name, "routes", "route")],
    store: .children(of: \.routeTables, \.routes, "routes") { $0.name },
    fields: [
      AzField(option: AzOption("--address-prefix", required: true, property: "addressPrefix")) {
        arguments, _, route throws(ChangeProblem) in
        route.destination = try arguments.destination("--address-prefix") ?? route.destination
      } say: { route, _ in
        switch route.destination {
        case .prefix(let prefix): [prefix.description]
        case .serviceTag(let tag): [tag]
        }
      },
      AzField(
        option: AzOption(
          "--next-hop-type",
          shape: .oneOf(Route.NextHopType.allCases.filter { $0 != .virtualApplianceEcmp }.map(\.rawValue)),
          required: true,
          property: "nextHopType")
      ) { arguments, _, route throws(ChangeProblem) in
        route.nextHopType = arguments.value("--next-hop-type", as: Route.NextHopType.self) ?? route.nextHopType
        // Only an appliance has an address.
        if route.nextHopType != .virtualAppliance { route.nextHopIPAddress = nil }
      } say: { route, _ in
        [route.nextHopType.rawValue]
      },
      AzField(option: AzOption("--next-hop-ip-address", property: "nextHopIpAddress")) {
        arguments, _, route throws(ChangeProblem) in
        route.nextHopIPAddress = try arguments.address("--next-hop-ip-address")
      } say: { route, _ in
        route.nextHopIPAddress.map { [$0.description] }
      },
    ],
    make: { id, origin, _ in
      Route(
        name: id.name, origin: origin, destination: .prefix(.ipv4All), nextHopType: .none, nextHopIPAddress: nil)
    },
    finish: { arguments, _, _, route throws(ChangeProblem) in
      route.origin = arguments.origin
      if route.nextHopType == .virtualAppliance && route.nextHopIPAddress == nil {
        throw .missingOption("--next-hop-ip-address", command: arguments.command)
      }
      if route.nextHopType != .virtualAppliance { route.nextHopIPAddress = nil }
    })
}

extension AzArguments {
  /// A prefix or a service tag that a route sends.
  fileprivate func destination(_ option: String) throws(ChangeProblem) -> Route.Destination? {
    guard let written = text(option) else { return nil }
    switch RuleAddress(written) {
    case .prefix(let prefix)? where !AddressPrefix.hasHostBits(written): return .prefix(prefix)
    case .serviceTag(let tag)?: return .serviceTag(tag)
    default: throw .illegalValue(option: option, found: written, legal: ["10.0.2.0/24", "Storage"])
    }
  }
}
