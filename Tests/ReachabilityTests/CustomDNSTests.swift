import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Custom DNS servers: which names they are asked for, and whether they can be reached (azure-semantics.md §3.1, §3.4, §3.5).
struct CustomDNSTests {
  /// The base with a DNS server at 10.0.2.53, which holds or forwards what is given.
  private static func scenario(
    zones: JSONValue = ["contoso.internal": ["api": ["10.0.2.4"], "@": ["10.0.2.5"]]], forwarders: JSONValue = [:]
  ) -> Scenario {
    var scenario = Scenario()
    scenario.networks[0].dnsServers = ["10.0.2.53"]
    scenario.cards.append(CardText("nic-dns", "10.0.2.53", in: "vnet-a", "snet-backend"))
    scenario.others["dnsServers"] = [["address": "10.0.2.53", "zones": zones, "forwarders": forwarders]]
    return scenario
  }

  @Test(arguments: [("api.contoso.internal", "10.0.2.4"), ("contoso.internal", "10.0.2.5")])
  func `§3.1 a server that can be reached answers from its own zones`(name: String, address: IPAddress) throws {
    #expect(try Self.scenario().resolve(name).addresses == [address])
  }

  @Test func `a server has no record of a name in its own zone`() throws {
    let answer = try Self.scenario().resolve("web.contoso.internal")
    #expect(answer.decisive?.outcome == .dnsNoRecord)
    #expect(answer.decisive?.subject?.description == "10.0.2.53")
  }

  @Test func `§3.2 private zones linked to the network are not asked where it has a custom server`() throws {
    var scenario = Self.scenario(zones: [:])
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.0.2.4"], links: ["vnet-a"])]
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.addresses.isEmpty)
    #expect(answer.decisive?.missing == .dnsServer(address: "10.0.2.53", name: "api.contoso.internal"))
  }

  @Test func `§3.2 a server that forwards to Azure DNS uses the links of its own network`() throws {
    var scenario = Scenario.peered()
    scenario.networks[0].dnsServers = ["10.1.2.53"]
    scenario.others["dnsServers"] = [["address": "10.1.2.53", "forwarders": [".": ["168.63.129.16"]]]]
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.1.2.4"], links: ["vnet-b"])]
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["10.1.2.4"])
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.1.2.4"], links: ["vnet-a"])]
    #expect(try scenario.resolve("api.contoso.internal").addresses.isEmpty)
  }

  @Test func `forwarders are chosen by the longest domain`() throws {
    var scenario = Self.scenario(
      zones: [:], forwarders: [".": ["10.0.2.54"], "contoso.internal": ["10.0.2.55"]])
    scenario.others["dnsServers"] = [
      [
        "address": "10.0.2.53", "forwarders": [".": ["10.0.2.54"], "contoso.internal.": ["10.0.2.55"]],
      ],
      ["address": "10.0.2.54", "zones": ["com": ["app.contoso": ["20.1.2.3"]]]],
      ["address": "10.0.2.55", "zones": ["contoso.internal": ["api": ["10.0.2.4"]]]],
    ]
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["10.0.2.4"])
    #expect(try scenario.resolve("app.contoso.com").addresses == ["20.1.2.3"])
  }

  @Test func `servers that forward to each other have no answer`() throws {
    var scenario = Self.scenario()
    scenario.others["dnsServers"] = [
      ["address": "10.0.2.53", "forwarders": [".": ["10.0.2.54"]]],
      ["address": "10.0.2.54", "forwarders": [".": ["10.0.2.53"]]],
    ]
    #expect(try scenario.resolve("api.contoso.internal").decisive?.outcome == .dnsLoop)
  }

  @Test func `an alias of a custom server is asked at that server again`() throws {
    let scenario = Self.scenario(
      zones: ["contoso.internal": ["web": ["cname": "api.contoso.internal"], "api": ["10.0.2.4"]]])
    #expect(try scenario.resolve("web.contoso.internal").addresses == ["10.0.2.4"])
  }

  @Test func `a server that nothing describes is a missing fact, whether or not it can be reached`() throws {
    var scenario = Self.scenario()
    scenario.others["dnsServers"] = nil
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.decisive?.verdict == .undetermined)
    #expect(answer.decisive?.missing == .dnsServer(address: "10.0.2.53", name: "api.contoso.internal"))
  }

  @Test func `§3.4 a server behind no route is unreachable`() throws {
    var scenario = Self.scenario()
    scenario.networks[0].dnsServers = ["10.77.0.53"]
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.decisive?.outcome == .dnsServerUnreachable)
    #expect(answer.decisive?.subject?.description == "vnet-a")
  }

  @Test func `§3.4 a server is unreachable where a group denies UDP 53, at either end`() throws {
    var scenario = Self.scenario()
    scenario.gatewayGroup = [.allowManagers, .deny("Deny-DNS", 200, "Outbound", protocol: "Udp", port: "53")]
    #expect(try scenario.resolve("api.contoso.internal").decisive?.subject?.description == "nsg-agw/Deny-DNS")
    scenario = Self.scenario()
    scenario.backendGroup = [.deny("Deny-DNS-In", 200, protocol: "Udp", from: "10.0.1.0/24", port: "53")]
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.decisive?.outcome == .dnsServerUnreachable)
    #expect(answer.decisive?.subject?.description == "nsg-backend/Deny-DNS-In")
  }

  @Test func `§3.4 a deny of TCP 80 does not matter to a DNS server`() throws {
    var scenario = Self.scenario()
    scenario.backendGroup = [.deny("Deny-80", 200, protocol: "Tcp", port: "80")]
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["10.0.2.4"])
  }

  @Test(arguments: [
    "store.blob.core.windows.net", "vault.vault.azure.net", "graph.microsoft.com", "x.usgovcloudapi.net",
  ]) func `§3.1 a classic gateway asks Azure DNS for the platform's names, an isolated one its servers`(
    name: String
  ) throws {
    var scenario = Self.scenario()
    scenario.networks[0].dnsServers = ["10.77.0.53"]
    scenario.others["publicDns"] = .sorted([name: ["addresses": ["20.1.2.3"]]])
    #expect(try scenario.resolve(name).addresses == ["20.1.2.3"])
    #expect(try scenario.resolve(name, from: "vnet-a").decisive?.outcome == .dnsServerUnreachable)
    scenario.gateway.isIsolated = true
    #expect(try scenario.resolve(name).decisive?.outcome == .dnsServerUnreachable)
  }

  @Test(arguments: ["app.azurewebsites.net", "api.azure-api.net", "notwindows.net"])
  func `§3.1 other names, azurewebsites.net among them, go to the custom servers`(name: String) throws {
    var scenario = Self.scenario()
    scenario.networks[0].dnsServers = ["10.77.0.53"]
    scenario.others["publicDns"] = .sorted([name: ["addresses": ["20.1.2.3"]]])
    #expect(try scenario.resolve(name).decisive?.outcome == .dnsServerUnreachable)
  }

  @Test func `§3.5 one server that can be reached is enough`() throws {
    var scenario = Self.scenario()
    scenario.networks[0].dnsServers = ["10.77.0.53", "10.0.2.53"]
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["10.0.2.4"])
  }

  @Test func `Azure DNS written as a custom server is Azure DNS`() throws {
    var scenario = Self.scenario()
    scenario.networks[0].dnsServers = ["168.63.129.16"]
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.0.2.7"], links: ["vnet-a"])]
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["10.0.2.7"])
    scenario.gatewayGroup = [.allowManagers, .deny("Deny-DNS", 200, "Outbound", to: "AzurePlatformDNS")]
    #expect(try scenario.resolve("api.contoso.internal").decisive?.subject?.description == "nsg-agw/Deny-DNS")
  }

  @Test func `a forwarder for a part of the server's own zone is asked for names of that part`() throws {
    var scenario = Self.scenario(forwarders: ["sub.contoso.internal": ["10.0.2.54"]])
    guard case .array(let servers)? = scenario.others["dnsServers"] else { return }
    scenario.others["dnsServers"] = .array(
      servers + [["address": "10.0.2.54", "zones": ["sub.contoso.internal": ["web": ["10.0.2.9"]]]]])
    #expect(try scenario.resolve("web.sub.contoso.internal").addresses == ["10.0.2.9"])
    #expect(try scenario.resolve("web.contoso.internal").decisive?.outcome == .dnsNoRecord)
  }

  @Test func `a forwarding server stands in the network that the asker is connected to`() throws {
    var scenario = Scenario.peered()
    scenario.networks.insert(
      NetworkText("vnet-z", "10.1.0.0/16", subnets: [SubnetText("snet-z", "10.1.2.0/24")]), at: 0)
    scenario.networks[1].dnsServers = ["10.1.2.53"]
    scenario.others["dnsServers"] = [["address": "10.1.2.53", "forwarders": [".": ["168.63.129.16"]]]]
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.1.2.4"], links: ["vnet-b"])]
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["10.1.2.4"])
  }
}
