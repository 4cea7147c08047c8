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
  /// Cards by address, with the network when their subnet is in the input.
  private var holders: [IPAddress: [(card: Int, network: Int?)]] = [:]
  private var cardsByID: [ResourceID: Int] = [:]
  private var subnetsByID: [ResourceID: (network: Int, subnet: Int)] = [:]
  /// Members of application security groups, by the group's key.
  private var membersByGroup: [String: [(group: ResourceID, card: Int, address: Int)]] = [:]

  /// Places in these lists; of several with one id or address, the first one's.
  init(networks: [Network], cards: [Card]) {
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
        if let held = own.configuration.privateIPAddress {
          holders[held, default: []].append((card, own.subnet?.network))
        }
        for group in own.applicationSecurityGroups {
          membersByGroup[group.key, default: []].append((group, card, address))
        }
      }
    }
  }

  /// The card that has an address in a network, and which of its addresses that is.
  func card(at address: IPAddress, in network: Int) -> (card: Int, address: Int)? {
    cardsByAddress[Key(address: address, network: network)]
  }

  /// The cards that have an address in a network or in no network that is known, in the order of the input.
  func cards(at address: IPAddress, in network: Int) -> [Int] {
    (holders[address] ?? []).filter { $0.network == nil || $0.network == network }.map(\.card)
  }

  /// The card of an id as the model writes it.
  func card(_ id: ResourceID) -> Int? { cardsByID[id] }

  /// The members of an application security group, in the order of the input.
  func members(ofGroup group: ResourceID) -> [(card: Int, address: Int)] {
    (membersByGroup[group.key] ?? []).filter { group.matches($0.group) }.map { ($0.card, $0.address) }
  }

  /// The subnet of an id as the model writes it.
  func subnet(_ id: ResourceID) -> (network: Int, subnet: Int)? { subnetsByID[id] }
}
