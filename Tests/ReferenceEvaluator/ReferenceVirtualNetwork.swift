/// The name of a subnet together with the name of its virtual network.
package struct ReferenceSubnetID: Hashable, Sendable {
  package let network: String
  package let subnet: String

  /// The subnet of that name in the virtual network of that name.
  package init(network: String, subnet: String) {
    self.network = network
    self.subnet = subnet
  }
}

/// A subnet.
package struct ReferenceSubnet: Equatable, Sendable {
  package let name: String
  package let prefix: ReferencePrefix
  /// The name of its network security group.
  package let networkSecurityGroup: String?
  /// The name of its route table.
  package let routeTable: String?
  /// `privateEndpointNetworkPolicies`; nil when it is not written, which means Disabled (azure-semantics §1.11).
  package let privateEndpointPolicies: ReferenceEndpointPolicies?
  /// Whether the subnet is that of an application gateway with network isolation (azure-semantics §1.9).
  package let isIsolatedGateway: Bool

  /// A subnet.
  package init(
    name: String, prefix: ReferencePrefix, networkSecurityGroup: String? = nil, routeTable: String? = nil,
    privateEndpointPolicies: ReferenceEndpointPolicies? = nil, isIsolatedGateway: Bool = false
  ) {
    self.name = name
    self.prefix = prefix
    self.networkSecurityGroup = networkSecurityGroup
    self.routeTable = routeTable
    self.privateEndpointPolicies = privateEndpointPolicies
    self.isIsolatedGateway = isIsolatedGateway
  }
}

/// The state of one of the two objects of a peering.
package enum ReferencePeeringState: String, CaseIterable, Sendable {
  case initiated = "Initiated"
  case connected = "Connected"
  case disconnected = "Disconnected"
}

/// One of the two objects of a peering: the one that belongs to the virtual network that lists it.
package struct ReferencePeering: Equatable, Sendable {
  /// The name of the other virtual network.
  package let remote: String
  package let state: ReferencePeeringState
  package let allowVirtualNetworkAccess: Bool
  package let allowForwardedTraffic: Bool

  /// A peering object, connected and open to its remote unless told otherwise.
  package init(
    remote: String, state: ReferencePeeringState = .connected, allowVirtualNetworkAccess: Bool = true,
    allowForwardedTraffic: Bool = false
  ) {
    self.remote = remote
    self.state = state
    self.allowVirtualNetworkAccess = allowVirtualNetworkAccess
    self.allowForwardedTraffic = allowForwardedTraffic
  }
}

/// A virtual network.
package struct ReferenceVirtualNetwork: Equatable, Sendable {
  package let name: String
  package let location: String
  package let prefixes: [ReferencePrefix]
  package let subnets: [ReferenceSubnet]
  package let peerings: [ReferencePeering]
  /// What the network's own gateway learned (BGP or a local network gateway); nil when it has no gateway.
  package let gatewayPrefixes: [ReferencePrefix]?

  /// A virtual network.
  package init(
    name: String, location: String = "westeurope", prefixes: [ReferencePrefix], subnets: [ReferenceSubnet],
    peerings: [ReferencePeering] = [], gatewayPrefixes: [ReferencePrefix]? = nil
  ) {
    self.name = name
    self.location = location
    self.prefixes = prefixes
    self.subnets = subnets
    self.peerings = peerings
    self.gatewayPrefixes = gatewayPrefixes
  }
}
