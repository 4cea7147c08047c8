import Outcomes
import PacketSets

/// A virtual network with its subnets and its side of its peerings (azure-json-shapes.md §5.6).
package struct VirtualNetwork: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Azure region in lower case without blanks; empty when unknown.
  package var location: String
  /// The address space.
  package var addressPrefixes: [AddressPrefix]
  /// Custom DNS servers; empty means Azure-provided DNS.
  package var dnsServers: [IPAddress]
  /// Subnets in the order given.
  package var subnets: [Subnet]
  /// Its own peering objects.
  package var peerings: [VirtualNetworkPeering]
  /// Whether the input says which subnets there are; a query's projection or a placeholder does not.
  package var listsSubnets: Bool

  /// A virtual network.
  package init(
    id: ResourceID, origin: Origin, location: String = "", addressPrefixes: [AddressPrefix],
    dnsServers: [IPAddress] = [],
    subnets: [Subnet] = [], peerings: [VirtualNetworkPeering] = [], listsSubnets: Bool = true
  ) {
    self.id = id
    self.origin = origin
    self.location = location
    self.addressPrefixes = addressPrefixes
    self.dnsServers = dnsServers
    self.subnets = subnets
    self.peerings = peerings
    self.listsSubnets = listsSubnets
  }
}

/// A subnet and what is attached to it.
package struct Subnet: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Its prefixes; usually one.
  package var addressPrefixes: [AddressPrefix]
  /// The group that filters what enters and leaves it.
  package var networkSecurityGroup: Reference?
  /// The route table whose routes its machines use.
  package var routeTable: Reference?
  /// Services whose public prefixes it reaches directly, such as `Microsoft.Storage`.
  package var serviceEndpoints: [ServiceEndpoint]
  /// `privateEndpointNetworkPolicies` as written; nil when absent.
  package var privateEndpointNetworkPolicies: String?
  /// The NAT gateway through which it calls the Internet.
  package var natGateway: Reference?
  /// Everything that has an address in it, as Azure lists it in the subnet; nil when the list is not written.
  package var ipConfigurations: [ResourceID]?

  /// A subnet.
  package init(
    id: ResourceID, origin: Origin, addressPrefixes: [AddressPrefix], networkSecurityGroup: Reference? = nil,
    routeTable: Reference? = nil, serviceEndpoints: [ServiceEndpoint] = [],
    privateEndpointNetworkPolicies: String? = nil
  ) {
    self.id = id
    self.origin = origin
    self.addressPrefixes = addressPrefixes
    self.networkSecurityGroup = networkSecurityGroup
    self.routeTable = routeTable
    self.serviceEndpoints = serviceEndpoints
    self.privateEndpointNetworkPolicies = privateEndpointNetworkPolicies
  }
}

extension Subnet {
  /// The services of its endpoints, as az's option names them; those that it had before keep their regions.
  package var serviceEndpointNames: [String] {
    get { serviceEndpoints.map(\.service) }
    set {
      serviceEndpoints = newValue.map { name in
        serviceEndpoints.first { $0.service == name } ?? ServiceEndpoint(service: name, locations: [])
      }
    }
  }
}

/// A service whose public prefixes a subnet reaches directly (azure-semantics.md §2.2).
package struct ServiceEndpoint: Sendable, Hashable {
  /// The service, such as `Microsoft.Storage`.
  package var service: String
  /// The regions it covers, in lower case without blanks; empty or `*` for all of them.
  package var locations: [String]

  /// A service endpoint.
  package init(service: String, locations: [String]) {
    self.service = service
    self.locations = locations
  }
}

/// One side of a peering (azure-semantics.md §2.6).
package struct VirtualNetworkPeering: Equatable, Sendable {
  /// `peeringState`: packets pass only when both sides are connected.
  package enum State: String, CaseIterable, Sendable {
    case initiated = "Initiated"
    case connected = "Connected"
    case disconnected = "Disconnected"
  }

  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The network at the other end.
  package var remoteVirtualNetwork: Reference?
  /// The other end's address space as this side knows it; empty when not written.
  package var remoteAddressPrefixes: [AddressPrefix]
  /// Whether the peer's prefixes join the `VirtualNetwork` tag.
  package var allowVirtualNetworkAccess: Bool
  /// Whether packets that did not originate in the peer are accepted.
  package var allowForwardedTraffic: Bool
  /// Whether the peer may use this network's gateway.
  package var allowGatewayTransit: Bool
  /// Whether this network uses the peer's gateway.
  package var useRemoteGateways: Bool
  /// Whether it carries IPv6 alone (`enableOnlyIPv6Peering`).
  package var carriesIPv6Only: Bool
  /// Whether both sides know each other's current address spaces (`peeringSyncLevel`).
  package var isInSync: Bool
  /// Whether it carries whole networks (`peerCompleteVnets`), not only some of their subnets.
  package var isWhole: Bool
  /// The subnets of this network that it carries where it does not carry the whole one.
  package var localSubnetNames: [String] = []
  /// The subnets of the other network that it carries where it does not carry the whole one.
  package var remoteSubnetNames: [String] = []
  /// Its state; nil when not written, as in templates: then it is connected once both sides exist.
  package var state: State?

  /// One side of a peering.
  package init(
    id: ResourceID, origin: Origin, remoteVirtualNetwork: Reference?, remoteAddressPrefixes: [AddressPrefix] = [],
    allowVirtualNetworkAccess: Bool = true, allowForwardedTraffic: Bool = false, allowGatewayTransit: Bool = false,
    useRemoteGateways: Bool = false, isInSync: Bool = true, isWhole: Bool = true, carriesIPv6Only: Bool = false,
    state: State? = nil
  ) {
    self.id = id
    self.origin = origin
    self.remoteVirtualNetwork = remoteVirtualNetwork
    self.remoteAddressPrefixes = remoteAddressPrefixes
    self.allowVirtualNetworkAccess = allowVirtualNetworkAccess
    self.allowForwardedTraffic = allowForwardedTraffic
    self.allowGatewayTransit = allowGatewayTransit
    self.useRemoteGateways = useRemoteGateways
    self.isInSync = isInSync
    self.isWhole = isWhole
    self.carriesIPv6Only = carriesIPv6Only
    self.state = state
  }
}
