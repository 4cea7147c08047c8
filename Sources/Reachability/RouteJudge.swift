import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Says where a chosen route leads, and why it leads nowhere when it does not (azure-semantics.md §2).
struct RouteJudge {
  let engine: Engine
  let subnet: NetworkSubnet
  let routes: EffectiveRoutes

  private var model: NetworkModel { engine.model }
  private var network: Network { model.networks[subnet.network] }

  /// A set of receivers that share a row.
  struct Part {
    let destinations: AddressSet
    /// nil for what no route covers.
    let route: EffectiveRoute?
    /// The private endpoint whose own route that is.
    let endpoint: EndpointPlace?
  }

  /// Cuts receivers into parts that share a row and lie behind the same things. The routes of private endpoints count as one
  /// address each.
  func parts(of receivers: AddressSet, _ leg: Leg) -> [Part] {
    let endpoints = leg == .forward ? engine.endpoints(near: network, among: receivers) : []
    return routes.choose(for: receivers).flatMap { part -> [Part] in
      var rest = part.destinations
      var own: [Part] = []
      for endpoint in endpoints where rest.contains(endpoint.address) && endpoint.beats(part.route, in: model) {
        let address = AddressSet(endpoint.address)
        rest = rest.subtracting(address)
        own.append(
          Part(
            destinations: address,
            route: EffectiveRoute(
              source: .system, prefix: AddressPrefix(endpoint.address), nextHop: NextHop(.interfaceEndpoint)),
            endpoint: endpoint))
      }
      return own + alike(rest, by: part.route).map { Part(destinations: $0, route: part.route, endpoint: nil) }
    }
  }

  /// Cuts receivers that share a row where it leads some of them elsewhere than others.
  private func alike(_ receivers: AddressSet, by route: EffectiveRoute?) -> [AddressSet] {
    if receivers.isEmpty { return [] }
    guard let route, receivers.count > 1 else { return [receivers] }
    var borders = routes.openEndpoints.map(\.within) + (routes.unknownTags.isEmpty ? [] : [AddressSpaces.publicSpace])
    func add(_ prefixes: [AddressPrefix]) { borders.append(AddressSet(prefixes: prefixes)) }
    switch route.nextHop.kind {
    case .vnetLocal: add(network.record.addressPrefixes)
    case .vnetPeering, .vnetGlobalPeering: network.peerings.forEach { add($0.remotePrefixes) }
    case .virtualAppliance: borders += route.nextHop.addresses.map { AddressSet($0) }
    case .interfaceEndpoint, .virtualApplianceEcmp: break
    case .internet, .serviceEndpoint:
      add(network.record.addressPrefixes)
      network.peerings.forEach { add($0.remotePrefixes) }
      borders += [AddressSpaces.notInternet] + rangesOfNetworks(among: receivers)
    case .none, .virtualNetworkGateway:
      if route.nextHop.kind == .none, route.source == .user { break }
      network.peerings.forEach { add($0.remotePrefixes) }
      engine.reaches[network.index].broken.forEach { add($0.prefixes) }
      borders += engine.reaches[network.index].farEnds.flatMap(\.prefixes).map { AddressSet($0) }
      borders += [AddressSpaces.publicSpace] + rangesOfNetworks(among: receivers)
    }
    return borders.reduce([receivers]) { parts, border in
      parts.flatMap { part in
        [part.intersection(border), part.subtracting(border)].filter { !$0.isEmpty }
      }
    }
  }

  /// The ranges of every network, one set for each.
  private func rangesOfNetworks(among receivers: AddressSet) -> [AddressSet] {
    for range in receivers.ranges { [range.lowerBound, range.upperBound].forEach { model.note(.holders($0)) } }
    return model.networks.ranges
  }

  /// Says where a part's packets get to.
  /// - Parameter packets: they, as their sender emits them.
  func judge(_ part: Part, leg: Leg, packets: PacketSet) -> (step: Step, place: RoutePlace) {
    let judged = lead(part, leg: leg, packets: packets)
    guard judged.step.verdict == .allow,
      let peering = judged.place.peerings.first(where: { !$0.carried.include(subnet.id) })
    else { return judged }
    let open = Step(
      leg, .undetermined, judged.step.detail, packets: packets, subject: judged.step.subject,
      missing: .subnetPeering(peering.local.id))
    return (open, judged.place)
  }

  private func lead(_ part: Part, leg: Leg, packets: PacketSet) -> (step: Step, place: RoutePlace) {
    let route = part.route
    let receivers = part.destinations
    let detail = StepDetail.route(
      RouteStep(
        subnet: subnet.id, prefix: route?.prefix, source: route?.source ?? .system,
        nextHop: route?.nextHop ?? NextHop(.none)))
    let subject = route?.routeTable.map { Subject($0, rule: route?.name, origin: route?.origin) }
    func allow(_ place: RoutePlace) -> (Step, RoutePlace) {
      (Step(leg, .allow, detail, packets: packets, subject: subject), place)
    }
    func deny(_ outcome: Outcome, by other: Subject? = nil) -> (Step, RoutePlace) {
      (Step(leg, .deny, detail, packets: packets, outcome: outcome, subject: other ?? subject), .lost)
    }
    func open(_ missing: MissingFact, _ place: RoutePlace = .lost) -> (Step, RoutePlace) {
      (Step(leg, .undetermined, detail, packets: packets, subject: subject, missing: missing), place)
    }
    if let endpoint = part.endpoint {
      return allow(
        .network(
          endpoint.network,
          by: network.peerings.first { $0.isConnected && $0.remote == endpoint.network }))
    }
    guard let address = receivers.first else { return deny(.routeNone) }
    guard let route else { return deny(.routeNone, by: Subject(network.id, origin: network.record.origin)) }
    if let fact = engine.undecidedTag(routes, route: route, destination: address) { return open(fact) }
    switch route.nextHop.kind {
    case .vnetLocal:
      return network.contains(address) ? allow(.network(network.index, by: nil)) : deny(.routeNone)
    case .vnetPeering, .vnetGlobalPeering:
      return peered(address).map { peering in
        guard let remote = peering.remote, model.networks[remote].isKnown else {
          return open(peering.missingNetwork)
        }
        return allow(.network(remote, by: peering))
      } ?? deny(.routeNone)
    case .internet, .serviceEndpoint:
      if AddressSpaces.notInternet.contains(address) || network.contains(address) || peered(address) != nil {
        return deny(.routeInternet)
      }
      // A network's own public addresses are not those of the Internet: replies do not come back to it.
      if leg == .back, !model.networks(containing: address).isEmpty { return deny(.routeInternet) }
      return allow(.internet)
    case .interfaceEndpoint: return deny(.routeNone)
    case .none:
      if route.source == .system {
        if let broken = brokenPeering(to: address) { return deny(.peeringNotConnected, by: broken) }
        switch engine.unrouted(address, by: routes, in: network) {
        case .blamed(let outcome, let subject)?: return deny(outcome, by: subject)
        case .open(let fact)?: return open(fact)
        case nil: break
        }
        if let fact = unknownPeer() { return open(fact) }
      }
      return deny(.routeNone, by: subject ?? Subject(network.id, origin: network.record.origin))
    case .virtualAppliance:
      return appliance(
        route, receivers: receivers, subject: subject, allow: allow, deny: { deny($0) }, open: { open($0) })
    case .virtualApplianceEcmp:
      let ways = route.nextHop.addresses.compactMap { device(at: $0, route: subject) }
      return ways.isEmpty ? deny(.routeApplianceAbsent) : allow(.anyOf(ways))
    case .virtualNetworkGateway:
      // A user's route leads to VPN gateways only (azure-semantics.md §2.3).
      if route.source == .user, let gateway = expressRouteGateway { return open(.virtualNetworkGateway(gateway)) }
      switch engine.behindGateway(of: network, to: address) {
      case .network(let far, let entry):
        if entry.hasRoutes, let gateway = entry.subnet { return allow(.gateway(gateway)) }
        return allow(.network(far, by: nil))
      case .premises(let entry): return allow(.premises(entry))
      case .unknown(let fact): return open(fact)
      }
    }
  }

  private func appliance(
    _ route: EffectiveRoute, receivers: AddressSet, subject: Subject?,
    allow: (RoutePlace) -> (Step, RoutePlace),
    deny: (Outcome) -> (Step, RoutePlace), open: (MissingFact) -> (Step, RoutePlace)
  ) -> (step: Step, place: RoutePlace) {
    guard let address = route.nextHop.address else { return deny(.routeApplianceAbsent) }
    if engine.isAbsentAppliance(route, seenFrom: subnet) { return deny(.routeApplianceAbsent) }
    // A route to the receiver itself changes nothing.
    if receivers == AddressSet(address) {
      if network.contains(address) { return allow(.network(network.index, by: nil)) }
      if let peering = peered(address), let remote = peering.remote { return allow(.network(remote, by: peering)) }
    }
    return device(at: address, route: subject).map(allow) ?? open(.appliance(address))
  }

  /// The device at an address of the network or of a direct peer.
  private func device(at address: IPAddress, route: Subject?) -> RoutePlace? {
    if network.contains(address) { return .device(address, in: network.index, by: nil, route: route) }
    guard let peering = peered(address), let remote = peering.remote, model.networks[remote].isKnown else { return nil }
    return .device(address, in: remote, by: peering, route: route)
  }

  /// An ExpressRoute gateway of the network or of a connected peer.
  private var expressRouteGateway: ResourceID? {
    let homes = [network.id] + network.peerings.filter(\.isConnected).compactMap(\.remoteID)
    return model.resources.virtualNetworkGateways.values.first { gateway in
      gateway.gatewayType.lowercased() == "expressroute"
        && gateway.subnets.contains { subnet in
          subnet.id?.parent.map { home in homes.contains { $0.matches(home) } } ?? false
        }
    }?.id
  }

  private func peered(_ address: IPAddress) -> NetworkPeering? {
    network.peerings.first { peering in
      peering.isConnected && peering.remotePrefixes.contains { $0.contains(address) }
    }
  }

  /// A peering with the receiver's network that is not connected, on whichever side that shows.
  private func brokenPeering(to address: IPAddress) -> Subject? {
    for peering in network.peerings
    where !peering.isConnected && peering.remotePrefixes.contains(where: { $0.contains(address) }) {
      let blamed = peering.local.state != .connected ? peering.local : peering.reverse ?? peering.local
      return Subject(blamed.id, origin: blamed.origin)
    }
    // The other side may hold the only peering object there is.
    for other in model.networks(containing: address) {
      for peering in other.peerings where peering.remote == network.index && !peering.isConnected {
        return Subject(peering.local.id, origin: peering.local.origin)
      }
    }
    return nil
  }

  /// A connected peer whose ranges nothing in the input gives: it may have any address.
  private func unknownPeer() -> MissingFact? {
    network.peerings.first { $0.isConnected && !$0.knowsRanges }?.missingNetwork
  }
}
