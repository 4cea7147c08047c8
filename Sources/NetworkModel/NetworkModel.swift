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

  /// Follows every reference.
  package init(_ resources: Resources) {
    var builder = ModelBuilder(resources)
    networks = builder.networks()
    cards = builder.cards(in: networks)
    missing = builder.missing
    index = builder.index
    self.resources = resources
  }
}

extension NetworkModel {
  /// Networks whose address space holds an address.
  package func networks(containing address: IPAddress) -> [Network] { networks.filter { $0.contains(address) } }

  /// The card that has an address in a network.
  package func card(at address: IPAddress, in network: Int) -> (card: Card, address: Card.Address)? {
    for card in cards {
      for own in card.addresses
      where own.configuration.privateIPAddress == address && own.subnet?.network == network {
        return (card, own)
      }
    }
    return nil
  }

  /// The subnet of an id.
  package func subnet(_ id: ResourceID) -> NetworkSubnet? {
    guard let found = index.find(id) else { return nil }
    for network in networks {
      if let subnet = network.subnets.first(where: { $0.id == found }) { return subnet }
    }
    return nil
  }

  /// The card of an id; an instance of a scale set is described by the set's profile when it is not in the input itself.
  package func card(_ id: ResourceID) -> Card? {
    if let found = index.find(id) { return cards.first { $0.id == found } }
    return nil
  }

  /// The machine's primary card (`--vm` means it).
  package func primaryCard(of machine: ResourceID) -> Card? {
    guard let record = resources.virtualMachines.values.first(where: { $0.id.matches(machine) }) else { return nil }
    let named = record.networkInterfaces.compactMap { entry -> (card: Card, isPrimary: Bool)? in
      guard case .one(let id) = index.find(entry.reference, as: .networkInterface),
        let card = cards.first(where: { $0.id == id })
      else { return nil }
      let declared = resources.networkInterfaces[id]?.isPrimary ?? false
      return (card, entry.isPrimary || declared)
    }
    if let primary = named.first(where: \.isPrimary) ?? named.first { return primary.card }
    return cards.first { $0.virtualMachine.map(machine.matches) ?? false }
  }
}
