import NetworkModel
import Outcomes
import PacketSets
import Reachability

/// Cuts what a person names into ends that are filtered alike: a prefix or a subnet holds machines with groups of their own and
/// addresses without any.
struct EndpointSpread {
  let model: NetworkModel

  /// The ends that together are what the text names.
  /// - Throws: the text names nothing.
  func spread(_ text: String) throws(NameProblem) -> [Endpoint] {
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
