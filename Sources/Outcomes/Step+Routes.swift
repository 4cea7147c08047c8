import PacketSets

/// The route that a subnet's effective routes choose.
package struct RouteStep: Hashable, Sendable {
  /// The subnet whose routes were asked; nil outside Azure.
  package let subnet: ResourceID?
  /// The chosen prefix; nil when no route covers the destination.
  package let prefix: AddressPrefix?
  /// Where the chosen route comes from.
  package let source: RouteSource
  /// Where it sends the packet.
  package let nextHop: NextHop

  /// A chosen route.
  package init(subnet: ResourceID?, prefix: AddressPrefix?, source: RouteSource, nextHop: NextHop) {
    self.subnet = subnet
    self.prefix = prefix
    self.source = source
    self.nextHop = nextHop
  }
}

/// Where an effective route comes from, spelt as Azure spells it (azure-semantics.md §2.3).
package enum RouteSource: String, CaseIterable, Hashable, Sendable {
  case system = "Default"
  case user = "User"
  case virtualNetworkGateway = "VirtualNetworkGateway"
}

/// A next hop: its type as in effective routes, and the address that goes with it.
package struct NextHop: Hashable, Sendable {
  /// The types of azure-semantics.md §2.3.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case vnetLocal = "VnetLocal"
    case vnetPeering = "VNetPeering"
    case vnetGlobalPeering = "VNetGlobalPeering"
    case virtualNetworkGateway = "VirtualNetworkGateway"
    case internet = "Internet"
    case virtualAppliance = "VirtualAppliance"
    case virtualApplianceEcmp = "VirtualApplianceEcmp"
    case serviceEndpoint = "VirtualNetworkServiceEndpoint"
    case interfaceEndpoint = "InterfaceEndpoint"
    case none = "None"

    /// The type as Network Watcher's next hop spells it (azure-semantics.md §2.3).
    package var toolName: String {
      switch self {
      case .vnetLocal: "VirtualNetwork"
      case .vnetPeering, .vnetGlobalPeering: "VirtualNetworkPeering"
      case .serviceEndpoint, .virtualNetworkGateway, .internet, .virtualAppliance, .virtualApplianceEcmp,
        .interfaceEndpoint, .none:
        rawValue
      }
    }
  }

  /// The type.
  package let kind: Kind
  /// The appliance's or gateway's address.
  package let address: IPAddress?
  /// Further appliances that share the packets with the first.
  package let others: [IPAddress]

  /// A next hop.
  package init(_ kind: Kind, address: IPAddress? = nil, others: [IPAddress] = []) {
    self.kind = kind
    self.address = address
    self.others = others
  }

  /// Every appliance that it names.
  package var addresses: [IPAddress] { (address.map { [$0] } ?? []) + others }
}

/// A peering on the way.
package struct PeeringStep: Hashable, Sendable {
  /// The network that holds the peering object.
  package let network: ResourceID
  /// The network at its other end.
  package let remote: ResourceID
  /// What stands at its other end and cannot be reached between regions; nil where that is not the matter.
  package let unreached: ResourceID?

  /// A peering.
  package init(network: ResourceID, remote: ResourceID, unreached: ResourceID? = nil) {
    self.network = network
    self.remote = remote
    self.unreached = unreached
  }
}
