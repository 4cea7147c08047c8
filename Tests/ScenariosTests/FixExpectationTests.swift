import BackendHealth
import Comparison
import JSONText
import Loading
import Outcomes
import Resources
import Scenarios
import TestSupport
import Testing

/// Which expectations of an input a repair keeps.
@Suite struct FixExpectationTests {
  /// The base whose backend drops replies by a table that another subnet has too.
  private func scenario(expecting expectations: [JSONValue]) -> Scenario {
    var scenario = Scenario()
    scenario.networks[0].subnets.append(SubnetText("snet-other", "10.0.3.0/24"))
    let routes: [JSONValue] = [.route("drop", "10.0.1.0/24", "None")]
    scenario.attach(table: "rt-shared", routes, to: "snet-backend")
    scenario.attach(table: "rt-shared", routes, to: "snet-other")
    scenario.others["expect"] = .array(expectations)
    return scenario
  }

  private func plans(_ scenario: Scenario, mayDelete: Bool = false) throws -> [FixPlan] {
    let start = Fix.start(try scenario.engine().model.resources)
    let held = HeldExpectations(in: start)
    let options = Fix.Options(mayDelete: mayDelete) { !held.broken(in: $1, among: $0).isEmpty }
    return Fix(FixGoal.all(in: start), in: start, options).plans
  }

  private static let other: JSONValue = ["nextHop": ["from": "snet-other", "to": "10.0.1.4"], "type": "None"]
  private static let own: JSONValue = ["nextHop": ["from": "snet-backend", "to": "10.0.1.4"], "type": "None"]
  private static let flow: JSONValue = [
    "flow": ["from": "snet-agw", "to": "10.0.3.4:80"], "verdict": "blocked",
  ]

  @Test(arguments: [other, flow]) func `what is expected of others is kept`(_ expectation: JSONValue) throws {
    #expect(try plans(scenario(expecting: [])).contains { $0.script.text.contains("--route-table-name rt-shared") })
    let plans = try plans(scenario(expecting: [expectation]))
    #expect(!plans.isEmpty)
    for plan in plans { #expect(!plan.script.text.contains("--route-table-name rt-shared")) }
  }

  @Test func `an expectation that records the fault ends with it`() throws {
    #expect(try plans(scenario(expecting: [Self.own])).first?.isProved == true)
  }

  @Test func `a name that only the dropped server knows is kept`() throws {
    var scenario = Scenario()
    scenario.gateway.members = ["api.contoso.internal"]
    scenario.networks[0].dnsServers = ["10.0.2.10"]
    scenario.others["dnsServers"] = [
      ["address": "10.0.2.10", "zones": ["contoso.internal": ["db": ["10.0.2.9"]]]]
    ]
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.0.2.4"], links: ["vnet-a"])]
    #expect(try plans(scenario, mayDelete: true).contains { $0.script.text.contains("--dns-servers null") })
    scenario.others["expect"] = [
      ["resolve": "db.contoso.internal", "from": "vnet-a", "addresses": ["10.0.2.9"]]
    ]
    for plan in try plans(scenario, mayDelete: true) { #expect(!plan.script.text.contains("--dns-servers")) }
  }
}
