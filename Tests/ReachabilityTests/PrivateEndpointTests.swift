import JSONText
import Outcomes
import PacketSets
import Reachability
import TestSupport
import Testing

/// Private endpoints (azure-semantics.md §1.11, §2.6, §10 vectors 28 and 29, §8 traps 5 and 6).
struct PrivateEndpointTests {
  /// The base with a private endpoint at 10.0.2.9.
  private func withEndpoint(
    state: String? = "Approved", policies: String? = nil, network: String = "vnet-a"
  ) -> Scenario {
    var scenario = Scenario()
    scenario.networks[0].subnets[1].endpointPolicies = policies
    scenario.others["privateEndpoints"] = [
      .sorted([
        "customDnsConfigs": [["fqdn": "app.azurewebsites.net", "ipAddresses": ["10.0.2.9"]]],
        "id": id("privateEndpoints", "pe-app"), "name": "pe-app",
        "privateLinkServiceConnections": state.map {
          [["name": "app", "privateLinkServiceConnectionState": ["status": .string($0)]]]
        }, "subnet": reference("virtualNetworks", network, "subnets", "snet-backend"),
      ])
    ]
    return scenario
  }

  @Test func `vector 28 and trap 6 the subnet's group does not apply to an endpoint until the policy says so`() throws {
    var scenario = withEndpoint()
    scenario.backendGroup = [.deny("Deny", 100)]
    #expect(try scenario.flow(to: "10.0.2.9").path == .allow)
    for policies in ["NetworkSecurityGroupEnabled", "Enabled"] {
      scenario.networks[0].subnets[1].endpointPolicies = policies
      #expect(try scenario.flow(to: "10.0.2.9").blamed == "nsg-backend/Deny")
    }
    scenario.networks[0].subnets[1].endpointPolicies = "RouteTableEnabled"
    #expect(try scenario.flow(to: "10.0.2.9").path == .allow)
  }

  @Test func `the group at the sender's subnet always applies`() throws {
    var scenario = withEndpoint()
    scenario.gatewayGroup = [.deny("Out", 100, "Outbound", to: "10.0.2.9")]
    #expect(try scenario.flow(to: "10.0.2.9").blamed == "nsg-agw/Out")
  }

  @Test(arguments: ["10.0.0.0/16", "10.0.2.0/24", "0.0.0.0/0"])
  func `vector 29 and trap 5 a user's route shorter than the endpoint's own does not decide`(prefix: String) throws {
    var scenario = withEndpoint()
    for route: JSONValue in [.route("r", prefix, "None"), .route("r", prefix, appliance: "10.77.0.4")] {
      scenario.gatewayRoutes = [route]
      #expect(try scenario.flow(to: "10.0.2.9").path == .allow)
      #expect(try scenario.nextHop(to: "10.0.2.9").nextHop == NextHop(.interfaceEndpoint))
    }
  }

  @Test(arguments: [("10.0.0.0/16", true), ("10.0.2.0/24", true), ("0.0.0.0/0", false), ("10.0.0.0/8", false)])
  func `§2.6 with the policy a user's route at least as long as the network's range decides`(
    prefix: String, decides: Bool
  ) throws {
    var scenario = withEndpoint(policies: "Enabled")
    scenario.gatewayRoutes = [.route("r", prefix, "None")]
    #expect(try scenario.flow(to: "10.0.2.9").path == (decides ? .deny : .allow))
  }

  @Test func `§2.6 a user's route to the very address of a private endpoint decides`() throws {
    var scenario = withEndpoint()
    scenario.gatewayRoutes = [.route("r", "10.0.2.9/32", "None")]
    #expect(try scenario.flow(to: "10.0.2.9").blamed == "rt-agw/r")
    #expect(try scenario.nextHop(to: "10.0.2.9").nextHop == NextHop(.none))
  }

  @Test(arguments: ["Pending", "Rejected", "Disconnected"])
  func `traffic flows only over an approved connection`(state: String) throws {
    let flow = try withEndpoint(state: state).flow(to: "10.0.2.9")
    #expect(flow.cause == .privateEndpointNotApproved)
    #expect(flow.blamed == "pe-app")
  }

  @Test func `a state that is not shown is assumed to be Approved`() throws {
    let flow = try withEndpoint(state: nil).flow(to: "10.0.2.9")
    #expect(flow.path == .allow)
    #expect(flow.assumptions.contains { if case .privateEndpointApproved = $0 { true } else { false } })
  }

  @Test func `replies of an endpoint do not use its subnet's route table until the policy says so`() throws {
    var scenario = withEndpoint()
    scenario.backendRoutes = [.route("drop", "10.0.1.0/24", "None")]
    #expect(try scenario.flow(to: "10.0.2.9").path == .allow)
    scenario.networks[0].subnets[1].endpointPolicies = "Enabled"
    #expect(try scenario.flow(to: "10.0.2.9").blamed == "rt-backend/drop")
  }

  @Test func `an endpoint in a direct peer has its own route here as well`() throws {
    var scenario = Scenario.peered()
    scenario.others["privateEndpoints"] = [
      [
        "customDnsConfigs": [["ipAddresses": ["10.1.2.9"]]], "id": id("privateEndpoints", "pe"), "name": "pe",
        "subnet": reference("virtualNetworks", "vnet-b", "subnets", "snet-backend"),
      ]
    ]
    scenario.gatewayRoutes = [.route("r", "10.1.0.0/16", "None")]
    #expect(try scenario.flow(to: "10.1.2.9").path == .allow)
    #expect(try scenario.flow(to: "10.1.2.4").blamed == "rt-agw/r")
  }

  @Test func `a private endpoint of another network does not matter to a machine with its address`() throws {
    var scenario = withEndpoint(state: "Rejected", network: "vnet-b")
    scenario.networks.append(NetworkText("vnet-b", "10.0.0.0/16", subnets: [SubnetText("snet-backend", "10.0.2.0/24")]))
    let engine = try scenario.engine()
    let flow = engine.flow(
      from: try .read("snet-agw", in: engine.model), to: try .read("vnet-a:10.0.2.9", in: engine.model), port: 80,
      protocol: .tcp)
    #expect(flow.path == .allow)
  }
}
