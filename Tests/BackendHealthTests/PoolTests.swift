import BackendHealth
import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Which pools, settings and members Azure lists (azure-semantics.md §4.2, §11 R9; azure-json-shapes.md §5.2, §5.4).
struct PoolTests {
  /// The pairs as `pool setting member,member`.
  private func pairs(_ scenario: Scenario) throws -> [String] {
    try scenario.prediction().pairs.map { pair in
      "\(pair.pool.name) \(pair.setting.name) \(pair.members.map(\.member.address).joined(separator: ","))"
    }
  }

  private static func scenario(
    pools: [JSONValue], settings: [String] = ["setting"], rules: [JSONValue], maps: [JSONValue] = []
  ) -> Scenario {
    var scenario = Scenario()
    scenario.gateway.others = [
      "backendAddressPools": .array(pools),
      "backendHttpSettingsCollection": .array(settings.map { GatewayText.setting($0) }),
      "requestRoutingRules": .array(rules), "urlPathMaps": .array(maps),
    ]
    return scenario
  }

  @Test func `§11 R9 only pairs that a rule uses are listed, in the order of the pools, each once`() throws {
    let scenario = Self.scenario(
      pools: [
        GatewayText.pool("first", ["10.0.2.4"]), GatewayText.pool("unused", ["10.0.2.5"]),
        GatewayText.pool("second", ["10.0.2.6"]),
      ], settings: ["s1", "s2", "s3"],
      rules: [
        GatewayText.rule("r1", pool: "second", setting: "s2"), GatewayText.rule("r2", pool: "first", setting: "s1"),
        GatewayText.rule("r3", pool: "first", setting: "s2"), GatewayText.rule("r4", pool: "first", setting: "s1"),
      ])
    #expect(try pairs(scenario) == ["first s1 10.0.2.4", "first s2 10.0.2.4", "second s2 10.0.2.6"])
  }

  @Test func `§11 R9 an empty pool is listed without members`() throws {
    var scenario = Scenario()
    scenario.gateway.members = []
    #expect(try pairs(scenario) == ["pool setting "])
  }

  @Test func `a rule that only redirects lists nothing`() throws {
    let redirect: JSONValue = [
      "id": GatewayText.child("requestRoutingRules", "redirect"), "name": "redirect",
      "redirectConfiguration": ["id": GatewayText.child("redirectConfigurations", "to-https")], "ruleType": "Basic",
    ]
    #expect(try pairs(Self.scenario(pools: [GatewayText.pool("pool", ["10.0.2.4"])], rules: [redirect])).isEmpty)
  }

  @Test func `§4.2 a path map's default and its path rules are used`() throws {
    func backend(_ pool: String, _ setting: String, prefix: String = "") -> [String: JSONValue] {
      let pool: JSONValue = ["id": GatewayText.child("backendAddressPools", pool)]
      let setting: JSONValue = ["id": GatewayText.child("backendHttpSettingsCollection", setting)]
      return prefix.isEmpty
        ? ["backendAddressPool": pool, "backendHttpSettings": setting]
        : ["defaultBackendAddressPool": pool, "defaultBackendHttpSettings": setting]
    }
    let map: [String: JSONValue] = [
      "id": GatewayText.child("urlPathMaps", "map"), "name": "map",
      "pathRules": [
        .sorted(
          backend("images", "s2").merging(["name": "images", "paths": ["/images/*"]]) { $1 }.mapValues { $0 })
      ],
    ]
    let rule: JSONValue = [
      "id": GatewayText.child("requestRoutingRules", "rule"), "name": "rule", "ruleType": "PathBasedRouting",
      "urlPathMap": ["id": GatewayText.child("urlPathMaps", "map")],
    ]
    let scenario = Self.scenario(
      pools: [GatewayText.pool("web", ["10.0.2.4"]), GatewayText.pool("images", ["10.0.2.5"])],
      settings: ["s1", "s2"], rules: [rule],
      maps: [.sorted(map.merging(backend("web", "s1", prefix: "default")) { $1 }.mapValues { $0 })])
    #expect(try pairs(scenario) == ["web s1 10.0.2.4", "images s2 10.0.2.5"])
  }

  @Test func `one member may be Healthy under one setting and Unhealthy under another`() throws {
    var scenario = Self.scenario(
      pools: [GatewayText.pool("pool", ["10.0.2.4"])],
      rules: [
        GatewayText.rule("r1", pool: "pool", setting: "good"), GatewayText.rule("r2", pool: "pool", setting: "bad"),
      ])
    scenario.gateway.others["backendHttpSettingsCollection"] = [
      GatewayText.setting("good"), GatewayText.setting("bad", ["port": 8080]),
    ]
    let prediction = try scenario.prediction()
    #expect(prediction.pairs.map { $0.members.map(\.health) } == [[.healthy], [.unhealthy]])
    #expect(prediction.pairs.last?.members.first?.cause == .portWrong)
  }

  @Test func `§11 R9 an FQDN may stand in ipAddress`() throws {
    var scenario = Scenario()
    scenario.gateway.others["backendAddressPools"] = [
      [
        "backendAddresses": [["ipAddress": "api.contoso.internal"]],
        "id": GatewayText.child("backendAddressPools", "pool"),
        "name": "pool",
      ]
    ]
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.0.2.4"], links: ["vnet-a"])]
    let member = try scenario.member()
    #expect(member.member.address == "api.contoso.internal")
    #expect(member.health == .healthy)
  }

  // MARK: Members by network interface

  private static let configuration = id("networkInterfaces", "nic-backend", "ipConfigurations", "ipconfig1")

  @Test(arguments: [(true, false), (false, true), (true, true)])
  func `§5.2 a network interface is a member by the pool's list, by its own, or both, and once`(
    byPool: Bool, byCard: Bool
  ) throws {
    var scenario = Scenario()
    scenario.gateway.members = []
    if byPool { scenario.gateway.configurations = [["id": Self.configuration]] }
    if byCard { scenario.cards[0].pools = ["pool"] }
    let members = try scenario.prediction().pairs.flatMap(\.members)
    #expect(members.map(\.member.address) == ["10.0.2.4"])
    #expect(members.first?.member.ipConfiguration?.name == "ipconfig1")
    #expect(members.first?.member.virtualMachine?.name == "vm-backend")
    #expect(members.first?.health == .healthy)
  }

  @Test func `a network interface that is not in the input is a missing fact`() throws {
    var scenario = Scenario()
    scenario.gateway.members = []
    scenario.gateway.configurations = [["id": Self.configuration]]
    scenario.cards = []
    let member = try scenario.member()
    #expect(member.health == .undetermined)
    #expect(member.cause == .undeterminedResource)
    guard case .resource(let id, _, _)? = member.decisive?.missing else {
      Issue.record("no resource is missing")
      return
    }
    #expect(id.name == "nic-backend")
  }

  @Test func `the group of a member's own interface is asked`() throws {
    var scenario = Scenario()
    scenario.gateway.members = []
    scenario.cards[0].pools = ["pool"]
    scenario.cardGroup = [.deny("Deny", 100)]
    #expect(try scenario.member().blamed == "nsg-nic/Deny")
  }
}
