import Outcomes
import PacketSets

/// A VPN or ExpressRoute gateway of a virtual network.
package struct VirtualNetworkGateway: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// `Vpn` or `ExpressRoute`, as written.
  package var gatewayType: String
  /// Whether it exchanges routes by BGP.
  package var enableBgp: Bool
  /// The subnets of its addresses: `GatewaySubnet` of its network.
  package var subnets: [Reference]
  /// Addresses of point-to-site clients.
  package var clientPrefixes: [AddressPrefix]

  /// A gateway.
  package init(
    id: ResourceID, origin: Origin, gatewayType: String, enableBgp: Bool, subnets: [Reference],
    clientPrefixes: [AddressPrefix] = []
  ) {
    self.id = id
    self.origin = origin
    self.gatewayType = gatewayType
    self.enableBgp = enableBgp
    self.subnets = subnets
    self.clientPrefixes = clientPrefixes
  }
}

/// The other end of a VPN: on-premises prefixes.
package struct LocalNetworkGateway: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The prefixes behind it.
  package var addressPrefixes: [AddressPrefix]

  /// A local network gateway.
  package init(id: ResourceID, origin: Origin, addressPrefixes: [AddressPrefix]) {
    self.id = id
    self.origin = origin
    self.addressPrefixes = addressPrefixes
  }
}

/// A connection of a virtual network gateway to another gateway, a local network gateway or a circuit.
package struct Connection: Equatable, Sendable {
  /// `connectionType`.
  package enum ConnectionType: String, CaseIterable, Sendable {
    case ipsec = "IPsec"
    case vnetToVnet = "Vnet2Vnet"
    case expressRoute = "ExpressRoute"
    case vpnClient = "VPNClient"
  }

  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// What it connects.
  package var connectionType: ConnectionType
  /// Whether routes are exchanged by BGP.
  package var enableBgp: Bool
  /// `connectionStatus` as written: `Connected`, `NotConnected` …; nil when not shown.
  package var status: String?
  /// The gateway it belongs to.
  package var virtualNetworkGateway1: Reference?
  /// The gateway at the other end of a `Vnet2Vnet` connection.
  package var virtualNetworkGateway2: Reference?
  /// The other end of an `IPsec` connection.
  package var localNetworkGateway2: Reference?

  /// A connection.
  package init(
    id: ResourceID, origin: Origin, connectionType: ConnectionType, enableBgp: Bool, status: String?,
    virtualNetworkGateway1: Reference?, virtualNetworkGateway2: Reference?, localNetworkGateway2: Reference?
  ) {
    self.id = id
    self.origin = origin
    self.connectionType = connectionType
    self.enableBgp = enableBgp
    self.status = status
    self.virtualNetworkGateway1 = virtualNetworkGateway1
    self.virtualNetworkGateway2 = virtualNetworkGateway2
    self.localNetworkGateway2 = localNetworkGateway2
  }
}
