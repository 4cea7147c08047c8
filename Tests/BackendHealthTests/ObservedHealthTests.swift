import BackendHealth
import JSONText
import Loading
import NetworkModel
import Outcomes
import Reachability
import Resources
import TestSupport
import Testing

/// What Azure reported, beside what is predicted (azure-semantics.md §4.10).
struct ObservedHealthTests {
  /// A report of show-backend-health on members of the base's pool.
  private func report(_ servers: [(address: String, health: String, log: String?)], setting: String = "setting")
    -> String
  {
    let value: JSONValue = [
      "backendAddressPools": [
        [
          "backendAddressPool": ["id": GatewayText.child("backendAddressPools", "pool")],
          "backendHttpSettingsCollection": [
            [
              "backendHttpSettings": ["id": GatewayText.child("backendHttpSettingsCollection", setting)],
              "servers": .array(
                servers.map { server in
                  .members([
                    ("address", .string(server.address)), ("health", .string(server.health)),
                    ("healthProbeLog", server.log.map { .string($0) }),
                  ])
                }),
            ]
          ],
        ]
      ]
    ]
    return value.text(pretty: true)
  }

  private func member(_ scenario: Scenario, _ report: String, changed: Bool = false) throws -> MemberPrediction {
    let loaded = Loader.load(texts: [
      ("health.json", Array(report.utf8)), ("a.scenario.json", Array(scenario.text.utf8)),
    ])
    #expect(loaded.problems.isEmpty)
    var resources = loaded.resources
    resources.isChangedSinceObserved = changed
    let engine = Engine(NetworkModel(resources))
    let gateway = try #require(resources.applicationGateways.values.first)
    return try #require(HealthPredictor(engine).predict(gateway).pairs.first?.members.first)
  }

  private func likely(_ member: MemberPrediction) -> LikelyGap? {
    for case .observed(let difference) in member.findings.map(\.detail) { return difference.likely }
    return nil
  }

  private let healthy = [("10.0.2.4", "Healthy", "Success. Received 200 status code" as String?)]

  @Test func `where Azure says Healthy the server is thereby known`() throws {
    var scenario = Scenario()
    scenario.servers = []
    #expect(try scenario.member().health == .undetermined)
    let member = try member(scenario, report(healthy))
    #expect(member.health == .healthy)
    #expect(member.observed?.health == .healthy)
    #expect(member.steps.contains { $0.detail == .reported })
    #expect(member.findings.isEmpty)
  }

  @Test func `it stays known when the network changes, and no longer speaks of the health`() throws {
    var scenario = Scenario()
    scenario.servers = []
    let member = try member(scenario, report(healthy), changed: true)
    #expect(member.health == .healthy)
    #expect(member.observed == nil)
  }

  @Test func `a report by another setting on the port tells that it listens, not what it answers`() throws {
    var scenario = Scenario()
    scenario.servers = []
    scenario.gateway.others["backendHttpSettingsCollection"] = [
      GatewayText.setting("setting", ["hostName": "api.contoso.com"]), GatewayText.setting("other"),
    ]
    let member = try member(scenario, report(healthy, setting: "other"))
    #expect(member.health == .undetermined)
    #expect(member.cause == .undeterminedResponse)
  }

  @Test func `a server that listens where the model blocks the way is a finding that blames the rule's age`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [.deny("Deny-All", 100)]
    let member = try member(scenario, report(healthy))
    #expect(member.health == .unhealthy)
    #expect(member.findings.map(\.outcome) == [.observedDiffers])
    guard case .changedSince(let subject)? = likely(member) else {
      Issue.record("no rule is blamed")
      return
    }
    #expect(subject.description == "nsg-backend/Deny-All")
  }

  @Test func `Healthy under closed management ports means isolation`() throws {
    var scenario = Scenario()
    scenario.gatewayGroup = [.deny("Deny-Manager", 100, from: "GatewayManager", port: "65200-65535")]
    #expect(try likely(member(scenario, report(healthy))) == .isolation)
  }

  @Test func `a description of a server that Azure contradicts is named`() throws {
    var scenario = Scenario()
    scenario.servers = [.server("10.0.2.4", port: 8080)]
    guard case .serverDescription(let server)? = try likely(member(scenario, report(healthy))) else {
      Issue.record("no server is named")
      return
    }
    #expect(server.description == "server-10.0.2.4")
  }

  @Test(arguments: [
    (
      "Status code of the backend's HTTP response did not match the probe setting. Expected:200-399 Received:401.",
      LikelyGap.answer
    ),
    ("The Common Name (CN) of the backend certificate does not match the host header", .certificate),
    ("Time taken by the backend to respond is more than the timeout threshold", .hiddenFilter),
  ]) func `Azure's message names the check that fails there and succeeds here`(log: String, gap: LikelyGap) throws {
    let member = try member(Scenario(), report([("10.0.2.4", "Unhealthy", log)]))
    #expect(member.health == .healthy)
    #expect(likely(member) == gap)
  }

  @Test func `a server that was assumed to listen is suspected first`() throws {
    var scenario = Scenario()
    scenario.servers = []
    scenario.others["assume"] = ["undeclaredServers": "listening"]
    #expect(
      try likely(member(scenario, report([("10.0.2.4", "Down", nil)])))
        == .nothingListens(address: "10.0.2.4", port: 80))
  }

  @Test func `Unknown in Azure points to the management path`() throws {
    #expect(try likely(member(Scenario(), report([("10.0.2.4", "Unknown", nil)]))) == .managementPath)
  }

  @Test func `what agrees, or is open, is no finding`() throws {
    #expect(try member(Scenario(), report(healthy)).findings.isEmpty)
    var open = Scenario()
    open.servers = []
    #expect(try member(open, report([("10.0.2.4", "Unhealthy", nil)])).findings.isEmpty)
    #expect(try member(Scenario(), report([("10.0.2.4", "Draining", nil)])).findings.isEmpty)
  }

  @Test func `a failed update does not hide the health that Azure reports`() throws {
    var scenario = Scenario()
    scenario.gateway.provisioningState = "Failed"
    #expect(try scenario.member().cause == .gatewayFailed)
    #expect(try member(scenario, report(healthy)).health == .healthy)
  }
}
