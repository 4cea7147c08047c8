import ReferenceEvaluator
import Testing

/// Vectors of azure-semantics §10 and readings of §1 about network security groups.
struct SecurityGroupVectorTests {
  @Test func `Vector 1: without groups the flow works`() {
    let verdict = VectorNetwork().probe()
    #expect(verdict.outcome == .allowed)
    #expect(verdict.cause == .delivered)
    #expect(verdict.forward?.type == .vnetLocal)
    #expect(verdict.reply?.type == .vnetLocal)
    #expect(verdict.destinationInterface == "backend")
  }

  @Test func `Vector 2: the default rules allow the flow within a network`() {
    var vector = VectorNetwork()
    vector.backendSubnetGroup = []
    #expect(vector.probe().outcome == .allowed)
    #expect(vector.probe().inbound?.steps.map(\.rule.name) == ["AllowVnetInBound"])
  }

  @Test func `Vector 3: a deny rule is named`() {
    var vector = VectorNetwork()
    vector.backendSubnetGroup = [.denyGateway]
    #expect(vector.probe().outcome == .denied)
    #expect(vector.probe().stage == .inboundFilter)
    #expect(vector.probe().cause == .networkSecurityGroup("nsg-backend", rule: "deny-gateway"))
    #expect(vector.probe(port: 81).outcome == .allowed)
    #expect(vector.probe(protocol: .udp).outcome == .allowed)
  }

  @Test func `Vector 4: an allow rule of a higher number comes too late`() {
    var vector = VectorNetwork()
    vector.backendSubnetGroup = [.allowGateway(300), .denyGateway]
    #expect(vector.probe().cause == .networkSecurityGroup("nsg-backend", rule: "deny-gateway"))
  }

  @Test func `Vector 5: an allow rule of a lower number wins`() {
    var vector = VectorNetwork()
    vector.backendSubnetGroup = [.denyGateway, .allowGateway(150)]
    #expect(vector.probe().outcome == .allowed)
  }

  @Test func `Vector 6: the interface's group is blamed when the subnet's allows`() {
    var vector = VectorNetwork()
    vector.backendSubnetGroup = []
    vector.backendInterfaceGroup = [.denyGateway]
    #expect(vector.probe().cause == .networkSecurityGroup("nsg-card", rule: "deny-gateway"))
    #expect(vector.probe().inbound?.steps.map(\.networkSecurityGroup) == ["nsg-backend", "nsg-card"])
  }

  @Test func `Vector 7: outbound rules of the backend do not touch replies`() {
    var vector = VectorNetwork()
    vector.backendSubnetGroup = [
      ReferenceSecurityRule(name: "deny-all", priority: 100, direction: .outbound, access: .deny)
    ]
    #expect(vector.probe().outcome == .allowed)
  }

  @Test func `Vector 26: a rule for another address than the interface's own has no effect`() {
    var vector = VectorNetwork()
    vector.backendSubnetGroup = [
      ReferenceSecurityRule(
        name: "deny-frontend", priority: 100, direction: .inbound, access: .deny,
        destination: .prefixes(["10.0.2.10/32"]))
    ]
    #expect(vector.probe().outcome == .allowed)
  }

  @Test func `Vector 27: a deny rule for AzureLoadBalancer stops load balancer probes`() {
    let probe = ReferencePacket(
      source: ReferenceAddress.platform, sourceSubnet: nil, destination: ReferenceAddress.value("10.0.2.4"),
      destinationPort: 80)
    var vector = VectorNetwork()
    // §11 R5 puts the platform's address into VirtualNetwork as well, so the first default rule takes the probe.
    vector.backendSubnetGroup = []
    #expect(vector.network.evaluate(["nsg-backend"], probe, .inbound, at: vector.backend).access == .allow)
    vector.backendSubnetGroup = [
      ReferenceSecurityRule(
        name: "deny-probes", priority: 4000, direction: .inbound, access: .deny,
        source: .serviceTag("AzureLoadBalancer"))
    ]
    let verdict = vector.network.evaluate(["nsg-backend"], probe, .inbound, at: vector.backend)
    #expect(verdict.denial?.rule.name == "deny-probes")
    #expect(vector.probe().outcome == .allowed)
  }

  @Test func `§1.3: an outbound rule of the source's subnet denies before the backend is asked`() {
    var vector = VectorNetwork()
    vector.gatewayGroup = [
      ReferenceSecurityRule(
        name: "deny-backend", priority: 100, direction: .outbound, access: .deny,
        destination: .prefixes(["10.0.2.0/24"]))
    ]
    vector.backendSubnetGroup = [.denyGateway]
    #expect(vector.probe().stage == .outboundFilter)
    #expect(vector.probe().cause == .networkSecurityGroup("nsg-gateway", rule: "deny-backend"))
    #expect(vector.probe().inbound == nil)
  }

  @Test func `§1.1: ports of a rule do not matter for ICMP`() {
    var vector = VectorNetwork()
    vector.backendSubnetGroup = [
      ReferenceSecurityRule(
        name: "deny-443", priority: 100, direction: .inbound, access: .deny, destinationPorts: .ranges([443...443]))
    ]
    #expect(vector.probe(protocol: .icmp).outcome == .denied)
    #expect(vector.probe().outcome == .allowed)
  }

  @Test func `§1.1: a rule may ask for source ports`() {
    var vector = VectorNetwork()
    vector.backendSubnetGroup = [
      ReferenceSecurityRule(
        name: "deny-low", priority: 100, direction: .inbound, access: .deny, sourcePorts: .ranges([0...1023]))
    ]
    #expect(vector.probe(sourcePort: 1023).outcome == .denied)
    #expect(vector.probe(sourcePort: 1024).outcome == .allowed)
  }

  @Test func `§1.8: a rule that names an ASG touches only its members`() {
    var vector = VectorNetwork()
    vector.backendSubnetGroup = [
      ReferenceSecurityRule(
        name: "deny-web", priority: 100, direction: .inbound, access: .deny,
        destination: .applicationSecurityGroups(["web"]))
    ]
    #expect(vector.probe().outcome == .allowed)
    vector.backendASGs = ["db", "web"]
    #expect(vector.probe().cause == .networkSecurityGroup("nsg-backend", rule: "deny-web"))
    #expect(vector.probe(to: "10.0.2.5").outcome == .allowed)
  }
}
