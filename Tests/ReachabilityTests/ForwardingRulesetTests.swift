import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Forwarding rulesets: after private zones and before public DNS (azure-semantics.md §3.2).
struct ForwardingRulesetTests {
  /// `vnet-a` with a resolver in `snet-dns` and two DNS servers beside the backend that hold different things.
  private static func scenario(_ rules: [JSONValue], links: [String] = ["vnet-a"]) -> Scenario {
    var scenario = Scenario()
    scenario.networks[0].subnets.append(SubnetText("snet-dns", "10.0.5.0/24"))
    scenario.others["dnsResolvers"] = [.resolver(in: "vnet-a", subnet: "snet-dns", inbound: "10.0.5.4")]
    scenario.others["dnsForwardingRulesets"] = [.ruleset(rules, links: links)]
    scenario.others["dnsServers"] = [
      .dnsServer("10.0.2.53", zones: ["contoso.internal": ["api": ["10.0.2.4"]]]),
      .dnsServer("10.0.2.54", zones: ["internal": ["api.contoso": ["10.0.2.9"]], "net": ["x.azure": ["10.0.2.9"]]]),
    ]
    scenario.others["publicDns"] = ["api.contoso.internal": ["20.1.2.3"], "x.azure.net": ["20.1.2.4"]]
    return scenario
  }

  private static let contoso = JSONValue.forwarding("contoso.internal.", to: ["10.0.2.53"])
  private static let everything = JSONValue.forwarding(".", to: ["10.0.2.54"])

  @Test func `the enabled rule with the longest domain forwards, through the outbound endpoint`() throws {
    let answer = try Self.scenario([Self.everything, Self.contoso]).resolve("api.contoso.internal")
    #expect(answer.addresses == ["10.0.2.4"])
    #expect(answer.steps.first?.subject?.description == "rules/to-contoso-internal")
  }

  @Test func `a disabled rule counts for nothing`() throws {
    let disabled = JSONValue.forwarding("contoso.internal.", to: ["10.0.2.53"], state: "Disabled")
    #expect(try Self.scenario([disabled]).resolve("api.contoso.internal").addresses == ["20.1.2.3"])
    #expect(try Self.scenario([Self.everything, disabled]).resolve("api.contoso.internal").addresses == ["10.0.2.9"])
  }

  @Test func `a ruleset that is linked to another network is not asked`() throws {
    #expect(try Self.scenario([Self.contoso], links: []).resolve("api.contoso.internal").addresses == ["20.1.2.3"])
  }

  @Test func `a linked private zone comes first, its missing record too`() throws {
    var scenario = Self.scenario([Self.contoso])
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["web": "10.0.2.7"], links: ["vnet-a"])]
    #expect(try scenario.resolve("web.contoso.internal").addresses == ["10.0.2.7"])
    #expect(try scenario.resolve("api.contoso.internal").decisive?.outcome == .dnsNoRecord)
  }

  @Test func `NxDomainRedirect asks public DNS, not the ruleset`() throws {
    var scenario = Self.scenario([Self.contoso])
    scenario.others["privateDnsZones"] = [
      .zone("contoso.internal", links: ["vnet-a"], resolutionPolicy: "NxDomainRedirect")
    ]
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["20.1.2.3"])
  }

  @Test func `the rule for every name leaves Azure's own domains alone`() throws {
    #expect(try Self.scenario([Self.everything]).resolve("x.azure.net").addresses == ["20.1.2.4"])
    let own = JSONValue.forwarding("azure.net.", to: ["10.0.2.54"])
    #expect(try Self.scenario([own]).resolve("x.azure.net").addresses == ["10.0.2.9"])
  }

  @Test func `the next target is asked where the first does not respond`() throws {
    let rule = JSONValue.forwarding("contoso.internal.", to: ["10.77.0.4", "10.0.2.53"])
    #expect(try Self.scenario([rule]).resolve("api.contoso.internal").addresses == ["10.0.2.4"])
  }

  @Test func `a target that the outbound endpoint cannot reach is named with what blocks it`() throws {
    var scenario = Self.scenario([Self.contoso])
    scenario.attach("nsg-dns", [.deny("Deny-Out", 200, "Outbound", to: "10.0.2.53", port: "53")], to: "snet-dns")
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.decisive?.outcome == .dnsServerUnreachable)
    #expect(answer.decisive?.subject?.description == "nsg-dns/Deny-Out")
  }

  @Test func `a rule that leads back to the inbound endpoint of its own network is a circle`() throws {
    let rule = JSONValue.forwarding("contoso.internal.", to: ["10.0.5.4"])
    #expect(try Self.scenario([rule]).resolve("api.contoso.internal").decisive?.outcome == .dnsLoop)
  }

  @Test func `a target that nothing describes is a missing fact`() throws {
    let rule = JSONValue.forwarding("contoso.internal.", to: ["10.0.2.55"])
    #expect(
      try Self.scenario([rule]).resolve("api.contoso.internal").decisive?.missing
        == .dnsServer(address: "10.0.2.55", name: "api.contoso.internal"))
  }

  /// A ruleset as `az dns-resolver forwarding-ruleset list` prints it, beside what other commands print.
  private func exported(_ others: [String: JSONValue]) -> Scenario {
    var scenario = Self.scenario([])
    scenario.others["dnsForwardingRulesets"] = [
      .sorted(
        [
          "dnsResolverOutboundEndpoints": [reference("dnsResolvers", "resolver", "outboundEndpoints", "out")],
          "id": id("dnsForwardingRulesets", "rules"), "name": "rules",
        ].merging(others) { $1 }.mapValues { $0 })
    ]
    return scenario
  }

  @Test func `rules or links that are not in the input leave the answer open`() throws {
    let link: JSONValue = [["name": "link", "virtualNetwork": reference("virtualNetworks", "vnet-a")]]
    let rules = try exported(["virtualNetworkLinks": link]).resolve("api.contoso.internal")
    guard case .rulesetRules? = rules.decisive?.missing else {
      Issue.record("\(String(describing: rules.decisive))")
      return
    }
    let links = try exported(["forwardingRules": [Self.contoso]]).resolve("api.contoso.internal")
    guard case .rulesetLinks? = links.decisive?.missing else {
      Issue.record("\(String(describing: links.decisive))")
      return
    }
    #expect(try exported(["forwardingRules": [Self.contoso]]).resolve("x.azure.net").addresses == ["20.1.2.4"])
  }

  @Test func `an outbound endpoint that is not in the input is a missing fact`() throws {
    var scenario = Self.scenario([Self.contoso])
    scenario.others["dnsResolvers"] = nil
    guard case .resource(let endpoint, _, _)? = try scenario.resolve("api.contoso.internal").decisive?.missing else {
      Issue.record("nothing is missing")
      return
    }
    #expect(endpoint.path == "resolver/out")
  }
}
