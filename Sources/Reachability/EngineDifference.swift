import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Where two engines answer differently: an answer that asked none of it would be worked out to the same again.
package struct EngineDifference {
  private let before: Engine
  private let after: Engine
  /// Whether something changes that predictions read from anywhere.
  private let isEverywhere: Bool
  private let cards: CardDifference
  private let firewalls: FirewallDifference
  /// Verdicts so far: many predictions ask the same.
  private var known: [Consulted: Bool] = [:]

  /// Compares two engines.
  package init(from before: Engine, to after: Engine) {
    self.before = before
    self.after = after
    firewalls = FirewallDifference(from: before.model, to: after.model)
    isEverywhere =
      firewalls.isEverywhere || !before.model.resources.hasSameSurroundings(as: after.model.resources)
      || before.usedPublicAddresses != after.usedPublicAddresses
    cards = CardDifference(from: before.model, to: after.model)
  }

  /// Whether any of these questions has another answer now.
  package mutating func touches(_ questions: Set<Consulted>) -> Bool {
    isEverywhere || questions.contains { touches($0) }
  }

  private mutating func touches(_ question: Consulted) -> Bool {
    if let verdict = known[question] { return verdict }
    let verdict = differs(question)
    known[question] = verdict
    return verdict
  }

  private func differs(_ question: Consulted) -> Bool {
    func same<Answer: Equatable>(_ answer: (Engine) -> Answer) -> Bool { answer(before) == answer(after) }
    switch question {
    case .network(let id):
      return firewalls.networks.contains { $0.matches(id) }
        || !same { engine in engine.model.network(id).map { engine.outline(of: $0) } }
    case .subnet(let id): return !same { engine in engine.model.subnet(id).map { engine.surroundings(of: $0) } }
    case .card(let id):
      return !same { $0.model.card(id)?.id } || before.model.card(id).map { cards.ids.contains($0.id) } ?? false
    case .cards: return !cards.ids.isEmpty
    case .occupants(let subnet):
      return !same { engine in engine.model.subnet(subnet).map { engine.occupants(of: $0) } }
    case .address(let address, let viewer): return differs(address, seenFrom: viewer)
    case .holders(let address): return !same { $0.model.networks(containing: address).map(\.id) }
    case .members(let group): return !same { $0.members(of: group) }
    case .poolMembers(let pool):
      return !same { $0.model.members(ofLoadBalancerPool: pool).map(\.card) }
    case .placed(let network): return !same { engine in engine.model.network(network).map { engine.placed(in: $0) } }
    case .name(let name, _):
      return !same { $0.zones(thatMayAnswer: name) } || !same { $0.hints(at: name) }
        || !same { $0.model.resources.virtualMachines.values.map(\.id) }
    case .privateEndpoint(let address): return !same { $0.endpointPlaces.hasEndpoint(at: address) }
    case .occupied(let address): return !same { $0.occupiedAddresses.contains(address) }
    case .platformZones(let network):
      return !same { engine in engine.model.network(network).map { engine.platformZones(linkedTo: $0) } }
    case .reference(let target, let kind): return !same { $0.target(of: target, kind) }
    }
  }

  private func differs(_ address: IPAddress, seenFrom viewer: ResourceID) -> Bool {
    func home(_ engine: Engine) -> Network? {
      engine.model.network(viewer).flatMap { engine.model.network(of: address, seenFrom: $0.index) }
    }
    let (was, becomes) = (home(before), home(after))
    if was?.id != becomes?.id || was?.subnet(containing: address)?.id != becomes?.subnet(containing: address)?.id {
      return true
    }
    if firewalls.addresses.contains(address) { return true }
    guard let holders = cards.addresses[address] else { return false }
    return holders.contains(nil) || holders.contains(viewer) || was.map { holders.contains($0.id) } ?? false
  }
}

/// A network without what is attached to its subnets.
private struct NetworkOutline: Equatable {
  struct SubnetRanges: Equatable {
    let id: ResourceID
    let addressPrefixes: [AddressPrefix]
  }

  let record: VirtualNetwork
  let subnets: [SubnetRanges]
  let peerings: [NetworkPeering]
  let gateways: GatewayOutline
}

/// What a network reaches through gateways. Networks are compared by id: their places in the input shift when another one comes
/// or goes.
private struct GatewayOutline: Equatable {
  struct FarEnd: Equatable {
    /// nil for premises.
    let network: ResourceID?
    let prefixes: [AddressPrefix]
    let entrance: ResourceID
  }

  let farEnds: [FarEnd]
  let broken: [GatewayReach.BrokenConnection]
  let gateway: ResourceID?
  let unknown: MissingFact?
}

/// What decides at a subnet.
private struct SubnetSurroundings: Equatable {
  let record: Subnet
  let networkSecurityGroup: Attachment<NetworkSecurityGroup>
  let routeTable: Attachment<RouteTable>
  let routes: EffectiveRoutes
  let tags: ServiceTagScope
  let hasAdminRules: Bool
  let hasIsolatedGateways: Bool
}

/// What stands in a network besides machines.
private struct PlacedResources: Equatable {
  struct Endpoint: Equatable {
    let id: ResourceID
    let address: IPAddress
    let subnet: ResourceID?
    let endpoint: PrivateEndpoint?
  }

  let frontends: [FrontendPlace]
  let endpoints: [Endpoint]
}

/// An address in an application security group.
private struct GroupMember: Equatable {
  let network: ResourceID?
  let address: IPAddress?
}

/// A network interface in a subnet.
private struct Occupant: Equatable {
  let card: ResourceID
  let isInstance: Bool
  let address: IPAddress?
}

extension Engine {
  fileprivate func occupants(of subnet: NetworkSubnet) -> [Occupant] {
    model.occupants(of: subnet).map {
      Occupant(
        card: $0.card.id, isInstance: $0.card.index != nil, address: $0.address.configuration.privateIPAddress)
    }
  }

  fileprivate func outline(of network: Network) -> NetworkOutline {
    var record = network.record
    record.subnets = []
    return NetworkOutline(
      record: record,
      subnets: network.subnets.map { .init(id: $0.id, addressPrefixes: $0.record.addressPrefixes) },
      peerings: network.peerings, gateways: gateways(of: network))
  }

  private func gateways(of network: Network) -> GatewayOutline {
    let reach = reaches[network.index]
    return GatewayOutline(
      farEnds: reach.farEnds.map { end in
        var far: ResourceID?
        if case .network(let place) = end.place { far = model.networks.id(at: place) }
        return .init(network: far, prefixes: end.prefixes, entrance: model.networks.id(at: end.entrance))
      },
      broken: reach.broken, gateway: reach.gateway, unknown: reach.unknown)
  }

  fileprivate func surroundings(of subnet: NetworkSubnet) -> SubnetSurroundings {
    SubnetSurroundings(
      record: subnet.record, networkSecurityGroup: subnet.networkSecurityGroup, routeTable: subnet.routeTable,
      routes: effectiveRoutes(of: subnet), tags: tags(at: subnet), hasAdminRules: adminRules.hold(at: subnet),
      hasIsolatedGateways: gatewaySubnets.isolated.contains(subnet.id))
  }

  fileprivate func placed(in network: Network) -> PlacedResources {
    PlacedResources(
      frontends: frontendPlaces.places(in: network.index),
      endpoints: endpointPlaces.places(in: network.index).map {
        .init(id: $0.id, address: $0.address, subnet: $0.subnet?.id, endpoint: $0.endpoint)
      })
  }

  /// The addresses in an application security group, each with its network.
  fileprivate func members(of group: ResourceID) -> [GroupMember] {
    model.members(of: group).map { address in
      GroupMember(
        network: address.subnet.map { model.networks[$0.network].id },
        address: address.configuration.privateIPAddress)
    }
  }

  /// The private zones that may answer for a name, for its alias, or could answer if they were linked.
  fileprivate func zones(thatMayAnswer name: String) -> [PrivateDnsZone] {
    model.resources.privateDnsZones.values.filter { zone in
      DomainName.covers(zone.domain, name) || zone.domain.hasPrefix("privatelink.")
    }
  }

  /// The private endpoints that hint at a name.
  fileprivate func hints(at name: String) -> [PrivateEndpoint] {
    model.resources.privateEndpoints.values.filter { endpoint in
      endpoint.fqdns.contains { DomainName.normal($0) == name }
    }
  }

  fileprivate func target(of target: Reference.Target, _ kind: ResourceKind) -> [ResourceID] {
    switch target {
    case .id(let id): return model.index.find(id).map { [$0] } ?? []
    case .tail(let names):
      switch model.index.find(tail: names, kinds: [kind]) {
      case .one(let id): return [id]
      case .none: return []
      case .several(let ids): return ids
      }
    }
  }
}
