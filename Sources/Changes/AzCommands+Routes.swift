import Outcomes
import PacketSets
import Resources

extension AzCommand {
  private static func routeOptions(isNew: Bool) -> [AzOption] {
    [
      AzOption("--route-table-name", required: true), AzOption("--name", "-n", required: true),
      AzOption("--address-prefix", required: isNew),
      AzOption("--next-hop-type", shape: .oneOf(Route.NextHopType.allCases.map(\.rawValue)), required: isNew),
      AzOption("--next-hop-ip-address"),
    ]
  }

  static let routeCommands: [AzCommand] = [
    AzCommand(
      "network route-table create",
      [
        AzOption("--name", "-n", required: true), AzOption("--location", "-l"), AzOption("--tags", shape: .list),
        AzOption("--disable-bgp-route-propagation", shape: .truth),
      ]
    ) { arguments, resources throws(ChangeProblem) in
      // az puts the table anew: one that exists loses its routes and stays where it is attached.
      let id = arguments.newID(.routeTable, in: resources)
      resources.routeTables[id] = RouteTable(
        id: id, origin: arguments.origin, routes: [],
        disableBgpRoutePropagation: arguments.truth("--disable-bgp-route-propagation") ?? false,
        subnets: resources.routeTables[id]?.subnets ?? [])
    },
    AzCommand("network route-table delete", [name]) { arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--name", .routeTable, in: resources)
      let subnets = resources.virtualNetworks.values.flatMap(\.subnets)
      if subnets.contains(where: { $0.routeTable?.names(id) ?? false }) || !resources.routeTables[id]!.subnets.isEmpty {
        throw .refused(.routeTableInUse)
      }
      resources.routeTables.removeValue(forKey: id)
    },
    AzCommand(
      "network route-table update",
      [
        AzOption("--name", "-n", required: true), AzOption("--tags", shape: .list),
        AzOption("--disable-bgp-route-propagation", shape: .truth),
      ]
    ) { arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--name", .routeTable, in: resources)
      if let disabled = arguments.truth("--disable-bgp-route-propagation") {
        resources.routeTables[id]!.disableBgpRoutePropagation = disabled
      }
    },
    AzCommand("network route-table route create", routeOptions(isNew: true)) {
      arguments, resources throws(ChangeProblem) in
      let table = try arguments.resource("--route-table-name", .routeTable, in: resources)
      let route = try Route(arguments, replacing: nil)
      resources.routeTables[table]!.routes.removeAll { $0.name.lowercased() == route.name.lowercased() }
      resources.routeTables[table]!.routes.append(route)
    },
    AzCommand("network route-table route update", routeOptions(isNew: false)) {
      arguments, resources throws(ChangeProblem) in
      let (table, index) = try existingRoute(arguments, in: resources)
      let old = resources.routeTables[table]!.routes[index]
      resources.routeTables[table]!.routes[index] = try Route(arguments, replacing: old)
    },
    AzCommand(
      "network route-table route delete",
      [AzOption("--route-table-name", required: true), AzOption("--name", "-n", required: true)]
    ) { arguments, resources throws(ChangeProblem) in
      let (table, index) = try existingRoute(arguments, in: resources)
      resources.routeTables[table]!.routes.remove(at: index)
    },
  ]

  private static func existingRoute(
    _ arguments: AzArguments, in resources: Resources
  ) throws(ChangeProblem) -> (ResourceID, Int) {
    let table = try arguments.resource("--route-table-name", .routeTable, in: resources)
    let routes = resources.routeTables[table]!.routes
    let name = arguments.text("--name") ?? ""
    guard let index = routes.firstIndex(where: { $0.name.lowercased() == name.lowercased() }) else {
      throw .name(.unknown(name, kind: "route of \(table.name)", known: routes.map(\.name)))
    }
    return (table, index)
  }
}

extension Route {
  /// The route that the options describe; what an update leaves out stays as it was.
  fileprivate init(_ arguments: AzArguments, replacing old: Route?) throws(ChangeProblem) {
    var destination = old?.destination
    if let written = arguments.text("--address-prefix") {
      switch RuleAddress(written) {
      case .prefix(let prefix)? where !AddressPrefix.hasHostBits(written): destination = .prefix(prefix)
      case .serviceTag(let tag)?: destination = .serviceTag(tag)
      default: throw .illegalValue(option: "--address-prefix", found: written, legal: ["10.0.2.0/24", "Storage"])
      }
    }
    let type = arguments.value("--next-hop-type", as: NextHopType.self) ?? old?.nextHopType ?? .none
    let hop =
      try arguments.address("--next-hop-ip-address") ?? (arguments.has("--next-hop-type") ? nil : old?.nextHopIPAddress)
    if type == .virtualAppliance && hop == nil {
      throw .missingOption("--next-hop-ip-address", command: arguments.command)
    }
    self.init(
      name: old?.name ?? arguments.text("--name") ?? "", origin: arguments.origin,
      destination: destination ?? .prefix(.ipv4All),
      nextHopType: type, nextHopIPAddress: type == .virtualAppliance ? hop : nil)
  }
}
