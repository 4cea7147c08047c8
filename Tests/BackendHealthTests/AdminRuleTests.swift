import BackendHealth
import JSONText
import Outcomes
import PacketSets
import Reachability
import Resources
import TestSupport
import Testing

/// Security admin rules of Virtual Network Manager (azure-semantics.md §1.8).
struct AdminRuleTests {
  private static func rule(
    _ name: String, _ priority: Int, _ access: String, _ direction: String = "Inbound", from: String = "*",
    port: String = "*"
  ) -> JSONValue {
    [
      "access": .string(access), "destinationPortRanges": [.string(port)],
      "destinations": [["addressPrefix": "*", "addressPrefixType": "IPPrefix"]], "direction": .string(direction),
      "name": .string(name), "priority": .integer(priority), "protocol": "Any", "sourcePortRanges": ["0-65535"],
      "sources": [["addressPrefix": .string(from), "addressPrefixType": "IPPrefix"]],
    ]
  }

  /// The base of two peered networks under a network manager; nil leaves the group's members out of the input.
  private func managed(_ rules: [JSONValue], members: [String]? = ["vnet-b"]) -> Scenario {
    var scenario = Scenario.peered()
    let statics: JSONValue = .array(
      (members ?? []).map { network in ["name": .string("m-" + network), "resourceId": id("virtualNetworks", network)] }
    )
    scenario.others["networkManagers"] = [
      [
        "id": id("networkManagers", "avnm"), "name": "avnm",
        "networkGroups": [["name": "production", "staticMembers": statics]],
        "securityAdminConfigurations": [
          [
            "name": "baseline",
            "ruleCollections": [
              [
                "appliesToGroups": [["networkGroupId": id("networkManagers", "avnm", "networkGroups", "production")]],
                "name": "common", "rules": .array(rules),
              ]
            ],
          ]
        ],
      ]
    ]
    return scenario
  }

  @Test func `Deny drops before any group is asked`() throws {
    var scenario = managed([Self.rule("Deny-80", 10, "Deny", port: "80")])
    scenario.backendGroup = [.allow("Allow-All", 100)]
    let member = try scenario.member()
    #expect(member.health == .unhealthy)
    #expect(member.cause == .adminRuleDenied)
    #expect(member.blamed == "avnm/baseline/common/Deny-80")
    #expect(member.assumptions.contains { if case .adminRulesDeployed = $0 { true } else { false } })
  }

  @Test func `Allow leaves the decision to the groups, AlwaysAllow does not ask them`() throws {
    var scenario = managed([Self.rule("First", 10, "Allow"), Self.rule("Later", 20, "Deny")])
    scenario.backendGroup = [.deny("Deny-All", 100)]
    #expect(try scenario.member().blamed == "nsg-backend/Deny-All")
    scenario.backendGroup = []
    #expect(try scenario.member().health == .healthy)
    scenario = managed([Self.rule("First", 10, "AlwaysAllow"), Self.rule("Later", 20, "Deny")])
    scenario.backendGroup = [.deny("Deny-All", 100)]
    #expect(try scenario.member().health == .healthy)
  }

  @Test func `a denied packet still meets the groups, so that every blocker is found`() throws {
    var scenario = managed([Self.rule("Deny-80", 10, "Deny", port: "80")])
    scenario.backendGroup = [.deny("Deny-All", 100)]
    #expect(try scenario.member().blockers.compactMap(\.outcome) == [.adminRuleDenied, .nsgDenied])
  }

  @Test func `rules hold in the networks of their groups only`() throws {
    let scenario = managed([Self.rule("Deny-80", 10, "Deny", port: "80")], members: ["vnet-c"])
    let member = try scenario.member()
    #expect(member.health == .healthy)
    #expect(member.assumptions.contains { if case .networkGroupIsStatic = $0 { true } else { false } })
  }

  @Test func `a group whose members are not in the input leaves it open, where the rule matters`() throws {
    let open = try managed([Self.rule("Deny-80", 10, "Deny", port: "80")], members: nil).member()
    #expect(open.health == .undetermined)
    guard case .networkGroupMembers(let group, _)? = open.decisive?.missing else {
      Issue.record("the group is not named")
      return
    }
    #expect(group.name == "production")
    #expect(try managed([Self.rule("Deny-22", 10, "Deny", port: "22")], members: nil).member().health == .healthy)
  }

  @Test func `an AlwaysAllow that may apply leaves open what a group denies`() throws {
    var scenario = managed([Self.rule("First", 10, "AlwaysAllow")], members: nil)
    scenario.backendGroup = [.deny("Deny-All", 100)]
    #expect(try scenario.member().health == .undetermined)
  }

  @Test func `trap 16: rules do not hold at the subnet of a classic gateway, and hold at an isolated one's`() throws {
    var scenario = managed([Self.rule("Deny-Out", 10, "Deny", "Outbound")], members: ["vnet-a"])
    #expect(try scenario.member().health == .healthy)
    scenario.gateway.isIsolated = true
    #expect(try scenario.member().cause == .adminRuleDenied)
  }

  @Test func `a rule for a part of the gateway's subnet makes Partial`() throws {
    let scenario = managed([Self.rule("Deny-Low", 10, "Deny", from: "10.0.1.0/25")])
    #expect(try scenario.member().health == .partial)
  }

  @Test func `rules on their own join their collection, as az lists them`() throws {
    let scenario = managed([])
    let name = ["networkManagers", "avnm", "securityAdminConfigurations", "baseline", "ruleCollections", "common"]
    guard case .object(let members) = Self.rule("Deny-80", 10, "Deny", port: "80") else { return }
    let rule = JSONValue.array([
      .object(members + [.init("id", .string(idText(name + ["rules", "Deny-80"])))])
    ])
    let engine = try scenario.engine(and: rule.text(pretty: true))
    let answer = engine.effectiveRules(subnet: try engine.subnet("snet-backend"))
    #expect(answer.adminRules.map(\.rule.id.name) == ["Deny-80"])
    #expect(answer.adminRules[0].missing == nil)
    #expect(engine.effectiveRules(subnet: try engine.subnet("snet-agw")).adminRules.isEmpty)
  }

  @Test func `IP flow verify names the admin rule`() throws {
    let engine = try managed([Self.rule("Deny-80", 10, "Deny", port: "80")]).engine()
    let card = try #require(engine.model.cards.first)
    func ask(_ port: UInt16) -> IPFlowAnswer {
      engine.ipFlow(
        card: card, direction: .inbound, protocol: .tcp, local: (address: "10.1.2.4", port: port),
        remote: (address: "10.0.1.4", port: 50000))
    }
    #expect(ask(80).access == .deny)
    #expect(ask(80).adminRule?.id.name == "Deny-80")
    #expect(ask(443).access == .allow)
    #expect(ask(443).adminRule == nil)
  }
}
