import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Edits of route tables, and of what brings routes: a route to the network itself, another next hop, a narrower prefix.
extension FixContext {
  func routeDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let step = obstacle.step else { return [] }
    let packets = packets(obstacle)
    let targets = step.leg == .forward ? packets.destinations : packets.sources
    switch step.detail {
    case .route(let route):
      guard let subnet = route.subnet.flatMap(model.subnet) else { return [] }
      return routeDrafts(obstacle, at: subnet, to: targets) + unroutedDrafts(route, at: subnet, to: targets)
    case .appliance(let appliance): return deviceDrafts(obstacle, appliance, packets)
    default: return []
    }
  }

  /// Edits of the route that is blamed, and routes that beat it.
  private func routeDrafts(_ obstacle: Obstacle, at subnet: NetworkSubnet, to targets: AddressSet) -> [Draft] {
    guard let subject = obstacle.subject, let name = subject.rule,
      let table = resources.routeTables.values.first(where: { $0.id.matches(subject.resource) }),
      let index = table.routes.firstIndex(where: { $0.name == name })
    else { return [] }
    let route = table.routes[index]
    let places = self.places(of: targets)
    func changed(_ change: (inout Route) -> Void) -> [Draft] {
      tableDrafts(.routeChanged, table, at: subnet) { change(&$0.routes[index]) }
    }
    var drafts: [Draft] = []
    let hasGateway = !resources.virtualNetworkGateways.isEmpty
    for type in [Route.NextHopType.vnetLocal, .internet] + (hasGateway ? [.virtualNetworkGateway] : [])
    where type != route.nextHopType {
      // A route for everything is meant for more than these receivers.
      if route.destination != .prefix(.ipv4All) {
        drafts += changed {
          $0.nextHopType = type
          $0.nextHopIPAddress = nil
        }
      }
      drafts += tableDrafts(.routeAdded, table, at: subnet) { table in
        for place in places where .prefix(place) != route.destination { table.add(place, type, nil) }
      }
    }
    if obstacle.outcome == .routeApplianceAbsent {
      drafts += appliances(near: subnet).flatMap { address in changed { $0.nextHopIPAddress = address } }
    }
    drafts += narrowed(route, of: table, at: index, besides: places, for: subnet)
    drafts += tableDrafts(.deleted, table, at: subnet) { $0.routes.remove(at: index) }
    return drafts
  }

  /// An edit of the table that a subnet has; where other subnets have it too, the same edit of a copy that is the subnet's own.
  func tableDrafts(
    _ kind: RepairKind, _ table: RouteTable, at subnet: NetworkSubnet, _ change: (inout RouteTable) -> Void
  ) -> [Draft] {
    let inPlace = Draft(kind, of: resources) { change(&$0.routeTables[table.id]!) }
    guard model.subnets(with: table.id).count > 1 else { return [inPlace] }
    let own = Draft(.tableAttached, of: resources) { resources in
      let id = resources.addRouteTable(for: subnet)
      resources.routeTables[id]!.routes = table.routes
      resources.routeTables[id]!.disableBgpRoutePropagation = table.disableBgpRoutePropagation
      change(&resources.routeTables[id]!)
    }
    return [own, inPlace]
  }

  /// The route without the receivers' own places, in as many prefixes as that takes.
  private func narrowed(
    _ route: Route, of table: RouteTable, at index: Int, besides places: [AddressPrefix], for subnet: NetworkSubnet
  ) -> [Draft] {
    guard case .prefix(let prefix) = route.destination else { return [] }
    let rest = AddressSet(prefix).subtracting(AddressSet(prefixes: places)).prefixes
    guard !rest.isEmpty, rest.count <= 4 else { return [] }
    return tableDrafts(.routeChanged, table, at: subnet) { table in
      table.routes[index].destination = .prefix(rest[0])
      for part in rest.dropFirst() { table.add(part, route.nextHopType, route.nextHopIPAddress) }
    }
  }

  /// What brings a route to receivers that none leads to: a peering, learned routes, the routes of another table.
  private func unroutedDrafts(_ route: RouteStep, at subnet: NetworkSubnet, to targets: AddressSet) -> [Draft] {
    guard route.source == .system else { return [] }
    let network = model.networks[subnet.network]
    var drafts: [Draft] = []
    if case .attached(let table) = subnet.routeTable, table.disableBgpRoutePropagation {
      drafts += tableDrafts(.routeChanged, table, at: subnet) { $0.disableBgpRoutePropagation = false }
    }
    if let target = targets.first {
      for home in model.networks(containing: target) where home.index != network.index {
        drafts += peeringDrafts(between: network, and: home)
      }
    }
    drafts += gatewayUseDrafts(of: network)
    drafts += borrowedRoutes(at: subnet, to: targets)
    return drafts
  }

  /// The routes that other tables have for the receivers, in the subnet's own table, and those tables in its place.
  private func borrowedRoutes(at subnet: NetworkSubnet, to targets: AddressSet) -> [Draft] {
    let known = resources.routeTables.values.flatMap { table in
      table.routes.filter { route in
        guard case .prefix(let prefix) = route.destination, route.nextHopType == .virtualAppliance else { return false }
        return targets.isSubset(of: AddressSet(prefix)) && prefix != .ipv4All
      }.map { (table, $0) }
    }
    return known.flatMap { table, route -> [Draft] in
      guard case .prefix(let prefix) = route.destination else { return [] }
      switch subnet.routeTable {
      case .attached(let own):
        if own.id == table.id { return [] }
        return tableDrafts(.routeAdded, own, at: subnet) {
          $0.add(prefix, route.nextHopType, route.nextHopIPAddress)
        }
      case .none:
        return [Draft(.tableAttached, of: resources) { $0.attach(table.id, to: subnet.id, origin: table.origin) }]
      // Nobody knows what the subnet would lose with the table that it has.
      case .missing: return []
      }
    }
  }

  // MARK: Devices

  /// Edits for a device that does not pass packets on, sees one half of a conversation only, or gets its own packets back.
  private func deviceDrafts(_ obstacle: Obstacle, _ appliance: ApplianceStep, _ packets: PacketSet) -> [Draft] {
    switch appliance.event {
    case .notForwarding:
      guard let card = obstacle.subject?.resource, resources.networkInterfaces[card] != nil else { return [] }
      return [Draft(.resourceChanged, of: resources) { $0.networkInterfaces[card]!.enableIPForwarding = true }]
    case .sawOneHalf, .publicWithoutTranslation: return symmetricDrafts(appliance.address, packets)
    case .passedBefore:
      return detachedDrafts(at: appliance.address) + symmetricDrafts(appliance.address, packets)
    case .unknown: return routesPast(obstacle, packets)
    case .passed, .translated, .delivered, .dropped: return []
    }
  }

  /// Both halves of a conversation by way of a device, or neither.
  private func symmetricDrafts(_ device: IPAddress, _ packets: PacketSet) -> [Draft] {
    let ends = [(packets.sources, packets.destinations), (packets.destinations, packets.sources)]
    return ends.flatMap { here, there -> [Draft] in
      let places = places(of: there)
      return subnets(of: here).flatMap { subnet in
        routed(at: subnet, to: places, .virtualAppliance, device) + routed(at: subnet, to: places, .vnetLocal, nil)
      }
    }
  }

  /// The blamed route beaten by one that leads past the device.
  private func routesPast(_ obstacle: Obstacle, _ packets: PacketSet) -> [Draft] {
    subnets(of: packets.sources).flatMap { subnet in
      routed(at: subnet, to: places(of: packets.destinations), .vnetLocal, nil)
    }
  }

  /// The device's own subnet without the table that sends packets back to the device.
  private func detachedDrafts(at device: IPAddress) -> [Draft] {
    subnets(of: AddressSet(device)).compactMap { subnet in
      guard case .attached(let table) = subnet.routeTable else { return nil }
      return Draft(.tableAttached, of: resources) { $0.detach(table.id, from: subnet.id) }
    }
  }

  /// Routes of a subnet to some places; a table of its own where it has none.
  private func routed(
    at subnet: NetworkSubnet, to places: [AddressPrefix], _ type: Route.NextHopType, _ address: IPAddress?
  ) -> [Draft] {
    func add(to table: inout RouteTable) { for place in places { table.add(place, type, address) } }
    switch subnet.routeTable {
    case .attached(let own): return tableDrafts(.routeAdded, own, at: subnet, add)
    case .none:
      return [
        Draft(.routeAdded, of: resources) { resources in
          let id = resources.addRouteTable(for: subnet)
          add(to: &resources.routeTables[id]!)
        }
      ]
    case .missing: return []
    }
  }

  // MARK: Places

  /// The subnets, else the addresses, that hold receivers: what a route is written for.
  private func places(of addresses: AddressSet) -> [AddressPrefix] {
    var rest = addresses
    var out: [AddressPrefix] = []
    while let address = rest.first, out.count < 8 {
      let home = model.networks(containing: address).first?.subnet(containing: address)
      let prefix = home?.record.addressPrefixes.first { $0.contains(address) } ?? AddressPrefix(address)
      out.append(prefix)
      rest = rest.subtracting(AddressSet(prefix))
    }
    return out
  }

  /// The subnets in which addresses lie.
  private func subnets(of addresses: AddressSet) -> [NetworkSubnet] {
    addresses.ranges.prefix(4).compactMap { range in
      model.networks(containing: range.lowerBound).lazy.compactMap { $0.subnet(containing: range.lowerBound) }.first
    }
  }

  /// Addresses of the appliances that the input knows.
  private func appliances(near subnet: NetworkSubnet) -> [IPAddress] {
    let cards = model.cards.filter(\.enableIPForwarding).flatMap(\.addresses).compactMap(
      \.configuration.privateIPAddress)
    return resources.appliances.flatMap(\.addresses) + cards + resources.azureFirewalls.values.flatMap(\.addresses)
  }
}

extension RouteTable {
  /// Adds a route under a name that is free.
  mutating func add(_ prefix: AddressPrefix, _ type: Route.NextHopType, _ address: IPAddress?) {
    let taken = Set(routes.map { $0.name.lowercased() })
    let wanted = "to-" + prefix.description.map { $0 == "/" || $0 == ":" ? "-" : String($0) }.joined()
    routes.append(
      Route(
        name: Names.free(wanted, taken), origin: origin, destination: .prefix(prefix), nextHopType: type,
        nextHopIPAddress: address))
  }
}

extension Resources {
  /// Attaches a table to a subnet in place of the one that it has.
  mutating func attach(_ table: ResourceID, to subnet: ResourceID, origin: Origin) {
    edit(subnet) { $0.routeTable = Reference(.id(table), origin: origin) }
    for id in routeTables.keys where id != table {
      routeTables[id]!.subnets.removeAll { $0.id?.matches(subnet) ?? false }
    }
  }

  /// Takes a table off a subnet.
  mutating func detach(_ table: ResourceID, from subnet: ResourceID) {
    edit(subnet) { $0.routeTable = nil }
    routeTables[table]?.subnets.removeAll { reference in
      reference.id?.matches(subnet) ?? subnet.path.lowercased().hasSuffix(reference.text.lowercased())
    }
  }

  /// Makes a table of a new name for a subnet and attaches it.
  mutating func addRouteTable(for subnet: NetworkSubnet) -> ResourceID {
    let name = Names.free("rt-" + subnet.id.name, Set(routeTables.keys.map { $0.name.lowercased() }))
    let id = subnet.id.neighbour(.routeTable, name)
    routeTables[id] = RouteTable(id: id, origin: subnet.record.origin, routes: [])
    attach(id, to: subnet.id, origin: subnet.record.origin)
    return id
  }

  /// Changes a subnet.
  mutating func edit(_ subnet: ResourceID, _ change: (inout Subnet) -> Void) {
    guard let network = virtualNetworks.keys.first(where: { id in subnet.parent.map(id.matches) ?? false }),
      let index = virtualNetworks[network]!.subnets.firstIndex(where: { $0.id.matches(subnet) })
    else { return }
    change(&virtualNetworks[network]!.subnets[index])
  }
}
