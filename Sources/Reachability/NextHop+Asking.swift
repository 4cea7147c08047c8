import NetworkModel
import Outcomes
import PacketSets
import Resources

extension Engine {
  /// The next hop of one address, as Network Watcher tells it (azure-semantics.md §6.2).
  package func nextHop(from subnet: NetworkSubnet, to destination: IPAddress) -> NextHopAnswer {
    let routes = effectiveRoutes(of: subnet)
    if let missing = routes.missing { return NextHopAnswer(route: nil, nextHop: nil, missing: missing) }
    guard let route = routes.choose(for: AddressSet(destination)).first?.route else {
      return NextHopAnswer(route: nil, nextHop: NextHop(.none), missing: nil)
    }
    if let owner = privateEndpoint(besides: route, to: destination, from: model.networks[subnet.network]) {
      return NextHopAnswer(route: route, nextHop: nil, missing: .privateEndpoint(owner, destination))
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
    case .internet, .none, .virtualAppliance, .virtualNetworkGateway: break
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

  /// The private endpoint whose own /32 route beats a route, unless the latter is a user's for that very address
  /// (azure-semantics.md §2.6); the route exists in the endpoint's network and its direct peers.
  func privateEndpoint(besides route: EffectiveRoute, to address: IPAddress, from network: Network) -> ResourceID? {
    if route.source == .user, AddressSet(route.prefix) == AddressSet(address) { return nil }
    let near = [network.index] + network.peerings.filter(\.isConnected).compactMap(\.remote)
    return near.lazy.compactMap { privateEndpoint(at: address, in: $0) }.first
  }

  /// The private endpoint that has an address in a network.
  func privateEndpoint(at address: IPAddress, in network: Int) -> ResourceID? {
    for endpoint in model.resources.privateEndpoints.values
    where endpoint.addresses.contains(address) && stands(endpoint.subnet, in: network) {
      return endpoint.id
    }
    for card in model.cards where card.privateEndpoint != nil {
      if card.addresses.contains(where: {
        $0.configuration.privateIPAddress == address && ($0.subnet?.network ?? network) == network
      }) {
        return card.privateEndpoint
      }
    }
    return nil
  }

  /// The public address resource of an address that a network interface of the input has.
  func usedPublicAddress(_ address: IPAddress) -> ResourceID? {
    model.resources.publicIPAddresses.values.first { known in
      known.ipAddress == address
        && model.cards.contains { card in
          card.addresses.contains { $0.configuration.publicIPAddress?.id.map(known.id.matches) ?? false }
        }
    }?.id
  }

  /// The load balancer whose frontend has an address in a network.
  func loadBalancer(at address: IPAddress, in network: Int) -> ResourceID? {
    model.resources.loadBalancers.values.first { balancer in
      balancer.frontends.contains { $0.privateIPAddress == address && stands($0.subnet, in: network) }
    }?.id
  }

  /// Whether something stands in a network; where its subnet is not in the input it may stand in any.
  private func stands(_ subnet: Reference?, in network: Int) -> Bool {
    guard let subnet, case .one(let id) = model.index.find(subnet, as: .subnet), let known = model.subnet(id) else {
      return true
    }
    return known.network == network
  }
}
