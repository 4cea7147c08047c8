/// Who owns an address beside network interfaces of machines: appliances, load balancers, private endpoints.
extension ReferenceNetwork {
  /// The network interface of that name; traps when there is none.
  package func networkInterface(named name: String) -> ReferenceNetworkInterface {
    networkInterfaces.first { $0.name == name }!
  }

  /// What is said about the appliance that has an interface, if anybody described it.
  package func appliance(of interface: ReferenceNetworkInterface) -> ReferenceAppliance? {
    appliances.first { $0.address == interface.address && $0.virtualNetwork == interface.subnet.network }
  }

  /// The load balancer's frontend that has an address in a virtual network.
  package func frontend(_ address: UInt32, in network: String) -> (ReferenceLoadBalancer, ReferenceFrontend)? {
    for loadBalancer in loadBalancers where loadBalancer.virtualNetwork == network {
      for frontend in loadBalancer.frontends where frontend.address == address { return (loadBalancer, frontend) }
    }
    return nil
  }

  /// The load balancer's frontend that has an address as seen from a virtual network: in itself or in a connected peer.
  package func frontend(_ address: UInt32, seenFrom network: String) -> (ReferenceLoadBalancer, ReferenceFrontend)? {
    for reachable in directlyReachable(from: network) {
      if let found = frontend(address, in: reachable.name) { return found }
    }
    return nil
  }

  /// The members that a rule may choose: those of its pool that the probe reaches (azure-semantics §4.12).
  ///
  /// The probe comes from the platform's address to the probe's port of the member and must pass the member's groups.
  /// Readings: the member's guest answers; routes play no part (§1.6); a rule without a probe takes every member for up.
  package func membersUp(
    _ loadBalancer: ReferenceLoadBalancer, _ rule: ReferenceLoadBalancingRule
  ) -> [ReferenceNetworkInterface] {
    let pool = loadBalancer.pools.first { $0.name == rule.pool }!
    return pool.members.map(networkInterface(named:)).filter { member in
      guard let port = rule.probePort else { return true }
      let probe = ReferencePacket(
        source: ReferenceAddress.platform, sourceSubnet: nil, destination: member.address, destinationPort: port)
      let groups = inboundGroups(member.address, in: member.subnet)
      return evaluate(groups, probe, .inbound, at: member.subnet).access == .allow
    }
  }

  /// The private endpoint at a place.
  package func privateEndpoint(at place: ReferencePlace) -> ReferencePrivateEndpoint? {
    privateEndpoints.first { networkInterface(named: $0.networkInterface).place == place }
  }

  /// Where the private endpoints of a virtual network and of its connected peers are (azure-semantics §2.6).
  func endpoints(seenFrom network: String) -> [ReferencePlace] {
    let reachable = directlyReachable(from: network).map(\.name)
    return privateEndpoints.map { networkInterface(named: $0.networkInterface).place }.filter {
      reachable.contains($0.subnet.network)
    }
  }

  /// Whether a subnet's private endpoints meet its policies; absent means Disabled (azure-semantics §1.11).
  func endpointPolicies(of subnet: ReferenceSubnetID) -> ReferenceEndpointPolicies {
    self.subnet(subnet).privateEndpointPolicies ?? .disabled
  }

  /// Whether a user route puts the /32 of a private endpoint out of force (azure-semantics §2.6).
  ///
  /// The endpoint's subnet must have the RouteTable policy, and the route must hold the endpoint and be at least as
  /// specific as the address space. Reading: of several prefixes of that network, the one that holds the endpoint counts.
  func captures(_ route: ReferenceUserRoute, _ endpoint: UInt32, from subnet: ReferenceSubnetID) -> Bool {
    guard let place = endpoints(seenFrom: subnet.network).first(where: { $0.address == endpoint }) else { return false }
    let space = virtualNetwork(place.subnet.network).prefixes.first { $0.contains(endpoint) }!
    return endpointPolicies(of: place.subnet).includesRouteTables && route.prefix.contains(endpoint)
      && space.contains(route.prefix)
  }
}
