/// Effective routes and the choice among them (azure-semantics §2.1, §2.2, as corrected by §11 R2, R3, R4 and R7).
extension ReferenceNetwork {
  /// All rows of a subnet, active or not.
  ///
  /// Readings:
  /// - A peer's rows exist only while both objects of the peering are Connected (§2.6), whatever the access flags.
  /// - A peer's prefix equal to a private range replaces its `None` row, as the network's own does (§2.1, §11 R4).
  /// - A prefix learned by a gateway inside a prefix of the network or of a connected peer is Invalid, also where a user
  ///   route has taken that wider prefix over (§2.2, exceptions).
  /// - Gateways of peers (gateway transit) are not modelled.
  /// - A private endpoint has its row in its network and in connected peers, whatever the state of its connection (§2.6).
  ///
  /// - Parameter ignoringTable: whether to leave the subnet's route table aside, as the replies of a private endpoint do.
  package func effectiveRoutes(
    of subnet: ReferenceSubnetID, ignoringTable: Bool = false
  ) -> [ReferenceEffectiveRoute] {
    let home = virtualNetwork(subnet.network)
    let table = ignoringTable ? nil : routeTable(of: subnet)
    let userRoutes = table?.routes ?? []

    var rows: [ReferenceEffectiveRoute] = []
    for prefix in home.prefixes { rows.append(ReferenceEffectiveRoute(.system, prefix, .vnetLocal)) }
    for peer in connectedPeers(of: subnet.network) {
      let type: ReferenceNextHopType = peer.location == home.location ? .vnetPeering : .vnetGlobalPeering
      for prefix in peer.prefixes { rows.append(ReferenceEffectiveRoute(.system, prefix, type)) }
    }
    let networkPrefixes = rows.map(\.prefix)

    rows.append(ReferenceEffectiveRoute(.system, ReferencePrefix(0, 0), .internet))
    for range in ReferenceNetwork.privateRanges {
      let userTakesAll = userRoutes.contains { $0.prefix.length == 0 }
      let userTakesThis = userRoutes.contains { $0.prefix == range }
      if userTakesAll || userTakesThis || networkPrefixes.contains(range) { continue }
      rows.append(ReferenceEffectiveRoute(.system, range, .none))
    }
    if let learned = home.gatewayPrefixes, table?.disablesBGPRoutePropagation != true {
      for prefix in learned { rows.append(ReferenceEffectiveRoute(.gateway, prefix, .virtualNetworkGateway)) }
    }
    for endpoint in endpoints(seenFrom: subnet.network) {
      rows.append(ReferenceEffectiveRoute(.system, ReferencePrefix(endpoint.address, 32), .interfaceEndpoint))
    }
    for route in userRoutes {
      rows.append(
        ReferenceEffectiveRoute(
          .user, route.prefix, route.nextHopType, nextHopAddress: route.nextHopAddress, name: route.name))
    }
    return rows.map { row in
      let isActive: Bool
      switch row.source {
      case .user:
        isActive = true
      case .gateway:
        isActive =
          !rows.contains { $0.source == .user && $0.prefix == row.prefix }
          && !networkPrefixes.contains { $0.contains(row.prefix) }
      case .system where row.nextHopType == .interfaceEndpoint:
        isActive = !userRoutes.contains { $0.prefix == row.prefix || captures($0, row.prefix.first, from: subnet) }
      case .system:
        let isNetwork = networkPrefixes.contains(row.prefix)
        isActive = !rows.contains {
          $0.prefix == row.prefix && ($0.source == .user || $0.source == .gateway && !isNetwork)
        }
      }
      return ReferenceEffectiveRoute(
        row.source, row.prefix, row.nextHopType, nextHopAddress: row.nextHopAddress, name: row.name,
        isActive: isActive)
    }
  }

  /// The next hop of a packet that leaves a subnet: the longest active prefix that holds the destination.
  ///
  /// A route to an appliance that no interface or load balancer of the network or of a connected peer has is of type
  /// `None` and keeps the appliance's address (§2.5, §11 R7).
  package func nextHop(
    from subnet: ReferenceSubnetID, to address: UInt32, ignoringTable: Bool = false
  ) -> ReferenceNextHop {
    var best: ReferenceEffectiveRoute?
    for row in effectiveRoutes(of: subnet, ignoringTable: ignoringTable)
    where row.isActive && row.prefix.contains(address) {
      if best == nil || row.prefix.length > best!.prefix.length { best = row }
    }
    guard let best else { return ReferenceNextHop(type: .none, address: nil, route: nil) }
    if let appliance = best.nextHopAddress, networkInterface(appliance, seenFrom: subnet.network) == nil,
      frontend(appliance, seenFrom: subnet.network) == nil
    {
      return ReferenceNextHop(type: .none, address: appliance, route: best)
    }
    return ReferenceNextHop(type: best.nextHopType, address: best.nextHopAddress, route: best)
  }
}
