import NetworkModel
import Outcomes
import PacketSets
import Resources

extension Engine {
  /// The next hop of one address, as Network Watcher tells it (azure-semantics.md §6.2).
  package func nextHop(from subnet: NetworkSubnet, to destination: IPAddress) -> NextHopAnswer {
    let routes = effectiveRoutes(of: subnet)
    if let missing = routes.missing { return NextHopAnswer(route: nil, nextHop: nil, missing: missing) }
    let judge = RouteJudge(engine: self, subnet: subnet, routes: routes)
    guard let route = judge.parts(of: AddressSet(destination), .forward).first?.route else {
      return NextHopAnswer(route: nil, nextHop: NextHop(.none), missing: nil)
    }
    if let open = undecidedTag(routes, route: route, destination: destination, exactly: true) {
      return NextHopAnswer(route: route, nextHop: nil, missing: open)
    }
    if route.source == .system, route.nextHop.kind == .none,
      case .open(let fact)? = unrouted(destination, by: routes, in: model.networks[subnet.network])
    {
      return NextHopAnswer(route: route, nextHop: nil, missing: fact)
    }
    if isAbsentAppliance(route, seenFrom: subnet) {
      return NextHopAnswer(route: route, nextHop: NextHop(.none, address: route.nextHop.address), missing: nil)
    }
    return NextHopAnswer(route: route, nextHop: route.nextHop, missing: nil)
  }

  /// A user's route for a tag with unknown prefixes, or a service endpoint whose prefixes are not known, may beat a route to a
  /// public address.
  /// - Parameter exactly: whether the row itself is wanted; else it does not matter which of two equal next hops is chosen, and a
  ///   service endpoint leads where the Internet leads.
  func undecidedTag(
    _ routes: EffectiveRoutes, route: EffectiveRoute, destination: IPAddress, exactly: Bool = false
  ) -> MissingFact? {
    guard AddressSpaces.publicSpace.contains(destination) else { return nil }
    switch route.nextHop.kind {
    case .vnetLocal, .vnetPeering, .vnetGlobalPeering, .serviceEndpoint, .interfaceEndpoint: return nil
    case .internet, .none, .virtualAppliance, .virtualApplianceEcmp, .virtualNetworkGateway: break
    }
    if let open = routes.unknownTags.first(where: { exactly || $0.route.nextHop != route.nextHop }),
      let table = open.route.routeTable
    {
      return .serviceTag(open.tag, rule: Subject(table, rule: open.route.name, origin: open.route.origin))
    }
    guard exactly || route.nextHop.kind != .internet,
      let open = routes.openEndpoints.first(where: { $0.within.contains(destination) })
    else { return nil }
    return .serviceTag(open.tag, rule: Subject(routes.subnet))
  }

  /// Whether a route leads to an appliance whose address lies neither in the network nor in a direct peer: Azure reports None
  /// with the appliance's address (§11 R7).
  func isAbsentAppliance(_ route: EffectiveRoute, seenFrom subnet: NetworkSubnet) -> Bool {
    guard route.nextHop.kind == .virtualAppliance, let address = route.nextHop.address else { return false }
    let network = model.networks[subnet.network]
    if network.contains(address) { return false }
    return !network.peerings.contains { peering in
      peering.isConnected && peering.remotePrefixes.contains { $0.contains(address) }
    }
  }
}
