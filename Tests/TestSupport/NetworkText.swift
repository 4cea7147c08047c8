import JSONText

/// A virtual network to write.
package struct NetworkText {
  package var name: String
  package var prefixes: [String]
  package var location = "westeurope"
  package var dnsServers: [String] = []
  package var subnets: [SubnetText] = []
  package var peerings: [PeeringText] = []

  package init(_ name: String, _ prefixes: String..., subnets: [SubnetText] = [], peerings: [PeeringText] = []) {
    self.name = name
    self.prefixes = prefixes
    self.subnets = subnets
    self.peerings = peerings
  }

  /// As `az network vnet show` prints it.
  package var json: JSONValue {
    [
      "addressSpace": ["addressPrefixes": .strings(prefixes)],
      "dhcpOptions": ["dnsServers": .strings(dnsServers)],
      "id": id("virtualNetworks", name), "location": .string(location), "name": .string(name),
      "subnets": .array(subnets.map { $0.json(in: name) }), "type": "Microsoft.Network/virtualNetworks",
      "virtualNetworkPeerings": .array(peerings.map { $0.json(in: name) }),
    ]
  }
}

/// A subnet to write.
package struct SubnetText {
  package var name: String
  package var prefix: String
  /// The name of the group that filters here.
  package var group: String?
  /// The name of its route table.
  package var table: String?
  /// Its service endpoints.
  package var serviceEndpoints: [JSONValue] = []
  /// `privateEndpointNetworkPolicies`.
  package var endpointPolicies: String?

  package init(_ name: String, _ prefix: String, group: String? = nil, table: String? = nil) {
    self.name = name
    self.prefix = prefix
    self.group = group
    self.table = table
  }

  func json(in network: String) -> JSONValue {
    .sorted([
      "addressPrefix": .string(prefix), "id": id("virtualNetworks", network, "subnets", name), "name": .string(name),
      "networkSecurityGroup": group.map { reference("networkSecurityGroups", $0) },
      "privateEndpointNetworkPolicies": endpointPolicies.map { .string($0) },
      "routeTable": table.map { reference("routeTables", $0) },
      "serviceEndpoints": serviceEndpoints.isEmpty ? nil : .array(serviceEndpoints),
    ])
  }
}

/// One side of a peering to write, named after the other end.
package struct PeeringText {
  package var remote: String
  package var allowVirtualNetworkAccess = true
  package var allowForwardedTraffic = false
  package var allowGatewayTransit = false
  package var useRemoteGateways = false
  package var peeringState: String? = "Connected"
  /// The subnets that it carries; nil for whole networks.
  package var subnets: (local: [String], remote: [String])?

  package init(_ remote: String) { self.remote = remote }

  /// A copy with one thing changed.
  package func with<T>(_ field: WritableKeyPath<PeeringText, T>, _ value: T) -> PeeringText {
    var copy = self
    copy[keyPath: field] = value
    return copy
  }

  package func json(in network: String) -> JSONValue {
    .sorted([
      "allowForwardedTraffic": .boolean(allowForwardedTraffic), "allowGatewayTransit": .boolean(allowGatewayTransit),
      "allowVirtualNetworkAccess": .boolean(allowVirtualNetworkAccess),
      "id": id("virtualNetworks", network, "virtualNetworkPeerings", "to-" + remote), "name": .string("to-" + remote),
      "localSubnetNames": subnets.map { .strings($0.local) }, "peerCompleteVnets": .boolean(subnets == nil),
      "remoteSubnetNames": subnets.map { .strings($0.remote) },
      "peeringState": peeringState.map { .string($0) }, "remoteVirtualNetwork": reference("virtualNetworks", remote),
      "useRemoteGateways": .boolean(useRemoteGateways),
    ])
  }
}
