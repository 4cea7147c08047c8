/// Everything the reference evaluator knows: virtual networks and what hangs on them, all found by name.
package struct ReferenceNetwork: Equatable, Sendable {
  package let virtualNetworks: [ReferenceVirtualNetwork]
  package let networkInterfaces: [ReferenceNetworkInterface]
  package let networkSecurityGroups: [ReferenceNetworkSecurityGroup]
  package let routeTables: [ReferenceRouteTable]
  package let appliances: [ReferenceAppliance]
  package let loadBalancers: [ReferenceLoadBalancer]
  package let privateEndpoints: [ReferencePrivateEndpoint]
  /// The prefixes of service tags beyond VirtualNetwork, Internet and AzureLoadBalancer.
  package let serviceTags: [String: [ReferencePrefix]]

  /// A closed world: what is not listed does not exist.
  package init(
    virtualNetworks: [ReferenceVirtualNetwork], networkInterfaces: [ReferenceNetworkInterface] = [],
    networkSecurityGroups: [ReferenceNetworkSecurityGroup] = [], routeTables: [ReferenceRouteTable] = [],
    appliances: [ReferenceAppliance] = [], loadBalancers: [ReferenceLoadBalancer] = [],
    privateEndpoints: [ReferencePrivateEndpoint] = [], serviceTags: [String: [ReferencePrefix]] = [:]
  ) {
    self.virtualNetworks = virtualNetworks
    self.networkInterfaces = networkInterfaces
    self.networkSecurityGroups = networkSecurityGroups
    self.routeTables = routeTables
    self.appliances = appliances
    self.loadBalancers = loadBalancers
    self.privateEndpoints = privateEndpoints
    self.serviceTags = serviceTags
  }

  /// The virtual network of that name; traps when there is none.
  package func virtualNetwork(_ name: String) -> ReferenceVirtualNetwork {
    virtualNetworks.first { $0.name == name }!
  }

  /// The subnet of that name; traps when there is none.
  package func subnet(_ id: ReferenceSubnetID) -> ReferenceSubnet {
    virtualNetwork(id.network).subnets.first { $0.name == id.subnet }!
  }

  /// The network security group of that name; traps when there is none.
  package func networkSecurityGroup(_ name: String) -> ReferenceNetworkSecurityGroup {
    networkSecurityGroups.first { $0.name == name }!
  }

  /// The route table of a subnet, if it has one.
  package func routeTable(of id: ReferenceSubnetID) -> ReferenceRouteTable? {
    guard let name = subnet(id).routeTable else { return nil }
    return routeTables.first { $0.name == name }!
  }

  /// The subnet of a virtual network that holds an address, whether or not an interface has that address.
  package func subnet(of network: String, holding address: UInt32) -> ReferenceSubnetID? {
    for subnet in virtualNetwork(network).subnets where subnet.prefix.contains(address) {
      return ReferenceSubnetID(network: network, subnet: subnet.name)
    }
    return nil
  }

  /// The network interface with that address in that subnet; none for a gateway's instance.
  package func networkInterface(_ address: UInt32, in subnet: ReferenceSubnetID) -> ReferenceNetworkInterface? {
    networkInterfaces.first { $0.subnet == subnet && $0.address == address }
  }

  /// The virtual networks a packet can be handed to without an appliance or a gateway: its own and those it is peered
  /// with where both objects are Connected (azure-semantics §2.6; not transitive).
  package func directlyReachable(from network: String) -> [ReferenceVirtualNetwork] {
    [virtualNetwork(network)] + connectedPeers(of: network)
  }

  /// The virtual networks whose peering with this one is Connected in both objects. Access flags play no part.
  package func connectedPeers(of network: String) -> [ReferenceVirtualNetwork] {
    var peers: [ReferenceVirtualNetwork] = []
    for other in virtualNetworks {
      guard let near = peering(from: network, to: other.name), let far = peering(from: other.name, to: network)
      else { continue }
      if near.state == .connected && far.state == .connected { peers.append(other) }
    }
    return peers
  }

  /// The peering object that one virtual network has for another.
  package func peering(from local: String, to remote: String) -> ReferencePeering? {
    virtualNetwork(local).peerings.first { $0.remote == remote }
  }

  /// The interface that has an address as seen from a virtual network: in itself or in a connected peer.
  package func networkInterface(_ address: UInt32, seenFrom network: String) -> ReferenceNetworkInterface? {
    for reachable in directlyReachable(from: network) {
      if let subnet = subnet(of: reachable.name, holding: address) { return networkInterface(address, in: subnet) }
    }
    return nil
  }
}
