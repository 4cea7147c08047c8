import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Names of private endpoints, names that machines register, and zones of Azure's own domains (azure-semantics.md §3.2, §3.3).
struct PrivateLinkNameTests {
  private static let publicName = "store.blob.core.windows.net"
  private static let privateName = "store.privatelink.blob.core.windows.net"

  /// The zone of a storage account's private endpoint at 10.0.2.4.
  private static func scenario(links: [String], publicAddress: String? = nil) -> Scenario {
    var scenario = Scenario()
    scenario.others["privateDnsZones"] = [
      .zone("privatelink.blob.core.windows.net", ["store": "10.0.2.4"], links: links)
    ]
    if let publicAddress { scenario.others["publicDns"] = .sorted([privateName: [.string(publicAddress)]]) }
    return scenario
  }

  @Test func `§3.3 the public name is an alias of its privatelink name once its zone has the record`() throws {
    let answer = try Self.scenario(links: ["vnet-a"]).resolve(Self.publicName)
    #expect(answer.addresses == ["10.0.2.4"])
    #expect(answer.assumptions == [.privateLinkAlias(name: Self.publicName, target: Self.privateName)])
    #expect(answer.finding == nil)
  }

  @Test(arguments: [
    ("vault.vault.azure.net", "privatelink.vaultcore.azure.net"),
    ("db.database.windows.net", "privatelink.database.windows.net"),
    ("reg.azurecr.io", "privatelink.azurecr.io"),
  ]) func `§3.3 services have zones of their own`(name: String, zone: String) throws {
    var scenario = Scenario()
    let host = String(name.split(separator: ".")[0])
    scenario.others["privateDnsZones"] = [.zone(zone, [host: "10.0.2.4"], links: ["vnet-a"])]
    #expect(try scenario.resolve(name).addresses == ["10.0.2.4"])
  }

  @Test func `§3.3 without a link the public address comes back, and the zone that is passed over is named`() throws {
    let answer = try Self.scenario(links: [], publicAddress: "20.1.2.3").resolve(Self.publicName)
    #expect(answer.addresses == ["20.1.2.3"])
    #expect(answer.finding?.outcome == .dnsPublicAnswer)
    #expect(answer.finding?.verdict == .allow)
    #expect(answer.finding?.subject?.description == "privatelink.blob.core.windows.net")
  }

  @Test func `without a link that the name is public is known, the address is not`() throws {
    let answer = try Self.scenario(links: []).resolve(Self.publicName)
    #expect(answer.decisive?.outcome == .dnsPublicAnswer)
    #expect(answer.decisive?.verdict == .undetermined)
    #expect(answer.steps.compactMap(\.missing) == [.publicName(Self.privateName)])
  }

  @Test func `trap 9: a server that asks public DNS itself passes over a zone that is linked`() throws {
    var scenario = Self.scenario(links: ["vnet-a"], publicAddress: "20.1.2.3")
    scenario.gateway.isIsolated = true
    scenario.networks[0].dnsServers = ["8.8.8.8"]
    #expect(try scenario.resolve(Self.publicName).finding?.outcome == .dnsPublicAnswer)
  }

  @Test func `a private endpoint's own hints show that a public answer leads past it`() throws {
    var scenario = Scenario()
    scenario.others["privateEndpoints"] = [
      [
        "customDnsConfigs": [["fqdn": .string(Self.publicName), "ipAddresses": ["10.0.2.4"]]],
        "id": id("privateEndpoints", "pe-store"), "name": "pe-store",
      ]
    ]
    #expect(try scenario.resolve(Self.publicName).decisive?.outcome == .undeterminedName, "a zone may be linked")
    scenario.others["publicDns"] = .sorted([
      Self.publicName: ["cname": .string(Self.privateName)], Self.privateName: ["20.1.2.3"],
    ])
    let answer = try scenario.resolve(Self.publicName)
    #expect(answer.finding?.outcome == .dnsPublicAnswer)
    #expect(answer.finding?.subject?.description == "pe-store")
    scenario.others["publicDns"] = .sorted([Self.publicName: ["10.0.2.4"]])
    #expect(try scenario.resolve(Self.publicName).finding == nil)
  }

  @Test func `a zone of somebody's own that is not linked is no private endpoint's`() throws {
    var scenario = Scenario()
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.0.2.4"])]
    scenario.others["publicDns"] = ["api.contoso.internal": ["20.1.2.3"]]
    #expect(try scenario.resolve("api.contoso.internal").finding == nil)
  }

  @Test func `§3.2 a zone without the record answers that there is none, unless its link redirects`() throws {
    var scenario = Scenario()
    scenario.others["publicDns"] = .sorted([
      Self.publicName: ["cname": .string(Self.privateName)], Self.privateName: ["20.1.2.3"],
    ])
    let zone = "privatelink.blob.core.windows.net"
    scenario.others["privateDnsZones"] = [.zone(zone, ["other": "10.0.2.4"], links: ["vnet-a"])]
    #expect(try scenario.resolve(Self.publicName).decisive?.outcome == .dnsNoRecord)
    scenario.others["privateDnsZones"] = [
      .zone(zone, ["other": "10.0.2.4"], links: ["vnet-a"], resolutionPolicy: "NxDomainRedirect")
    ]
    #expect(try scenario.resolve(Self.publicName).addresses == ["20.1.2.3"])
  }

  // MARK: Registration

  /// A zone whose link lets the machines of `vnet-a` register themselves.
  private func registering(_ enabled: Bool = true) -> Scenario {
    var scenario = Scenario()
    scenario.others["virtualMachines"] = [
      [
        "id": id("virtualMachines", "vm-backend", provider: "Microsoft.Compute"), "name": "vm-backend",
        "networkProfile": ["networkInterfaces": [reference("networkInterfaces", "nic-backend")]],
      ]
    ]
    scenario.others["privateDnsZones"] = [
      [
        "id": id("privateDnsZones", "contoso.internal"), "name": "contoso.internal",
        "recordSets": [
          .recordSet("*", in: "contoso.internal", type: "A", ["aRecords": [["ipv4Address": "10.0.2.99"]]])
        ],
        "virtualNetworkLinks": [
          [
            "name": "link", "registrationEnabled": .boolean(enabled),
            "virtualNetwork": reference("virtualNetworks", "vnet-a"),
          ]
        ],
      ]
    ]
    return scenario
  }

  @Test func `§3.2 a machine is known by its name where a link lets it register, before a wildcard`() throws {
    let answer = try registering().resolve("vm-backend.contoso.internal")
    #expect(answer.addresses == ["10.0.2.4"])
    guard case .registeredName("vm-backend.contoso.internal", _)? = answer.assumptions.first else {
      Issue.record("\(answer.assumptions)")
      return
    }
    #expect(try registering().resolve("vm-other.contoso.internal").addresses == ["10.0.2.99"])
    #expect(try registering(false).resolve("vm-backend.contoso.internal").addresses == ["10.0.2.99"])
  }

  // MARK: Domains of Azure's own

  @Test(arguments: [("azure.net", true), ("vaultcore.azure.net", true), ("privatelink.vaultcore.azure.net", false)])
  func `§3.2 a zone that takes over a domain of Azure's is a risk for the gateway's updates`(
    zone: String, isRisk: Bool
  ) throws {
    var scenario = Scenario()
    scenario.others["privateDnsZones"] = [.zone(zone, links: ["vnet-a"])]
    let engine = try scenario.engine()
    #expect(engine.platformZones(linkedTo: engine.model.networks[0]).map(\.name) == (isRisk ? [zone] : []))
    scenario.others["privateDnsZones"] = [.zone(zone)]
    let unlinked = try scenario.engine()
    #expect(unlinked.platformZones(linkedTo: unlinked.model.networks[0]).isEmpty)
  }
}
