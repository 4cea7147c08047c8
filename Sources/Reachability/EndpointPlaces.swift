import NetworkModel
import Outcomes
import PacketSets
import Resources

/// A private endpoint's address in a network, with what decides about packets to it (azure-semantics.md §1.11, §2.6).
struct EndpointPlace: Sendable {
  let id: ResourceID
  let address: IPAddress
  let network: Int
  /// The subnet it stands in; nil when that is not in the input.
  let subnet: NetworkSubnet?
  /// The endpoint itself; nil when only its network interface is in the input.
  let endpoint: PrivateEndpoint?

  private var policies: String { subnet?.record.privateEndpointNetworkPolicies?.lowercased() ?? "disabled" }

  /// Whether the subnet's network security group is looked at.
  var isFiltered: Bool { ["enabled", "networksecuritygroupenabled"].contains(policies) }

  /// Whether a user's route may take the place of the endpoint's own, and the subnet's route table that of its replies.
  var isRouted: Bool { ["enabled", "routetableenabled"].contains(policies) }
}

/// Where private endpoints stand, by network.
struct EndpointPlaces: Sendable {
  private let byNetwork: [Int: [EndpointPlace]]

  init(_ model: NetworkModel) {
    var places: [EndpointPlace] = []
    for endpoint in model.resources.privateEndpoints.values {
      var subnet: NetworkSubnet?
      if let reference = endpoint.subnet, case .one(let id) = model.index.find(reference, as: .subnet) {
        subnet = model.subnet(id)
      }
      for address in endpoint.addresses {
        // One whose subnet is not in the input may stand in any network that has the address.
        let networks = subnet.map { [model.networks[$0.network]] } ?? model.networks(containing: address)
        places += networks.map { network in
          EndpointPlace(
            id: endpoint.id, address: address, network: network.index,
            subnet: subnet ?? network.subnet(containing: address), endpoint: endpoint)
        }
      }
    }
    for card in model.cards {
      guard let owner = card.privateEndpoint else { continue }
      let known = model.resources.privateEndpoints.values.first { $0.id.matches(owner) }
      for own in card.addresses {
        guard let address = own.configuration.privateIPAddress, let subnet = own.subnet,
          !places.contains(where: { $0.address == address && $0.network == subnet.network })
        else { continue }
        places.append(
          EndpointPlace(
            id: known?.id ?? owner, address: address, network: subnet.network, subnet: subnet, endpoint: known))
      }
    }
    byNetwork = Dictionary(grouping: places, by: \.network)
  }

  func places(in network: Int) -> [EndpointPlace] { byNetwork[network] ?? [] }

  /// Whether an endpoint of any network has an address.
  func hasEndpoint(at address: IPAddress) -> Bool {
    byNetwork.values.contains { $0.contains { $0.address == address } }
  }
}

extension EndpointPlace {
  /// Whether the endpoint's own /32 beats a route: always, but for a user's route to that very address, and, where the subnet's
  /// policy lets routes in, a user's route at least as specific as the network's own range (azure-semantics.md §2.6).
  func beats(_ route: EffectiveRoute?, in model: NetworkModel) -> Bool {
    guard let route, route.source == .user else { return true }
    if AddressSet(route.prefix) == AddressSet(address) { return false }
    guard isRouted else { return true }
    let range = model.networks[network].record.addressPrefixes.first { $0.contains(address) }
    return range.map { route.prefix.length < $0.length } ?? true
  }
}
