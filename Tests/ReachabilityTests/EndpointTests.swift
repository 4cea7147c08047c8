import JSONText
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import TestSupport
import Testing

/// Ends of flows as people write them.
struct EndpointTests {
  /// Two networks that do not know each other and share a range, so that names and addresses collide.
  private static var twins: Scenario {
    var scenario = Scenario()
    scenario.networks.append(
      NetworkText("vnet-copy", "10.0.0.0/16", subnets: [SubnetText("snet-backend", "10.0.2.0/24")]))
    return scenario
  }

  private func problem(_ text: String, in scenario: Scenario) throws -> NameProblem? {
    let model = try scenario.engine().model
    do {
      _ = try Endpoint.read(text, in: model)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "nic-backend", "NIC-Backend", "nic:nic-backend", "rg-test/nic-backend", "10.0.2.4", "vnet-a:10.0.2.4",
  ])
  func `a machine may be given by interface or address`(text: String) throws {
    let engine = try Scenario().engine()
    guard case .site(let site) = try Endpoint.read(text, in: engine.model) else {
      Issue.record("no place in a network")
      return
    }
    #expect(site.card?.id.name == "nic-backend")
    #expect(site.addresses == AddressSet(IPAddress("10.0.2.4")))
  }

  @Test(arguments: ["snet-backend", "vnet-a/snet-backend", "subnet:snet-backend"])
  func `a subnet stands for every usable address of it`(text: String) throws {
    let engine = try Scenario().engine()
    guard case .site(let site) = try Endpoint.read(text, in: engine.model) else {
      Issue.record("no place in a network")
      return
    }
    #expect(site.addresses == AddressSet(IPAddress("10.0.2.4")...IPAddress("10.0.2.254")))
  }

  @Test func `a full id is understood in any letter case`() throws {
    let text = idText(["networkInterfaces", "nic-backend"]).uppercased()
    #expect(try problem(text, in: Scenario()) == nil)
  }

  @Test func `a virtual machine means its primary interface`() throws {
    var scenario = Scenario()
    scenario.cards.append(CardText("nic-second", "10.0.2.5", in: "vnet-a", "snet-backend", machine: "vm-backend"))
    scenario.others["virtualMachines"] = [
      [
        "id": id("virtualMachines", "vm-backend", provider: "Microsoft.Compute"), "name": "vm-backend",
        "networkProfile": [
          "networkInterfaces": [
            ["id": id("networkInterfaces", "nic-backend"), "primary": false],
            ["id": id("networkInterfaces", "nic-second"), "primary": true],
          ]
        ],
      ]
    ]
    #expect(try scenario.flow(from: "vm-backend", to: "10.0.1.4").packets.sources == AddressSet(IPAddress("10.0.2.5")))
  }

  @Test func `a name that several resources have is ambiguous, and the candidates are listed`() throws {
    guard case .ambiguous(let text, _, let candidates)? = try problem("snet-backend", in: Self.twins) else {
      Issue.record("not ambiguous")
      return
    }
    #expect(text == "snet-backend")
    #expect(candidates.count == 2)
  }

  @Test func `an address of several networks is ambiguous unless only one has a machine there`() throws {
    #expect(
      try problem("10.0.2.77", in: Self.twins)
        == .addressInSeveralNetworks("10.0.2.77", ["vnet-a", "vnet-copy"]))
    #expect(try problem("10.0.2.4", in: Self.twins) == nil)
    #expect(try problem("vnet-copy:10.0.2.77", in: Self.twins) == nil)
  }

  @Test func `a name that nothing has is unknown, and what is known is listed`() throws {
    guard case .unknown("nic-backnd", _, let known)? = try problem("nic-backnd", in: Scenario()) else {
      Issue.record("not unknown")
      return
    }
    #expect(known.contains("nic-backend"))
  }

  @Test func `a flow to a name is the flow to its addresses`() throws {
    var scenario = Scenario()
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.0.2.4"], links: ["vnet-a"])]
    scenario.backendGroup = [.deny("Deny", 100)]
    let flow = try scenario.flow(to: "api.contoso.internal")
    #expect(flow.path == .deny)
    #expect(flow.blamed == "nsg-backend/Deny")
    #expect(try scenario.flow(to: "web.contoso.internal").cause == .dnsNoRecord)
  }

  @Test func `an interface without an address stands for every usable one of its subnet`() throws {
    var scenario = Scenario()
    scenario.cards[0].address = nil
    let flow = try scenario.flow(to: "nic-backend")
    #expect(flow.packets.destinations == AddressSet(IPAddress("10.0.2.4")...IPAddress("10.0.2.254")))
    #expect(flow.path == .allow)
    #expect(flow.assumptions.count == 1)
  }

  @Test func `IP flow verify names the rule that decides, and every port stands for the first that is denied`() throws {
    var scenario = Scenario()
    scenario.cardGroup = [.allow("Allow-80", 100, protocol: "Tcp", port: "80"), .deny("Deny-All", 200)]
    let engine = try scenario.engine()
    let card = try #require(engine.model.cards.first)
    let one = engine.ipFlow(
      card: card, direction: .inbound, protocol: .tcp, local: ("10.0.2.4", 80), remote: ("10.0.1.4", 50000))
    #expect(one.access == .allow)
    #expect(one.rule?.name == "Allow-80")
    let all = engine.ipFlow(
      card: card, direction: .inbound, protocol: .tcp, local: ("10.0.2.4", nil), remote: ("10.0.1.4", 50000))
    #expect(all.access == .deny)
    #expect(all.rule?.name == "Deny-All")
    let out = engine.ipFlow(
      card: card, direction: .outbound, protocol: .tcp, local: ("10.0.2.4", 50000), remote: ("20.1.2.3", 443))
    #expect(out.rule?.name == "AllowInternetOutBound")
  }

  @Test func `IP flow verify looks at the groups of the local address, not of the primary one`() throws {
    var scenario = Scenario()
    let subnet = reference("virtualNetworks", "vnet-a", "subnets", "snet-backend")
    scenario.others["networkInterfaces"] = [
      [
        "id": id("networkInterfaces", "nic-backend"), "name": "nic-backend",
        "ipConfigurations": [
          [
            "applicationSecurityGroups": [reference("applicationSecurityGroups", "asg-api")], "name": "one",
            "primary": true, "privateIPAddress": "10.0.2.4", "subnet": subnet,
          ], ["name": "two", "primary": false, "privateIPAddress": "10.0.2.5", "subnet": subnet],
        ],
      ]
    ]
    scenario.backendGroup = [
      [
        "access": "Allow", "destinationApplicationSecurityGroups": [reference("applicationSecurityGroups", "asg-api")],
        "destinationPortRange": "*", "direction": "Inbound", "name": "Allow-Api", "priority": 100, "protocol": "*",
        "sourceAddressPrefix": "*", "sourcePortRange": "*",
      ], .deny("Deny-All", 200),
    ]
    let engine = try scenario.engine()
    let card = try #require(engine.model.cards.first)
    for (address, access) in [("10.0.2.4", Access.allow), ("10.0.2.5", .deny)] {
      let answer = engine.ipFlow(
        card: card, direction: .inbound, protocol: .tcp, local: (IPAddress(address)!, 80),
        remote: ("10.0.1.4", 50000))
      #expect(answer.access == access)
    }
  }
}
