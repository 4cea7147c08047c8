import JSONText
import Outcomes
import Reachability
import TestSupport
import Testing

/// Peerings that carry some subnets of their networks only (azure-semantics.md §2.6).
struct SubnetPeeringTests {
  /// The two networks with one more subnet each, peered by some of their subnets.
  private func peered(_ a: [String] = ["snet-agw"], _ b: [String] = ["snet-backend"]) -> Scenario {
    var toB = PeeringText("vnet-b")
    toB.subnets = (a, b)
    var toA = PeeringText("vnet-a")
    toA.subnets = (b, a)
    var scenario = Scenario.peered(toB, toA)
    scenario.networks[0].subnets.append(SubnetText("snet-other", "10.0.9.0/24"))
    scenario.networks[1].subnets.append(SubnetText("snet-web", "10.1.9.0/24"))
    return scenario
  }

  @Test func `§2.6 subnets that both sides name reach each other, and their ranges alone are routed`() throws {
    let scenario = peered()
    #expect(try scenario.flow(to: "10.1.2.4").path == .allow)
    #expect(try scenario.routes()["10.1.2.0/24"] == ["Default Active VNetPeering"])
    #expect(try scenario.routes()["10.1.0.0/16"].isEmpty)
  }

  @Test func `§2.6 a subnet that the peering leaves out is not reached, and the peering is blamed`() throws {
    let flow = try peered().flow(to: "10.1.9.4")
    #expect(flow.cause == .peeringSubnetLeftOut)
    #expect(flow.blamed == "vnet-a/to-vnet-b")
  }

  @Test func `whether a subnet that the peering does not name has its routes is not told`() throws {
    let flow = try peered().flow(from: "snet-other", to: "10.1.2.4")
    // The way back is certain: no route leads to the sender.
    #expect(flow.cause == .peeringSubnetLeftOut)
    #expect(flow.decisive?.leg == .back)
    #expect(flow.steps.contains { $0.leg == .forward && $0.outcome == .undeterminedResource })
  }

  @Test func `a peering whose sides name different subnets, or none, carries nobody knows what`() throws {
    var scenario = peered()
    scenario.networks[1].peerings[0].subnets = (["snet-web"], ["snet-agw"])
    #expect(try scenario.flow(to: "10.1.2.4").path == .undetermined)
    scenario = peered()
    scenario.networks[1].peerings[0].subnets = nil
    #expect(try scenario.flow(to: "10.1.2.4").path == .undetermined)
    #expect(try peered([], []).flow(to: "10.1.2.4").path == .undetermined)
  }

  @Test func `neither an appliance nor a private endpoint is reached for certain over it`() throws {
    var scenario = peered([], [])
    scenario.others["privateEndpoints"] = [
      [
        "customDnsConfigs": [["fqdn": "app.azurewebsites.net", "ipAddresses": ["10.1.2.9"]]],
        "id": id("privateEndpoints", "pe-app"), "name": "pe-app",
        "subnet": reference("virtualNetworks", "vnet-b", "subnets", "snet-backend"),
      ]
    ]
    #expect(try scenario.flow(to: "10.1.2.9").path == .undetermined)
    scenario.networks[0].peerings[0].allowForwardedTraffic = true
    scenario.others["appliances"] = [["name": "fw", "address": "10.1.9.4", "sourceNat": true]]
    scenario.gatewayRoutes = [.route("out", "20.0.0.0/8", appliance: "10.1.9.4")]
    #expect(try scenario.flow(to: "20.1.2.3").path == .undetermined)
  }
}
