import ReferenceEvaluator
import Testing

/// Vectors of azure-semantics §10 and rows of §2 and §11 about routes and replies.
struct RoutingVectorTests {
  @Test func `Vector 9: without a peering the private range leads nowhere`() {
    var vector = VectorNetwork()
    vector.backendIsInB = true
    #expect(vector.probe().outcome == .denied)
    #expect(vector.probe().stage == .forwardRoute)
    #expect(vector.probe().cause == .nextHopNone)
    #expect(vector.probe().forward?.route?.prefix == "10.0.0.0/8")
  }

  @Test func `Vector 14: peerings are not transitive`() {
    #expect(VectorNetwork.spokes.probe().cause == .nextHopNone)
  }

  @Test func `Vector 15: an appliance that nobody describes leaves the flow undecided`() {
    var vector = VectorNetwork.spokes
    vector.gatewayRoutes = [.appliance("10.1.2.0/24")]
    vector.backendRoutes = [.appliance("10.0.1.0/24")]
    #expect(vector.probe().outcome == .undecided)
    #expect(vector.probe().stage == .appliance)
    #expect(vector.probe().cause == .appliance(VectorNetwork.appliance))
    vector.applianceForwards = false
    #expect(vector.probe().outcome == .denied)
    #expect(vector.probe().cause == .applianceNotForwarding(VectorNetwork.appliance))
  }

  @Test func `Vector 16: without the reverse route the reply leads nowhere`() {
    var vector = VectorNetwork.spokes
    vector.gatewayRoutes = [.appliance("10.1.2.0/24")]
    let reply = vector.network.nextHop(from: vector.backend, to: ReferenceAddress.value("10.0.1.4"))
    #expect(reply.type == .none)
    #expect(reply.address == nil)
  }

  @Test func `Vector 17: a route in one direction only leaves the other one direct`() {
    var vector = VectorNetwork()
    vector.peeringsOfA = [ReferencePeering(remote: "Hub")]
    vector.peeringsOfHub = [ReferencePeering(remote: "A")]
    vector.gatewayRoutes = [.appliance("10.0.2.0/24")]
    #expect(vector.probe().stage == .appliance)
    let reply = vector.network.nextHop(from: vector.backend, to: ReferenceAddress.value("10.0.1.4"))
    #expect(reply.type == .vnetLocal)

    vector.gatewayRoutes = []
    vector.backendRoutes = [.appliance("10.0.1.0/24")]
    #expect(vector.probe().outcome == .undecided)
    #expect(vector.probe().stage == .returnRoute)
    #expect(vector.probe().cause == .appliance(VectorNetwork.appliance))
  }

  @Test func `Vectors 18 and 19: a default route to an appliance does not catch traffic within the network`() {
    var vector = VectorNetwork()
    vector.gatewayRoutes = [.appliance("0.0.0.0/0")]
    vector.backendRoutes = [.appliance("0.0.0.0/0")]
    #expect(vector.probe().outcome == .allowed)
  }

  @Test func `§2.7: a reply whose route is None is lost although the groups would let it pass`() {
    var vector = VectorNetwork()
    vector.backendSubnetGroup = [.allowGateway(100)]
    vector.backendRoutes = [.to(.none, "10.0.1.0/24")]
    #expect(vector.probe().outcome == .denied)
    #expect(vector.probe().stage == .returnRoute)
    #expect(vector.probe().cause == .nextHopNone)
  }

  @Test func `§2.2: the longest prefix wins, and a user's route at equal length`() {
    var vector = VectorNetwork.peered()
    vector.gatewayRoutes = [.to(.none, "10.1.0.0/16"), .to(.vnetLocal, "10.0.2.0/25"), .to(.none, "10.0.0.0/16")]
    let rows = vector.network.effectiveRoutes(of: VectorNetwork.gateway)
    #expect(rows.filter { !$0.isActive }.map(\.prefix) == ["10.0.0.0/16", "10.1.0.0/16"])
    #expect(vector.probe().cause == .nextHopNone)
    #expect(vector.network.nextHop(from: VectorNetwork.gateway, to: "10.0.2.127").type == .vnetLocal)
    #expect(vector.network.nextHop(from: VectorNetwork.gateway, to: "10.0.2.128").type == .none)
  }

  @Test func `§2.2: a learned route inside the network's own prefix is not used`() {
    var vector = VectorNetwork()
    vector.gatewayPrefixes = ["10.0.2.0/24", "192.168.0.0/16", "0.0.0.0/0"]
    #expect(vector.probe().outcome == .allowed)
    #expect(vector.probe(to: "192.168.1.1").cause == .gateway)
    #expect(vector.probe(to: "8.8.8.8").cause == .gateway)
    #expect(vector.probe(to: "172.16.0.1").cause == .nextHopNone)
  }

  @Test func `§11 R2: a user's default route removes every None row and leaves the Internet row as Invalid`() {
    var vector = VectorNetwork()
    #expect(vector.probe(to: "192.168.1.1").cause == .nextHopNone)
    vector.gatewayRoutes = [.to(.internet, "0.0.0.0/0")]
    let rows = vector.network.effectiveRoutes(of: VectorNetwork.gateway)
    #expect(!rows.contains { $0.nextHopType == .none })
    #expect(rows.contains { $0.source == .system && $0.nextHopType == .internet && !$0.isActive })
    #expect(vector.network.nextHop(from: VectorNetwork.gateway, to: "192.168.1.1").type == .internet)
    #expect(vector.probe(to: "192.168.1.1").cause == .internetForPrivateAddress)
  }

  @Test func `§11 R3 and R4: a None row gives way to an equal route of the user or prefix of the network`() {
    var vector = VectorNetwork()
    vector.gatewayRoutes = [.appliance("192.168.0.0/16")]
    vector.prefixesOfA = ["10.0.0.0/8"]
    let rows = vector.network.effectiveRoutes(of: VectorNetwork.gateway)
    #expect(rows.filter { $0.nextHopType == .none }.map(\.prefix) == ["172.16.0.0/12", "100.64.0.0/10"])
  }

  @Test func `§11 R7: a route to an absent appliance is None and keeps the address`() {
    var vector = VectorNetwork()
    vector.gatewayRoutes = [.appliance("10.0.2.0/24")]
    #expect(vector.probe().stage == .forwardRoute)
    #expect(vector.probe().cause == .applianceAbsent(VectorNetwork.appliance))
    #expect(vector.probe().forward?.type == ReferenceNextHopType.none)
    #expect(vector.probe().forward?.address == VectorNetwork.appliance)
  }

  @Test func `A route to the appliance that is itself the destination delivers`() {
    var vector = VectorNetwork.spokes
    vector.applianceForwards = false
    vector.gatewayRoutes = [.appliance("10.9.0.0/16")]
    #expect(vector.probe(to: "10.9.0.4").outcome == .allowed)
    #expect(vector.probe(to: "10.9.0.5").cause == .applianceNotForwarding(VectorNetwork.appliance))
  }

  @Test func `An address of the network that is in no subnet has nobody to deliver to`() {
    #expect(VectorNetwork().probe(to: "10.0.3.4").cause == .noSubnet)
  }

  @Test func `A public destination leaves for the Internet unless a rule denies it`() {
    var vector = VectorNetwork()
    #expect(vector.probe(to: "8.8.8.8").cause == .leftForInternet)
    vector.gatewayGroup = []
    #expect(vector.probe(to: "8.8.8.8").outbound?.steps.map(\.rule.name) == ["AllowInternetOutBound"])
  }
}

extension ReferenceNetwork {
  /// The next hop for an address in dotted text.
  fileprivate func nextHop(from subnet: ReferenceSubnetID, to address: String) -> ReferenceNextHop {
    nextHop(from: subnet, to: ReferenceAddress.value(address))
  }
}
