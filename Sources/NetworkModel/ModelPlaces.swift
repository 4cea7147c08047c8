import Outcomes
import PacketSets
import Resources

/// Where networks and cards stand in a model's lists, for look-ups that are made for every flow.
struct ModelPlaces: Sendable {
  /// An address of one network.
  private struct Key: Hashable {
    let address: IPAddress
    let network: Int
  }

  private var cardsByAddress: [Key: (card: Int, address: Int)] = [:]
  private var cardsByID: [ResourceID: Int] = [:]
  private var subnetsByID: [ResourceID: (network: Int, subnet: Int)] = [:]
  /// Members of application security groups, by the group's key.
  private var membersByGroup: [String: [(group: ResourceID, card: Int, address: Int)]] = [:]
  private var privateEndpoints: [IPAddress: ResourceID] = [:]
  private var loadBalancers: [IPAddress: ResourceID] = [:]

  /// Places in these lists; of several with one id or address, the first one's.
  init(_ resources: Resources, networks: [Network], cards: [Card]) {
    for (network, value) in networks.enumerated().reversed() {
      for (subnet, value) in value.subnets.enumerated().reversed() { subnetsByID[value.id] = (network, subnet) }
    }
    for (card, value) in cards.enumerated().reversed() {
      cardsByID[value.id] = card
      for (address, value) in value.addresses.enumerated().reversed() {
        guard let own = value.configuration.privateIPAddress, let network = value.subnet?.network else { continue }
        cardsByAddress[Key(address: own, network: network)] = (card, address)
      }
    }
    for (card, value) in cards.enumerated() {
      for (address, own) in value.addresses.enumerated() {
        for group in own.applicationSecurityGroups {
          membersByGroup[group.key, default: []].append((group, card, address))
        }
      }
    }
    // What an endpoint itself says of its addresses counts before what its interfaces say.
    for card in cards.reversed() {
      guard let endpoint = card.privateEndpoint else { continue }
      for address in card.addresses.compactMap(\.configuration.privateIPAddress) {
        privateEndpoints[address] = endpoint
      }
    }
    for endpoint in resources.privateEndpoints.values.reversed() {
      for address in endpoint.addresses { privateEndpoints[address] = endpoint.id }
    }
    for balancer in resources.loadBalancers.values.reversed() {
      for address in balancer.addresses { loadBalancers[address] = balancer.id }
    }
  }

  /// The card that has an address in a network, and which of its addresses that is.
  func card(at address: IPAddress, in network: Int) -> (card: Int, address: Int)? {
    cardsByAddress[Key(address: address, network: network)]
  }

  /// The card of an id as the model writes it.
  func card(_ id: ResourceID) -> Int? { cardsByID[id] }

  /// The members of an application security group, in the order of the input.
  func members(ofGroup group: ResourceID) -> [(card: Int, address: Int)] {
    (membersByGroup[group.key] ?? []).filter { group.matches($0.group) }.map { ($0.card, $0.address) }
  }

  /// The private endpoint that has an address.
  func privateEndpoint(at address: IPAddress) -> ResourceID? { privateEndpoints[address] }

  /// The load balancer whose frontend has an address.
  func loadBalancer(at address: IPAddress) -> ResourceID? { loadBalancers[address] }

  /// The subnet of an id as the model writes it.
  func subnet(_ id: ResourceID) -> (network: Int, subnet: Int)? { subnetsByID[id] }
}
