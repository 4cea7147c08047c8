import ReferenceEvaluator
import Testing

/// Vectors of azure-semantics §10 and rows of §1.4 and §2.5–2.7 about virtual appliances.
struct ApplianceVectorTests {
  @Test(arguments: [true, false])
  func `Vector 15: routes both ways through a forwarding appliance carry the flow`(isStateful: Bool) {
    let verdict = VectorNetwork.throughHub(isStateful: isStateful).probe()
    #expect(verdict.cause == .delivered)
    #expect(verdict.forward?.type == .virtualAppliance)
    #expect(verdict.hops.map(\.networkInterface) == ["appliance"])
    #expect(verdict.replyHops == ["appliance"])
  }

  @Test func `Vector 15: an appliance whose interface does not forward drops`() {
    var vector = VectorNetwork.throughHub()
    vector.applianceForwards = false
    #expect(vector.probe().cause == .applianceNotForwarding(VectorNetwork.appliance))
    #expect(vector.probe().stage == .appliance)
  }

  @Test func `Trap 8: the receiving network's object must allow forwarded traffic, in both directions`() {
    var vector = VectorNetwork.throughHub()
    vector.peeringsOfB = [ReferencePeering(remote: "Hub")]
    #expect(vector.probe().stage == .peeringForwarding)
    #expect(vector.probe().cause == .forwardedTraffic(local: "B", remote: "Hub"))

    vector = .throughHub()
    vector.peeringsOfA = [ReferencePeering(remote: "Hub")]
    #expect(vector.probe().stage == .returnRoute)
    #expect(vector.probe().cause == .forwardedTraffic(local: "A", remote: "Hub"))
  }

  @Test func `Row 14 of §8: the hub's own objects need not allow forwarded traffic`() {
    var vector = VectorNetwork.throughHub()
    vector.peeringsOfHub = [
      ReferencePeering(remote: "A", allowForwardedTraffic: false),
      ReferencePeering(remote: "B", allowForwardedTraffic: false),
    ]
    #expect(vector.probe().outcome == .allowed)
  }

  @Test func `Vector 16: without the reverse route the reply leads nowhere`() {
    var vector = VectorNetwork.throughHub()
    vector.backendRoutes = []
    #expect(vector.probe().stage == .returnRoute)
    #expect(vector.probe().cause == .nextHopNone)
    #expect(vector.probe().reply?.type == ReferenceNextHopType.none)
  }

  @Test func `Vector 16: source NAT makes the reverse route needless`() {
    var vector = VectorNetwork.throughHub(sourceNAT: true)
    vector.backendRoutes = []
    #expect(vector.probe().cause == .delivered)
    #expect(vector.probe().reply?.type == .vnetPeering)
    #expect(vector.probe().replyHops == ["appliance"])
  }

  @Test func `Vector 17: a stateful appliance that sees the forward direction only stops the flow`() {
    let vector = Self.oneSided(forward: true)
    #expect(vector.probe().outcome == .denied)
    #expect(vector.probe().stage == .returnRoute)
    #expect(vector.probe().cause == .asymmetric(VectorNetwork.appliance))
    #expect(vector.probe().reply?.type == .vnetLocal)
    #expect(vector.probe(protocol: .icmp).cause == .asymmetric(VectorNetwork.appliance))
  }

  @Test func `Vector 17: a stateful appliance that sees the reply only stops the flow`() {
    #expect(Self.oneSided(forward: false).probe().cause == .asymmetric(VectorNetwork.appliance))
  }

  @Test func `Vector 17: source NAT on the forward direction keeps the flow symmetric, on the reply it does not`() {
    #expect(Self.oneSided(forward: true, sourceNAT: true).probe().cause == .delivered)
    #expect(
      Self.oneSided(forward: false, sourceNAT: true).probe().cause == .asymmetric(VectorNetwork.appliance))
  }

  @Test func `Source NAT keeps state even where the appliance is said to keep none`() {
    let vector = Self.oneSided(forward: false, isStateful: false, sourceNAT: true)
    #expect(vector.probe().cause == .asymmetric(VectorNetwork.appliance))
  }

  @Test(arguments: [true, false])
  func `§2.7: a stateless appliance does not mind one direction`(forward: Bool) {
    #expect(Self.oneSided(forward: forward, isStateful: false).probe().cause == .delivered)
  }

  @Test func `§1.5: an appliance that only the reply passes has no record of the flow for its groups`() {
    var vector = Self.oneSided(forward: false, isStateful: false)
    vector.applianceGroup = [
      ReferenceSecurityRule(name: "deny-backend", priority: 100, direction: .inbound, access: .deny)
    ]
    #expect(vector.probe().stage == .returnFilter)
    #expect(vector.probe().cause == .networkSecurityGroup("nsg-appliance", rule: "deny-backend"))
  }

  @Test func `§1.5: the groups of an appliance let the replies of a flow pass that they let pass`() {
    var vector = VectorNetwork.throughHub()
    vector.applianceGroup = [
      Self.rule(100, .inbound, .allow, from: "10.0.1.0/24", to: "10.1.2.0/24"),
      Self.rule(200, .inbound, .deny),
      Self.rule(100, .outbound, .allow, from: "10.0.1.0/24", to: "10.1.2.0/24"),
      Self.rule(200, .outbound, .deny),
    ]
    #expect(vector.probe().cause == .delivered)
  }

  @Test func `§1.7 detail 2: the appliance's own subnet lacks the spokes' routes in its tags, not their peerings`() {
    var vector = VectorNetwork.throughHub()
    vector.applianceGroup = []
    #expect(vector.probe().cause == .delivered)
    #expect(vector.probe().hops.first?.inbound.steps.map(\.rule.name) == ["AllowVnetInBound"])

    vector.prefixesOfB = ["10.1.0.0/16", "172.16.0.0/16"]
    vector.peeringsOfHub = [
      ReferencePeering(remote: "A"), ReferencePeering(remote: "B", allowVirtualNetworkAccess: false),
    ]
    #expect(vector.probe().stage == .applianceFilter)
    #expect(vector.probe().cause == .networkSecurityGroup("nsg-appliance", rule: "DenyAllInBound"))
  }

  @Test func `§2.5: groups at the appliance see the final destination, not the appliance`() {
    var vector = VectorNetwork.throughHub()
    vector.applianceGroup = [Self.rule(100, .inbound, .deny, to: "10.9.0.4/32")]
    #expect(vector.probe().cause == .delivered)
    vector.applianceGroup = [Self.rule(100, .inbound, .deny, to: "10.1.2.4/32")]
    #expect(vector.probe().stage == .applianceFilter)
    vector.applianceGroup = [Self.rule(100, .outbound, .deny, from: "10.0.1.0/24")]
    #expect(vector.probe().cause == .networkSecurityGroup("nsg-appliance", rule: "rule-100"))
  }

  @Test func `§1.4: after source NAT the next groups see the appliance as source`() {
    var vector = VectorNetwork.throughHub(sourceNAT: true)
    vector.applianceGroup = [Self.rule(100, .outbound, .deny, from: "10.0.1.0/24")]
    vector.backendSubnetGroup = [.denyGateway]
    #expect(vector.probe().cause == .delivered)
    vector.backendSubnetGroup = [Self.rule(100, .inbound, .deny, from: "10.9.0.4/32")]
    #expect(vector.probe().stage == .inboundFilter)
    vector.backendSubnetGroup = nil
    vector.applianceGroup = [Self.rule(100, .outbound, .deny, from: "10.9.0.4/32")]
    #expect(vector.probe().stage == .applianceFilter)
  }

  @Test func `§2.6: after source NAT a packet originates at the appliance, its reply still at the receiver`() {
    var vector = VectorNetwork.throughHub(sourceNAT: true)
    vector.peeringsOfB = [ReferencePeering(remote: "Hub")]
    #expect(vector.probe().cause == .delivered)
    vector.peeringsOfA = [ReferencePeering(remote: "Hub")]
    #expect(vector.probe().cause == .forwardedTraffic(local: "A", remote: "Hub"))
  }

  @Test func `§2.5: an appliance in a subnet with the same route loops`() {
    var vector = VectorNetwork.throughHub()
    vector.applianceRoutes = [.appliance("10.1.0.0/16")]
    #expect(vector.probe().stage == .appliance)
    #expect(vector.probe().cause == .loop(VectorNetwork.appliance))
    #expect(vector.probe().hops.count == 1)

    vector.applianceRoutes = [.appliance("10.0.0.0/16")]
    #expect(vector.probe().stage == .returnRoute)
    #expect(vector.probe().cause == .loop(VectorNetwork.appliance))
  }

  @Test func `§2.5: after the appliance the routes of its own subnet decide`() {
    var vector = VectorNetwork.throughHub()
    vector.applianceRoutes = [.to(.none, "10.1.2.0/24")]
    #expect(vector.probe().stage == .forwardRoute)
    #expect(vector.probe().cause == .nextHopNone)
    #expect(vector.probe().hops.count == 1)
  }

  @Test func `Row 16 of the incidents: an appliance behind a peer's peer is not reachable`() {
    var vector = VectorNetwork.throughHub()
    vector.peeringsOfHub = [ReferencePeering(remote: "B")]
    vector.peeringsOfB.append(ReferencePeering(remote: "A"))
    vector.peeringsOfA = [ReferencePeering(remote: "B")]
    #expect(vector.probe().cause == .applianceAbsent(VectorNetwork.appliance))
  }

  @Test func `Rules of an appliance: the first match decides, and what matches none is denied`() {
    let denied = ReferenceCause.applianceDenied("fw")
    #expect(VectorNetwork.throughHub(rules: []).probe().cause == denied)
    #expect(VectorNetwork.throughHub(rules: [Self.allow(80)]).probe().cause == .delivered)
    #expect(VectorNetwork.throughHub(rules: [Self.allow(443)]).probe().cause == denied)
    let deny = ReferenceApplianceRule(access: .deny, source: "10.0.1.0/24")
    #expect(VectorNetwork.throughHub(rules: [deny, Self.allow(80)]).probe().cause == denied)
    #expect(VectorNetwork.throughHub(rules: [Self.allow(80), deny]).probe().cause == .delivered)
  }

  @Test func `A stateless appliance asks its rules about replies, a stateful one does not`() {
    let rules = [Self.allow(80)]
    #expect(VectorNetwork.throughHub(isStateful: true, rules: rules).probe().cause == .delivered)
    #expect(VectorNetwork.throughHub(isStateful: false, rules: rules).probe().stage == .returnRoute)
    let both =
      rules + [
        ReferenceApplianceRule(access: .allow, source: "10.1.2.0/24", destinationPorts: 1024...65535)
      ]
    #expect(VectorNetwork.throughHub(isStateful: false, rules: both).probe().cause == .delivered)
  }

  @Test func `§2.5: to the Internet an appliance needs its own address as source`() {
    var vector = VectorNetwork.throughHub()
    vector.gatewayRoutes = [.appliance("0.0.0.0/0")]
    #expect(vector.probe(to: "8.8.8.8").cause == .internetWithoutSourceNAT(VectorNetwork.appliance))
    vector = .throughHub(sourceNAT: true)
    vector.gatewayRoutes = [.appliance("0.0.0.0/0")]
    #expect(vector.probe(to: "8.8.8.8").cause == .leftForInternet)
    vector.applianceRoutes = [.to(.none, "10.0.0.0/16")]
    #expect(vector.probe(to: "8.8.8.8").stage == .returnRoute)
  }

  @Test func `Two appliances in a row: the reply must meet both`() {
    var vector = VectorNetwork.throughHub()
    let second = ReferenceAddress.value("10.9.0.5")
    vector.otherInterfaces = [
      ReferenceNetworkInterface(name: "second", address: second, subnet: VectorNetwork.hub, enableIPForwarding: true)
    ]
    vector.otherAppliances = [ReferenceAppliance(name: "second", address: second, virtualNetwork: "Hub")]
    vector.backendRoutes = [.appliance("10.0.0.0/16", second)]
    #expect(vector.probe().cause == .asymmetric(second))
  }

  @Test func `The groups on the way in decide even about an appliance that nobody describes`() {
    var vector = VectorNetwork.throughHub()
    vector.described = nil
    vector.applianceGroup = [Self.rule(100, .inbound, .deny)]
    #expect(vector.probe().stage == .applianceFilter)
    vector.applianceGroup = [Self.rule(100, .outbound, .deny)]
    #expect(vector.probe().outcome == .undecided)
  }

  @Test func `A reply that a peer with the sender's addresses takes is lost`() {
    var vector = VectorNetwork.throughHub()
    vector.otherNetworks = [
      ReferenceVirtualNetwork(
        name: "C", prefixes: ["10.0.0.0/16"], subnets: [], peerings: [ReferencePeering(remote: "B")])
    ]
    vector.peeringsOfB.append(ReferencePeering(remote: "C"))
    #expect(vector.probe().cause == .delivered)
    vector.backendRoutes = []
    #expect(vector.probe().cause == .otherNetwork("C"))
  }

  /// The gateway and the backend in A, the appliance in the peered hub, a route through it in one direction only.
  private static func oneSided(
    forward: Bool, isStateful: Bool = true, sourceNAT: Bool = false
  ) -> VectorNetwork {
    var vector = VectorNetwork()
    vector.peeringsOfA = [ReferencePeering(remote: "Hub", allowForwardedTraffic: true)]
    vector.peeringsOfHub = [ReferencePeering(remote: "A")]
    vector.described = ReferenceAppliance(
      name: "fw", address: VectorNetwork.appliance, virtualNetwork: "Hub", isStateful: isStateful, sourceNAT: sourceNAT)
    if forward {
      vector.gatewayRoutes = [.appliance("10.0.2.0/24")]
    } else {
      vector.backendRoutes = [.appliance("10.0.1.0/24")]
    }
    return vector
  }

  private static func allow(_ port: UInt16) -> ReferenceApplianceRule {
    ReferenceApplianceRule(access: .allow, protocol: .tcp, destinationPorts: port...port)
  }

  private static func rule(
    _ priority: Int, _ direction: ReferenceDirection, _ access: ReferenceAccess, from source: ReferencePrefix? = nil,
    to destination: ReferencePrefix? = nil
  ) -> ReferenceSecurityRule {
    ReferenceSecurityRule(
      name: "rule-\(priority)", priority: priority, direction: direction, access: access,
      source: source.map { .prefixes([$0]) } ?? .any, destination: destination.map { .prefixes([$0]) } ?? .any)
  }
}
