import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Computes the effective routes of a subnet (azure-semantics.md §2, corrected by §11 R2–R4 and R7).
struct RouteComputation {
  let model: NetworkModel

  /// - Parameter withTable: whether the subnet's route table counts; for private endpoints it may not.
  func effectiveRoutes(of subnet: NetworkSubnet, withTable: Bool = true) -> EffectiveRoutes {
    let network = model.networks[subnet.network]
    let table = withTable ? subnet.routeTable.value : nil
    var unknownTags: [EffectiveRoutes.UnknownTag] = []
    let user = userRoutes(table, unknownTags: &unknownTags)
    let local = systemRoutes(of: network)
    let learned = table?.disableBgpRoutePropagation == true ? [] : learnedRoutes(of: network, besides: local)
    let rows = (local + droppedRoutes(besides: local, user: user) + learned).map { row in
      // A user's route of the same prefix wins; the loser stays visible.
      user.contains { $0.prefix == row.prefix } ? row.with(state: .invalid) : row
    }
    return EffectiveRoutes(
      subnet: subnet.id, rows: rows + user, disableBgpRoutePropagation: table?.disableBgpRoutePropagation ?? false,
      unknownTags: unknownTags,
      missing: (withTable ? subnet.routeTable.missing : nil)
        ?? (network.isKnown ? nil : .resource(network.id, referencedBy: subnet.id, origin: subnet.record.origin)))
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
    var tagged: [EffectiveRoute] = []
    for route in table.routes {
      switch route.destination {
      case .prefix(let prefix): explicit.append(row(route, prefix))
      case .serviceTag(let tag):
        guard let prefixes = model.resources.serviceTags[tag] else {
          unknownTags.append(.init(tag: tag, route: row(route, .ipv4All)))
          continue
        }
        tagged += prefixes.map { row(route, $0) }
      }
    }
    // An explicit prefix beats the same prefix that comes out of a tag (§2.2).
    return explicit
      + tagged.map { tag in
        explicit.contains { $0.prefix == tag.prefix } ? tag.with(state: .invalid) : tag
      }
  }

  /// The network's own ranges, its peers' ranges, and the Internet.
  private func systemRoutes(of network: Network) -> [EffectiveRoute] {
    var rows = network.record.addressPrefixes.map {
      EffectiveRoute(source: .system, prefix: $0, nextHop: NextHop(.vnetLocal))
    }
    for peering in network.peerings where peering.isConnected {
      rows += peering.remotePrefixes.map {
        EffectiveRoute(
          source: .system, prefix: $0, nextHop: NextHop(peering.isGlobal ? .vnetGlobalPeering : .vnetPeering))
      }
    }
    rows.append(EffectiveRoute(source: .system, prefix: .ipv4All, nextHop: NextHop(.internet)))
    if network.record.addressPrefixes.contains(where: { $0.family == .v6 }) {
      rows.append(EffectiveRoute(source: .system, prefix: .ipv6All, nextHop: NextHop(.internet)))
    }
    return rows
  }

  /// The None rows: each goes when the network has that very range (R4) or a user's route that very prefix (R3), and all go with
  /// a user's default route (R2).
  private func droppedRoutes(besides local: [EffectiveRoute], user: [EffectiveRoute]) -> [EffectiveRoute] {
    if user.contains(where: { $0.prefix == .ipv4All }) { return [] }
    return AddressSpaces.droppedPrivate.filter { prefix in
      !local.contains { $0.prefix == prefix } && !user.contains { $0.prefix == prefix }
    }.map { EffectiveRoute(source: .system, prefix: $0, nextHop: NextHop(.none)) }
  }

  /// Routes learned from the network's own gateway or its peer's (§2.6). Routes of the network and of peerings are preferred
  /// over them even where they are more specific (§2.2), and equal ones are not listed (recorded, hub-and-spoke lab).
  private func learnedRoutes(of network: Network, besides local: [EffectiveRoute]) -> [EffectiveRoute] {
    let gateways = GatewayReach(model: model).learnedPrefixes(in: network)
    let preferred = local.filter { $0.nextHop.kind != .internet }.map(\.prefix)
    var rows: [EffectiveRoute] = []
    for prefix in gateways where !preferred.contains(prefix) && !rows.contains(where: { $0.prefix == prefix }) {
      let row = EffectiveRoute(source: .virtualNetworkGateway, prefix: prefix, nextHop: NextHop(.virtualNetworkGateway))
      rows.append(preferred.contains { $0.contains(prefix) } ? row.with(state: .invalid) : row)
    }
    return rows
  }
}

/// What virtual network gateways connect.
struct GatewayReach {
  let model: NetworkModel

  /// Something at the far end of a gateway.
  enum FarEnd {
    case network(Network)
    case onPremises(LocalNetworkGateway)

    var prefixes: [AddressPrefix] {
      switch self {
      case .network(let network): network.record.addressPrefixes
      case .onPremises(let site): site.addressPrefixes
      }
    }
  }

  /// Prefixes that a network's machines learn from gateways.
  func learnedPrefixes(in network: Network) -> [AddressPrefix] { farEnds(of: network).flatMap(\.prefixes) }

  /// What a network reaches through its own gateway, or through a peer's that it uses and that the peer lends.
  func farEnds(of network: Network) -> [FarEnd] {
    var hosts = [network]
    for peering in network.peerings
    where peering.isConnected && peering.local.useRemoteGateways && peering.reverse?.allowGatewayTransit ?? true {
      if let remote = peering.remote { hosts.append(model.networks[remote]) }
    }
    return hosts.flatMap { ends(behindGatewaysOf: $0, seenFrom: network) }
  }

  private func gateways(in network: Network) -> [VirtualNetworkGateway] {
    model.resources.virtualNetworkGateways.values.filter { gateway in
      gateway.subnets.contains { networkID(of: $0).map(network.id.matches) ?? false }
    }
  }

  /// The network of a subnet, which itself need not be in the input.
  private func networkID(of subnet: Reference) -> ResourceID? {
    if let id = subnet.id { return id.parent }
    guard case .one(let id) = model.find(subnet, as: .subnet) else { return nil }
    return id.parent
  }

  private func ends(behindGatewaysOf host: Network, seenFrom network: Network) -> [FarEnd] {
    let own = gateways(in: host)
    var ends: [FarEnd] = []
    for connection in model.resources.connections.values {
      if let status = connection.status, status.lowercased() == "notconnected" { continue }
      // A VNet-to-VNet connection is one of a pair; either teaches both gateways.
      let sides = [connection.virtualNetworkGateway1, connection.virtualNetworkGateway2].map { $0.flatMap(gateway) }
      for (near, far) in [(sides[0], sides[1]), (sides[1], sides[0])] {
        guard let near, own.contains(where: { $0.id == near.id }) else { continue }
        if let far, let other = home(of: far), other.index != network.index { ends.append(.network(other)) }
        if let reference = connection.localNetworkGateway2, let site = site(reference) {
          ends.append(.onPremises(site))
        }
      }
    }
    return ends + transitNetworks(behind: ends, seenFrom: network)
  }

  /// Networks that use a far end's gateway are reached through it as well.
  private func transitNetworks(behind ends: [FarEnd], seenFrom network: Network) -> [FarEnd] {
    ends.flatMap { end -> [FarEnd] in
      guard case .network(let other) = end else { return [] }
      return other.peerings.compactMap { peering in
        guard peering.isConnected, peering.local.allowGatewayTransit, peering.reverse?.useRemoteGateways == true,
          let remote = peering.remote, remote != network.index
        else { return nil }
        return .network(model.networks[remote])
      }
    }
  }

  private func gateway(_ reference: Reference) -> VirtualNetworkGateway? {
    guard case .one(let id) = model.find(reference, as: .virtualNetworkGateway) else { return nil }
    return model.resources.virtualNetworkGateways[id]
  }

  private func site(_ reference: Reference) -> LocalNetworkGateway? {
    guard case .one(let id) = model.find(reference, as: .localNetworkGateway) else { return nil }
    return model.resources.localNetworkGateways[id]
  }

  private func home(of gateway: VirtualNetworkGateway) -> Network? {
    for subnet in gateway.subnets {
      if let parent = networkID(of: subnet), let network = model.network(parent) { return network }
    }
    return nil
  }
}
