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

/// A virtual network whose references are followed.
package struct Network: Sendable {
  /// Its place in `NetworkModel.networks`.
  package let index: Int
  /// The record.
  package let record: VirtualNetwork
  /// Its subnets.
  package let subnets: [NetworkSubnet]
  /// Its peerings.
  package let peerings: [NetworkPeering]
  /// Whether its address space is in the input.
  package var isKnown: Bool { !record.addressPrefixes.isEmpty }

  /// Its name.
  package var id: ResourceID { record.id }

  /// Whether an address lies in its address space.
  package func contains(_ address: IPAddress) -> Bool { record.addressPrefixes.contains { $0.contains(address) } }

  /// The subnet that holds an address.
  package func subnet(containing address: IPAddress) -> NetworkSubnet? {
    subnets.first { $0.record.addressPrefixes.contains { $0.contains(address) } }
  }
}

/// A subnet and what is attached to it.
package struct NetworkSubnet: Sendable {
  /// The network's place in `NetworkModel.networks`.
  package let network: Int
  /// The record.
  package let record: Subnet
  /// The group that filters here.
  package let networkSecurityGroup: Attachment<NetworkSecurityGroup>
  /// The route table that its machines use.
  package let routeTable: Attachment<RouteTable>

  /// Its name.
  package var id: ResourceID { record.id }

  /// The addresses that machines can have: all but the first four and the last of each prefix (azure-semantics.md §1.10).
  package var usableAddresses: AddressSet {
    record.addressPrefixes.reduce(AddressSet()) { set, prefix in
      let first = prefix.range.lowerBound.bits
      let last = prefix.range.upperBound.bits
      guard last - first >= 5 else { return set }
      return set.union(AddressSet(IPAddress(bits: first + 4)...IPAddress(bits: last - 1)))
    }
  }
}

/// A peering with both of its sides.
package struct NetworkPeering: Sendable {
  /// This network's side.
  package let local: VirtualNetworkPeering
  /// The network at the other end, by its place in `NetworkModel.networks`; nil when it is not in the input.
  package let remote: Int?
  /// The other end's name; nil when not even that is written.
  package let remoteID: ResourceID?
  /// The other side's object; nil when it is not in the input.
  package let reverse: VirtualNetworkPeering?
  /// The other end's address space.
  package let remotePrefixes: [AddressPrefix]
  /// Whether the ends are in different regions.
  package let isGlobal: Bool

  /// Whether packets pass: both sides must be connected (azure-semantics.md §2.6). Where the other network is in the input, its
  /// object must be there too; where it is not, this side's state is believed. A side without a state, as templates write it, is
  /// connected once both exist.
  package var isConnected: Bool {
    func allows(_ state: VirtualNetworkPeering.State?) -> Bool { state == nil || state == .connected }
    if let reverse { return allows(local.state) && allows(reverse.state) }
    return remote == nil && local.state == .connected
  }
}

/// A network interface with its references followed.
package struct Card: Sendable {
  /// One address of it.
  package struct Address: Sendable {
    /// The configuration.
    package let configuration: IPConfiguration
    /// The subnet, by network and its place there; nil when it is not in the input.
    package let subnet: NetworkSubnet?
    /// Application security groups it is in.
    package let applicationSecurityGroups: [ResourceID]

    /// The addresses it can have: its own, else every usable one of its subnet.
    package var addresses: AddressSet {
      configuration.privateIPAddress.map { AddressSet($0) } ?? subnet?.usableAddresses ?? AddressSet()
    }
  }

  /// Its place in `NetworkModel.cards`; a scale set's profile has none.
  package let index: Int?
  /// Its name.
  package let id: ResourceID
  /// Its addresses.
  package let addresses: [Address]
  /// The group that filters here.
  package let networkSecurityGroup: Attachment<NetworkSecurityGroup>
  /// Whether it may carry packets that are not addressed to it.
  package let enableIPForwarding: Bool
  /// The machine that holds it, when one is known.
  package let virtualMachine: ResourceID?
  /// The private endpoint that holds it, when one is known.
  package let privateEndpoint: ResourceID?

  /// The primary address.
  package var primary: Address? { addresses.first { $0.configuration.isPrimary } ?? addresses.first }
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
