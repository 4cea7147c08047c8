import ReferenceEvaluator

/// The network that the vectors of azure-semantics §10 change: a gateway's subnet 10.0.1.0/24 and a backend's subnet
/// 10.0.2.0/24 in virtual network A, the backend being 10.0.2.4; vectors with a second network move the backend there.
struct VectorNetwork {
  var gatewayGroup: [ReferenceSecurityRule]?
  var backendSubnetGroup: [ReferenceSecurityRule]?
  var backendInterfaceGroup: [ReferenceSecurityRule]?
  var gatewayRoutes: [ReferenceUserRoute] = []
  var backendRoutes: [ReferenceUserRoute] = []
  var peeringsOfA: [ReferencePeering] = []
  var peeringsOfB: [ReferencePeering] = []
  var peeringsOfHub: [ReferencePeering] = []
  var prefixesOfA: [ReferencePrefix] = ["10.0.0.0/16"]
  var prefixesOfB: [ReferencePrefix] = ["10.1.0.0/16"]
  var backendIsInB = false
  var backendASGs: [String] = []
  var applianceForwards = true
  var applianceGroup: [ReferenceSecurityRule]?
  var applianceRoutes: [ReferenceUserRoute] = []
  /// What is said about the appliance; nil leaves it undescribed.
  var described: ReferenceAppliance?
  /// Interfaces, descriptions and load balancers beside the base's own.
  var otherInterfaces: [ReferenceNetworkInterface] = []
  var otherAppliances: [ReferenceAppliance] = []
  var loadBalancers: [ReferenceLoadBalancer] = []
  /// The state of the connection when the backend is a private endpoint.
  var endpointState: ReferenceConnectionState?
  var backendPolicies: ReferenceEndpointPolicies?
  var otherNetworks: [ReferenceVirtualNetwork] = []
  var isGatewayIsolated = false
  var locationOfB = "westeurope"
  var gatewayPrefixes: [ReferencePrefix]?

  static let gateway = ReferenceSubnetID(network: "A", subnet: "gateway")
  static let hub = ReferenceSubnetID(network: "Hub", subnet: "appliance")
  /// The appliance in the hub's network.
  static let appliance = ReferenceAddress.value("10.9.0.4")

  var backend: ReferenceSubnetID { ReferenceSubnetID(network: backendIsInB ? "B" : "A", subnet: "backend") }
  var backendAddress: UInt32 { ReferenceAddress.value(backendIsInB ? "10.1.2.4" : "10.0.2.4") }

  var network: ReferenceNetwork {
    let backendSubnet = ReferenceSubnet(
      name: "backend", prefix: backendIsInB ? "10.1.2.0/24" : "10.0.2.0/24",
      networkSecurityGroup: backendSubnetGroup == nil ? nil : "nsg-backend", routeTable: "rt-backend",
      privateEndpointPolicies: backendPolicies)
    let gatewaySubnet = ReferenceSubnet(
      name: "gateway", prefix: "10.0.1.0/24", networkSecurityGroup: gatewayGroup == nil ? nil : "nsg-gateway",
      routeTable: "rt-gateway", isIsolatedGateway: isGatewayIsolated)
    let applianceSubnet = ReferenceSubnet(
      name: "appliance", prefix: "10.9.0.0/24", networkSecurityGroup: applianceGroup == nil ? nil : "nsg-appliance",
      routeTable: "rt-appliance")
    let groups = [
      ("nsg-gateway", gatewayGroup), ("nsg-backend", backendSubnetGroup), ("nsg-card", backendInterfaceGroup),
      ("nsg-appliance", applianceGroup),
    ]
    return ReferenceNetwork(
      virtualNetworks: [
        ReferenceVirtualNetwork(
          name: "A", prefixes: prefixesOfA, subnets: [gatewaySubnet] + (backendIsInB ? [] : [backendSubnet]),
          peerings: peeringsOfA, gatewayPrefixes: gatewayPrefixes),
        ReferenceVirtualNetwork(
          name: "B", location: locationOfB, prefixes: prefixesOfB, subnets: backendIsInB ? [backendSubnet] : [],
          peerings: peeringsOfB),
        ReferenceVirtualNetwork(
          name: "Hub", prefixes: ["10.9.0.0/16"], subnets: [applianceSubnet], peerings: peeringsOfHub),
      ] + otherNetworks,
      networkInterfaces: [
        ReferenceNetworkInterface(
          name: "backend", address: backendAddress, subnet: backend,
          networkSecurityGroup: backendInterfaceGroup == nil ? nil : "nsg-card", applicationSecurityGroups: backendASGs),
        ReferenceNetworkInterface(
          name: "appliance", address: Self.appliance, subnet: Self.hub, enableIPForwarding: applianceForwards),
      ] + otherInterfaces,
      networkSecurityGroups: groups.compactMap { name, rules in
        rules.map { ReferenceNetworkSecurityGroup(name: name, rules: $0) }
      },
      routeTables: [
        ReferenceRouteTable(name: "rt-gateway", routes: gatewayRoutes),
        ReferenceRouteTable(name: "rt-backend", routes: backendRoutes),
        ReferenceRouteTable(name: "rt-appliance", routes: applianceRoutes),
      ], appliances: [described].compactMap { $0 } + otherAppliances, loadBalancers: loadBalancers,
      privateEndpoints: endpointState.map {
        [ReferencePrivateEndpoint(name: "endpoint", networkInterface: "backend", state: $0)]
      } ?? [])
  }

  /// What becomes of a probe of an instance of the gateway: TCP to the backend's port 80, or what is given instead.
  func probe(
    to address: String? = nil, port: UInt16 = 80, protocol: ReferenceProtocol = .tcp, sourcePort: UInt16 = 50000
  ) -> ReferenceVerdict {
    decide(
      ReferencePacket(
        source: ReferenceAddress.value("10.0.1.4"), sourceSubnet: Self.gateway, sourcePort: sourcePort,
        destination: address.map(ReferenceAddress.value) ?? backendAddress, destinationPort: port, protocol: `protocol`),
      in: network)
  }

  /// Two networks peered both ways, the backend in B.
  static func peered(_ objectOfA: ReferencePeering? = nil, _ objectOfB: ReferencePeering? = nil) -> VectorNetwork {
    var vector = VectorNetwork()
    vector.backendIsInB = true
    vector.peeringsOfA = [objectOfA ?? ReferencePeering(remote: "B")]
    vector.peeringsOfB = [objectOfB ?? ReferencePeering(remote: "A")]
    return vector
  }

  /// A and B peered with a hub but not with each other, the backend in B.
  static var spokes: VectorNetwork {
    var vector = VectorNetwork()
    vector.backendIsInB = true
    vector.peeringsOfA = [ReferencePeering(remote: "Hub", allowForwardedTraffic: true)]
    vector.peeringsOfB = [ReferencePeering(remote: "Hub", allowForwardedTraffic: true)]
    vector.peeringsOfHub = [ReferencePeering(remote: "A"), ReferencePeering(remote: "B")]
    return vector
  }

  /// Vector 15: the spokes send to each other by way of the hub's appliance.
  static func throughHub(
    isStateful: Bool = true, sourceNAT: Bool = false, rules: [ReferenceApplianceRule]? = nil
  ) -> VectorNetwork {
    var vector = spokes
    vector.described = ReferenceAppliance(
      name: "fw", address: appliance, virtualNetwork: "Hub", isStateful: isStateful, sourceNAT: sourceNAT, rules: rules)
    vector.gatewayRoutes = [.appliance("10.1.0.0/16")]
    vector.backendRoutes = [.appliance("10.0.0.0/16")]
    return vector
  }
}

extension ReferenceUserRoute {
  /// A route to the appliance in the hub, or to another address.
  static func appliance(
    _ prefix: ReferencePrefix, _ address: UInt32 = VectorNetwork.appliance
  ) -> ReferenceUserRoute {
    ReferenceUserRoute(
      name: "to-appliance-\(prefix)", prefix: prefix, nextHopType: .virtualAppliance, nextHopAddress: address)
  }

  /// A route without an address.
  static func to(_ type: ReferenceNextHopType, _ prefix: ReferencePrefix) -> ReferenceUserRoute {
    ReferenceUserRoute(name: "to-\(type)", prefix: prefix, nextHopType: type)
  }
}

extension ReferenceSecurityRule {
  /// The rule of vector 3.
  static let denyGateway = ReferenceSecurityRule(
    name: "deny-gateway", priority: 200, direction: .inbound, access: .deny, protocol: .tcp,
    source: .prefixes(["10.0.1.0/24"]), destinationPorts: .ranges([80...80]))

  /// An inbound rule that allows the gateway's subnet by its prefix.
  static func allowGateway(_ priority: Int) -> ReferenceSecurityRule {
    ReferenceSecurityRule(
      name: "allow-gateway", priority: priority, direction: .inbound, access: .allow,
      source: .prefixes(["10.0.1.0/24"]))
  }
}
