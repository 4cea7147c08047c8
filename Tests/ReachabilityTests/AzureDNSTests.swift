import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Azure-provided DNS: private zones by their links, then public DNS (azure-semantics.md §3.2, §3.3, §1.6).
struct AzureDNSTests {
  private static func scenario(_ zones: [JSONValue], publicDNS: JSONValue? = nil) -> Scenario {
    var scenario = Scenario()
    scenario.others["privateDnsZones"] = .array(zones)
    if let publicDNS { scenario.others["publicDns"] = publicDNS }
    return scenario
  }

  private static let zone: JSONValue = .zone(
    "contoso.internal", ["api": "10.0.2.4", "@": "10.0.2.5"], links: ["vnet-a"])

  @Test(arguments: [
    ("api.contoso.internal", "10.0.2.4"), ("API.Contoso.Internal.", "10.0.2.4"), ("contoso.internal", "10.0.2.5"),
  ]) func `§3.2 a linked zone answers, in any letter case and with a final dot`(name: String, address: IPAddress) throws
  {
    let answer = try Self.scenario([Self.zone]).resolve(name)
    #expect(answer.addresses == [address])
    #expect(answer.steps.count == 1)
  }

  @Test func `§3.2 a linked zone without the record answers that there is none, and is blamed`() throws {
    let answer = try Self.scenario([Self.zone], publicDNS: ["web.contoso.internal": ["addresses": ["20.1.2.3"]]])
      .resolve("web.contoso.internal")
    #expect(answer.addresses.isEmpty)
    #expect(answer.decisive?.outcome == .dnsNoRecord)
    #expect(answer.decisive?.subject?.description == "contoso.internal")
  }

  @Test func `§3.2 NxDomainRedirect asks public DNS where the zone has no record`() throws {
    let zone: JSONValue = .zone(
      "privatelink.blob.core.windows.net", links: ["vnet-a"], resolutionPolicy: "NxDomainRedirect")
    let scenario = Self.scenario(
      [zone], publicDNS: ["store.privatelink.blob.core.windows.net": ["addresses": ["20.1.2.3"]]])
    #expect(try scenario.resolve("store.privatelink.blob.core.windows.net").addresses == ["20.1.2.3"])
  }

  @Test func `§3.2 a zone without a link to the network is not asked, not even over a peering`() throws {
    var scenario = Scenario.peered()
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.1.2.4"], links: ["vnet-b"])]
    scenario.others["publicDns"] = ["api.contoso.internal": ["addresses": ["20.1.2.3"]]]
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["20.1.2.3"])
    #expect(try scenario.resolve("api.contoso.internal", from: "vnet-b").addresses == ["10.1.2.4"])
  }

  @Test func `§3.2 the longest linked zone answers, and stops the search`() throws {
    let scenario = Self.scenario([
      .zone("internal", ["api.contoso": "10.0.2.9", "web.contoso": "10.0.2.9"], links: ["vnet-a"]), Self.zone,
    ])
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["10.0.2.4"])
    #expect(try scenario.resolve("web.contoso.internal").decisive?.outcome == .dnsNoRecord)
  }

  @Test func `a zone's name covers whole labels only`() throws {
    let scenario = Self.scenario([Self.zone], publicDNS: ["api.othercontoso.internal": ["addresses": ["20.1.2.3"]]])
    #expect(try scenario.resolve("api.othercontoso.internal").addresses == ["20.1.2.3"])
  }

  @Test func `a wildcard answers for names without any record of their own`() throws {
    let zone: JSONValue = .zone(
      "contoso.internal", ["*": "10.0.2.8", "api": "10.0.2.4"], links: ["vnet-a"],
      others: [
        .recordSet("text", in: "contoso.internal", type: "TXT", ["txtRecords": [["value": ["hello"]]]])
      ])
    let scenario = Self.scenario([zone])
    #expect(try scenario.resolve("web.contoso.internal").addresses == ["10.0.2.8"])
    #expect(try scenario.resolve("deep.web.contoso.internal").addresses == ["10.0.2.8"])
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["10.0.2.4"])
    #expect(try scenario.resolve("text.contoso.internal").decisive?.outcome == .dnsNoRecord)
    #expect(try scenario.resolve("contoso.internal").decisive?.outcome == .dnsNoRecord)
  }

  @Test func `§3.3 a public alias is followed into the linked privatelink zone`() throws {
    let publicDNS: JSONValue = [
      "store.blob.core.windows.net": ["cname": "store.privatelink.blob.core.windows.net"],
      "store.privatelink.blob.core.windows.net": ["addresses": ["20.1.2.3"]],
    ]
    let linked: JSONValue = .zone("privatelink.blob.core.windows.net", ["store": "10.0.2.4"], links: ["vnet-a"])
    let answer = try Self.scenario([linked], publicDNS: publicDNS).resolve("store.blob.core.windows.net")
    #expect(answer.addresses == ["10.0.2.4"])
    #expect(answer.steps.count == 2)
    #expect(
      try Self.scenario([], publicDNS: publicDNS).resolve("store.blob.core.windows.net").addresses == ["20.1.2.3"])
  }

  @Test func `§3.3 an alias in a zone is followed into other zones`() throws {
    let zone: JSONValue = .zone(
      "contoso.internal", links: ["vnet-a"],
      others: [
        .recordSet("web", in: "contoso.internal", type: "CNAME", ["cnameRecord": ["cname": "app.fabrikam.internal."]])
      ])
    let other: JSONValue = .zone("fabrikam.internal", ["app": "10.0.2.4"], links: ["vnet-a"])
    #expect(try Self.scenario([zone, other]).resolve("web.contoso.internal").addresses == ["10.0.2.4"])
  }

  @Test func `aliases that lead in a circle have no answer`() throws {
    let answer = try Self.scenario(
      [], publicDNS: ["a.contoso.com": ["cname": "b.contoso.com"], "b.contoso.com": ["cname": "a.contoso.com"]]
    ).resolve("a.contoso.com")
    #expect(answer.addresses.isEmpty)
    #expect(answer.decisive?.outcome == .dnsLoop)
  }

  @Test func `a public name that nothing states is a missing fact`() throws {
    let answer = try Scenario().resolve("app.contoso.com")
    #expect(answer.decisive?.verdict == .undetermined)
    #expect(answer.decisive?.missing == .publicName("app.contoso.com"))
  }

  @Test func `the DNS name of a public address in the input is known`() throws {
    var scenario = Scenario()
    scenario.others["publicIPAddresses"] = [
      [
        "dnsSettings": ["fqdn": "app.westeurope.cloudapp.azure.com"], "id": id("publicIPAddresses", "pip"),
        "ipAddress": "20.1.2.3", "name": "pip",
      ]
    ]
    #expect(try scenario.resolve("app.westeurope.cloudapp.azure.com").addresses == ["20.1.2.3"])
  }

  @Test func `several addresses must all work, and the answer says that it supposes so`() throws {
    let zone: JSONValue = .zone(
      "contoso.internal", links: ["vnet-a"],
      others: [
        .recordSet(
          "api", in: "contoso.internal", type: "A",
          ["aRecords": [["ipv4Address": "10.0.2.4"], ["ipv4Address": "10.0.2.5"]]])
      ])
    let answer = try Self.scenario([zone]).resolve("api.contoso.internal")
    #expect(answer.addresses == ["10.0.2.4", "10.0.2.5"])
    #expect(answer.assumptions == [.everyAddressMustWork(name: "api.contoso.internal")])
  }

  @Test func `a name with IPv6 addresses only has no answer for a gateway`() throws {
    let zone: JSONValue = .zone(
      "contoso.internal", links: ["vnet-a"],
      others: [
        .recordSet("api", in: "contoso.internal", type: "AAAA", ["aaaaRecords": [["ipv6Address": "fd00::4"]]])
      ])
    #expect(try Self.scenario([zone]).resolve("api.contoso.internal").decisive?.outcome == .dnsNoRecord)
  }

  @Test func `§1.6 a deny of everything outbound does not stop Azure DNS, a deny of AzurePlatformDNS does`() throws {
    var scenario = Self.scenario([Self.zone])
    scenario.gatewayGroup = [.allowManagers, .deny("Deny-Out", 200, "Outbound")]
    #expect(try scenario.resolve("api.contoso.internal").addresses == ["10.0.2.4"])
    scenario.gatewayGroup = [.allowManagers, .deny("Deny-DNS", 200, "Outbound", to: "AzurePlatformDNS")]
    let answer = try scenario.resolve("api.contoso.internal")
    #expect(answer.decisive?.outcome == .dnsServerUnreachable)
    #expect(answer.decisive?.subject?.description == "nsg-agw/Deny-DNS")
  }

  /// A zone as `az network private-dns zone list` prints it, with a link of its own.
  private func bareZone(records: Int, links: Int, link: Bool) -> Scenario {
    var scenario = Scenario()
    let name = "contoso.internal"
    scenario.others["privateDnsZones"] = [
      [
        "id": id("privateDnsZones", name), "name": .string(name), "numberOfRecordSets": .integer(records),
        "numberOfVirtualNetworkLinks": .integer(links),
        "virtualNetworkLinks": link
          ? [["name": "to-a", "virtualNetwork": reference("virtualNetworks", "vnet-a")]] : [],
      ]
    ]
    scenario.others["publicDns"] = ["api.contoso.internal": ["20.1.2.3"]]
    return scenario
  }

  @Test func `a zone whose records are not in the input does not say that there is none`() throws {
    let open = try bareZone(records: 5, links: 1, link: true).resolve("api.contoso.internal")
    #expect(open.decisive?.verdict == .undetermined)
    // Every zone has its SOA.
    let empty = try bareZone(records: 1, links: 1, link: true).resolve("api.contoso.internal")
    #expect(empty.decisive?.outcome == .dnsNoRecord)
  }

  @Test func `a zone whose links are not in the input may answer`() throws {
    #expect(try bareZone(records: 5, links: 1, link: false).resolve("api.contoso.internal").addresses.isEmpty)
    #expect(try bareZone(records: 5, links: 0, link: false).resolve("api.contoso.internal").addresses == ["20.1.2.3"])
    #expect(
      try bareZone(records: 5, links: 1, link: false).resolve("api.contoso.com").decisive?.missing
        == .publicName("api.contoso.com"))
  }
}
