import NetworkModel
import Outcomes
import PacketSets
import Resources

/// A public address that something of the input has: packets to it come back into the networks.
struct UsedPublicAddress: Equatable, Sendable {
  /// Its name.
  let id: ResourceID
  /// It.
  let address: IPAddress
}

extension NetworkModel {
  /// Public addresses of network interfaces, load balancers, firewalls, application gateways and NAT gateways.
  var usedPublicAddresses: [UsedPublicAddress] {
    if resources.publicIPAddresses.isEmpty { return [] }
    var users = cards.flatMap(\.addresses).compactMap(\.configuration.publicIPAddress)
    users += resources.loadBalancers.values.flatMap(\.frontends).compactMap(\.publicIPAddress)
    users += resources.applicationGateways.values.flatMap(\.frontends).compactMap(\.publicIPAddress)
    users += resources.azureFirewalls.values.flatMap(\.publicIPAddresses)
    users += resources.natGateways.values.flatMap(\.publicIPAddresses)
    let used = Set(
      users.compactMap { reference -> ResourceID? in
        if case .one(let id) = index.find(reference, as: .publicIPAddress) { id } else { nil }
      })
    return resources.publicIPAddresses.values.compactMap { known in
      known.ipAddress.flatMap { used.contains(known.id) ? UsedPublicAddress(id: known.id, address: $0) : nil }
    }
  }
}
