import JSONText
import Outcomes
import Reachability
import TestSupport
import Testing

/// What a peering between two regions does not carry (azure-semantics.md §1.9, §2.6).
struct GlobalPeeringTests {
  /// Two peered networks with a load balancer at 10.1.2.100 and a private endpoint at 10.1.2.9 in the second.
  private func apart(_ location: String = "northeurope", sku: String? = "Basic") -> Scenario {
    var scenario = Scenario.peered()
    scenario.networks[1].location = location
    scenario.cards[0].balancerPools = [("ilb", "nodes")]
    scenario.others["loadBalancers"] = [Self.balancer(sku)]
    scenario.others["privateEndpoints"] = [
      [
        "customDnsConfigs": [["fqdn": "app.azurewebsites.net", "ipAddresses": ["10.1.2.9"]]],
        "id": id("privateEndpoints", "pe-app"), "name": "pe-app",
        "privateLinkServiceConnections": [
          ["name": "app", "privateLinkServiceConnectionState": ["status": "Approved"]]
        ], "subnet": reference("virtualNetworks", "vnet-b", "subnets", "snet-backend"),
      ]
    ]
    return scenario
  }

  private static func balancer(_ sku: String?) -> JSONValue {
    .sorted([
      "backendAddressPools": [["id": id("loadBalancers", "ilb", "backendAddressPools", "nodes"), "name": "nodes"]],
      "frontendIPConfigurations": [
        [
          "name": "frontend", "privateIPAddress": "10.1.2.100",
          "subnet": reference("virtualNetworks", "vnet-b", "subnets", "snet-backend"),
        ]
      ], "id": id("loadBalancers", "ilb"),
      "loadBalancingRules": [
        [
          "backendAddressPool": ["id": "nodes"], "backendPort": 80, "frontendPort": 80, "name": "http",
          "protocol": "Tcp",
        ]
      ], "name": "ilb", "sku": sku.map { ["name": .string($0)] },
    ])
  }

  @Test func `§2.6 a Basic load balancer in another region is out of reach, and a Standard one is not`() throws {
    let flow = try apart().flow(to: "10.1.2.100")
    #expect(flow.cause == .peeringGlobalLoadBalancer)
    #expect(flow.blamed == "ilb")
    #expect(try apart(sku: "Standard").flow(to: "10.1.2.100").path == .allow)
    #expect(try apart("westeurope").flow(to: "10.1.2.100").path == .allow)
  }

  @Test func `§2.6 a route to a Basic load balancer in another region leads nowhere`() throws {
    var scenario = apart()
    scenario.gatewayRoutes = [.route("out", "172.16.0.0/12", appliance: "10.1.2.100")]
    #expect(try scenario.flow(to: "172.16.0.4").cause == .peeringGlobalLoadBalancer)
  }

  @Test func `what the input does not say about region or SKU cannot be told`() throws {
    let unplaced = try apart("").flow(to: "10.1.2.100")
    #expect(unplaced.path == .undetermined)
    #expect(unplaced.decisive?.missing?.outcome == .undeterminedResource)
    let unnamed = try apart(sku: nil).flow(to: "10.1.2.100")
    #expect(unnamed.path == .undetermined)
    #expect(unnamed.decisive?.missing?.outcome == .undeterminedLoadBalancer)
    // In one region the SKU does not matter, nor for a Standard one the region.
    #expect(try apart("westeurope", sku: nil).flow(to: "10.1.2.100").path == .allow)
    #expect(try apart("", sku: "Standard").flow(to: "10.1.2.100").path == .allow)
  }

  @Test func `§1.9 an isolated gateway does not reach a private endpoint in another region`() throws {
    var scenario = apart()
    #expect(try scenario.flow(to: "10.1.2.9").path == .allow)
    scenario.gateway.isIsolated = true
    let flow = try scenario.flow(to: "10.1.2.9")
    #expect(flow.cause == .peeringGlobalPrivateEndpoint)
    #expect(flow.blamed == "pe-app")
    scenario.networks[1].location = "westeurope"
    #expect(try scenario.flow(to: "10.1.2.9").path == .allow)
    scenario.networks[1].location = ""
    #expect(try scenario.flow(to: "10.1.2.9").path == .undetermined)
  }

  @Test func `§1.9 a machine of the same network reaches it, and so does the gateway's packet by an appliance`() throws
  {
    var scenario = apart()
    scenario.gateway.isIsolated = true
    scenario.networks[0].subnets += [SubnetText("snet-vm", "10.0.3.0/24"), SubnetText("snet-fw", "10.0.4.0/24")]
    #expect(try scenario.flow(from: "snet-vm", to: "10.1.2.9").path == .allow)
    scenario.others["appliances"] = [["name": "fw1", "address": "10.0.4.4", "sourceNat": false, "stateful": false]]
    scenario.gatewayRoutes = [.route("pe", "10.1.2.9/32", appliance: "10.0.4.4")]
    let flow = try scenario.flow(to: "10.1.2.9")
    #expect(flow.path == .allow)
    #expect(flow.assumptions.contains { if case .applianceReachesEndpoint = $0 { true } else { false } })
  }
}
