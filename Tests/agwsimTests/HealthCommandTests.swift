import Testing

@Suite struct HealthCommandTests {
  /// One member that two settings probe on two ports.
  private static let network = #"""
    {
      "virtualNetworks": [{
        "name": "vnet", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
        "subnets": [{"name": "gateways", "addressPrefix": "10.0.1.0/24"}, {"name": "servers", "addressPrefix": "10.0.2.0/24"}]
      }],
      "applicationGateways": [{
        "name": "agw", "sku": {"name": "Standard_v2", "tier": "Standard_v2"},
        "gatewayIPConfigurations": [{"name": "ip", "subnet": {"id": "gateways"}}],
        "backendAddressPools": [{"name": "pool", "backendAddresses": [{"ipAddress": "10.0.2.4"}]}],
        "backendHttpSettingsCollection": [
          {"name": "a", "port": 80, "protocol": "Http"}, {"name": "b", "port": 81, "protocol": "Http"}],
        "requestRoutingRules": [
          {"name": "r", "backendAddressPool": {"id": "pool"}, "backendHttpSettings": {"id": "a"}},
          {"name": "s", "backendAddressPool": {"id": "pool"}, "backendHttpSettings": {"id": "b"}}]
      }]
    }
    """#

  @Test func `the line to add describes a server once, with every port that is asked`() throws {
    let run = try Program.run(["health", "scenario.json"], with: ["scenario.json": Self.network])
    let line = try #require(run.output.firstMatch(of: /(?s)"servers": .*?\]\}\]/)).output.replacing(/\n\s*/, with: " ")
    let told = try Program.run(
      ["health", "."], with: ["scenario.json": Self.network, "servers.scenario.json": "{\(line)}"])
    #expect(!told.output.contains("undetermined-listener"), "\(told.errors)\(told.output)")
    #expect(!told.output.contains("port-wrong"))
  }

  @Test
  func `a gateway that Azure refuses is told first, with the code, and ends with 1 although its members are well`()
    throws
  {
    let file = "scenarios/gateway-not-deployable/broken.scenario.json"
    let run = try Program.run(["health", file])
    #expect(run.status == 1)
    #expect(run.output.contains("1 member: 1 Healthy."))
    #expect(
      run.output.replacing(/\s+/, with: " ").contains(
        "Azure refuses this configuration with ApplicationGatewaySubnetOutboundTrafficBlockedByNetworkSecurityGroup"))
    let json = try Program.run(["health", file, "--format", "json"])
    #expect(json.output.contains(#""code": "ApplicationGatewaySubnetOutboundTrafficBlockedByNetworkSecurityGroup""#))
  }

  @Test func `observed health stands beside the predicted one, in health and in trace`() throws {
    let file = "scenarios/observed-differs/broken.scenario.json"
    let run = try Program.run(["health", file])
    #expect(run.output.contains(/MEMBER +HEALTH +OBSERVED/))
    #expect(run.output.contains(/10\.0\.2\.4 +Unhealthy +Healthy/))
    #expect(run.output.contains("(observed-differs)"))
    let trace = try Program.run(["trace", "pool-api/10.0.2.4", file])
    #expect(trace.output.contains("Azure reported Healthy: \"Success. Received 200 status code\""))
    #expect(
      try Program.run(["trace", "pool-api/10.0.2.4", file, "--format", "json"]).output.contains(#""observed": {"#))
  }

  @Test func `security admin rules are listed before the groups, and ip-flow names the one that decides`() throws {
    let file = "scenarios/admin-rule-denied/broken.scenario.json"
    let rules = try Program.run(["effective-rules", file, "--subnet", "snet-orders"])
    #expect(rules.output.contains("Security admin rules before every group, Inbound"))
    #expect(rules.output.contains("Web-From-Outside: 10.0.0.0/8 -> 10.1.0.0/16"))
    let flow = try Program.run([
      "ip-flow", file, "--vm", "vm-orders-1", "--direction", "Inbound", "--protocol", "TCP", "--local", "10.1.2.4:8080",
      "--remote", "10.0.1.4:50000",
    ])
    #expect(flow.status == 1)
    #expect(flow.output.contains("security admin rule Web-From-Outside (10)"))
  }
}
