import JSONText
import NetworkModel
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Gateways, what they learn, and what lies behind them (azure-semantics.md §2.1, §2.2, §2.6).
struct GatewayTests {
  /// `vnet-a` as a spoke of a hub with an ExpressRoute gateway.
  private func spoke(learned: [String]? = nil, at network: String = "vnet-hub") -> Scenario {
    var scenario = Scenario.spokes
    scenario.networks[0].peerings[0].useRemoteGateways = true
    scenario.networks[2].peerings[0].allowGatewayTransit = true
    scenario.networks[2].subnets.append(SubnetText("GatewaySubnet", "10.9.255.0/27"))
    scenario.connect(gatewayOf: "vnet-hub", toSite: "192.168.0.0/24")
    scenario.others["connections"] = [
      [
        "connectionType": "ExpressRoute", "id": id("connections", "to-circuit"), "name": "to-circuit",
        "virtualNetworkGateway1": reference("virtualNetworkGateways", "vgw"),
      ]
    ]
    if let learned { scenario.state(learned: learned, in: network) }
    return scenario
  }

  // MARK: What is learned

  @Test func `§2.1 stated routes are learned by the network's subnets`() throws {
    let routes = try Scenario.withCircuit(learned: ["10.50.0.0/16"]).routes()
    #expect(routes["10.50.0.0/16"] == ["VirtualNetworkGateway Active VirtualNetworkGateway"])
    #expect(routes.incomplete == nil)
  }

  @Test func `§2.6 a spoke that uses the hub's gateway learns what is stated of the hub`() throws {
    #expect(
      try spoke(learned: ["10.50.0.0/16"]).routes()["10.50.0.0/16"] == [
        "VirtualNetworkGateway Active VirtualNetworkGateway"
      ])
    var scenario = spoke(learned: ["10.50.0.0/16"])
    scenario.networks[0].peerings[0].useRemoteGateways = false
    #expect(try scenario.routes()["10.50.0.0/16"].isEmpty)
  }

  @Test func `§2.4 a learned default route takes the place of the Internet row and of every None row`() throws {
    let routes = try Scenario.withCircuit(learned: ["0.0.0.0/0"]).routes()
    #expect(routes["0.0.0.0/0"] == ["VirtualNetworkGateway Active VirtualNetworkGateway"])
    #expect(!routes.rows.contains { $0.nextHop.kind == .none })
  }

  @Test func `§2.2 a learned route equal to a None row takes its place`() throws {
    #expect(
      try Scenario.withCircuit(learned: ["10.0.0.0/8"]).routes()["10.0.0.0/8"] == [
        "VirtualNetworkGateway Active VirtualNetworkGateway"
      ])
  }

  @Test func `§2.6 routes of the far ends of a far end are learned where both connections speak BGP`() throws {
    func scenario(bgp: Bool) -> Scenario {
      var scenario = Scenario.twoNetworks
      for index in 0...1 {
        scenario.networks[index].subnets.append(SubnetText("GatewaySubnet", "10.\(index).255.0/27"))
      }
      scenario.connect(gatewayOf: "vnet-a", toSite: "192.168.0.0/24")
      scenario.others["virtualNetworkGateways"] = .array(
        ["vnet-a", "vnet-b"].map { network in
          [
            "gatewayType": "Vpn", "id": id("virtualNetworkGateways", "vgw-\(network)"),
            "ipConfigurations": [
              ["name": "default", "subnet": reference("virtualNetworks", network, "subnets", "GatewaySubnet")]
            ], "name": .string("vgw-\(network)"),
          ]
        })
      func connection(_ name: String, _ type: String, _ members: [String: JSONValue]) -> JSONValue {
        .sorted(
          members.merging([
            "connectionType": .string(type), "enableBgp": .boolean(bgp), "id": id("connections", name),
            "name": .string(name),
          ]) { $1 }.mapValues { $0 })
      }
      scenario.others["connections"] = [
        connection(
          "a-b", "Vnet2Vnet",
          [
            "virtualNetworkGateway1": reference("virtualNetworkGateways", "vgw-vnet-a"),
            "virtualNetworkGateway2": reference("virtualNetworkGateways", "vgw-vnet-b"),
          ]),
        connection(
          "b-site", "IPsec",
          [
            "localNetworkGateway2": reference("localNetworkGateways", "site"),
            "virtualNetworkGateway1": reference("virtualNetworkGateways", "vgw-vnet-b"),
          ]),
      ]
      return scenario
    }
    #expect(!(try scenario(bgp: true).routes()["192.168.0.0/24"].isEmpty))
    #expect(try scenario(bgp: false).routes()["192.168.0.0/24"].isEmpty)
    #expect(try scenario(bgp: false).routes()["10.1.0.0/16"] == ["VirtualNetworkGateway Active VirtualNetworkGateway"])
  }

  @Test func `the addresses of point-to-site clients are learned`() throws {
    var scenario = Scenario.withSite("192.168.0.0/24")
    scenario.others["connections"] = []
    scenario.others["virtualNetworkGateways"] = [
      [
        "gatewayType": "Vpn", "id": id("virtualNetworkGateways", "vgw"),
        "ipConfigurations": [
          ["name": "default", "subnet": reference("virtualNetworks", "vnet-a", "subnets", "GatewaySubnet")]
        ], "name": "vgw",
        "vpnClientConfiguration": ["vpnClientAddressPool": ["addressPrefixes": ["172.16.201.0/24"]]],
      ]
    ]
    #expect(try scenario.flow(to: "172.16.201.4").path == .allow)
    #expect(try scenario.flow(to: "172.16.202.4").cause == .routeNone)
  }

  // MARK: What is not known

  @Test func `routes of an ExpressRoute gateway that nobody states leave private addresses open, and name the gateway`()
    throws
  {
    let scenario = Scenario.withCircuit()
    let flow = try scenario.flow(to: "10.50.0.4")
    #expect(flow.path == .undetermined)
    #expect(flow.cause == .undeterminedGateway)
    guard case .learnedRoutes(let network, let gateway)? = flow.decisive?.missing else {
      Issue.record("no learned routes are missing")
      return
    }
    #expect((network.name, gateway.name) == ("vnet-a", "vgw"))
    #expect(try scenario.nextHop(to: "10.50.0.4").missing == flow.decisive?.missing)
    #expect(try scenario.routes().incomplete == flow.decisive?.missing)
  }

  @Test func `stated routes are complete, also none at all`() throws {
    #expect(try Scenario.withCircuit(learned: ["10.60.0.0/16"]).flow(to: "10.50.0.4").cause == .routeNone)
    #expect(try Scenario.withCircuit(learned: []).flow(to: "10.50.0.4").cause == .routeNone)
  }

  @Test func `routes that nobody states do not matter inside the network, nor where a table keeps them out`() throws {
    var scenario = Scenario.withCircuit()
    #expect(try scenario.flow(to: "10.0.2.4").assumptions.isEmpty)
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
    scenario.gatewayRoutes = []
    scenario.closedTables = ["rt-agw"]
    #expect(try scenario.flow(to: "10.50.0.4").cause == .routeNone)
  }

  @Test func `that a gateway learns no default route is assumed aloud`() throws {
    let flow = try Scenario.withCircuit().flow(to: "20.1.2.3")
    #expect(flow.path == .allow)
    #expect(
      flow.assumptions.contains {
        if case .learnsNoMore(let network) = $0 { network.name == "vnet-a" } else { false }
      })
    #expect(
      try Scenario.withCircuit(learned: []).flow(to: "20.1.2.3").assumptions == [
        .internetDelivers(AddressSet("20.1.2.3"))
      ])
  }

  @Test func `a Route Server's subnet says that routes are learned`() throws {
    var scenario = Scenario()
    scenario.networks[0].subnets.append(SubnetText("RouteServerSubnet", "10.0.254.0/27"))
    #expect(try scenario.flow(to: "10.50.0.4").cause == .undeterminedGateway)
    scenario.state(learned: [], in: "vnet-a")
    #expect(try scenario.flow(to: "10.50.0.4").cause == .routeNone)
  }

  @Test func `a gateway without any connection in the input leaves open what it leads to`() throws {
    var scenario = Scenario.withSite("192.168.0.0/24")
    scenario.others["connections"] = []
    #expect(try scenario.flow(to: "192.168.0.4").cause == .undeterminedGateway)
  }

  @Test func `a spoke that uses the gateway of a hub outside the input may learn anything`() throws {
    var scenario = spoke(learned: [])
    #expect(try scenario.flow(to: "10.50.0.4").cause == .routeNone)
    scenario.networks.removeLast()
    scenario.others = [:]
    #expect(try scenario.flow(to: "10.50.0.4").cause == .undeterminedResource)
    scenario.state(learned: ["10.50.0.0/16"], in: "vnet-a")
    #expect(try scenario.flow(to: "10.50.0.4").path == .allow)
  }

  @Test func `a spoke of a Virtual WAN hub is open where only the hub may lead`() throws {
    var scenario = Scenario.twoNetworks
    scenario.others["hubVirtualNetworkConnections"] = [
      [
        "id": id("virtualHubs", "hub-west", "hubVirtualNetworkConnections", "to-a"), "name": "to-a",
        "remoteVirtualNetwork": reference("virtualNetworks", "vnet-a"),
      ]
    ]
    let flow = try scenario.flow(to: "10.1.2.4")
    #expect(flow.cause == .undeterminedGateway)
    guard case .virtualHub(let hub, _)? = flow.decisive?.missing else {
      Issue.record("no hub is missing")
      return
    }
    #expect(hub.name == "hub-west")
    #expect(try scenario.flow(from: "snet-backend", to: "10.0.1.4").cause == .routeNone)
  }

  @Test func `the peering that a Virtual WAN hub makes in a spoke says so as well`() throws {
    var scenario = Scenario.twoNetworks
    scenario.networks[0].peerings = [PeeringText("HV_hub-west_1234").with(\.useRemoteGateways, true)]
    guard case .virtualHub? = try scenario.flow(to: "10.1.2.4").decisive?.missing else {
      Issue.record("no hub is missing")
      return
    }
  }

  @Test func `§2.1 a mesh of Virtual Network Manager leaves other networks of the input open`() throws {
    var scenario = Scenario.twoNetworks
    func mesh(_ topology: String, _ connectivity: String) -> JSONValue {
      [
        [
          "appliesToGroups": [["groupConnectivity": .string(connectivity)]], "connectivityTopology": .string(topology),
          "id": id("networkManagers", "vnm", "connectivityConfigurations", "mesh"), "name": "mesh",
        ]
      ]
    }
    scenario.others["connectivityConfigurations"] = mesh("Mesh", "None")
    #expect(try scenario.flow(to: "10.1.2.4").cause == .undeterminedResource)
    #expect(try scenario.flow(to: "10.77.2.4").cause == .routeNone)
    scenario.others["connectivityConfigurations"] = mesh("HubAndSpoke", "DirectlyConnected")
    #expect(try scenario.flow(to: "10.1.2.4").cause == .undeterminedResource)
    scenario.others["connectivityConfigurations"] = mesh("HubAndSpoke", "None")
    #expect(try scenario.flow(to: "10.1.2.4").cause == .routeNone)
  }

  @Test func `§1.7 item 6 what a gateway may have learned may be in VirtualNetwork, so no default rule decides`() throws
  {
    var scenario = Scenario.withCircuit()
    scenario.gatewayGroup = [.allowManagers]
    scenario.backendGroup = []
    #expect(try scenario.flow(to: "10.50.0.4").path == .undetermined)
    #expect(try scenario.flow(from: "10.50.0.4", to: "10.0.2.4").path == .undetermined)
    scenario.state(learned: ["10.50.0.0/16"], in: "vnet-a")
    #expect(try scenario.flow(to: "10.50.0.4").path == .allow)
    #expect(try scenario.flow(from: "10.50.0.4", to: "10.0.2.4").path == .allow)
    #expect(try scenario.flow(from: "10.60.0.4", to: "10.0.2.4").path == .deny)
    scenario = Scenario.withCircuit()
    scenario.backendGroup = [.deny("Deny-Vnet", 100, from: "10.0.0.0/8")]
    #expect(try scenario.flow(from: "10.50.0.4", to: "10.0.2.4").path == .deny)
  }

  @Test func `§1.7 item 6 a learned default route makes VirtualNetwork hold the Internet, which stays the Internet`()
    throws
  {
    var scenario = Scenario.withCircuit(learned: ["0.0.0.0/0"])
    func rule() throws -> String? {
      try scenario.flow(to: "20.1.2.3").steps.first { if case .rule = $0.detail { true } else { false } }?.subject?.rule
    }
    scenario.gatewayGroup = [.allowManagers]
    #expect(try rule() == "AllowVnetOutBound")
    scenario.gatewayGroup = [.allowManagers, .deny("Deny-Internet", 200, "Outbound", to: "Internet")]
    #expect(try rule() == "Deny-Internet")
  }

  @Test func `a connection that is down is blamed for what it would lead to`() throws {
    var scenario = Scenario.withSite("192.168.0.0/16")
    scenario.others["connections"] = [
      [
        "connectionStatus": "NotConnected", "connectionType": "IPsec", "id": id("connections", "to-site"),
        "localNetworkGateway2": reference("localNetworkGateways", "site"), "name": "to-site",
        "virtualNetworkGateway1": reference("virtualNetworkGateways", "vgw"),
      ]
    ]
    let flow = try scenario.flow(to: "192.168.1.4")
    #expect(flow.cause == .connectionNotConnected)
    #expect(flow.blamed == "to-site")
    #expect(try scenario.flow(to: "172.20.1.4").cause == .routeNone)
    scenario.gatewayRoutes = []
    scenario.closedTables = ["rt-agw"]
    #expect(try scenario.flow(to: "192.168.1.4").cause == .routeNone)
  }

  @Test func `§2.7 packets to a spoke of the far hub pass the far hub's gateway subnet`() throws {
    var scenario = Scenario.spokes
    for (index, range) in [(0, "10.0.255.0/27"), (2, "10.9.255.0/27")] {
      scenario.networks[index].subnets.append(SubnetText("GatewaySubnet", range))
    }
    scenario.networks[0].peerings = []
    scenario.networks[2].peerings = [PeeringText("vnet-b").with(\.allowGatewayTransit, true)]
    scenario.networks[1].peerings[0].useRemoteGateways = true
    scenario.others["virtualNetworkGateways"] = .array(
      ["vnet-a", "vnet-hub"].map { network in
        [
          "id": id("virtualNetworkGateways", "vgw-\(network)"),
          "ipConfigurations": [
            ["name": "default", "subnet": reference("virtualNetworks", network, "subnets", "GatewaySubnet")]
          ], "name": .string("vgw-\(network)"),
        ]
      })
    scenario.others["connections"] = [
      [
        "connectionType": "Vnet2Vnet", "id": id("connections", "a-hub"), "name": "a-hub",
        "virtualNetworkGateway1": reference("virtualNetworkGateways", "vgw-vnet-a"),
        "virtualNetworkGateway2": reference("virtualNetworkGateways", "vgw-vnet-hub"),
      ]
    ]
    #expect(try scenario.flow(to: "10.1.2.4").path == .allow)
    scenario.tables["rt-gateway"] = [.route("drop", "10.1.2.0/24", "None")]
    scenario.networks[2].subnets[1].table = "rt-gateway"
    #expect(try scenario.flow(to: "10.1.2.4").blamed == "rt-gateway/drop")
  }

  // MARK: Premises

  @Test func `§2.7 an address behind a gateway is reached, and the answer says what it rests on`() throws {
    let flow = try Scenario.withSite("192.168.0.0/16").flow(to: "192.168.1.4")
    #expect(flow.path == .allow)
    guard case .premisesAnswer(AddressSet("192.168.1.4"), let network)? = flow.assumptions.first else {
      Issue.record("\(flow.assumptions)")
      return
    }
    #expect(network.name == "vnet-a")
  }

  @Test func `§2.7 what premises send reaches the network, and replies go back`() throws {
    var scenario = Scenario.withSite("192.168.0.0/16")
    #expect(try scenario.flow(from: "192.168.1.4", to: "10.0.2.4").path == .allow)
    scenario.backendRoutes = [.route("drop", "192.168.0.0/16", "None")]
    #expect(try scenario.flow(from: "192.168.1.4", to: "10.0.2.4").blamed == "rt-backend/drop")
  }

  @Test func `§1.7 item 6 premises are in VirtualNetwork, so the default rules let them in`() throws {
    var scenario = Scenario.withSite("192.168.0.0/16")
    scenario.backendGroup = []
    #expect(try scenario.flow(from: "192.168.1.4", to: "10.0.2.4").path == .allow)
    #expect(try scenario.flow(from: "172.20.1.4", to: "10.0.2.4").path == .deny)
  }

  @Test func `an address that no gateway leads to is nobody's`() throws {
    let flow = try Scenario.withSite("192.168.0.0/16").flow(from: "172.20.1.4", to: "10.0.2.4")
    #expect(flow.steps.first?.missing == .onPremises(AddressSet("172.20.1.4")))
  }

  @Test func `§2.7 the gateway subnet's own routes apply to what comes from premises`() throws {
    var scenario = Scenario.withSite("192.168.0.0/16")
    scenario.attach(table: "rt-gateway", [.route("drop", "10.0.0.0/16", "None")], to: "GatewaySubnet")
    let reply = try scenario.flow(to: "192.168.1.4")
    #expect(reply.path == .deny)
    #expect(reply.decisive?.leg == .back)
    #expect(reply.blamed == "rt-gateway/drop")
    let request = try scenario.flow(from: "192.168.1.4", to: "10.0.2.4")
    #expect(request.decisive?.leg == .forward)
    #expect(request.blamed == "rt-gateway/drop")
  }

  @Test func `§2.7 the gateway subnet at the far end of a VNet-to-VNet connection routes what comes in`() throws {
    var scenario = Scenario.twoNetworks
    for index in 0...1 { scenario.networks[index].subnets.append(SubnetText("GatewaySubnet", "10.\(index).255.0/27")) }
    scenario.others["virtualNetworkGateways"] = .array(
      ["vnet-a", "vnet-b"].map { network in
        [
          "id": id("virtualNetworkGateways", "vgw-\(network)"),
          "ipConfigurations": [
            ["name": "default", "subnet": reference("virtualNetworks", network, "subnets", "GatewaySubnet")]
          ], "name": .string("vgw-\(network)"),
        ]
      })
    scenario.others["connections"] = [
      [
        "connectionType": "Vnet2Vnet", "id": id("connections", "a-b"), "name": "a-b",
        "virtualNetworkGateway1": reference("virtualNetworkGateways", "vgw-vnet-a"),
        "virtualNetworkGateway2": reference("virtualNetworkGateways", "vgw-vnet-b"),
      ]
    ]
    #expect(try scenario.flow(to: "10.1.2.4").path == .allow)
    scenario.tables["rt-gateway"] = [.route("drop", "10.1.2.0/24", "None")]
    scenario.networks[1].subnets[1].table = "rt-gateway"
    let flow = try scenario.flow(to: "10.1.2.4")
    #expect(flow.path == .deny)
    #expect(flow.blamed == "rt-gateway/drop")
  }

  /// A site whose packets `snet-agw` sends through a firewall at 10.0.3.4.
  private var throughFirewall: Scenario {
    var scenario = Scenario.withSite("192.168.0.0/16")
    scenario.networks[0].subnets.append(SubnetText("snet-fw", "10.0.3.0/24"))
    var card = CardText("nic-fw", "10.0.3.4", in: "vnet-a", "snet-fw")
    card.enableIPForwarding = true
    scenario.cards.append(card)
    scenario.others["appliances"] = [["address": "10.0.3.4", "name": "fw"]]
    scenario.gatewayRoutes = [.route("site", "192.168.0.0/16", appliance: "10.0.3.4")]
    return scenario
  }

  @Test func `§2.7 replies from premises pass a stateful firewall only by a route of the gateway subnet`() throws {
    var scenario = throughFirewall
    let oneSided = try scenario.flow(to: "192.168.1.4")
    #expect(oneSided.cause == .routeAsymmetric)
    #expect(oneSided.decisive?.leg == .back)
    scenario.attach(
      table: "rt-gateway", [.route("agw", "10.0.1.0/24", appliance: "10.0.3.4")], to: "GatewaySubnet")
    #expect(try scenario.flow(to: "192.168.1.4").path == .allow)
  }

  @Test func `§2.7 a firewall on the way from premises has to be on the way back as well`() throws {
    var scenario = throughFirewall
    scenario.gatewayRoutes = []
    scenario.attach(
      table: "rt-gateway", [.route("agw", "10.0.2.0/24", appliance: "10.0.3.4")], to: "GatewaySubnet")
    #expect(try scenario.flow(from: "192.168.1.4", to: "10.0.2.4").cause == .routeAsymmetric)
    scenario.backendRoutes = [.route("site", "192.168.0.0/16", appliance: "10.0.3.4")]
    #expect(try scenario.flow(from: "192.168.1.4", to: "10.0.2.4").path == .allow)
  }

  @Test func `§2.6 what comes from premises needs no allowForwardedTraffic in a spoke`() throws {
    var scenario = spoke(learned: ["10.50.0.0/16"])
    scenario.networks[0].peerings[0].allowForwardedTraffic = false
    scenario.tables["rt-gateway"] = []
    scenario.networks[2].subnets[1].table = "rt-gateway"
    #expect(try scenario.flow(from: "10.50.0.4", to: "vnet-a:10.0.1.9").path == .allow)
    #expect(try scenario.flow(to: "10.50.0.4").path == .allow)
  }

  @Test func `§2.4 a public address that a learned default route sends to the premises is open`() throws {
    let flow = try Scenario.withCircuit(learned: ["0.0.0.0/0"]).flow(to: "20.1.2.3")
    #expect(flow.path == .undetermined)
    #expect(flow.decisive?.missing == .forcedTunnel("20.1.2.3"))
    #expect(try Scenario.withCircuit(learned: ["0.0.0.0/0"]).flow(to: "192.168.7.7").path == .allow)
  }

  @Test func `a learned range that another network of the input has as well is open`() throws {
    var scenario = Scenario.twoNetworks
    scenario.networks[0].subnets.append(SubnetText("GatewaySubnet", "10.0.255.0/27"))
    scenario.connect(gatewayOf: "vnet-a", toSite: "10.1.0.0/16")
    #expect(try scenario.flow(to: "10.1.2.4").cause == .undeterminedGateway)
  }

  @Test func `a network without any list of subnets does not say that an address is nobody's`() throws {
    var scenario = Scenario()
    scenario.others["virtualNetworks"] = [
      scenario.networks[0].with(peering: PeeringText("vnet-b")).json,
      [
        "addressSpace": ["addressPrefixes": ["10.1.0.0/16"]], "id": id("virtualNetworks", "vnet-b"), "name": "vnet-b",
        "virtualNetworkPeerings": [PeeringText("vnet-a").json(in: "vnet-b")],
      ],
    ]
    let flow = try scenario.flow(to: "10.1.2.4")
    #expect(flow.cause == .undeterminedResource)
    guard case .subnets(let network)? = flow.decisive?.missing else {
      Issue.record("no subnets are missing")
      return
    }
    #expect(network.name == "vnet-b")
  }
}

extension NetworkText {
  /// The same network with one more peering.
  fileprivate func with(peering: PeeringText) -> NetworkText {
    var copy = self
    copy.peerings.append(peering)
    return copy
  }
}
