import JSONText
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import TestSupport
import Testing

/// What the input does not hold is named, and matters only where an answer needs it.
struct MissingFactTests {
  /// The resource that a fact lacks, and who refers to it.
  private func names(_ fact: MissingFact?) -> String? {
    if case .resource(let id, let owner, _) = fact { "\(id) by \(owner)" } else { nil }
  }

  @Test func `a group that is attached and not in the input leaves the flow open`() throws {
    var scenario = Scenario()
    scenario.name(group: "nsg-elsewhere", at: "snet-backend")
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .undetermined)
    #expect(names(flow.decisive?.missing) == "nsg-elsewhere by vnet-a/snet-backend")
    guard case .resource(_, _, let origin)? = flow.decisive?.missing else { return }
    #expect(origin?.path.description == "$.virtualNetworks[0].subnets[1].networkSecurityGroup.id")
  }

  @Test func `a group of the network interface that is not in the input leaves the flow open`() throws {
    var scenario = Scenario()
    scenario.cards[0].group = "nsg-elsewhere"
    #expect(names(try scenario.flow(to: "10.0.2.4").decisive?.missing) == "nsg-elsewhere by nic-backend")
  }

  @Test func `a route table that is attached and not in the input leaves flows and next hops open`() throws {
    var scenario = Scenario()
    scenario.name(table: "rt-elsewhere", at: "snet-agw")
    #expect(names(try scenario.flow(to: "10.0.2.4").decisive?.missing) == "rt-elsewhere by vnet-a/snet-agw")
    let answer = try scenario.nextHop(to: "10.0.2.4")
    #expect(answer.nextHop == nil)
    #expect(names(answer.missing) == "rt-elsewhere by vnet-a/snet-agw")
  }

  @Test func `a route table missing at the backend leaves the replies open`() throws {
    var scenario = Scenario()
    scenario.name(table: "rt-elsewhere", at: "snet-backend")
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .undetermined)
    #expect(flow.decisive?.leg == .back)
  }

  @Test func `§1.7 a route table or a peer that is not in the input leaves open what VirtualNetwork holds`() throws {
    let rules: [JSONValue] = [.allow("Vnet", 100, from: "VirtualNetwork"), .deny("Deny-All", 200)]
    var scenario = Scenario()
    scenario.backendGroup = rules
    #expect(try scenario.flow(from: "8.8.8.8", to: "10.0.2.4").blamed == "nsg-backend/Deny-All")
    scenario.name(table: "rt-elsewhere", at: "snet-backend")
    let flow = try scenario.flow(from: "8.8.8.8", to: "10.0.2.4")
    #expect(flow.denied.isEmpty)
    #expect(flow.blamed == "nsg-backend/Vnet")
    #expect(names(flow.decisive?.missing) == "rt-elsewhere by vnet-a/snet-backend")

    scenario = Scenario()
    scenario.backendGroup = rules
    scenario.networks[0].peerings = [PeeringText("vnet-elsewhere")]
    let other = try scenario.flow(from: "172.16.0.4", to: "10.0.2.4")
    #expect(other.denied.isEmpty)
    #expect(other.steps.contains { names($0.missing) == "vnet-elsewhere by vnet-a/to-vnet-elsewhere" })
    scenario.networks[0].peerings[0].allowVirtualNetworkAccess = false
    #expect(try scenario.flow(from: "172.16.0.4", to: "10.0.2.4").blamed == "nsg-backend/Deny-All")
  }

  @Test(arguments: ["load balancer", "firewall", "application gateway", "network interface by name"])
  func `a public address that something of the input has is open, and the others of the Internet are not`(
    owner: String
  ) throws {
    var scenario = Scenario()
    scenario.others["publicIPAddresses"] = [
      ["id": id("publicIPAddresses", "pip"), "ipAddress": "20.1.2.3", "name": "pip"],
      ["id": id("publicIPAddresses", "spare"), "ipAddress": "20.1.2.4", "name": "spare"],
    ]
    let use: JSONValue = ["name": "public", "publicIPAddress": reference("publicIPAddresses", "pip")]
    switch owner {
    case "load balancer":
      scenario.others["loadBalancers"] = [
        ["frontendIPConfigurations": [use], "id": id("loadBalancers", "lb"), "name": "lb"]
      ]
    case "firewall":
      scenario.others["azureFirewalls"] = [
        ["id": id("azureFirewalls", "azfw"), "ipConfigurations": [use], "name": "azfw"]
      ]
    case "application gateway": scenario.gateway.others["frontendIPConfigurations"] = [use]
    default:
      scenario.others["networkInterfaces"] = [
        [
          "id": id("networkInterfaces", "nic"),
          "ipConfigurations": [
            [
              "name": "ip", "privateIPAddress": "10.0.2.4", "publicIPAddress": "pip",
              "subnet": reference("virtualNetworks", "vnet-a", "subnets", "snet-backend"),
            ]
          ], "name": "nic",
        ]
      ]
    }
    let flow = try scenario.flow(to: "Internet")
    #expect(flow.undetermined.destinations == AddressSet("20.1.2.3"))
    #expect(flow.denied.isEmpty)
    guard case .publicAddress(let known, "20.1.2.3")? = flow.decisive?.missing else {
      Issue.record("\(flow.steps)")
      return
    }
    #expect(known.name == "pip")
  }

  @Test func `between two ends outside the networks nothing is told`() throws {
    let flow = try Scenario().flow(from: "8.8.8.8", to: "9.9.9.9")
    #expect(flow.path == .undetermined)
    #expect(flow.decisive?.missing == .onPremises(AddressSet("9.9.9.9")))
  }

  @Test func `a missing group does not matter to flows that do not pass it`() throws {
    var scenario = Scenario()
    scenario.networks[0].subnets.append(SubnetText("snet-other", "10.0.9.0/24", group: "nsg-elsewhere"))
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
    #expect(try scenario.engine().model.missing.compactMap { names($0) } == ["nsg-elsewhere by vnet-a/snet-other"])
  }

  @Test func `a target that several resources refer to is missing once`() throws {
    var scenario = Scenario()
    scenario.name(group: "nsg-elsewhere", at: "snet-backend")
    scenario.name(group: "NSG-Elsewhere", at: "snet-agw")
    #expect(try scenario.engine().model.missing.count == 1)
  }

  @Test func `a peer that is not in the input leaves the flow open where the peering shows its range`() throws {
    var scenario = Scenario.peered()
    scenario.networks.removeLast()
    scenario.cards = []
    let peering: JSONValue = [
      "id": id("virtualNetworks", "vnet-a", "virtualNetworkPeerings", "to-vnet-b"), "name": "to-vnet-b",
      "peeringState": "Connected", "remoteAddressSpace": ["addressPrefixes": ["10.1.0.0/16"]],
      "remoteVirtualNetwork": reference("virtualNetworks", "vnet-b"),
    ]
    var network = scenario.networks[0]
    network.peerings = []
    guard case .object(let members) = network.json else { return }
    scenario.others["virtualNetworks"] = [
      .object(members.filter { $0.key != "virtualNetworkPeerings" } + [.init("virtualNetworkPeerings", [peering])])
    ]
    let flow = try scenario.flow(to: "10.1.2.4")
    #expect(flow.path == .undetermined)
    #expect(names(flow.decisive?.missing) == "vnet-b by vnet-a/to-vnet-b")
  }

  @Test func `a load balancer without its rules is open`() throws {
    var scenario = Scenario()
    scenario.others["loadBalancers"] = [.loadBalancer("ilb", frontend: "10.0.2.100", in: "snet-backend")]
    let flow = try scenario.flow(to: "10.0.2.100")
    #expect(flow.path == .undetermined)
    #expect(flow.cause == .undeterminedLoadBalancer)
  }

  @Test func `a load balancer's frontend behind a blocked way is blocked`() throws {
    var scenario = Scenario()
    scenario.others["loadBalancers"] = [.loadBalancer("ilb", frontend: "10.0.2.100", in: "snet-backend")]
    scenario.gatewayRoutes = [.route("drop", "10.0.2.0/24", "None")]
    let flow = try scenario.flow(to: "10.0.2.100")
    #expect(flow.path == .deny)
    #expect(flow.blamed == "rt-agw/drop")
  }

  @Test func `§11 R10 the path is definite with Azure's JSON alone`() throws {
    var scenario = Scenario()
    scenario.servers = []
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
    scenario.backendGroup = [.deny("Deny", 100)]
    #expect(try scenario.flow(to: "10.0.2.4").path == .deny)
  }

  @Test func `a rule by application security group is open where no network interface of the input has the address`()
    throws
  {
    var scenario = Scenario()
    scenario.cards = []
    let deny = JSONValue.members([
      ("access", "Deny"), ("destinationApplicationSecurityGroups", [reference("applicationSecurityGroups", "asg-api")]),
      ("destinationPortRange", "*"), ("direction", "Inbound"), ("name", "Deny-Api"), ("priority", 100),
      ("protocol", "*"), ("sourceAddressPrefix", "*"), ("sourcePortRange", "*"),
    ])
    scenario.backendGroup = [deny]
    #expect(try scenario.flow(to: "10.0.2.4").path == .undetermined)
    scenario.backendGroup = [deny, .deny("Deny-All", 200)]
    #expect(try scenario.flow(to: "10.0.2.4").path == .deny)
    scenario.cards = [CardText("nic-backend", "10.0.2.4", in: "vnet-a", "snet-backend")]
    scenario.backendGroup = [deny]
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
  }

  @Test func `a public address that a machine of the input has is open`() throws {
    var scenario = Scenario()
    scenario.others["publicIPAddresses"] = [
      ["id": id("publicIPAddresses", "pip"), "ipAddress": "20.1.2.3", "name": "pip"]
    ]
    #expect(try scenario.flow(to: "20.1.2.3").path == .allow)
    scenario.others["networkInterfaces"] = [
      [
        "id": id("networkInterfaces", "nic-backend"), "name": "nic-backend",
        "ipConfigurations": [
          [
            "name": "ipconfig1", "privateIPAddress": "10.0.2.4",
            "publicIPAddress": reference("publicIPAddresses", "pip"),
            "subnet": reference("virtualNetworks", "vnet-a", "subnets", "snet-backend"),
          ]
        ],
      ]
    ]
    #expect(try scenario.flow(to: "20.1.2.3").path == .undetermined)
  }

  @Test func `that packets of the Internet get to a private address is assumed aloud`() throws {
    #expect(
      try Scenario().flow(from: "Internet", to: "10.0.2.4").assumptions == [.internetLeads(to: AddressSet("10.0.2.4"))])
  }
}
