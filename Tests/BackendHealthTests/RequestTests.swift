import BackendHealth
import JSONText
import Outcomes
import Resources
import TestSupport
import Testing

/// What a client gets (azure-semantics.md §4.13, §5.2, §5.3).
struct RequestTests {
  private static let url = "http://h/"

  /// The base with several members, each with its own answer to `/` behind a probe of `/health` that all pass.
  private func members(_ answers: [JSONValue], sku: String = "Standard_v2", timeout: Int = 20) -> Scenario {
    var scenario = Scenario()
    scenario.gateway.sku = sku
    scenario.gateway.probe = ["host": "h", "path": "/health"]
    scenario.gateway.setting = ["requestTimeout": .integer(timeout)]
    scenario.gateway.members = answers.indices.map { "10.0.2.\(4 + $0)" }
    scenario.servers = answers.enumerated().map { index, answer in
      .server("10.0.2.\(4 + index)", answers: [["path": "/health", "status": 200], answer])
    }
    return scenario
  }

  // MARK: The gateway's own answers

  @Test func `§5.3 no healthy member is 502 with UPSTREAM_NO_LIVE, and the member's own cause is told`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [.deny("Deny-All", 200)]
    let answer = try scenario.request(Self.url)
    #expect(answer.statuses == [502])
    #expect(answer.answers.first?.errorInfo == .upstreamNoLive)
    #expect(answer.answers.first?.serverStatus == nil)
    #expect(answer.answers.first?.serverMilliseconds == nil)
    #expect(answer.cause == .nsgDenied)
    #expect(answer.decisive?.subject?.description == "nsg-backend/Deny-All")
  }

  @Test func `§4.13 an empty pool is 502 for every request`() throws {
    var scenario = Scenario()
    scenario.gateway.members = []
    let answer = try scenario.request(Self.url)
    #expect(answer.statuses == [502])
    #expect(answer.cause == .poolEmpty)
  }

  @Test(
    arguments: [("Stopped", nil, Outcome.gatewayStopped), (nil, "Failed", .gatewayFailed)]
      as [(String?, String?, Outcome)])
  func `§5.4 a stopped gateway and a failed one answer 502`(state: String?, provisioning: String?, cause: Outcome)
    throws
  {
    var scenario = Scenario()
    if let state { scenario.gateway.operationalState = state }
    if let provisioning { scenario.gateway.provisioningState = provisioning }
    let answer = try scenario.request(Self.url)
    #expect(answer.statuses == [502])
    #expect(answer.cause == cause)
  }

  @Test func `trap 10: a management path that is cut leaves requests alone`() throws {
    var scenario = Scenario()
    scenario.gateway.sku = "Standard_Medium"
    scenario.gatewayGroup = [
      .deny("Deny-Management", 100, port: "65503-65534"), .allow("Allow-Clients", 200, from: "Internet", port: "80"),
    ]
    #expect(try scenario.member().health == .unknown)
    let answer = try scenario.request(Self.url)
    #expect(answer.statuses == [200])
    #expect(answer.verdict == .succeeds)
  }

  @Test(
    arguments: [
      ("http://h/", "TRACE", [], 405, ErrorInfo.invalidMethodTrace),
      ("http://h/", "GET", ["Host:"], 400, .noHostHeader),
      ("http://h/", "GET", ["Host: a b"], 400, .invalidHost),
      ("http://h/" + String(repeating: "x", count: 33_000), "GET", [], 414, .invalidURI),
    ] as [(String, String, [String], Int, ErrorInfo)])
  func `§5.3 the gateway itself refuses what is no proper request`(
    url: String, method: String, headers: [String], status: Int, info: ErrorInfo
  ) throws {
    let answer = try Scenario().request(url, method: method, headers: headers)
    #expect(answer.statuses == [status])
    #expect(answer.answers.first?.errorInfo == info)
    #expect(answer.cause == .requestInvalid)
  }

  // MARK: Members

  @Test func `§4.13 a member's own error is relayed with its serverStatus`() throws {
    let answer = try members([["status": 503]]).request(Self.url)
    #expect(answer.statuses == [503])
    #expect(answer.answers.first?.serverStatus == 503)
    #expect(answer.answers.first?.errorInfo == .noError)
    #expect(answer.cause == .backendStatus)
  }

  @Test func `members that answer differently give several answers, and the request is partial`() throws {
    let answer = try members([["status": 200], ["status": 500]]).request(Self.url)
    #expect(answer.verdict == .partial)
    #expect(Set(answer.statuses) == [200, 500])
    #expect(answer.answers.map(\.serverRouted) == ["10.0.2.4:80", "10.0.2.5:80"])
  }

  @Test func `an unhealthy member takes no requests`() throws {
    var scenario = members([["status": 200], ["status": 500]])
    scenario.servers[1] = .server("10.0.2.5", answers: [["path": "/health", "status": 500], ["status": 500]])
    let answer = try scenario.request(Self.url)
    #expect(answer.statuses == [200])
    #expect(answer.verdict == .succeeds)
  }

  @Test func `a member that nothing describes leaves the answer open`() throws {
    var scenario = members([["status": 200], ["status": 200]])
    scenario.servers.removeLast()
    #expect(try scenario.request(Self.url).verdict == .undetermined)
  }

  @Test func `§5.2 v2 asks another member when the time is up, v1 gives up`() throws {
    let slow: JSONValue = ["delay": "30s", "status": 200]
    #expect(try members([slow, ["status": 200]]).request(Self.url).statuses == [200])
    let v1 = try members([slow, ["status": 200]], sku: "Standard_Medium").request(Self.url)
    #expect(Set(v1.statuses) == [200, 502])
    #expect(v1.verdict == .partial)
  }

  @Test func `§5.3 when every member is too slow v2 answers 504 and v1 502`() throws {
    let slow: JSONValue = ["delay": "30s", "status": 200]
    let v2 = try members([slow, slow]).request(Self.url)
    #expect(v2.statuses == [504])
    #expect(v2.answers.first?.errorInfo == .upstreamTimedOut)
    #expect(v2.answers.first?.serverMilliseconds == 20_000)
    #expect(v2.cause == .requestTimeout)
    #expect(try members([slow], sku: "Standard_Medium").request(Self.url).statuses == [502])
  }

  @Test func `percentiles over the request timeout tell the share of requests that fail`() throws {
    let often: JSONValue = ["delay": ["p50": "40ms", "p99": "25s"], "status": 200]
    let answer = try members([often]).request(Self.url)
    #expect(answer.verdict == .partial)
    #expect(answer.statuses == [200, 504])
    let share = try #require(answer.answers.last?.share)
    #expect(abs(share.lowerBound - 0.01) < 1e-9)
    #expect(abs(share.upperBound - 0.5) < 1e-9)
    #expect(try members([often], timeout: 30).request(Self.url).verdict == .succeeds)
  }

  @Test func `a probe that is late now and then leaves a member healthy, with what that rests on`() throws {
    var scenario = Scenario()
    scenario.servers = [.server("10.0.2.4", answers: [["delay": ["p50": "1s", "p99": "31s"], "status": 200]])]
    let member = try scenario.member()
    #expect(member.health == .healthy)
    #expect(member.assumptions.contains { if case .lateProbesAreFew = $0 { true } else { false } })
    scenario.servers = [.server("10.0.2.4", answers: [["delay": ["p50": "31s", "p99": "40s"], "status": 200]])]
    #expect(try scenario.member().cause == .probeTimeout)
  }

  @Test func `§5.3 a closed connection is 502 with UPSTREAM_CLOSED_CONNECTION`() throws {
    let answer = try members([["closesConnection": true]]).request(Self.url)
    #expect(answer.statuses == [502])
    #expect(answer.answers.first?.errorInfo == .upstreamClosedConnection)
    #expect(answer.cause == .connectionClosed)
  }

  @Test func `§5.3 a client that gives up first is 499 in v2's log and nothing in v1's`() throws {
    let slow: JSONValue = ["delay": "10s", "status": 200]
    let v2 = try members([slow]).request(Self.url, patience: 5)
    #expect(v2.statuses == [499])
    #expect(v2.cause == .clientClosed)
    #expect(try members([slow], sku: "Standard_Medium").request(Self.url, patience: 5).statuses == [0])
    #expect(try members([slow]).request(Self.url, patience: 15).statuses == [200])
  }

  @Test func `§4.2 minServers keeps members in rotation that fail their probes`() throws {
    var scenario = members([["status": 200]])
    scenario.gateway.probe = ["host": "h", "path": "/nothing", "minServers": 1]
    scenario.servers = [.server("10.0.2.4", answers: [["path": "/nothing", "status": 500], ["status": 200]])]
    #expect(try scenario.member().health == .unhealthy)
    #expect(try scenario.request(Self.url).statuses == [200])
  }

  @Test(
    arguments: [(100, 2, 20, 1), (201, 2, 20, 2), (21, nil, nil, 2), (20, nil, nil, 1)] as [(Int, Int?, Int?, Int)])
  func `§4.13 load over what the instances carry is shed with 502`(
    units: Int, least: Int?, most: Int?, answers: Int
  ) throws {
    var scenario = members([["status": 200]])
    scenario.others["load"] = ["gateway": "agw", "capacityUnits": .integer(units)]
    if let least, let most {
      scenario.gateway.others["autoscaleConfiguration"] = [
        "minCapacity": .integer(least), "maxCapacity": .integer(most),
      ]
    } else {
      scenario.gateway.others["sku"] = ["name": "Standard_v2", "tier": "Standard_v2", "capacity": 2]
    }
    let answer = try scenario.request(Self.url)
    #expect(answer.answers.count == answers)
    #expect((answer.cause == .capacity) == (answers == 2))
  }

  @Test func `a server's own firewall that bars the request and not the probe lets it time out`() throws {
    var scenario = Scenario()
    scenario.gateway.probe = ["host": "h", "path": "/", "port": 8080]
    scenario.servers = [
      [
        "address": "10.0.2.4", "firewall": [["access": "Deny", "destinationPort": 80]],
        "listeners": [
          ["port": 8080, "protocol": "Http", "responses": [["status": 200]]],
          ["port": 80, "protocol": "Http", "responses": [["status": 200]]],
        ], "name": "vm",
      ]
    ]
    #expect(try scenario.member().health == .healthy)
    let answer = try scenario.request(Self.url)
    #expect(answer.statuses == [504])
    #expect(answer.cause == .guestDenied)
  }

  // MARK: What members are sent

  @Test func `trap 12: probe and request send their own host names`() throws {
    var scenario = Scenario()
    scenario.gateway.probe = ["host": "good.contoso.com"]
    scenario.servers = [
      .server("10.0.2.4", answers: [["host": "good.contoso.com", "status": 200], ["status": 404]])
    ]
    #expect(try scenario.member().health == .healthy)
    let refused = try scenario.request("http://public.contoso.com/")
    #expect(refused.statuses == [404])
    #expect(refused.cause == .hostRejected)
    #expect(refused.sent?.host == "public.contoso.com")
    scenario.gateway.setting = ["hostName": "good.contoso.com"]
    #expect(try scenario.request("http://public.contoso.com/").statuses == [200])
  }

  @Test func `§8 row 1: a request timeout that is not written is 20 seconds`() throws {
    var scenario = members([["delay": "21s", "status": 200]])
    scenario.gateway.setting = ["requestTimeout": .null]
    #expect(try scenario.request(Self.url).statuses == [504])
  }

  // MARK: The client's way

  @Test func `§1.9 rules see the instances' subnet as the receiver`() throws {
    var scenario = Scenario()
    scenario.gatewayGroup = [
      .allow("Allow-Clients", 100, from: "Internet", to: "10.0.1.0/24", port: "80"),
      .deny("Deny-Rest", 4000, from: "Internet", port: "80"),
    ]
    #expect(try scenario.request(Self.url, client: "198.51.100.7").statuses == [200])
  }

  @Test func `§8 row 34: with the port on a public and a private frontend, rules see the frontends' own addresses`()
    throws
  {
    var scenario = Scenario()
    scenario.gatewayGroup = [
      .allow("Allow-Clients", 100, from: "Internet", to: "10.0.1.0/24", port: "80"),
      .deny("Deny-Rest", 4000, from: "Internet", port: "80"),
    ]
    scenario.others["publicIPAddresses"] = [["name": "pip", "ipAddress": "203.0.113.10"]]
    scenario.gateway.others["frontendIPConfigurations"] = [
      ["name": "public", "publicIPAddress": ["id": "pip"]], ["name": "private", "privateIPAddress": "10.0.1.10"],
    ]
    scenario.gateway.others["frontendPorts"] = [["name": "p80", "port": 80]]
    scenario.gateway.others["httpListeners"] = [
      [
        "name": "listener", "protocol": "Http", "frontendIPConfiguration": ["id": "public"],
        "frontendPort": ["id": "p80"],
      ],
      [
        "name": "inner", "protocol": "Http", "frontendIPConfiguration": ["id": "private"],
        "frontendPort": ["id": "p80"],
      ],
    ]
    let blocked = try scenario.request(Self.url, client: "198.51.100.7")
    #expect(blocked.statuses == [0])
    #expect(blocked.cause == .nsgDenied)
    scenario.gatewayGroup = [
      .allow("Allow-Clients", 100, from: "Internet", to: "203.0.113.10", port: "80"),
      .deny("Deny-Rest", 4000, from: "Internet", port: "80"),
    ]
    #expect(try scenario.request(Self.url, client: "198.51.100.7").statuses == [200])
  }

  @Test func `a client whom the gateway's subnet denies gets no answer, and an unnamed one is taken to be let in`()
    throws
  {
    var scenario = Scenario()
    scenario.gatewayGroup = [
      .allow("Allow-Office", 100, from: "198.51.100.0/24", port: "80"),
      .deny("Deny-Rest", 200, from: "Internet", port: "80"),
    ]
    #expect(try scenario.request(Self.url, client: "203.0.113.7").cause == .nsgDenied)
    #expect(try scenario.request(Self.url, client: "198.51.100.7").statuses == [200])
    let anybody = try scenario.request(Self.url)
    #expect(anybody.statuses == [200])
    #expect(anybody.assumptions.contains(.clientIsLetIn))
    scenario.gatewayGroup = [.deny("Deny-All", 200, from: "Internet", port: "80")]
    #expect(try scenario.request(Self.url).cause == .nsgDenied)
  }

  @Test func `a client inside the network comes to the private frontend`() throws {
    var scenario = Scenario()
    scenario.gateway.others["frontendIPConfigurations"] = [["name": "private", "privateIPAddress": "10.0.1.10"]]
    #expect(try scenario.request("http://10.0.1.10/", client: "10.0.2.4").statuses == [200])
    scenario.gatewayGroup = [.deny("Deny-Backend", 200, from: "10.0.2.0/24", port: "80")]
    #expect(try scenario.request("http://10.0.1.10/", client: "10.0.2.4").cause == .nsgDenied)
  }
}
