import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Computes the effective routes of a subnet (azure-semantics.md §2, corrected by §11 R2–R4 and R7).
struct RouteComputation {
  let model: NetworkModel
  /// What each network reaches through gateways, by its place in the model.
  let reaches: [GatewayReach]

  /// - Parameter withTable: whether the subnet's route table counts; for private endpoints it may not.
  func effectiveRoutes(of subnet: NetworkSubnet, withTable: Bool = true) -> EffectiveRoutes {
    let network = model.networks[subnet.network]
    let table = withTable ? subnet.routeTable.value : nil
    let keepsOut = table?.disableBgpRoutePropagation ?? false
    var unknownTags: [EffectiveRoutes.UnknownTag] = []
    let user = userRoutes(table, unknownTags: &unknownTags)
    let local = localRoutes(of: network)
    let learned = keepsOut ? [] : learnedRoutes(of: network, besides: local)
    let endpoints = ServiceEndpointRoutes(of: subnet, tags: model.resources.serviceTags)
    let system =
      local + internetRoutes(of: network, learned: learned)
      + droppedRoutes(besides: local + learned + user)
    let rows = (system + learned).map { row in
      // A user's route of the same prefix wins; the loser stays visible.
      user.contains { $0.prefix == row.prefix } ? row.with(state: .invalid) : row
    }
    return EffectiveRoutes(
      subnet: subnet.id, rows: endpoints.overriding(rows + user), disableBgpRoutePropagation: keepsOut,
      unknownTags: unknownTags, openEndpoints: endpoints.open,
      missing: (withTable ? subnet.routeTable.missing : nil)
        ?? (network.isKnown ? nil : .resource(network.id, referencedBy: subnet.id, origin: subnet.record.origin)),
      incomplete: keepsOut ? nil : reaches[network.index].unknown)
  }

  private func userRoutes(
    _ table: RouteTable?, unknownTags: inout [EffectiveRoutes.UnknownTag]
  ) -> [EffectiveRoute] {
    guard let table else { return [] }
    func row(_ route: Route, _ prefix: AddressPrefix) -> EffectiveRoute {
      EffectiveRoute(
        name: route.name, source: .user, prefix: prefix, nextHop: route.nextHop, routeTable: table.id,
        origin: route.origin)
    }
    var explicit: [EffectiveRoute] = []
    var tagged: [(rank: Int, row: EffectiveRoute)] = []
    for route in table.routes {
      switch route.destination {
      case .prefix(let prefix): explicit.append(row(route, prefix))
      case .serviceTag(let tag):
        guard let prefixes = model.resources.serviceTags[tag] else {
          unknownTags.append(.init(tag: tag, route: row(route, .ipv4All)))
          continue
        }
        tagged += prefixes.map { (ServiceTagScope.rank(of: tag), row(route, $0)) }
      }
    }
    // An explicit prefix beats the same prefix that comes out of a tag, and a narrower tag a wider one (§2.2).
    var taken = Set(explicit.map(\.prefix))
    var winners: Set<EffectiveRoute> = []
    for (_, row) in tagged.sorted(by: { $0.rank < $1.rank }) where taken.insert(row.prefix).inserted {
      winners.insert(row)
    }
    return explicit + tagged.map { winners.contains($0.row) ? $0.row : $0.row.with(state: .invalid) }
  }

  /// The network's own ranges and its peers'.
  private func localRoutes(of network: Network) -> [EffectiveRoute] {
    var rows = network.record.addressPrefixes.map {
      EffectiveRoute(source: .system, prefix: $0, nextHop: NextHop(.vnetLocal))
    }
    for peering in network.peerings where peering.isConnected {
      rows += peering.remotePrefixes.map {
        EffectiveRoute(
          source: .system, prefix: $0, nextHop: NextHop(peering.isGlobal == true ? .vnetGlobalPeering : .vnetPeering),
          peer: peering.remoteID)
      }
    }
    return rows
  }

  /// The Internet's rows; a learned default route takes the place of the family's own, as published effective routes show.
  private func internetRoutes(of network: Network, learned: [EffectiveRoute]) -> [EffectiveRoute] {
    let hasIPv6 = network.record.addressPrefixes.contains { $0.family == .v6 }
    return ([.ipv4All] + (hasIPv6 ? [.ipv6All] : [])).filter { prefix in
      !learned.contains { $0.prefix == prefix }
    }.map { EffectiveRoute(source: .system, prefix: $0, nextHop: NextHop(.internet)) }
  }

  /// The None rows: each goes when another row has that very prefix (R3, R4), and all go with a default route of the user or of a
  /// gateway (R2).
  private func droppedRoutes(besides others: [EffectiveRoute]) -> [EffectiveRoute] {
    if others.contains(where: { $0.prefix == .ipv4All }) { return [] }
    return AddressSpaces.droppedPrivate.filter { prefix in !others.contains { $0.prefix == prefix } }
      .map { EffectiveRoute(source: .system, prefix: $0, nextHop: NextHop(.none)) }
  }

  /// Routes learned from the network's own gateway or its peer's (§2.6). Routes of the network and of peerings are preferred
  /// over them even where they are more specific (§2.2), and equal ones are not listed (recorded, hub-and-spoke lab).
  private func learnedRoutes(of network: Network, besides local: [EffectiveRoute]) -> [EffectiveRoute] {
    let preferred = local.map(\.prefix)
    return reaches[network.index].prefixes.filter { !preferred.contains($0) }.map { prefix in
      let row = EffectiveRoute(source: .virtualNetworkGateway, prefix: prefix, nextHop: NextHop(.virtualNetworkGateway))
      return preferred.contains { $0.contains(prefix) } ? row.with(state: .invalid) : row
    }
  }
}
