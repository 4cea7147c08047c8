import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Traps 3, 4 and 5 of azure-semantics.md §8: tags and default routes.
struct RouteTrapTests {
  @Test func `trap 3: VirtualNetwork holds peers, premises and user-defined prefixes, subnet by subnet`() throws {
    func allowed(_ scenario: Scenario, to address: String) throws -> Bool {
      var scenario = scenario
      scenario.gatewayGroup = [
        .allowManagers, .allow("Allow-Vnet", 200, "Outbound", to: "VirtualNetwork"), .deny("Deny", 300, "Outbound"),
      ]
      return try scenario.flow(to: address).path == .allow
    }
    #expect(try allowed(.peered(), to: "10.1.2.4"))
    #expect(try allowed(.withSite("192.168.0.0/16"), to: "192.168.1.4"))
    #expect(try allowed(.withCircuit(learned: ["172.20.0.0/16"]), to: "172.20.1.4"))
    #expect(try !allowed(Scenario(), to: "20.1.2.3"))
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("default", "0.0.0.0/0", "Internet")]
    #expect(try allowed(scenario, to: "20.1.2.3"))
    scenario = Scenario()
    scenario.backendRoutes = [.route("default", "0.0.0.0/0", "Internet")]
    #expect(try !allowed(scenario, to: "20.1.2.3"))
  }

  @Test(arguments: ["10.77.0.4", "172.20.0.4", "192.168.1.4", "100.64.0.4"])
  func `trap 4: a private address that nothing covers is dropped, not sent to the Internet`(address: String) throws {
    let flow = try Scenario().flow(to: address)
    #expect(flow.path == .deny)
    #expect(flow.cause == .routeNone)
  }

  @Test func `trap 5: a default route captures neither the network nor its peers nor service endpoints`() throws {
    var scenario = Scenario.peered()
    scenario.networks[0].subnets[0].serviceEndpoints = [["locations": ["*"], "service": "Microsoft.Storage"]]
    scenario.others["serviceTags"] = ["Storage": ["20.1.0.0/16"]]
    scenario.gatewayRoutes = [.route("default", "0.0.0.0/0", "None")]
    #expect(try scenario.nextHop(to: "10.0.1.9").nextHop == NextHop(.vnetLocal))
    #expect(try scenario.nextHop(to: "10.1.2.4").nextHop == NextHop(.vnetPeering))
    #expect(try scenario.nextHop(to: "20.1.2.3").nextHop == NextHop(.serviceEndpoint))
    #expect(try scenario.nextHop(to: "20.9.2.3").nextHop == NextHop(.none))
  }
}
