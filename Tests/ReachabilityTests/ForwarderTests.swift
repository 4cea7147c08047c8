import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Servers that ask other servers: each from its own place (azure-semantics.md §3.2, §3.4).
struct ForwarderTests {
  /// A gateway in a spoke whose server stands in the hub, beside what is given.
  private static func hub(_ servers: [JSONValue]) -> Scenario {
    var scenario = Scenario.spokes
    scenario.networks[0].dnsServers = ["10.9.0.4"]
    scenario.others["dnsServers"] = .array(servers)
    return scenario
  }

  private static let inSpokeB = JSONValue.dnsServer(
    "10.1.2.53", zones: ["contoso.internal": ["api": ["10.1.2.4"], "web": ["cname": "api.contoso.internal"]]])

  @Test func `a forwarder is reached from the server's own network, where the gateway's has no way`() throws {
    let scenario = Self.hub([
      .dnsServer("10.9.0.4", forwarders: ["contoso.internal": ["10.1.2.53"]]), Self.inSpokeB,
    ])
    #expect(try scenario.flow(to: "10.1.2.53", port: 53, protocol: .udp).path == .deny)
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["10.1.2.4"])
  }

  @Test func `§3.4 a forwarder that the server cannot reach is named with the rule that blocks it`() throws {
    var scenario = Self.hub([
      .dnsServer("10.9.0.4", forwarders: ["contoso.internal": ["10.1.2.53"]]), Self.inSpokeB,
    ])
    scenario.attach("nsg-hub", [.deny("Deny-DNS", 200, "Outbound", protocol: "Udp", port: "53")], to: "snet-hub")
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.decisive?.outcome == .dnsServerUnreachable)
    #expect(answer.decisive?.subject?.description == "nsg-hub/Deny-DNS")
  }

  @Test func `of several forwarders the first that can be reached is asked`() throws {
    let scenario = Self.hub([
      .dnsServer("10.9.0.4", forwarders: ["contoso.internal": ["10.77.0.53", "10.1.2.53"]]), Self.inSpokeB,
    ])
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.addresses == ["10.1.2.4"])
    #expect(answer.steps.map(\.verdict) == [.skip, .allow, .allow])
  }

  @Test func `a forwarder that nothing describes is a missing fact`() throws {
    let scenario = Self.hub([.dnsServer("10.9.0.4", forwarders: [".": ["10.1.2.53"]])])
    #expect(
      try scenario.resolve("api.contoso.internal").decisive?.missing
        == .dnsServer(address: "10.1.2.53", name: "api.contoso.internal"))
  }

  @Test func `a public resolver answers as public DNS does, and private zones are passed over`() throws {
    var scenario = Self.hub([.dnsServer("10.9.0.4", forwarders: [".": ["8.8.8.8"]])])
    scenario.others["publicDns"] = ["api.contoso.com": ["cname": "x.contoso.com"], "x.contoso.com": ["10.1.2.4"]]
    let answer = try scenario.resolve("api.contoso.com")
    #expect(answer.addresses == ["10.1.2.4"])
    #expect(answer.assumptions.contains(.publicResolver("8.8.8.8")))
  }

  @Test func `§3.3 an alias is followed by the server that found it`() throws {
    // The first server forwards the public suffix alone: the second one follows the alias out of it.
    let scenario = Self.hub([
      .dnsServer("10.9.0.4", zones: ["privatelink.net": [:]], forwarders: ["contoso.internal": ["10.1.2.53"]]),
      .dnsServer(
        "10.1.2.53",
        zones: [
          "contoso.internal": ["api": ["cname": "api.privatelink.net"]], "privatelink.net": ["api": ["10.1.2.4"]],
        ]),
    ])
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["10.1.2.4"])
  }

  @Test func `Azure DNS is denied to a forwarding server by a rule for AzurePlatformDNS`() throws {
    var scenario = Self.hub([.dnsServer("10.9.0.4", forwarders: [".": ["168.63.129.16"]])])
    scenario.attach("nsg-hub", [.deny("Deny-Azure", 200, "Outbound", to: "AzurePlatformDNS")], to: "snet-hub")
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.decisive?.outcome == .dnsServerUnreachable)
    #expect(answer.decisive?.subject?.description == "nsg-hub/Deny-Azure")
  }

  @Test func `a private resolver's inbound endpoint answers as Azure DNS of its own network`() throws {
    var scenario = Self.hub([])
    scenario.others["dnsResolvers"] = [.resolver(in: "vnet-hub", subnet: "snet-hub", inbound: "10.9.0.4")]
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.0.2.4"], links: ["vnet-hub"])]
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["10.0.2.4"])
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.0.2.4"], links: ["vnet-a"])]
    #expect(try scenario.resolve("api.contoso.internal").addresses.isEmpty)
  }

  @Test func `§3.4 the server's own firewall keeps questions out`() throws {
    var scenario = Self.hub([.dnsServer("10.9.0.4", zones: ["contoso.internal": ["api": ["10.0.2.4"]]])])
    scenario.servers = [
      [
        "name": "dns", "address": "10.9.0.4",
        "firewall": [["name": "Block", "access": "Deny", "protocol": "Udp", "destinationPort": 53]],
      ]
    ]
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.decisive?.outcome == .dnsServerUnreachable)
    #expect(answer.decisive?.subject?.description == "dns/Block")
  }

  @Test func `§3.4 a server that only some senders reach is a finding that names them`() throws {
    var scenario = Self.hub([.dnsServer("10.9.0.4", zones: ["contoso.internal": ["api": ["10.9.0.8"]]])])
    scenario.attach("nsg-hub", [.deny("Deny-Upper", 200, from: "10.0.1.128/25", port: "53")], to: "snet-hub")
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.addresses == ["10.9.0.8"])
    #expect(answer.cut?.packets.sources == AddressSet("10.0.1.128"..."10.0.1.254"))
    #expect(answer.cut?.subject?.description == "nsg-hub/Deny-Upper")
    let flow = try scenario.flow(to: "api.contoso.internal")
    #expect(flow.path == .partial)
    #expect(flow.cause == .dnsServerUnreachable)
    #expect(flow.denied.sources == answer.cut?.packets.sources)
  }

  @Test func `§3.5 a second server that everybody reaches makes up for one that some do not`() throws {
    var scenario = Self.hub([
      .dnsServer("10.9.0.4", zones: ["contoso.internal": ["api": ["10.0.2.4"]]]),
      .dnsServer("10.9.0.5", zones: ["contoso.internal": ["api": ["10.0.2.4"]]]),
    ])
    scenario.networks[0].dnsServers = ["10.9.0.4", "10.9.0.5"]
    scenario.attach(
      "nsg-hub", [.deny("Deny-Upper", 200, from: "10.0.1.128/25", to: "10.9.0.4", port: "53")], to: "snet-hub")
    #expect(try scenario.resolve("api.contoso.internal").findings.isEmpty)
  }

  @Test func `§3.5 servers that agree are no finding and no assumption, one that nobody knows is`() throws {
    let records: JSONValue = ["contoso.internal": ["api": ["10.0.2.4"]]]
    var scenario = Self.hub([.dnsServer("10.9.0.4", zones: records), .dnsServer("10.9.0.5", zones: records)])
    scenario.networks[0].dnsServers = ["10.9.0.4", "10.9.0.5"]
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.findings.isEmpty)
    #expect(!answer.assumptions.contains(.dnsServersAgree(name: "api.contoso.internal")))
    scenario.others["dnsServers"] = [.dnsServer("10.9.0.5", zones: records)]
    let open = try scenario.resolve("api.contoso.internal")
    #expect(open.addresses == ["10.0.2.4"])
    #expect(open.assumptions.contains(.dnsServersAgree(name: "api.contoso.internal")))
  }

  @Test func `§3.5 servers that disagree are told apart for a gateway, a machine asks the first`() throws {
    var scenario = Self.hub([
      .dnsServer("10.9.0.4", zones: ["contoso.internal": ["api": ["10.0.2.4"]]]),
      .dnsServer("10.9.0.5", zones: ["contoso.internal": [:]]),
    ])
    scenario.networks[0].dnsServers = ["10.9.0.4", "10.9.0.5"]
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.finding?.outcome == .dnsServersDisagree)
    #expect(answer.answers.map(\.addresses) == [["10.0.2.4"], []])
    let machine = try scenario.resolve("api.contoso.internal", from: "vnet-a")
    #expect(machine.addresses == ["10.0.2.4"])
    #expect(machine.finding == nil)
  }

  @Test func `a server outside every network may reach its neighbours, and the answer says so`() throws {
    let scenario = Self.hub([
      .dnsServer("10.9.0.4", forwarders: [".": ["8.8.4.4"]]),
      .dnsServer("8.8.4.4", forwarders: [".": ["8.8.8.8"]]),
      .dnsServer("8.8.8.8", zones: ["contoso.com": ["api": ["10.0.2.4"]]]),
    ])
    let answer = try scenario.resolve("api.contoso.com")
    #expect(answer.addresses == ["10.0.2.4"])
    #expect(answer.assumptions.contains(.serversReach(from: "8.8.4.4", to: "8.8.8.8")))
  }
}
