import BackendHealth
import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// What the server does with a probe that reaches it (azure-semantics.md §0 steps 8–13, §4.3, §4.8).
struct ServerTests {
  private func member(
    _ server: JSONValue, probe: [String: JSONValue]? = nil, setting: [String: JSONValue] = [:]
  ) throws -> MemberPrediction {
    var scenario = Scenario()
    scenario.servers = [server]
    scenario.gateway.probe = probe
    scenario.gateway.setting = setting
    return try scenario.member()
  }

  private func answering(_ answers: JSONValue...) -> JSONValue { .server("10.0.2.4", answers: answers) }

  private func listening(_ listeners: JSONValue...) -> JSONValue {
    ["address": "10.0.2.4", "listeners": .array(listeners), "name": "vm"]
  }

  @Test(arguments: [
    (199, false), (200, true), (204, true), (302, true), (399, true), (400, false), (401, false), (403, false),
    (404, false), (500, false), (503, false),
  ]) func `§4.3 by default 200 to 399 are healthy`(status: Int, isHealthy: Bool) throws {
    let member = try member(answering(["status": .integer(status)]))
    #expect(member.health == (isHealthy ? .healthy : .unhealthy))
    #expect(member.cause == (isHealthy ? nil : .probeStatus))
    #expect(member.path == .allow)
  }

  @Test(arguments: [
    (["200-399", "401"], 401, true), (["200"], 204, false), (["404"], 404, true), (["200, 204"], 204, true),
  ])
  func `§4.3 a probe's own status codes replace the default ones`(codes: [String], status: Int, isHealthy: Bool) throws
  {
    let member = try member(
      answering(["status": .integer(status)]), probe: ["host": "h", "match": ["statusCodes": .strings(codes)]])
    #expect(member.health == (isHealthy ? .healthy : .unhealthy))
  }

  @Test func `§4.3 the body must contain the probe's text`() throws {
    let probe: [String: JSONValue] = ["host": "h", "match": ["body": "alive", "statusCodes": ["200"]]]
    #expect(try member(answering(["status": 200, "body": "is alive!"]), probe: probe).health == .healthy)
    let other = try member(answering(["status": 200, "body": "is dead"]), probe: probe)
    #expect(other.health == .unhealthy)
    #expect(other.cause == .probeBody)
    let unsaid = try member(answering(["status": 200]), probe: probe)
    #expect(unsaid.health == .undetermined)
    #expect(unsaid.decisive?.missing == .response(address: "10.0.2.4", port: 80, path: "/"))
  }

  @Test(arguments: [("30s", true), ("30.5s", false), ("29999ms", true), ("31s", false)])
  func `§4.3 the whole answer must come inside the timeout`(delay: String, isHealthy: Bool) throws {
    let member = try member(answering(["status": 200, "delay": .string(delay)]))
    #expect(member.health == (isHealthy ? .healthy : .unhealthy))
    #expect(member.cause == (isHealthy ? nil : .probeTimeout))
  }

  @Test func `the first answer that fits host and path is given`() throws {
    let server = answering(
      ["host": "*.contoso.com", "path": "/health", "status": 200], ["path": "/health*", "status": 500],
      ["status": 404])
    #expect(try member(server, probe: ["host": "app.contoso.com", "path": "/health"]).health == .healthy)
    guard
      case .response(let other)? = try member(server, probe: ["host": "h", "path": "/health/live"]).decisive?.detail
    else {
      Issue.record("no answer decides")
      return
    }
    #expect(other.status == 500)
    guard case .response(let root)? = try member(server).decisive?.detail else {
      Issue.record("no answer decides")
      return
    }
    #expect(root.status == 404)
    #expect(root.host == "127.0.0.1")
  }

  @Test func `a path that no answer fits is a missing fact`() throws {
    let member = try member(answering(["path": "/health", "status": 200]))
    #expect(member.health == .undetermined)
    #expect(member.decisive?.missing == .response(address: "10.0.2.4", port: 80, path: "/"))
  }

  @Test func `listeners that are given are complete`() throws {
    let closed = try member(listening())
    #expect(closed.health == .unhealthy)
    #expect(closed.cause == .portClosed)
    let other = try member(listening(["port": 8080, "protocol": "Http"]))
    #expect(other.health == .unhealthy)
    #expect(other.cause == .portWrong)
    #expect(other.blamed == "vm")
    guard case .listener(let step)? = other.decisive?.detail else {
      Issue.record("no listener decides")
      return
    }
    #expect(step.port == 80)
    #expect(step.listening == [8080])
  }

  @Test(arguments: ["*", "79-81", "80"]) func `a listener's ports may be a range or any`(ports: String) throws {
    let server = listening(["port": .string(ports), "protocol": "Http", "responses": [["status": 200]]])
    #expect(try member(server).health == .healthy)
  }

  @Test func `plain HTTP at a TLS listener is the wrong protocol`() throws {
    let member = try member(listening(["port": 80, "protocol": "Https", "responses": [["status": 200]]]))
    #expect(member.health == .unhealthy)
    #expect(member.cause == .portProtocol)
  }

  @Test func `HTTPS depends on certificates that nothing describes`() throws {
    let member = try member(
      listening(["port": 443, "protocol": "Https", "responses": [["status": 200]]]),
      setting: ["port": 443, "protocol": "Https"])
    #expect(member.health == .undetermined)
    #expect(member.decisive?.missing == .certificate(address: "10.0.2.4", port: 443))
  }

  @Test func `§4.6 a TCP probe succeeds by connecting`() throws {
    let server = listening(["port": 1433, "protocol": "Tcp"])
    #expect(try member(server, setting: ["port": 1433, "protocol": "Tcp"]).health == .healthy)
  }

  @Test func `the guest's firewall may deny, first match decides, and is named`() throws {
    func guest(_ rules: JSONValue...) -> JSONValue {
      [
        "address": "10.0.2.4", "firewall": .array(rules),
        "listeners": [["port": 80, "protocol": "Http", "responses": [["status": 200]]]],
        "name": "vm",
      ]
    }
    let deny: JSONValue = ["access": "Deny", "destinationPort": 80, "name": "block-http", "protocol": "Tcp"]
    let denied = try member(guest(deny))
    #expect(denied.health == .unhealthy)
    #expect(denied.cause == .guestDenied)
    #expect(denied.blamed == "vm/block-http")
    #expect(denied.path == .allow)
    #expect(try member(guest(["access": "Allow", "source": "10.0.1.0/24"], deny)).health == .healthy)
    let half = try member(guest(["access": "Allow", "source": "10.0.1.0/28"], deny))
    #expect(half.health == .partial)
    #expect(half.decisive?.packets.sources == AddressSet(IPAddress("10.0.1.16")...IPAddress("10.0.1.254")))
  }

  @Test func `a server that nothing describes is a missing fact, and the path still definite`() throws {
    var scenario = Scenario()
    scenario.servers = []
    let member = try scenario.member()
    #expect(member.health == .undetermined)
    #expect(member.path == .allow)
    #expect(member.cause == .undeterminedListener)
    #expect(member.decisive?.missing == .listener(address: "10.0.2.4", port: 80))
  }

  @Test func `a server without listeners is undeclared too`() throws {
    let member = try member(["address": "10.0.2.4", "name": "vm"])
    #expect(member.cause == .undeterminedListener)
  }

  @Test func `undeclared servers may be assumed to listen, and the answer says so`() throws {
    var scenario = Scenario()
    scenario.servers = []
    scenario.others["assume"] = ["undeclaredServers": "listening"]
    let member = try scenario.member()
    #expect(member.health == .healthy)
    #expect(member.assumptions == [.serverListens(address: "10.0.2.4", port: 80)])
  }

  @Test func `the same address in two networks is told apart by the server's network`() throws {
    var scenario = Scenario()
    scenario.networks.append(
      NetworkText("vnet-copy", "10.0.0.0/16", subnets: [SubnetText("snet-copy", "10.0.2.0/24")]))
    scenario.servers = [
      ["address": "10.0.2.4", "listeners": [], "name": "copy", "virtualNetwork": "vnet-copy"]
    ]
    #expect(try scenario.member().cause == .undeterminedListener)
    scenario.servers[0] = ["address": "10.0.2.4", "listeners": [], "name": "own", "virtualNetwork": "vnet-a"]
    #expect(try scenario.member().cause == .portClosed)
  }
}
