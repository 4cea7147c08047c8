import Outcomes
import PacketSets
import Resources

/// The input resolved into one immutable value: every reference followed, and what was missing.
package struct NetworkModel: Sendable {
  /// The records this was made of.
  package let resources: Resources
  /// Resources by id and by name.
  package let index: ResourceIndex
  /// Virtual networks in the order of the input.
  package let networks: [Network]
  /// Network interfaces in the order of the input.
  package let cards: [Card]
  /// Targets of references that are not in the input, each once.
  package let missing: [MissingFact]
  private let places: ModelPlaces

  /// Follows every reference.
  package init(_ resources: Resources) {
    var builder = ModelBuilder(resources)
    networks = builder.networks()
    cards = builder.cards(in: networks)
    missing = builder.missing
    index = builder.index
    places = ModelPlaces(networks: networks, cards: cards)
    self.resources = resources
  }
}

extension NetworkModel {
  /// Networks whose address space holds an address.
  package func networks(containing address: IPAddress) -> [Network] { networks.filter { $0.contains(address) } }

  /// The card that has an address in a network.
  package func card(at address: IPAddress, in network: Int) -> (card: Card, address: Card.Address)? {
    guard let place = places.card(at: address, in: network) else { return nil }
    return (cards[place.card], cards[place.card].addresses[place.address])
  }

  /// The addresses of cards that are in an application security group.
  package func members(of group: ResourceID) -> [Card.Address] {
    places.members(ofGroup: group).map { cards[$0.card].addresses[$0.address] }
  }

  /// The subnet of an id.
  package func subnet(_ id: ResourceID) -> NetworkSubnet? {
    guard let place = index.find(id).flatMap(places.subnet) else { return nil }
    return networks[place.network].subnets[place.subnet]
  }

  /// The card of an id; an instance of a scale set is described by the set's profile when it is not in the input itself.
  package func card(_ id: ResourceID) -> Card? {
    index.find(id).flatMap(places.card).map { cards[$0] }
  }

  /// The machine's primary card (`--vm` means it).
  package func primaryCard(of machine: ResourceID) -> Card? {
    guard let record = resources.virtualMachines.values.first(where: { $0.id.matches(machine) }) else { return nil }
    let named = record.networkInterfaces.compactMap { entry -> (card: Card, isPrimary: Bool)? in
      guard case .one(let id) = index.find(entry.reference, as: .networkInterface),
        let card = places.card(id).map({ cards[$0] })
      else { return nil }
      let declared = resources.networkInterfaces[id]?.isPrimary ?? false
      return (card, entry.isPrimary || declared)
    }
    if let primary = named.first(where: \.isPrimary) ?? named.first { return primary.card }
    return cards.first { $0.virtualMachine.map(machine.matches) ?? false }
  }
}
