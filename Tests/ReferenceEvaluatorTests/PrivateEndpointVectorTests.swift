import ReferenceEvaluator
import Testing

/// Vectors of azure-semantics §10 and rows of §1.11 and §2.6 about private endpoints.
struct PrivateEndpointVectorTests {
  /// The base with a private endpoint as backend, and an appliance in a peered hub.
  private static func endpoint(
    policies: ReferenceEndpointPolicies? = nil, state: ReferenceConnectionState = .approved
  ) -> VectorNetwork {
    var vector = VectorNetwork()
    vector.endpointState = state
    vector.backendPolicies = policies
    vector.peeringsOfA = [ReferencePeering(remote: "Hub", allowForwardedTraffic: true)]
    vector.peeringsOfHub = [ReferencePeering(remote: "A")]
    vector.described = ReferenceAppliance(
      name: "fw", address: VectorNetwork.appliance, virtualNetwork: "Hub", sourceNAT: true)
    return vector
  }

  @Test(arguments: [nil] + ReferenceEndpointPolicies.allCases.map(Optional.some))
  func `Vector 28 and trap 6: the subnet's group filters an endpoint only with the policy`(
    policies: ReferenceEndpointPolicies?
  ) {
    var vector = Self.endpoint(policies: policies)
    vector.backendSubnetGroup = [.denyGateway]
    let isFiltered = policies == .networkSecurityGroupEnabled || policies == .enabled
    #expect(vector.probe().outcome == (isFiltered ? .denied : .allowed))
    #expect(vector.probe().stage == (isFiltered ? .inboundFilter : .completed))
    #expect(vector.probe(to: "10.0.2.9").stage == .inboundFilter)
  }

  @Test(arguments: [(true, "northeurope"), (true, "westeurope"), (false, "northeurope")])
  func `§1.9: an isolated gateway does not reach an endpoint in another region`(isIsolated: Bool, location: String) {
    var vector = VectorNetwork.peered()
    vector.endpointState = .approved
    vector.isGatewayIsolated = isIsolated
    vector.locationOfB = location
    let isCut = isIsolated && location != "westeurope"
    #expect(vector.probe().cause == (isCut ? .endpointInOtherRegion("endpoint") : .delivered))
  }

  @Test func `§1.11: the sender's group always filters`() {
    var vector = Self.endpoint()
    vector.gatewayGroup = [
      ReferenceSecurityRule(
        name: "deny-endpoint", priority: 100, direction: .outbound, access: .deny,
        destination: .prefixes(["10.0.2.4/32"]))
    ]
    #expect(vector.probe().stage == .outboundFilter)
  }

  @Test(arguments: ReferenceEndpointPolicies.allCases, ["0.0.0.0/0", "10.0.0.0/8"] as [ReferencePrefix])
  func `Vector 29 and trap 5: a route wider than the address space never catches an endpoint`(
    policies: ReferenceEndpointPolicies, prefix: ReferencePrefix
  ) {
    var vector = Self.endpoint(policies: policies)
    vector.gatewayRoutes = [.appliance(prefix)]
    #expect(vector.probe().forward?.type == .interfaceEndpoint)
    #expect(vector.probe().cause == .delivered)
  }

  @Test(
    arguments: [nil] + ReferenceEndpointPolicies.allCases.map(Optional.some),
    ["10.0.0.0/16", "10.0.2.0/24", "10.0.2.4/31"] as [ReferencePrefix])
  func `§2.6: a route as specific as the address space catches an endpoint with the policy`(
    policies: ReferenceEndpointPolicies?, prefix: ReferencePrefix
  ) {
    var vector = Self.endpoint(policies: policies)
    vector.gatewayRoutes = [.appliance(prefix)]
    let isCaught = policies == .routeTableEnabled || policies == .enabled
    #expect(vector.probe().forward?.type == (isCaught ? .virtualAppliance : .interfaceEndpoint))
    #expect(vector.probe().outcome == .allowed)
    let rows = vector.network.effectiveRoutes(of: VectorNetwork.gateway)
    #expect(rows.contains { $0.prefix == "10.0.2.4/32" && $0.isActive != isCaught })
  }

  @Test(arguments: [nil] + ReferenceEndpointPolicies.allCases.map(Optional.some))
  func `§2.6: a route of exactly the endpoint's address catches it without a policy`(
    policies: ReferenceEndpointPolicies?
  ) {
    var vector = Self.endpoint(policies: policies)
    vector.gatewayRoutes = [.appliance("10.0.2.4/32")]
    #expect(vector.probe().hops.map(\.networkInterface) == ["appliance"])
    #expect(vector.probe().cause == .delivered)
  }

  @Test func `§2.6: without the policy replies of an endpoint ignore its subnet's route table`() {
    for (policies, outcome) in [
      (ReferenceEndpointPolicies.disabled, ReferenceOutcome.allowed), (.networkSecurityGroupEnabled, .allowed),
      (.routeTableEnabled, .denied), (.enabled, .denied),
    ] {
      var vector = Self.endpoint(policies: policies)
      vector.backendRoutes = [.to(.none, "10.0.1.0/24")]
      #expect(vector.probe().outcome == outcome, "\(policies)")
    }
  }

  @Test func `§2.6: an appliance without source NAT sees half of the conversation with an endpoint`() {
    var vector = Self.endpoint()
    vector.described = ReferenceAppliance(name: "fw", address: VectorNetwork.appliance, virtualNetwork: "Hub")
    vector.gatewayRoutes = [.appliance("10.0.2.4/32")]
    vector.backendRoutes = [.appliance("10.0.1.0/24")]
    #expect(vector.probe().cause == .asymmetric(VectorNetwork.appliance))
    vector.backendPolicies = .routeTableEnabled
    #expect(vector.probe().cause == .delivered)
  }

  @Test(arguments: ReferenceConnectionState.allCases)
  func `§1.11: only an approved connection carries traffic`(state: ReferenceConnectionState) {
    let verdict = Self.endpoint(state: state).probe()
    #expect(verdict.cause == (state == .approved ? .delivered : .endpointNotApproved("endpoint")))
  }

  @Test func `§9: an endpoint takes TCP only`() {
    #expect(Self.endpoint().probe(protocol: .udp).cause == .endpointProtocol("endpoint"))
  }

  @Test func `§2.6: the /32 is in the endpoint's network and in direct peers, not beyond`() {
    var vector = VectorNetwork.spokes
    vector.endpointState = .approved
    let rows = { (subnet: ReferenceSubnetID) in
      vector.network.effectiveRoutes(of: subnet).filter { $0.nextHopType == .interfaceEndpoint }.map(\.prefix)
    }
    #expect(rows(VectorNetwork.hub) == ["10.1.2.4/32"])
    #expect(rows(vector.backend) == ["10.1.2.4/32"])
    #expect(rows(VectorNetwork.gateway) == [])
  }
}
