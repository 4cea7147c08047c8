import NetworkModel
import Outcomes
import PacketSets
import Resources

extension Engine {
  /// What stands at an address of a network, as a next hop.
  func device(at address: IPAddress, in index: Int) -> Device {
    let network = model.networks[index]
    let owner = model.card(at: address, in: index)
    let subnet = owner?.address.subnet ?? network.subnet(containing: address)
    if let subnet { model.note(.subnet(subnet.id)) }
    return Device(
      address: address, network: index, subnet: subnet,
      card: owner?.card, guest: guest(at: address, in: network))
  }

  /// The firewall whose own address this is; nil where it is nobody's or another device's.
  func firewall(at address: IPAddress, in index: Int) -> Device? {
    let device = device(at: address, in: index)
    if case .firewall = device.guest { return device }
    return nil
  }

  /// Firewalls' own addresses in a network, among some.
  func firewallAddresses(in index: Int, among addresses: AddressSet) -> [IPAddress] {
    model.resources.azureFirewalls.values.flatMap(\.addresses).filter {
      addresses.contains($0) && firewall(at: $0, in: index) != nil
    }
  }

  private func guest(at address: IPAddress, in network: Network) -> Device.Guest {
    let described = model.resources.appliances.last { appliance in
      guard appliance.addresses.contains(address) else { return false }
      guard let wanted = appliance.virtualNetwork else { return true }
      if case .one(let id) = model.find(wanted, as: .virtualNetwork) { return id == network.id }
      return false
    }
    if let described { return .described(described) }
    let firewall = model.resources.azureFirewalls.values.first { firewall in
      firewall.addresses.contains(address) && stands(firewall.subnet, in: network.index)
    }
    return firewall.map { .firewall($0) } ?? .unknown
  }

  /// Whether something stands in a network; where its subnet is not in the input it may stand in any.
  func stands(_ subnet: Reference?, in network: Int) -> Bool {
    guard let subnet, case .one(let id) = model.find(subnet, as: .subnet), let known = model.subnet(id) else {
      return true
    }
    return known.network == network
  }
}
