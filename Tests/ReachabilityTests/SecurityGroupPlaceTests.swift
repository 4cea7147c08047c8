import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Where groups are attached, and in which order they are looked at (azure-semantics.md §1.3, §1.4).
struct SecurityGroupPlaceTests {
  private static let deny: [JSONValue] = [.deny("Deny", 200)]
  private static let denyOut: [JSONValue] = [.deny("Deny", 200, "Outbound")]

  @Test(arguments: [(false, false), (true, false), (false, true), (true, true)])
  func `§1.3 both subnet and NIC group must allow`(subnetDenies: Bool, cardDenies: Bool) throws {
    var scenario = Scenario()
    scenario.backendGroup = subnetDenies ? Self.deny : []
    scenario.cardGroup = cardDenies ? Self.deny : []
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == (subnetDenies || cardDenies ? .deny : .allow))
  }

  @Test func `§1.3 inbound the subnet's group is looked at first, outbound the interface's`() throws {
    var scenario = Scenario()
    scenario.backendGroup = Self.deny + Self.denyOut
    scenario.cardGroup = Self.deny + Self.denyOut
    #expect(
      try scenario.flow(to: "10.0.2.4").blockers.map { $0.subject?.description } == [
        "nsg-backend/Deny", "nsg-nic/Deny",
      ])
    #expect(
      try scenario.flow(from: "nic-backend", to: "10.0.1.4").blockers.map { $0.subject?.description } == [
        "nsg-nic/Deny", "nsg-backend/Deny",
      ])
  }

  @Test func `§1.3 without a group everything passes, even from the Internet`() throws {
    #expect(try Scenario().flow(from: "Internet", to: "10.0.2.4").path == .allow)
  }

  @Test func `§1.3 the subnet's group filters between two machines of one subnet`() throws {
    var scenario = Scenario()
    scenario.cards.append(CardText("nic-other", "10.0.2.5", in: "vnet-a", "snet-backend"))
    scenario.backendGroup = []
    #expect(try scenario.flow(from: "nic-other", to: "10.0.2.4").path == .allow)
    scenario.backendGroup = Self.deny
    let flow = try scenario.flow(from: "nic-other", to: "10.0.2.4")
    #expect(flow.path == .deny)
    #expect(flow.blamed == "nsg-backend/Deny")
  }

  @Test func `§1.3 one group may serve several places`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [.deny("Deny-In", 100), .deny("Deny-Out", 100, "Outbound")]
    scenario.name(group: "nsg-backend", at: "snet-agw")
    #expect(
      try scenario.flow(to: "10.0.2.4").blockers.map { $0.subject?.description } == [
        "nsg-backend/Deny-Out", "nsg-backend/Deny-In",
      ])
  }

  @Test func `§1.3 a group's own list of subnets and interfaces counts as attachment`() throws {
    var scenario = Scenario()
    scenario.others["networkSecurityGroups"] = [
      [
        "id": id("networkSecurityGroups", "nsg-backend"), "name": "nsg-backend", "securityRules": .array(Self.deny),
        "subnets": [reference("virtualNetworks", "vnet-a", "subnets", "snet-backend")],
      ]
    ]
    #expect(try scenario.flow(to: "10.0.2.4").blamed == "nsg-backend/Deny")
    scenario.others["networkSecurityGroups"] = [
      [
        "id": id("networkSecurityGroups", "nsg-nic"), "name": "nsg-nic", "securityRules": .array(Self.deny),
        "networkInterfaces": [reference("networkInterfaces", "nic-backend")],
      ]
    ]
    #expect(try scenario.flow(to: "10.0.2.4").blamed == "nsg-nic/Deny")
  }

  @Test func `§1.4 the gateway's instances are the source, any usable address of their subnet`() throws {
    let flow = try Scenario().flow(to: "10.0.2.4")
    let instances = AddressSet(IPAddress("10.0.1.4")...IPAddress("10.0.1.254"))
    #expect(flow.packets.sources == instances)
    #expect(flow.packets.sourcePorts == PortSet(1024...65535))
  }

  @Test func `§1.4 a rule for one instance's address lets that instance through and no other`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [.allow("Allow-4", 100, from: "10.0.1.4"), .deny("Deny-All", 200)]
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .partial)
    #expect(flow.denied.sources == AddressSet(IPAddress("10.0.1.5")...IPAddress("10.0.1.254")))
    #expect(flow.blamed == "nsg-backend/Deny-All")
  }

  @Test func `§1.6 agents and metadata: a deny of everything outbound is not asked about Azure DNS`() throws {
    var scenario = Scenario()
    scenario.gatewayGroup = [.allowManagers, .deny("Deny-Out", 200, "Outbound")]
    scenario.others["publicDns"] = ["app.contoso.com": ["addresses": ["20.1.2.3"]]]
    #expect(try scenario.resolve("app.contoso.com").addresses == ["20.1.2.3"])
  }

  @Test func `§1.8 a rule by application security group matches members only, on either side`() throws {
    var scenario = Scenario()
    scenario.others["applicationSecurityGroups"] = [
      ["id": id("applicationSecurityGroups", "asg-web"), "name": "asg-web"]
    ]
    let toGroup: JSONValue = [
      "access": "Deny", "destinationApplicationSecurityGroups": [reference("applicationSecurityGroups", "asg-web")],
      "destinationPortRange": "*", "direction": "Inbound", "name": "Deny-Web", "priority": 100, "protocol": "*",
      "sourceAddressPrefix": "*", "sourcePortRange": "*",
    ]
    scenario.backendGroup = [toGroup]
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
    scenario.cards[0].applicationSecurityGroups = ["asg-web"]
    #expect(try scenario.flow(to: "10.0.2.4").blamed == "nsg-backend/Deny-Web")

    let fromGroup: JSONValue = [
      "access": "Deny", "destinationAddressPrefix": "*", "destinationPortRange": "*", "direction": "Outbound",
      "name": "Deny-From-Web", "priority": 110, "protocol": "*",
      "sourceApplicationSecurityGroups": [reference("applicationSecurityGroups", "asg-web")], "sourcePortRange": "*",
    ]
    scenario.backendGroup = [fromGroup]
    #expect(try scenario.flow(from: "nic-backend", to: "10.0.1.4").blamed == "nsg-backend/Deny-From-Web")
    scenario.cards[0].applicationSecurityGroups = []
    #expect(try scenario.flow(from: "nic-backend", to: "10.0.1.4").path == .allow)
  }

  @Test func `§1.8 gateway instances are in no application security group`() throws {
    var scenario = Scenario()
    scenario.cards[0].applicationSecurityGroups = ["asg-web"]
    scenario.backendGroup = [
      [
        "access": "Allow", "destinationAddressPrefix": "*", "destinationPortRange": "*", "direction": "Inbound",
        "name": "Allow-Web", "priority": 100, "protocol": "*",
        "sourceApplicationSecurityGroups": [reference("applicationSecurityGroups", "asg-web")], "sourcePortRange": "*",
      ], .deny("Deny-All", 200),
    ]
    #expect(try scenario.flow(to: "10.0.2.4").blamed == "nsg-backend/Deny-All")
  }
}
