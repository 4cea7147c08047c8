/// Who put a route there; the order of the cases is the order of preference at equal prefixes (azure-semantics §2.2).
package enum ReferenceRouteSource: String, Sendable {
  case user = "User"
  case gateway = "VirtualNetworkGateway"
  case system = "Default"
}

/// One row of a subnet's effective routes.
package struct ReferenceEffectiveRoute: Equatable, Sendable {
  package let source: ReferenceRouteSource
  /// False for a row shown as Invalid: it takes no part in the choice of a route.
  package let isActive: Bool
  package let prefix: ReferencePrefix
  package let nextHopType: ReferenceNextHopType
  package let nextHopAddress: UInt32?
  /// The name of a user route.
  package let name: String?

  /// A row of the table.
  package init(
    _ source: ReferenceRouteSource, _ prefix: ReferencePrefix, _ nextHopType: ReferenceNextHopType,
    nextHopAddress: UInt32? = nil, name: String? = nil, isActive: Bool = true
  ) {
    self.source = source
    self.isActive = isActive
    self.prefix = prefix
    self.nextHopType = nextHopType
    self.nextHopAddress = nextHopAddress
    self.name = name
  }
}

/// Where a packet is sent, and by which route.
package struct ReferenceNextHop: Equatable, Sendable {
  /// `None` also for a route to an appliance that does not exist, which keeps `address` (azure-semantics §11 R7).
  package let type: ReferenceNextHopType
  /// The appliance.
  package let address: UInt32?
  /// The row that was chosen; nil when no row holds the address.
  package let route: ReferenceEffectiveRoute?
}
