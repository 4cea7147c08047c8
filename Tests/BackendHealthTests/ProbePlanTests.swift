import BackendHealth
import JSONText
import Outcomes
import PacketSets
import Resources
import TestSupport
import Testing

/// How a member is probed: defaults, custom probes, and what takes precedence (azure-semantics.md §4.1–4.4).
struct ProbePlanTests {
  private func plan(
    sku: String = "Standard_v2", member: String = "10.0.2.4", setting: [String: JSONValue] = [:],
    probe: [String: JSONValue]? = nil
  ) throws -> ProbePlan {
    var scenario = Scenario()
    scenario.gateway.sku = sku
    scenario.gateway.members = [member]
    scenario.gateway.setting = setting
    scenario.gateway.probe = probe
    scenario.others["publicDns"] = ["app.contoso.com": ["addresses": ["10.0.2.4"]]]
    return try scenario.member().probe
  }

  @Test func `§4.1 the default probe asks the setting's port for the root of 127.0.0.1`() throws {
    let plan = try plan(setting: ["port": 8080])
    #expect(plan.probe == nil)
    #expect(plan.protocol == .http)
    #expect(plan.port == 8080)
    #expect(plan.host == "127.0.0.1")
    #expect(plan.path == "/")
    #expect(plan.intervalSeconds == 30)
    #expect(plan.timeoutSeconds == 30)
    #expect(plan.unhealthyThreshold == 3)
    #expect(plan.statusCodes == [200...399])
    #expect(plan.body.isEmpty)
  }

  @Test func `§4.1 the default probe takes the setting's host name, and says that it supposes so`() throws {
    var scenario = Scenario()
    scenario.gateway.setting = ["hostName": "app.contoso.com"]
    let member = try scenario.member()
    #expect(member.probe.host == "app.contoso.com")
    #expect(member.assumptions.contains(.defaultProbeHost("app.contoso.com")))
    #expect(try Scenario().member().assumptions.isEmpty)
  }

  @Test func `§4.1 the default probe sends the member's own name where the setting picks it`() throws {
    #expect(
      try plan(member: "app.contoso.com", setting: ["pickHostNameFromBackendAddress": true]).host == "app.contoso.com")
  }

  @Test func `§4.3 a custom probe's host takes precedence over the setting's`() throws {
    let plan = try plan(setting: ["hostName": "setting.contoso.com"], probe: ["host": "probe.contoso.com"])
    #expect(plan.probe?.name == "probe")
    #expect(plan.host == "probe.contoso.com")
  }

  @Test func `§4.3 a custom probe may pick the setting's host name, or the member's where that picks it`() throws {
    let pick: [String: JSONValue] = ["pickHostNameFromBackendHttpSettings": true]
    #expect(try plan(setting: ["hostName": "setting.contoso.com"], probe: pick).host == "setting.contoso.com")
    #expect(
      try plan(member: "app.contoso.com", setting: ["pickHostNameFromBackendAddress": true], probe: pick).host
        == "app.contoso.com")
  }

  @Test func `§4.3 a custom probe's own values are used`() throws {
    let plan = try plan(probe: [
      "host": "h", "path": "/health", "interval": 5, "timeout": 7, "unhealthyThreshold": 2,
      "match": ["statusCodes": ["200-201", "401"], "body": "ok"],
    ])
    #expect(plan.path == "/health")
    #expect(plan.intervalSeconds == 5)
    #expect(plan.timeoutSeconds == 7)
    #expect(plan.unhealthyThreshold == 2)
    #expect(plan.statusCodes == [200...201, 401...401])
    #expect(plan.body == "ok")
  }

  @Test(arguments: [
    ("Standard_v2", 8081), ("WAF_v2", 8081), ("Basic", 8081), ("Standard_Small", 80), ("WAF_Large", 80),
  ])
  func `§4.3 a probe's own port counts on v2 only`(sku: String, port: Int) throws {
    #expect(try plan(sku: sku, probe: ["host": "h", "port": 8081]).port == UInt16(port))
  }

  @Test func `§4.3 port 0 means the setting's, as Azure writes it`() throws {
    #expect(try plan(setting: ["port": 8080], probe: ["host": "h", "port": 0]).port == 8080)
  }

  @Test func `§4.2 a probe that the setting names and that is gone is the default one`() throws {
    let plan = try plan(setting: ["probe": ["id": GatewayText.child("probes", "gone")]])
    #expect(plan.probe == nil)
    #expect(plan.path == "/")
  }

  @Test func `§4.6 TCP probes send no host`() throws {
    let plan = try plan(setting: ["protocol": "Tcp", "port": 1433])
    #expect(plan.host == nil)
    #expect(plan.port == 1433)
  }
}
