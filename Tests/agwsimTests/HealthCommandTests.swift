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
}
