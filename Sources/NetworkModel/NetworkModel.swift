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
  package private(set) var networks: NetworkList
  /// Targets of references that are not in the input, each once.
  package let missing: [MissingFact]
  private let allCards: [Card]
  private let places: ModelPlaces
  /// Who writes down what this value is asked; nil where nobody does.
  private var consultation: Consultation?

  /// Follows every reference.
  package init(_ resources: Resources) {
    var builder = ModelBuilder(resources)
    let networks = builder.networks()
    allCards = builder.cards(in: networks)
    self.networks = NetworkList(networks)
    missing = builder.missing
    index = builder.index
    places = ModelPlaces(networks: networks, cards: allCards)
    self.resources = resources
  }

  /// The same model, which writes down what it is asked.
  package func consulted(by consultation: Consultation) -> NetworkModel {
    var out = self
    out.consultation = consultation
    out.networks = networks.consulted(by: consultation)
    return out
  }

  /// Writes down a question that is answered by something that the model handed out before.
  package func note(_ question: Consulted) { consultation?.note(question) }
}

extension NetworkModel {
  /// Network interfaces in the order of the input. Whoever needs one asks by address, id or group: an answer that looked at all of
  /// them depends on all of them.
  package var cards: [Card] {
    note(.cards)
    return allCards
  }

  /// What a reference names.
  package func find(_ reference: Reference, as kind: ResourceKind) -> ResourceIndex.Match {
    note(.reference(reference.target, kind))
    return index.find(reference, as: kind)
  }

  /// The network of an id.
  package func network(_ id: ResourceID) -> Network? {
    note(.network(id))
    return networks.place { $0.id.matches(id) }.map { networks[$0] }
  }

  /// Networks whose address space holds an address.
  package func networks(containing address: IPAddress) -> [Network] {
    note(.holders(address))
    return networks.places { $0.contains(address) }.map { networks[$0] }
  }

  /// The network in which an address lies as another one sees it: itself, one that it is connected to, else the only one that has
  /// the address.
  package func network(of address: IPAddress, seenFrom index: Int) -> Network? {
    note(.address(address, seenFrom: networks.id(at: index)))
    return networks.home(of: address, seenFrom: index).map { networks[$0] }
  }

  /// The card that has an address in a network.
  package func card(at address: IPAddress, in network: Int) -> (card: Card, address: Card.Address)? {
    note(.address(address, seenFrom: networks.id(at: network)))
    guard let place = places.card(at: address, in: network) else { return nil }
    return (allCards[place.card], allCards[place.card].addresses[place.address])
  }

  /// Every card that has an address in a network, or may have it there because its subnet is not in the input.
  package func cards(at address: IPAddress, in network: Int) -> [Card] {
    note(.address(address, seenFrom: networks.id(at: network)))
    return places.cards(at: address, in: network).map { allCards[$0] }
  }

  /// The network interfaces with an address in a subnet, each with that address.
  package func occupants(of subnet: NetworkSubnet) -> [(card: Card, address: Card.Address)] {
    note(.occupants(subnet.id))
    return places.occupants(of: subnet.id).map { (allCards[$0.card], allCards[$0.card].addresses[$0.address]) }
  }

  /// The addresses of cards that are in an application security group.
  package func members(of group: ResourceID) -> [Card.Address] {
    note(.members(group))
    return places.members(ofGroup: group).map { allCards[$0.card].addresses[$0.address] }
  }

  /// The addresses of cards that name a load balancer's pool.
  package func members(ofLoadBalancerPool pool: ResourceID) -> [(card: Card, address: Card.Address)] {
    note(.poolMembers(pool))
    return allCards.flatMap { card in
      card.addresses.filter { own in
        own.configuration.loadBalancerBackendAddressPools.contains { $0.names(pool) }
      }.map { (card, $0) }
    }
  }

  /// The subnet of an id.
  package func subnet(_ id: ResourceID) -> NetworkSubnet? {
    note(.subnet(id))
    guard let place = index.find(id).flatMap(places.subnet) else { return nil }
    return networks[place.network].subnets[place.subnet]
  }

  /// The card of an id; an instance of a scale set is described by the set's profile when it is not in the input itself.
  package func card(_ id: ResourceID) -> Card? {
    note(.card(id))
    return index.find(id).flatMap(places.card).map { allCards[$0] }
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
