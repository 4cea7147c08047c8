import NetworkModel
import PacketSets
import Resources

extension Engine {
  /// Whether something other than a machine has an address, in whatever network.
  package func isOccupied(_ address: IPAddress) -> Bool {
    model.note(.occupied(address))
    return occupiedAddresses.contains(address)
  }
}

extension Resources {
  /// Private addresses that are not a machine's: of private endpoints, load balancers, firewalls, gateways, and of what a person
  /// describes.
  var occupiedAddresses: Set<IPAddress> {
    var out: Set<IPAddress> = []
    for endpoint in privateEndpoints.values { out.formUnion(endpoint.addresses) }
    for balancer in loadBalancers.values { out.formUnion(balancer.frontends.compactMap(\.privateIPAddress)) }
    for firewall in azureFirewalls.values { out.formUnion(firewall.addresses) }
    for gateway in applicationGateways.values { out.formUnion(gateway.frontendAddresses) }
    for appliance in appliances { out.formUnion(appliance.addresses) }
    for server in servers { out.formUnion(server.addresses) }
    out.formUnion(dnsServers.map(\.address))
    return out
  }
}
