import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// A private address of a known subnet that no machine of the input has.
package struct Vacancy {
  /// The subnet that holds the address.
  package let subnet: NetworkSubnet
  /// The network interface that has the address and belongs to no machine.
  package var card: ResourceID?
  /// Whether the subnet lists everything in it and nothing of that has the address, or an interface has it that belongs to nothing.
  /// Otherwise the input lists machines of the subnet, and may lack some.
  package let isProven: Bool
}

extension Engine {
  /// Whether an address is vacant; nil where something of the input has it or may have it, or where nothing of the subnet is known.
  package func vacancy(of address: IPAddress, in network: Int) -> Vacancy? {
    guard let subnet = model.networks[network].subnet(containing: address) else { return nil }
    if let card = model.card(at: address, in: network)?.card, card.isUnattached, !isOccupied(address) {
      return Vacancy(subnet: subnet, card: card.id, isProven: true)
    }
    guard !isTaken(address, in: network) else { return nil }
    if let listed = subnet.record.ipConfigurations, listed.allSatisfy({ hasKnownAddress($0) }) {
      return Vacancy(subnet: subnet, isProven: true)
    }
    let neighbours = model.occupants(of: subnet)
    // An interface without an address, and the profile of a scale set, may have any address of its subnet.
    let isListed = neighbours.allSatisfy { $0.card.index != nil && $0.address.configuration.privateIPAddress != nil }
    return isListed && !neighbours.isEmpty ? Vacancy(subnet: subnet, isProven: false) : nil
  }

  private func isTaken(_ address: IPAddress, in network: Int) -> Bool {
    model.card(at: address, in: network) != nil || isOccupied(address)
  }

  /// Whether an address configuration that a subnet lists is one of an interface of the input, with its address.
  private func hasKnownAddress(_ configuration: ResourceID) -> Bool {
    guard let card = configuration.parent.flatMap({ model.card($0) }) else { return false }
    let own = card.addresses.first { $0.configuration.id.name.lowercased() == configuration.name.lowercased() }
    return own?.configuration.privateIPAddress != nil
  }
}
