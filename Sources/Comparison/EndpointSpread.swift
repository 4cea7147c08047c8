import NetworkModel
import Outcomes
import PacketSets
import Reachability

/// Cuts what a person names into ends that are filtered alike: a prefix or a subnet holds machines with groups of their own and
/// addresses without any.
package struct EndpointSpread {
  private let model: NetworkModel

  /// Cuts what is named in a model.
  package init(model: NetworkModel) { self.model = model }

  /// The ends that together are what the text names.
  /// - Throws: the text names nothing.
  package func spread(_ text: String) throws(NameProblem) -> [Endpoint] {
    if text.contains("/"), let prefix = AddressPrefix(text) {
      let subnets = model.networks.flatMap(\.subnets).filter { subnet in
        subnet.record.addressPrefixes.contains { $0.overlaps(prefix) }
      }
      if subnets.isEmpty { return [.outside(AddressSet(prefix), label: text)] }
      return subnets.flatMap { spread($0, within: AddressSet(prefix)) }
    }
    let endpoint = try Endpoint.read(text, in: model)
    guard case .site(let site) = endpoint, site.card == nil, site.addresses.count > 1, let subnet = site.subnet else {
      return [endpoint]
    }
    return spread(subnet, within: .all)
  }

  /// Every end that a packet can come from or go to: all subnets and the Internet.
  package func everything() -> [Endpoint] {
    model.networks.flatMap(\.subnets).flatMap { spread($0, within: .all) }
      + [.outside(AddressSpaces.otherParties, label: "Internet")]
  }

  private func spread(_ subnet: NetworkSubnet, within wanted: AddressSet) -> [Endpoint] {
    var rest = subnet.usableAddresses.intersection(wanted)
    var ends: [Endpoint] = []
    for card in model.cards {
      for address in card.addresses where address.subnet?.id == subnet.id {
        guard let own = address.configuration.privateIPAddress, rest.contains(own),
          let site = Site(card: card, address: address, label: own.description)
        else { continue }
        ends.append(.site(site))
        rest = rest.subtracting(AddressSet(own))
      }
    }
    if !rest.isEmpty { ends.append(.site(Site(subnet: subnet, addresses: rest))) }
    return ends
  }
}
