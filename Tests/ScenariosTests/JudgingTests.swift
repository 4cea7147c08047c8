import JSONText
import Outcomes
import Scenarios
import TestSupport
import Testing

private let member: JSONValue = "pool/10.0.2.4"

/// The base with a rule that keeps the gateway out.
private var closed: Promise {
  var promise = Promise()
  promise.scenario.backendGroup = [.deny("Deny-All", 200)]
  return promise
}

/// The base without a word about the server.
private var silent: Promise {
  var promise = Promise()
  promise.scenario.servers = []
  return promise
}

@Suite struct JudgingTests {
  @Test func `a member holds, fails and cannot be told`() throws {
    let expected: JSONValue = ["member": member, "health": "Healthy", "path": "allow"]
    #expect(Promise().judge(expected).standing == .holds)
    let failing = try #require(closed.judge(expected).results.first)
    #expect(failing.standing == .fails)
    #expect(failing.comparisons.map(\.predicted) == ["Unhealthy", "deny"])
    #expect(failing.decisive?.subject?.description == "nsg-backend/Deny-All")
    let open = try #require(silent.judge(expected).results.first)
    #expect(open.standing == .cannotTell)
    #expect(open.comparisons.map(\.standing) == [.cannotTell, .holds])
    #expect(open.missing != nil)
  }

  @Test func `cause and blame are compared, a tail of the name is enough`() {
    #expect(
      closed.judge(["member": member, "health": "Unhealthy", "cause": "nsg-denied", "by": "deny-all"]).standing
        == .holds)
    #expect(closed.judge(["member": member, "cause": "port-closed"]).standing == .fails)
    #expect(closed.judge(["member": member, "by": "nsg-backend/Deny-Some"]).standing == .fails)
  }

  @Test func `what expects to be undetermined holds where it is`() {
    #expect(silent.judge(["member": member, "health": "Undetermined"]).standing == .holds)
    #expect(Promise().judge(["member": member, "health": "Undetermined"]).standing == .fails)
  }

  @Test func `an expectation must hold for every member that fits`() {
    var promise = Promise()
    promise.scenario.gateway.members = ["10.0.2.4", "10.0.2.5"]
    promise.scenario.servers.append(.server("10.0.2.5", port: 81))
    #expect(promise.judge(["member": "pool/10.0.2.4", "health": "Healthy"]).standing == .holds)
    let report = promise.judge(["member": "pool/*", "health": "Healthy"])
    #expect(report.results.map(\.title) == ["member pool/10.0.2.5"])
    #expect(report.standing == .fails)
  }

  @Test func `a flow holds, fails and cannot be told`() {
    let ends: JSONValue = ["from": "snet-agw", "to": "10.0.2.4:80"]
    #expect(Promise().judge(["flow": ends, "verdict": "reachable"]).standing == .holds)
    #expect(closed.judge(["flow": ends, "verdict": "reachable", "path": "deny"]).standing == .fails)
    #expect(closed.judge(["flow": ends, "verdict": "blocked", "cause": "nsg-denied"]).standing == .holds)
    #expect(silent.judge(["flow": ends, "verdict": "reachable"]).standing == .cannotTell)
    #expect(silent.judge(["flow": ends, "path": "allow"]).standing == .holds)
  }

  @Test func `a name holds, fails and cannot be told`() {
    var promise = Promise()
    promise.scenario.others["privateDnsZones"] = [
      .zone("contoso.internal", ["api": "10.0.2.4"], links: ["vnet-a"])
    ]
    let name: JSONValue = "api.contoso.internal"
    #expect(promise.judge(["resolve": name, "from": "vnet-a", "addresses": ["10.0.2.4"]]).standing == .holds)
    #expect(promise.judge(["resolve": name, "from": "vnet-a", "addresses": ["10.0.2.5"]]).standing == .fails)
    #expect(
      promise.judge(["resolve": "no.contoso.internal", "from": "vnet-a", "cause": "dns-no-record"]).standing == .holds)
    #expect(
      promise.judge(["resolve": "api.contoso.com", "from": "vnet-a", "addresses": ["10.0.2.4"]]).standing
        == .cannotTell)
  }

  @Test func `a next hop holds, fails and cannot be told`() throws {
    let ends: JSONValue = ["from": "snet-agw", "to": "10.0.2.4"]
    #expect(Promise().judge(["nextHop": ends, "type": "VirtualNetwork"]).standing == .holds)
    var blackhole = Promise()
    blackhole.scenario.gatewayRoutes = [.route("nowhere", "10.0.2.0/24", "None")]
    let failing = try #require(blackhole.judge(["nextHop": ends, "type": "VirtualNetwork"]).results.first)
    #expect(failing.standing == .fails)
    #expect(failing.comparisons.first?.predicted == "None")
    var open = Promise()
    open.scenario.name(table: "rt-elsewhere", at: "snet-agw")
    let result = try #require(open.judge(["nextHop": ends, "type": "VirtualNetwork"]).results.first)
    #expect(result.standing == .cannotTell)
    #expect(result.missing != nil)
  }

  @Test func `a broken never shows a packet that really gets through, and the rule that lets it`() throws {
    var promise = Promise()
    promise.scenario.backendGroup = [.allow("Allow-22", 100, port: "22"), .deny("Deny-All", 200)]
    #expect(promise.judge(["never": ["from": "snet-agw", "to": "10.0.2.0/24:23"]]).standing == .holds)
    let result = try #require(promise.judge(["never": ["from": "snet-agw", "to": "10.0.2.0/24:*"]]).results.first)
    #expect(result.standing == .fails)
    let packet = try #require(result.counterexample)
    #expect(packet.destinationPort == 22)
    #expect(result.decisive?.subject?.description == "nsg-backend/Allow-22")
    let flow = try promise.scenario.flow(to: "\(packet.destination)", port: packet.destinationPort)
    #expect(flow.packets.contains(packet))
    #expect(!flow.denied.contains(packet) && !flow.undetermined.contains(packet))
  }

  @Test func `a broken always shows a packet that is really denied`() throws {
    var promise = Promise()
    #expect(promise.judge(["always": ["from": "snet-agw", "to": "10.0.2.4:80"]]).standing == .holds)
    promise.scenario.backendGroup = [.deny("Deny-One", 200, from: "10.0.1.77")]
    let result = try #require(promise.judge(["always": ["from": "snet-agw", "to": "10.0.2.4:80"]]).results.first)
    #expect(result.standing == .fails)
    #expect(result.counterexample?.source.description == "10.0.1.77")
    #expect(result.decisive?.outcome == .nsgDenied)
  }

  @Test func `a promise that hangs on something unknown cannot be told`() throws {
    var promise = Promise()
    promise.scenario.name(group: "nsg-elsewhere", at: "snet-backend")
    for kind in ["never", "always"] {
      let ends: JSONValue = ["from": "snet-agw", "to": "10.0.2.4:80"]
      let result = try #require(promise.judge(.members([(kind, ends)])).results.first)
      #expect(result.standing == .cannotTell, "\(kind)")
      #expect(result.counterexample == nil)
      #expect(result.missing != nil)
    }
  }

  @Test func `a name that nothing has is bad input, with what is known, and nothing is judged`() throws {
    let report = Promise().judge(
      ["member": "pool/10.0.2.40", "health": "Healthy"], ["member": member, "health": "Healthy"])
    #expect(report.standing == nil)
    #expect(report.results.isEmpty)
    let problem = try #require(report.problems.first)
    guard case .name(.unknown(_, _, let known)) = problem.kind else {
      Issue.record("\(problem.kind)")
      return
    }
    #expect(known == ["pool/10.0.2.4"])
    #expect(problem.origin?.path.description == "$.expect[0]")
  }

  @Test func `an unknown key and an unknown value are bad input`() {
    #expect(Promise().judge(["member": member, "helth": "Healthy"]).standing == nil)
    #expect(Promise().judge(["member": member, "health": "Well"]).standing == nil)
  }

  @Test func `the first value that does not hold is pointed at`() throws {
    let result = try #require(closed.judge(["member": member, "path": "deny", "health": "Healthy"]).results.first)
    #expect(result.blamedOrigin.path.description == "$.expect[0].health")
  }

  @Test func `every type of next hop that can be predicted can be expected`() {
    for kind in NextHop.Kind.allCases {
      let report = Promise().judge([
        "nextHop": ["from": "snet-agw", "to": "10.0.2.4"], "type": .string(kind.toolName),
      ])
      #expect(report.problems.isEmpty, "\(kind.toolName)")
    }
  }
}
