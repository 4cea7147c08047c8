import NetworkModel
import Outcomes
import PacketSets
import Resources

extension Engine {
  /// Load balancers' frontends of a network among some addresses.
  func frontends(in network: Int, among addresses: AddressSet) -> [FrontendPlace] {
    model.note(.placed(in: model.networks.id(at: network)))
    return frontendPlaces.places(in: network).filter { addresses.contains($0.address) }
  }

  /// Private endpoints near a network, whose own routes it has, among some addresses.
  func endpoints(near network: Network, among addresses: AddressSet) -> [EndpointPlace] {
    let networks = [network.index] + network.peerings.filter(\.isConnected).compactMap(\.remote)
    return networks.flatMap { endpoints(in: $0, among: addresses) }
  }

  /// Their subnets decide about packets to them.
  private func noted(_ places: [EndpointPlace]) -> [EndpointPlace] {
    for place in places {
      if let subnet = place.subnet { model.note(.subnet(subnet.id)) }
    }
    return places
  }

  /// Private endpoints of a network among some addresses.
  func endpoints(in network: Int, among addresses: AddressSet) -> [EndpointPlace] {
    model.note(.placed(in: model.networks.id(at: network)))
    return noted(endpointPlaces.places(in: network).filter { addresses.contains($0.address) })
  }
}
