/// Where a next hop really leads for one address.
package enum ReferenceWay: Equatable, Sendable {
  /// Into the virtual network of that name.
  case virtualNetwork(String)
  case internet
  case gateway
  /// To an appliance that forwards.
  case appliance(UInt32)
  /// To an appliance that does not.
  case deafAppliance(UInt32)
  /// To the frontend of a load balancer that has appliances behind it.
  case loadBalancer(UInt32)
  /// Nowhere.
  case lost(ReferenceCause)
}

extension ReferenceNetwork {
  /// Where a next hop leads.
  ///
  /// Readings:
  /// - VnetLocal, also in a user route, leads only into the network's own prefixes; for any other address the packet is
  ///   lost. Azure's text has it for overriding routes within the network only (§2.3).
  /// - A user's Internet route for a private address, or for one of the network or of a connected peer, loses the packet:
  ///   those are not on the Internet. With a user 0.0.0.0/0 to Internet this holds for every private address that
  ///   nothing covers (§11 R2).
  /// - A user's VirtualNetworkGateway route in a network without a gateway loses the packet.
  package func way(of hop: ReferenceNextHop, from subnet: ReferenceSubnetID, to address: UInt32) -> ReferenceWay {
    let home = virtualNetwork(subnet.network)
    let holder = directlyReachable(from: subnet.network).first { holder in
      holder.prefixes.contains { $0.contains(address) }
    }
    switch hop.type {
    case .none:
      return .lost(hop.address.map { .applianceAbsent($0) } ?? .nextHopNone)
    case .vnetLocal:
      return holder?.name == home.name ? .virtualNetwork(home.name) : .lost(.vnetLocalOutsideNetwork)
    case .vnetPeering, .vnetGlobalPeering, .interfaceEndpoint:
      return .virtualNetwork(holder!.name)
    case .virtualNetworkGateway:
      return home.gatewayPrefixes == nil ? .lost(.noGateway) : .gateway
    case .internet:
      return holder != nil || ReferenceNetwork.isPrivate(address) ? .lost(.internetForPrivateAddress) : .internet
    case .virtualAppliance:
      let appliance = hop.address!
      if appliance == address { return .virtualNetwork(holder!.name) }
      if frontend(appliance, seenFrom: subnet.network) != nil { return .loadBalancer(appliance) }
      let forwards = networkInterface(appliance, seenFrom: subnet.network)!.enableIPForwarding
      return forwards ? .appliance(appliance) : .deafAppliance(appliance)
    }
  }
}
