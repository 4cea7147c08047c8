import ReferenceEvaluator
import Testing

/// Vectors of azure-semantics §10 and rows of §1.7 and §11 about peerings and service tags.
struct PeeringVectorTests {
  private static let closedB = ReferencePeering(remote: "B", allowVirtualNetworkAccess: false)
  private static let closedA = ReferencePeering(remote: "A", allowVirtualNetworkAccess: false)

  @Test func `Vector 10: a peering connected on both sides carries the flow`() {
    var vector = VectorNetwork.peered()
    #expect(vector.probe().outcome == .allowed)
    #expect(vector.probe().forward?.type == .vnetPeering)
    #expect(vector.probe().reply?.type == .vnetPeering)
    vector.backendSubnetGroup = []
    vector.gatewayGroup = []
    #expect(vector.probe().outcome == .allowed)
  }

  @Test func `Vector 11: forbidden access takes the peer out of VirtualNetwork`() {
    var vector = VectorNetwork.peered(nil, Self.closedA)
    vector.backendSubnetGroup = []
    #expect(vector.probe().stage == .inboundFilter)
    #expect(vector.probe().cause == .networkSecurityGroup("nsg-backend", rule: "DenyAllInBound"))
  }

  @Test func `Vector 12: an allow rule by address makes the flow work despite forbidden access`() {
    var vector = VectorNetwork.peered(nil, Self.closedA)
    vector.backendSubnetGroup = [.allowGateway(100)]
    #expect(vector.probe().outcome == .allowed)
  }

  @Test(arguments: [true, false]) func `§11 R1: forbidden access without groups stops the flow`(bothSides: Bool) {
    let vector = VectorNetwork.peered(bothSides ? Self.closedB : nil, Self.closedA)
    #expect(vector.probe().outcome == .denied)
    #expect(vector.probe().stage == .peeringAccess)
    let first = bothSides ? ("A", "B") : ("B", "A")
    #expect(vector.probe().cause == .peeringAccess(local: first.0, remote: first.1))
  }

  @Test(arguments: [
    ReferenceRuleSide.any, .prefixes(["0.0.0.0/0"]),
  ]) func `§11 R1: a rule that allows everything does not name the peer`(source: ReferenceRuleSide) {
    var vector = VectorNetwork.peered(nil, Self.closedA)
    vector.backendSubnetGroup = [
      ReferenceSecurityRule(name: "allow-all", priority: 100, direction: .inbound, access: .allow, source: source)
    ]
    #expect(vector.probe().stage == .peeringAccess)
  }

  @Test(arguments: ReferencePeeringState.allCases.filter { $0 != .connected })
  func `Vector 13: a peering that one side does not have Connected carries nothing`(state: ReferencePeeringState) {
    let half = VectorNetwork.peered(nil, ReferencePeering(remote: "A", state: state))
    #expect(half.probe().cause == .nextHopNone)
    #expect(half.probe().stage == .forwardRoute)
    let otherHalf = VectorNetwork.peered(ReferencePeering(remote: "B", state: state), nil)
    #expect(otherHalf.probe().cause == .nextHopNone)
    #expect(otherHalf.probe().stage == .forwardRoute)
  }

  @Test func `A peering whose other object is missing carries nothing`() {
    var vector = VectorNetwork.peered()
    vector.peeringsOfB = []
    #expect(vector.probe().cause == .nextHopNone)
  }

  @Test func `§1.7 detail 2: routes of a subnet widen VirtualNetwork at that subnet only`() {
    var vector = VectorNetwork()
    vector.gatewayRoutes = [.appliance("192.168.0.0/16")]
    let outside = ReferenceAddress.value("192.168.1.1")
    #expect(vector.network.serviceTag("VirtualNetwork", holds: outside, at: VectorNetwork.gateway))
    #expect(!vector.network.serviceTag("VirtualNetwork", holds: outside, at: vector.backend))
  }

  @Test func `§1.7 detail 3: a default route of the user makes VirtualNetwork everything and leaves Internet alone`() {
    var vector = VectorNetwork()
    vector.gatewayGroup = []
    vector.gatewayRoutes = [.to(.internet, "0.0.0.0/0")]
    #expect(vector.probe(to: "8.8.8.8").outbound?.steps.map(\.rule.name) == ["AllowVnetOutBound"])
    let publicAddress = ReferenceAddress.value("8.8.8.8")
    #expect(vector.network.serviceTag("Internet", holds: publicAddress, at: VectorNetwork.gateway))
    #expect(vector.network.serviceTag("Internet", holds: publicAddress, at: vector.backend))
  }

  @Test func `§1.7 detail 5 and §11 R6: an uncovered private address is in neither tag`() {
    var vector = VectorNetwork()
    vector.gatewayGroup = []
    let packet = ReferencePacket(
      source: ReferenceAddress.value("10.0.1.4"), sourceSubnet: VectorNetwork.gateway,
      destination: ReferenceAddress.value("192.168.1.1"), destinationPort: 80)
    let verdict = vector.network.evaluate(["nsg-gateway"], packet, .outbound, at: VectorNetwork.gateway)
    #expect(verdict.denial?.rule.name == "DenyAllOutBound")
  }

  @Test func `§11 R5: the tags of the platform hold its address`() {
    let vector = VectorNetwork()
    for (tag, isMember) in [("VirtualNetwork", true), ("AzureLoadBalancer", true), ("Internet", true)] {
      #expect(
        vector.network.serviceTag(tag, holds: ReferenceAddress.platform, at: vector.backend) == isMember, "\(tag)")
    }
  }
}
