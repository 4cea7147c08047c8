import ReferenceEvaluator
import Testing

/// Vectors of azure-semantics §10 and rows of §1.4, §2.5 and §4.12 about internal load balancers.
struct LoadBalancerVectorTests {
  private static let frontend = "10.0.2.100"

  /// The base with a load balancer in front of 10.0.2.4 and 10.0.2.5: its port 443 is their port 8443.
  private static func balanced(
    members: [String] = ["backend", "backend-2"], sku: ReferenceLoadBalancerSKU = .standard
  ) -> VectorNetwork {
    var vector = VectorNetwork()
    vector.otherInterfaces = [
      ReferenceNetworkInterface(name: "backend-2", address: ReferenceAddress.value("10.0.2.5"), subnet: vector.backend)
    ]
    vector.loadBalancers = [
      ReferenceLoadBalancer(
        name: "lb", virtualNetwork: "A", sku: sku,
        frontends: [ReferenceFrontend(name: "front", address: ReferenceAddress.value(frontend), subnet: "backend")],
        pools: [ReferenceBackendPool(name: "pool", members: members)],
        rules: [
          ReferenceLoadBalancingRule(
            name: "https", frontend: "front", pool: "pool", protocol: .tcp, frontendPort: 443, backendPort: 8443,
            probePort: 8080)
        ])
    ]
    return vector
  }

  private static func rule(
    _ access: ReferenceAccess, from source: ReferenceRuleSide = .any, to destination: ReferenceRuleSide = .any,
    port: UInt16? = nil, _ direction: ReferenceDirection = .inbound
  ) -> ReferenceSecurityRule {
    ReferenceSecurityRule(
      name: "the-rule", priority: 4000, direction: direction, access: access, source: source, destination: destination,
      destinationPorts: port.map { .ranges([$0...$0]) } ?? .any)
  }

  @Test func `A frontend hands the packet to every member that is up`() {
    let verdict = Self.balanced().probe(to: Self.frontend, port: 443)
    #expect(verdict.cause == .delivered)
    #expect(verdict.members.map(\.networkInterface) == ["backend", "backend-2"])
    #expect(verdict.members.allSatisfy { $0.outcome == .allowed })
  }

  @Test func `A frontend drops what no rule takes`() {
    #expect(Self.balanced().probe(to: Self.frontend, port: 80).cause == .loadBalancerNoRule("lb"))
    #expect(Self.balanced().probe(to: Self.frontend, port: 443, protocol: .udp).cause == .loadBalancerNoRule("lb"))
    #expect(Self.balanced().probe(to: Self.frontend, protocol: .icmp).cause == .loadBalancerNoRule("lb"))
  }

  @Test func `Vector 26 and trap 1: groups at a member see its own address, never the frontend`() {
    var vector = Self.balanced()
    vector.backendSubnetGroup = [Self.rule(.deny, to: .prefixes(["10.0.2.100/32"]))]
    #expect(vector.probe(to: Self.frontend, port: 443).cause == .delivered)
    vector.backendSubnetGroup = [Self.rule(.deny, to: .prefixes(["10.0.2.5/32"]), port: 8443)]
    let verdict = vector.probe(to: Self.frontend, port: 443)
    #expect(verdict.cause == .networkSecurityGroup("nsg-backend", rule: "the-rule"))
    #expect(verdict.members.map(\.outcome) == [.allowed, .denied])
    #expect(verdict.destinationInterface == "backend-2")
  }

  @Test func `§11 R8: groups at a member see the backend port`() {
    var vector = Self.balanced()
    vector.backendSubnetGroup = [Self.rule(.deny, port: 443)]
    #expect(vector.probe(to: Self.frontend, port: 443).cause == .delivered)
    vector.backendSubnetGroup = [Self.rule(.deny, port: 8443)]
    #expect(vector.probe(to: Self.frontend, port: 443).stage == .inboundFilter)
  }

  @Test func `§0 steps 4 and 6: the sender's groups see the frontend`() {
    var vector = Self.balanced()
    vector.gatewayGroup = [Self.rule(.deny, to: .prefixes(["10.0.2.100/32"]), port: 443, .outbound)]
    #expect(vector.probe(to: Self.frontend, port: 443).stage == .outboundFilter)
    vector.gatewayGroup = [Self.rule(.deny, to: .prefixes(["10.0.2.4/31"]), .outbound)]
    #expect(vector.probe(to: Self.frontend, port: 443).cause == .delivered)
  }

  @Test func `Vector 27: a member whose groups deny the probe is down`() {
    var vector = Self.balanced()
    vector.backendSubnetGroup = [Self.rule(.deny, from: .serviceTag("AzureLoadBalancer"))]
    #expect(vector.probe(to: Self.frontend, port: 443).stage == .loadBalancer)
    #expect(vector.probe(to: Self.frontend, port: 443).cause == .loadBalancerNoMember("lb"))
    #expect(vector.probe().cause == .delivered)
  }

  @Test func `§4.12: only members whose probe passes are chosen`() {
    var vector = Self.balanced()
    vector.backendSubnetGroup = [Self.rule(.deny, to: .prefixes(["10.0.2.4/32"]), port: 8080)]
    #expect(vector.probe(to: Self.frontend, port: 443).members.map(\.networkInterface) == ["backend-2"])
    #expect(Self.balanced(members: []).probe(to: Self.frontend, port: 443).cause == .loadBalancerNoMember("lb"))
  }

  @Test func `§4.12: a member that calls its own frontend fails`() {
    let vector = Self.balanced()
    let packet = ReferencePacket(
      source: vector.backendAddress, sourceSubnet: vector.backend, destination: ReferenceAddress.value(Self.frontend),
      destinationPort: 443)
    let verdict = decide(packet, in: vector.network)
    #expect(verdict.cause == .loadBalancerHairpin("lb"))
    #expect(verdict.members.map(\.outcome) == [.denied, .allowed])
  }

  @Test func `§2.7: a member's reply follows the routes of its subnet and bears the frontend's address`() {
    var vector = Self.balanced()
    vector.backendRoutes = [.to(.none, "10.0.1.0/24")]
    #expect(vector.probe(to: Self.frontend, port: 443).stage == .returnRoute)

    vector = Self.balanced()
    vector.peeringsOfA = [ReferencePeering(remote: "Hub", allowForwardedTraffic: true)]
    vector.peeringsOfHub = [ReferencePeering(remote: "A")]
    vector.described = ReferenceAppliance(
      name: "fw", address: VectorNetwork.appliance, virtualNetwork: "Hub", isStateful: false,
      rules: [ReferenceApplianceRule(access: .allow, source: "10.0.2.100/32")])
    vector.backendRoutes = [.appliance("10.0.1.0/24")]
    #expect(vector.probe(to: Self.frontend, port: 443).cause == .delivered)
  }

  @Test func `§2.6: a Basic load balancer is out of reach from another region`() {
    for (sku, cause) in [
      (ReferenceLoadBalancerSKU.basic, ReferenceCause.loadBalancerInOtherRegion("lb")), (.standard, .delivered),
    ] {
      var vector = VectorNetwork.peered()
      vector.locationOfB = "northeurope"
      vector.loadBalancers = [
        ReferenceLoadBalancer(
          name: "lb", virtualNetwork: "B", sku: sku,
          frontends: [
            ReferenceFrontend(name: "front", address: ReferenceAddress.value("10.1.2.100"), subnet: "backend")
          ], pools: [ReferenceBackendPool(name: "pool", members: ["backend"])],
          rules: [
            ReferenceLoadBalancingRule(
              name: "http", frontend: "front", pool: "pool", protocol: .tcp, frontendPort: 80, backendPort: 80)
          ])
      ]
      #expect(vector.probe(to: "10.1.2.100").cause == cause)
    }
  }

  // MARK: As next hop

  /// Vector 15 with two appliances behind a load balancer, both directions through it.
  private static func appliancesBehindLoadBalancer(
    _ rule: ReferenceLoadBalancingRule = ReferenceLoadBalancingRule(
      name: "ha", frontend: "front", pool: "pool", probePort: 22)
  ) -> VectorNetwork {
    let front = ReferenceAddress.value("10.9.0.100")
    let second = ReferenceAddress.value("10.9.0.5")
    var vector = VectorNetwork.throughHub()
    vector.gatewayRoutes = [.appliance("10.1.0.0/16", front)]
    vector.backendRoutes = [.appliance("10.0.0.0/16", front)]
    vector.otherInterfaces = [
      ReferenceNetworkInterface(name: "second", address: second, subnet: VectorNetwork.hub, enableIPForwarding: true)
    ]
    vector.otherAppliances = [ReferenceAppliance(name: "second", address: second, virtualNetwork: "Hub")]
    vector.loadBalancers = [
      ReferenceLoadBalancer(
        name: "lb", virtualNetwork: "Hub",
        frontends: [ReferenceFrontend(name: "front", address: front, subnet: "appliance")],
        pools: [ReferenceBackendPool(name: "pool", members: ["appliance", "second"])], rules: [rule])
    ]
    return vector
  }

  @Test func `§2.5: HA ports carry any flow to the same appliance both ways`() {
    let verdict = Self.appliancesBehindLoadBalancer().probe()
    #expect(verdict.cause == .delivered)
    #expect(verdict.members.map(\.networkInterface) == ["appliance", "second"])
    #expect(verdict.hops.map(\.networkInterface) == verdict.replyHops)
    #expect(
      Self.appliancesBehindLoadBalancer().probe(protocol: .icmp).cause == .loadBalancerNoRule("lb"))
  }

  @Test func `§2.5: a rule for one port carries the packet and not its reply`() {
    let rule = ReferenceLoadBalancingRule(
      name: "http", frontend: "front", pool: "pool", protocol: .tcp, frontendPort: 80, backendPort: 80)
    let verdict = Self.appliancesBehindLoadBalancer(rule).probe()
    #expect(verdict.hops.count == 1)
    #expect(verdict.stage == .returnRoute)
    #expect(verdict.cause == .loadBalancerNoRule("lb"))
  }

  @Test func `§2.5: the probe of appliances must be up`() {
    var vector = Self.appliancesBehindLoadBalancer()
    vector.applianceGroup = [Self.rule(.deny, from: .serviceTag("AzureLoadBalancer"))]
    #expect(vector.probe().cause == .loadBalancerNoMember("lb"))
  }

  @Test func `A reply past the load balancer meets the appliance of one choice only`() {
    var vector = Self.appliancesBehindLoadBalancer()
    vector.backendRoutes = [.appliance("10.0.0.0/16")]
    let verdict = vector.probe()
    #expect(verdict.cause == .asymmetric(VectorNetwork.appliance))
    #expect(verdict.members.map(\.outcome) == [.allowed, .denied])
  }
}
