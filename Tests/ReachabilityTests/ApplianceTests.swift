import JSONText
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import TestSupport
import Testing

/// Packets through virtual appliances (azure-semantics.md §2.5–2.7, §10 vectors 15–17, §8 traps 7 and 8).
struct ApplianceTests {
  /// The base with an appliance at 10.0.3.4 that both subnets send each other's range to.
  private func withAppliance(_ facts: [String: JSONValue] = [:], forwards: Bool = true) -> Scenario {
    var scenario = Scenario()
    scenario.networks[0].subnets.append(SubnetText("snet-fw", "10.0.3.0/24"))
    var card = CardText("nic-fw", "10.0.3.4", in: "vnet-a", "snet-fw")
    card.enableIPForwarding = forwards
    scenario.cards.append(card)
    scenario.gatewayRoutes = [.route("there", "10.0.2.0/24", appliance: "10.0.3.4")]
    scenario.backendRoutes = [.route("back", "10.0.1.0/24", appliance: "10.0.3.4")]
    scenario.describe(facts, at: "10.0.3.4")
    return scenario
  }

  @Test func `an appliance in both directions passes the conversation`() throws {
    #expect(try withAppliance().flow(to: "10.0.2.4").path == .allow)
  }

  @Test func `vector 17 a stateful appliance that sees only the way there drops the conversation`() throws {
    var scenario = withAppliance()
    scenario.backendRoutes = []
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.cause == .routeAsymmetric)
    #expect(flow.decisive?.leg == .back)
    scenario.describe(["stateful": false], at: "10.0.3.4")
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
    scenario.describe(["sourceNat": true], at: "10.0.3.4")
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
  }

  @Test func `a stateless appliance asks its rules about replies as well`() throws {
    var scenario = withAppliance(["stateful": false, "rules": [["access": "Allow", "destinationPort": "80"]]])
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.cause == .applianceDenied)
    #expect(flow.decisive?.leg == .back)
    scenario.describe(["rules": [["access": "Allow", "destinationPort": "80"]]], at: "10.0.3.4")
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
    scenario.describe(
      [
        "stateful": false,
        "rules": [
          ["access": "Allow", "destinationPort": "80"], ["access": "Allow", "destinationPort": "1024-65535"],
        ],
      ],
      at: "10.0.3.4")
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
  }

  @Test func `trap 7 the way back alone through a stateful appliance is dropped, though the group lets replies pass`()
    throws
  {
    var scenario = withAppliance()
    scenario.gatewayRoutes = []
    scenario.backendGroup = [.allow("In", 100)]
    #expect(try scenario.flow(to: "10.0.2.4").blamed == "rt-backend/back")
    #expect(try scenario.flow(to: "10.0.2.4").cause == .routeAsymmetric)
  }

  @Test func `trap 8 the appliance's own interface must forward`() throws {
    let flow = try withAppliance(forwards: false).flow(to: "10.0.2.4")
    #expect(flow.cause == .routeApplianceNotForwarding)
    #expect(flow.blamed == "nic-fw")
  }

  @Test func `trap 8 the groups at the appliance see sender and final receiver, on the way in and on the way out`()
    throws
  {
    var scenario = withAppliance()
    scenario.attach("nsg-fw", [.deny("In", 100, to: "10.0.2.0/24")], to: "snet-fw")
    #expect(try scenario.flow(to: "10.0.2.4").blamed == "nsg-fw/In")
    scenario.attach("nsg-fw", [.deny("In", 100, to: "10.0.3.4")], to: "snet-fw")
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
    scenario.attach("nsg-fw", [.deny("Out", 100, "Outbound", to: "10.0.2.4")], to: "snet-fw")
    #expect(try scenario.flow(to: "10.0.2.4").blamed == "nsg-fw/Out")
  }

  @Test func `behind source translation a group sees the appliance as the sender`() throws {
    var scenario = withAppliance(["sourceNat": true])
    scenario.backendRoutes = []
    scenario.backendGroup = [.allow("Gateway", 100, from: "10.0.1.0/24"), .deny("Rest", 200)]
    #expect(try scenario.flow(to: "10.0.2.4").blamed == "nsg-backend/Rest")
    scenario.backendGroup = [.allow("Firewall", 100, from: "10.0.3.4"), .deny("Rest", 200)]
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
  }

  @Test func `trap 8 the appliance's own route table is asked again, and may lead in a circle`() throws {
    var scenario = withAppliance()
    scenario.attach(table: "rt-fw", [.route("again", "10.0.2.0/24", appliance: "10.0.3.4")], to: "snet-fw")
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.cause == .routeLoop)
    #expect(flow.blamed == "rt-fw/again")
    scenario.attach(table: "rt-fw", [.route("drop", "10.0.2.0/24", "None")], to: "snet-fw")
    #expect(try scenario.flow(to: "10.0.2.4").blamed == "rt-fw/drop")
  }

  @Test func `rules of the appliance decide, and what they do not name is dropped`() throws {
    let allow: JSONValue = [["access": "Allow", "destinationPort": 443, "name": "https", "protocol": "Tcp"]]
    let flow = try withAppliance(["rules": allow]).flow(to: "10.0.2.4")
    #expect(flow.cause == .applianceDenied)
    #expect(flow.blamed == "fw")
    #expect(try withAppliance(["rules": allow]).flow(to: "10.0.2.4", port: 443).path == .allow)
    let deny: JSONValue = [
      ["access": "Deny", "name": "half", "source": "10.0.1.0/25"], ["access": "Allow", "name": "rest"],
    ]
    let part = try withAppliance(["rules": deny]).flow(to: "10.0.2.4")
    #expect(part.path == .partial)
    #expect(part.denied.sources == AddressSet("10.0.1.4"..."10.0.1.127"))
    #expect(part.blamed == "fw/half")
  }

  @Test func `every blocker on the way is listed`() throws {
    var scenario = withAppliance(["rules": []], forwards: false)
    scenario.backendGroup = [.deny("Deny", 100)]
    let causes = try scenario.flow(to: "10.0.2.4").blockers.compactMap(\.outcome)
    #expect(causes == [.routeApplianceNotForwarding, .applianceDenied, .nsgDenied])
  }

  @Test func `packets for the pods of a node are handed over there`() throws {
    var scenario = withAppliance(["delivers": ["10.244.0.0/24"], "stateful": false])
    scenario.gatewayRoutes = [.route("pods", "10.244.0.0/24", appliance: "10.0.3.4")]
    #expect(try scenario.flow(to: "10.244.0.5").path == .allow)
  }

  /// Two spokes whose ranges go through an appliance in the hub.
  private var spokes: Scenario {
    var scenario = Scenario.spokes
    var card = CardText("nic-fw", "10.9.0.4", in: "vnet-hub", "snet-hub")
    card.enableIPForwarding = true
    scenario.cards.append(card)
    scenario.gatewayRoutes = [.route("there", "10.1.0.0/16", appliance: "10.9.0.4")]
    scenario.backendRoutes = [.route("back", "10.0.0.0/16", appliance: "10.9.0.4")]
    scenario.describe([:], at: "10.9.0.4")
    return scenario
  }

  @Test func `vector 15 spokes through an appliance of the hub reach each other`() throws {
    #expect(try spokes.flow(to: "10.1.2.4").path == .allow)
  }

  @Test func `vector 16 without the route back the replies end at the spoke`() throws {
    var scenario = spokes
    scenario.backendRoutes = []
    let flow = try scenario.flow(to: "10.1.2.4")
    #expect(flow.cause == .routeNone)
    #expect(flow.decisive?.leg == .back)
  }

  @Test(arguments: [(0, "vnet-a/to-vnet-hub"), (1, "vnet-b/to-vnet-hub")])
  func `trap 8 the receiving spoke must accept forwarded traffic`(network: Int, blamed: String) throws {
    var scenario = spokes
    scenario.networks[network].peerings = [PeeringText("vnet-hub")]
    let flow = try scenario.flow(to: "10.1.2.4")
    #expect(flow.cause == .peeringForwardingDisabled)
    #expect(flow.blamed == blamed)
  }

  @Test func `the hub's own side of a peering need not accept what begins in the spoke`() throws {
    var scenario = spokes
    scenario.networks[2].peerings = [PeeringText("vnet-a"), PeeringText("vnet-b")]
    #expect(try scenario.flow(to: "10.1.2.4").path == .allow)
  }

  @Test func `a public address behind an appliance needs source translation`() throws {
    var scenario = withAppliance()
    scenario.gatewayRoutes = [.route("out", "20.0.0.0/8", appliance: "10.0.3.4")]
    #expect(try scenario.flow(to: "20.1.2.3").cause == .routeAsymmetric)
    scenario.describe(["sourceNat": true], at: "10.0.3.4")
    #expect(try scenario.flow(to: "20.1.2.3").path == .allow)
  }

  @Test func `§2.5 replies of a public address begin at the appliance that translated, and its subnet sends them home`()
    throws
  {
    var scenario = spokes
    scenario.gatewayRoutes = [.route("out", "20.0.0.0/8", appliance: "10.9.0.4")]
    scenario.describe(["sourceNat": true], at: "10.9.0.4")
    #expect(try scenario.flow(to: "20.1.2.3").path == .allow)
    scenario.networks[0].peerings = [PeeringText("vnet-hub")]
    let flow = try scenario.flow(to: "20.1.2.3")
    #expect(flow.cause == .peeringForwardingDisabled)
    #expect(flow.decisive?.leg == .back)
  }

  @Test func `an appliance without a network interface in the input is assumed to forward`() throws {
    var scenario = withAppliance()
    scenario.cards.removeLast()
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .allow)
    #expect(flow.assumptions.contains(.applianceForwards("fw", IPAddress("10.0.3.4"))))
  }

  @Test
  func `§2.3 a route over several appliances hashes each way by itself: those that keep state fail some conversations`()
    throws
  {
    func route(_ name: String, _ prefix: String) -> JSONValue {
      [
        "addressPrefix": .string(prefix), "name": .string(name),
        "nextHop": ["nextHopIpAddresses": ["10.0.3.4", "10.0.3.5"]], "nextHopType": "VirtualApplianceEcmp",
      ]
    }
    var scenario = withAppliance()
    var second = CardText("nic-fw-2", "10.0.3.5", in: "vnet-a", "snet-fw")
    second.enableIPForwarding = true
    scenario.cards.append(second)
    scenario.gatewayRoutes = [route("there", "10.0.2.0/24")]
    scenario.backendRoutes = [route("back", "10.0.1.0/24")]
    func path(_ facts: [String: JSONValue]) throws -> PathVerdict {
      scenario.others["appliances"] = .array(
        ["10.0.3.4", "10.0.3.5"].map { address in
          .sorted(facts.merging(["address": .string(address)]) { own, _ in own }.mapValues { $0 })
        })
      return try scenario.flow(to: "10.0.2.4").path
    }
    #expect(try path([:]) == .partial)
    #expect(try path(["stateful": false]) == .allow)
    #expect(try path(["sourceNat": true]) == .allow)
    #expect(try scenario.nextHop(to: "10.0.2.4").nextHop?.addresses.count == 2)
  }

  // MARK: Appliances behind a load balancer

  private func behindBalancer(rule: JSONValue) -> Scenario {
    var scenario = withAppliance()
    scenario.cards[1].balancerPools = [("ilb-fw", "fws")]
    var second = CardText("nic-fw-2", "10.0.3.5", in: "vnet-a", "snet-fw")
    second.enableIPForwarding = true
    second.balancerPools = [("ilb-fw", "fws")]
    scenario.cards.append(second)
    scenario.others["appliances"] = [
      ["address": "10.0.3.4", "name": "fw"], ["address": "10.0.3.5", "name": "fw-2"],
    ]
    scenario.others["loadBalancers"] = [
      .balancer("ilb-fw", at: "10.0.3.100", in: "snet-fw", pool: "fws", rules: [rule])
    ]
    scenario.gatewayRoutes = [.route("there", "10.0.2.0/24", appliance: "10.0.3.100")]
    scenario.backendRoutes = [.route("back", "10.0.1.0/24", appliance: "10.0.3.100")]
    return scenario
  }

  @Test func `§2.5 a high-availability ports rule passes everything to appliances that keep their flows`() throws {
    let flow = try behindBalancer(rule: .balancerRule("ha", "All", 0, to: 0)).flow(to: "10.0.2.4")
    #expect(flow.path == .allow)
    #expect(flow.assumptions.contains { if case .loadBalancerKeepsFlow = $0 { true } else { false } })
  }

  @Test func `§2.5 a rule for one port does not pass replies`() throws {
    let flow = try behindBalancer(rule: .balancerRule("http", "Tcp", 80, to: 80)).flow(to: "10.0.2.4")
    #expect(flow.cause == .loadBalancerNoRule)
    #expect(flow.decisive?.leg == .back)
  }

  @Test func `one of two appliances that does not forward fails some conversations`() throws {
    var scenario = behindBalancer(rule: .balancerRule("ha", "All", 0, to: 0))
    scenario.cards[2].enableIPForwarding = false
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .partial)
    #expect(flow.denied.isEmpty)
    #expect(flow.cause == .routeApplianceNotForwarding)
  }
}

extension Scenario {
  /// Describes the appliance at an address.
  fileprivate mutating func describe(_ facts: [String: JSONValue], at address: String) {
    let whole = facts.merging(["address": .string(address), "name": "fw"]) { own, _ in own }
    others["appliances"] = [.sorted(whole.mapValues { $0 })]
  }
}
