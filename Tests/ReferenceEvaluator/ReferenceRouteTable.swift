/// Where a route sends a packet, as effective routes name it (azure-semantics §2.3).
package enum ReferenceNextHopType: String, Sendable {
  case vnetLocal = "VnetLocal"
  case vnetPeering = "VNetPeering"
  case vnetGlobalPeering = "VNetGlobalPeering"
  case virtualNetworkGateway = "VirtualNetworkGateway"
  case internet = "Internet"
  case virtualAppliance = "VirtualAppliance"
  /// To a private endpoint; only a system route has it (azure-semantics §2.1).
  case interfaceEndpoint = "InterfaceEndpoint"
  case none = "None"
}

/// A route the user wrote.
package struct ReferenceUserRoute: Equatable, Sendable {
  package let name: String
  package let prefix: ReferencePrefix
  package let nextHopType: ReferenceNextHopType
  /// The appliance; nil unless the next hop is one.
  package let nextHopAddress: UInt32?

  /// A route; peerings and private endpoints are not next hops a user may name.
  package init(
    name: String, prefix: ReferencePrefix, nextHopType: ReferenceNextHopType, nextHopAddress: UInt32? = nil
  ) {
    precondition(![.vnetPeering, .vnetGlobalPeering, .interfaceEndpoint].contains(nextHopType))
    precondition((nextHopType == .virtualAppliance) == (nextHopAddress != nil))
    self.name = name
    self.prefix = prefix
    self.nextHopType = nextHopType
    self.nextHopAddress = nextHopAddress
  }
}

/// A route table.
package struct ReferenceRouteTable: Equatable, Sendable {
  package let name: String
  package let routes: [ReferenceUserRoute]
  /// Keeps routes that a gateway learned away from the subnets of this table (azure-semantics §2.6).
  package let disablesBGPRoutePropagation: Bool

  /// A table of the given routes.
  package init(name: String, routes: [ReferenceUserRoute], disablesBGPRoutePropagation: Bool = false) {
    self.name = name
    self.routes = routes
    self.disablesBGPRoutePropagation = disablesBGPRoutePropagation
  }
}
