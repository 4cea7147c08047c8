import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Traps 9, 13 and 14 of azure-semantics.md §8: names.
struct NameTrapTests {
  private static func linked(to network: String) -> JSONValue {
    [.zone("contoso.internal", ["api": "10.1.2.4"], links: [network])]
  }

  @Test func `trap 9: where the network has custom servers the zones linked to it do not answer`() throws {
    var scenario = Scenario.peered()
    scenario.others["privateDnsZones"] = Self.linked(to: "vnet-a")
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["10.1.2.4"])
    scenario.networks[0].dnsServers = ["10.1.2.53"]
    scenario.others["dnsServers"] = [.dnsServer("10.1.2.53", zones: ["contoso.internal": [:]])]
    #expect(try scenario.resolve("api.contoso.internal").decisive?.outcome == .dnsNoRecord)
  }

  @Test func `trap 9: a server that forwards to Azure DNS gets what its own network is linked to`() throws {
    var scenario = Scenario.peered()
    scenario.networks[0].dnsServers = ["10.1.2.53"]
    scenario.others["dnsServers"] = [.dnsServer("10.1.2.53", forwarders: [".": ["168.63.129.16"]])]
    scenario.others["privateDnsZones"] = Self.linked(to: "vnet-b")
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.addresses == ["10.1.2.4"])
    #expect(answer.steps.count == 2, "the forwarding and the zone")
    scenario.others["privateDnsZones"] = Self.linked(to: "vnet-a")
    #expect(try scenario.resolve("api.contoso.internal").addresses.isEmpty)
  }

  @Test
  func `trap 9: a ruleset linked to the network is not asked beside custom servers, one of the server's network is`()
    throws
  {
    var scenario = Scenario.peered()
    scenario.networks[0].dnsServers = ["10.1.2.53"]
    scenario.others["dnsResolvers"] = [.resolver(in: "vnet-b", subnet: "snet-backend", inbound: "10.1.2.60")]
    scenario.others["dnsServers"] = [
      .dnsServer("10.1.2.53", forwarders: [".": ["168.63.129.16"]]),
      .dnsServer("10.1.2.54", zones: ["contoso.internal": ["api": ["10.1.2.4"]]]),
    ]
    let rule = JSONValue.forwarding("contoso.internal.", to: ["10.1.2.54"])
    scenario.others["dnsForwardingRulesets"] = [.ruleset([rule], links: ["vnet-a"])]
    #expect(try scenario.resolve("api.contoso.internal").decisive?.missing == .publicName("api.contoso.internal"))
    scenario.others["dnsForwardingRulesets"] = [.ruleset([rule], links: ["vnet-b"])]
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["10.1.2.4"])
  }

  @Test(arguments: [("store.blob.core.windows.net", true), ("app.azurewebsites.net", false)])
  func `trap 9: a classic gateway takes the platform's names to Azure DNS and its linked zones, others to the servers`(
    name: String, isAsked: Bool
  ) throws {
    var scenario = Scenario()
    scenario.networks[0].dnsServers = ["10.0.2.53"]
    let zone = name.split(separator: ".", maxSplits: 1)[1]
    let host = String(name.split(separator: ".")[0])
    scenario.others["privateDnsZones"] = [.zone("privatelink." + zone, [host: "10.0.2.4"], links: ["vnet-a"])]
    scenario.others["dnsServers"] = [.dnsServer("10.0.2.53", zones: .sorted([String(zone): [:]]))]
    let answer = try scenario.resolve(name)
    #expect((answer.addresses == ["10.0.2.4"]) == isAsked)
    #expect((answer.decisive?.outcome == .dnsNoRecord) != isAsked)
  }

  @Test func `trap 13: every A record of a name counts, and the answer says that this is taken for granted`() throws {
    var scenario = Scenario()
    scenario.others["publicDns"] = ["api.contoso.com": ["10.0.2.4", "10.0.2.5"]]
    let answer = try scenario.resolve("api.contoso.com")
    #expect(answer.addresses == ["10.0.2.4", "10.0.2.5"])
    #expect(answer.assumptions == [.everyAddressMustWork(name: "api.contoso.com")])
  }

  @Test func `trap 14: that a name has no answer rests on a gateway that remembers none`() throws {
    var scenario = Scenario()
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", links: ["vnet-a"])]
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.assumptions == [.noRememberedAddresses(name: "api.contoso.internal")])
    #expect(
      try scenario.resolve("api.contoso.internal", from: "vnet-a").assumptions.isEmpty, "a machine asks each time")
  }
}
