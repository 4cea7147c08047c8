import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Service tags mean something else at each subnet (azure-semantics.md §1.7).
struct ServiceTagTests {
  /// The verdict of the groups alone on what the gateway's subnet sends, for a packet that routes carry.
  private func rule(_ scenario: Scenario, to address: String) throws -> String? {
    var scenario = scenario
    if scenario.groups["nsg-agw"] == nil { scenario.gatewayGroup = [] }
    return try scenario.flow(to: address).steps.compactMap { step -> String? in
      if case .rule = step.detail, step.subject?.resource.name == "nsg-agw" { step.subject?.rule } else { nil }
    }.first
  }

  @Test func `§1.7 VirtualNetwork holds the network's own prefixes`() throws {
    #expect(try rule(Scenario(), to: "10.0.2.4") == "AllowVnetOutBound")
  }

  @Test func `§1.7 item 1 a peer's prefixes are in VirtualNetwork only with allowVirtualNetworkAccess`() throws {
    #expect(try rule(.peered(), to: "10.1.2.4") == "AllowVnetOutBound")
    let closed = Scenario.peered(PeeringText("vnet-b").with(\.allowVirtualNetworkAccess, false))
    #expect(try rule(closed, to: "10.1.2.4") == "DenyAllOutBound")
  }

  @Test func `§1.7 item 2 prefixes of the subnet's own user-defined routes are in VirtualNetwork, others' are not`()
    throws
  {
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("lan", "192.168.0.0/16", appliance: "10.0.3.4")]
    #expect(try rule(scenario, to: "192.168.1.1") == "AllowVnetOutBound")
    scenario = Scenario()
    scenario.backendRoutes = [.route("lan", "192.168.0.0/16", appliance: "10.0.3.4")]
    #expect(try rule(scenario, to: "192.168.1.1") == "DenyAllOutBound")
  }

  @Test func `§1.7 item 3 a default route of the user makes VirtualNetwork hold the Internet`() throws {
    #expect(try rule(Scenario(), to: "20.1.2.3") == "AllowInternetOutBound")
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("default", "0.0.0.0/0", "Internet")]
    #expect(try rule(scenario, to: "20.1.2.3") == "AllowVnetOutBound")
  }

  @Test(arguments: ["10.200.0.4", "172.20.0.4", "192.168.1.4", "100.64.0.4"])
  func `§1.7 item 5 and §11 R6 a private address that nothing covers is in neither tag`(address: String) throws {
    #expect(try rule(Scenario(), to: address) == "DenyAllOutBound")
  }

  @Test func `§1.7 item 6 prefixes learned from the network's gateway are in VirtualNetwork unless kept out`() throws {
    var scenario = Scenario.withSite("192.168.0.0/16")
    #expect(try rule(scenario, to: "192.168.1.1") == "AllowVnetOutBound")
    scenario.gatewayRoutes = []
    scenario.closedTables = ["rt-agw"]
    #expect(try rule(scenario, to: "192.168.1.1") == "DenyAllOutBound")
  }

  @Test func `§1.7 Internet leaves out public ranges that the network itself uses`() throws {
    var scenario = Scenario()
    scenario.networks[0].prefixes.append("51.0.0.0/16")
    scenario.networks[0].subnets.append(SubnetText("snet-public", "51.0.0.0/24"))
    scenario.gatewayGroup = [.deny("Deny-Internet", 100, "Outbound", to: "Internet")]
    #expect(try rule(scenario, to: "51.0.0.4") == "AllowVnetOutBound")
    #expect(try rule(scenario, to: "20.1.2.3") == "Deny-Internet")
  }

  @Test(arguments: ["AzureLoadBalancer", "VirtualNetwork"])
  func `§1.7 and §11 R5 the tags of the platform hold its address`(tag: String) throws {
    var scenario = Scenario()
    scenario.backendGroup = [.deny("Deny-Platform", 100, from: tag)]
    let engine = try scenario.engine()
    let card = try #require(engine.model.cards.first)
    let answer = engine.ipFlow(
      card: card, direction: .inbound, protocol: .tcp, local: ("10.0.2.4", 80), remote: ("168.63.129.16", 50000))
    #expect(answer.rule?.name == "Deny-Platform")
  }

  @Test func `§1.7 a tag without known prefixes leaves open what depends on it, and only that`() throws {
    var scenario = Scenario()
    scenario.gatewayGroup = [
      .allow("Allow-Storage", 100, "Outbound", to: "Storage.WestEurope"),
      .deny("Deny-Internet", 200, "Outbound", to: "Internet"),
    ]
    let open = try scenario.flow(to: "20.1.2.3")
    #expect(open.path == .undetermined)
    guard case .serviceTag(let tag, let rule)? = open.decisive?.missing else {
      Issue.record("no tag is missing")
      return
    }
    #expect(tag == "Storage.WestEurope")
    #expect(rule.description == "nsg-agw/Allow-Storage")
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
  }

  @Test func `§1.7 an unknown tag does not matter where the later rules come to the same`() throws {
    var scenario = Scenario()
    scenario.gatewayGroup = [.allow("Allow-Storage", 100, "Outbound", to: "Storage")]
    #expect(try scenario.flow(to: "20.1.2.3").path == .allow)
  }

  @Test func `§1.7 prefixes that the scenario gives a tag are used`() throws {
    var scenario = Scenario()
    scenario.gatewayGroup = [.deny("Deny-Storage", 100, "Outbound", to: "storage")]
    scenario.others["serviceTags"] = ["Storage": ["20.0.0.0/8"]]
    #expect(try rule(scenario, to: "20.1.2.3") == "Deny-Storage")
    #expect(try rule(scenario, to: "21.1.2.3") == "AllowInternetOutBound")
  }
}
