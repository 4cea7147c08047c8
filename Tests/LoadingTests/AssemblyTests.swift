import Loading
import PacketSets
import Resources
import Testing

/// The same resource several times, children on their own, and ids in their many spellings (design §3).
struct AssemblyTests {
  private static let scope = "/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Network"
  private static let network = """
    {"id": "\(scope)/virtualNetworks/v", "name": "v", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
     "subnets": [{"id": "\(scope)/virtualNetworks/v/subnets/a", "name": "a", "addressPrefix": "10.0.1.0/24"}]}
    """

  private func load(_ texts: String...) -> Loaded {
    Loader.load(texts: texts.enumerated().map { ("input\($0.offset).json", Array($0.element.utf8)) })
  }

  private func subnets(_ loaded: Loaded) -> [String] {
    loaded.resources.virtualNetworks.values.flatMap(\.subnets).map { "\($0.id.path) \($0.addressPrefixes[0])" }
  }

  @Test func `the later input wins, in the earlier one's place, and a note says so`() throws {
    let first = "[\(Self.network), {\"id\": \"\(Self.scope)/virtualNetworks/w\", \"name\": \"w\"}]"
    let loaded = load(first, Self.network.replacing("10.0.1.0/24", "10.0.7.0/24"))
    #expect(loaded.problems.isEmpty)
    #expect(loaded.resources.virtualNetworks.keys.map(\.name) == ["v", "w"])
    #expect(subnets(loaded) == ["v/a 10.0.7.0/24"])
    guard case .replaced(let id, let later, let earlier)? = loaded.notes.first else {
      Issue.record("no note")
      return
    }
    #expect(id.name == "v")
    #expect(later.file == "input1.json")
    #expect(earlier.file == "input0.json")
  }

  @Test(arguments: [
    "/SUBSCRIPTIONS/S1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.NETWORK",
    "/Subscriptions/s1/resourcegroups/RG/providers/microsoft.network",
  ]) func `ids are the same in any letter case`(scope: String) {
    let loaded = load(Self.network, Self.network.replacing(Self.scope, scope).replacing("10.0.1.0/24", "10.0.7.0/24"))
    #expect(loaded.resources.virtualNetworks.count == 1)
    #expect(subnets(loaded).count == 1)
  }

  @Test func `the same name in another group is another resource`() {
    let loaded = load(Self.network, Self.network.replacing("resourceGroups/rg", "resourceGroups/other"))
    #expect(loaded.resources.virtualNetworks.count == 2)
    #expect(loaded.notes.isEmpty)
  }

  @Test func `a resource without an id is matched by type and name where only one fits`() {
    let own = """
      {"virtualNetworks": [{"name": "V", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [
        {"name": "a", "addressPrefix": "10.0.9.0/24"}]}]}
      """
    let one = load(Self.network, own)
    #expect(one.resources.virtualNetworks.count == 1)
    #expect(one.resources.virtualNetworks.keys.first?.resourceGroup == "rg")
    #expect(subnets(one).map { $0.split(separator: " ").last } == ["10.0.9.0/24"])
    let reversed = load(own, Self.network)
    #expect(reversed.resources.virtualNetworks.count == 1)
    #expect(reversed.resources.virtualNetworks.keys.first?.resourceGroup == "rg")
    let ambiguous = load(Self.network, Self.network.replacing("resourceGroups/rg", "resourceGroups/other"), own)
    #expect(ambiguous.resources.virtualNetworks.count == 3)
  }

  private static let subnet = """
    {"id": "\(scope)/virtualNetworks/v/subnets/b", "name": "b", "addressPrefix": "10.0.2.0/24",
     "type": "Microsoft.Network/virtualNetworks/subnets"}
    """

  @Test func `a child on its own joins its parent, whatever the order`() {
    #expect(subnets(load(Self.network, Self.subnet)) == ["v/a 10.0.1.0/24", "v/b 10.0.2.0/24"])
    #expect(subnets(load(Self.subnet, Self.network)) == ["v/a 10.0.1.0/24", "v/b 10.0.2.0/24"])
    #expect(load(Self.subnet, Self.network).notes.isEmpty)
  }

  @Test func `a child on its own replaces its parent's copy of it, whatever the order`() {
    let newer = Self.subnet.replacing("subnets/b", "subnets/A").replacing("\"b\"", "\"A\"")
    #expect(subnets(load(Self.network, newer)) == ["v/A 10.0.2.0/24"])
    #expect(subnets(load(newer, Self.network)) == ["v/A 10.0.2.0/24"])
  }

  @Test func `children whose parent is not in the input stand in a placeholder, and a note says so`() {
    let loaded = load(Self.subnet)
    #expect(subnets(loaded) == ["v/b 10.0.2.0/24"])
    guard case .onlyChildren(let id, _)? = loaded.notes.first else {
      Issue.record("no note")
      return
    }
    #expect(id.name == "v")
  }

  @Test func `rules, routes, peerings, links and record sets on their own join their parents`() throws {
    let loaded = load(
      """
      [{"id": "\(Self.scope)/networkSecurityGroups/nsg/securityRules/r", "name": "r", "priority": 100, "direction":
        "Inbound", "access": "Allow", "protocol": "*", "sourceAddressPrefix": "*", "destinationAddressPrefix": "*"},
       {"id": "\(Self.scope)/networkSecurityGroups/nsg", "name": "nsg", "securityRules": []},
       {"id": "\(Self.scope)/routeTables/rt", "name": "rt", "routes": []},
       {"id": "\(Self.scope)/routeTables/rt/routes/x", "name": "x", "addressPrefix": "0.0.0.0/0", "nextHopType": "None"},
       \(Self.network),
       {"id": "\(Self.scope)/virtualNetworks/v/virtualNetworkPeerings/p", "name": "p", "remoteVirtualNetwork": {"id":
        "\(Self.scope)/virtualNetworks/w"}},
       {"id": "\(Self.scope)/privateDnsZones/contoso.internal", "name": "contoso.internal"},
       {"id": "\(Self.scope)/privateDnsZones/contoso.internal/virtualNetworkLinks/l", "name": "l", "virtualNetwork": {"id":
        "\(Self.scope)/virtualNetworks/v"}},
       {"id": "\(Self.scope)/privateDnsZones/contoso.internal/A/api", "name": "api", "aRecords": [{"ipv4Address": "10.0.1.4"}]},
       {"id": "\(Self.scope)/privateDnsZones/contoso.internal/AAAA/api", "name": "api", "aaaaRecords": [{"ipv6Address": "fd00::4"}]}]
      """)
    #expect(loaded.problems.isEmpty)
    #expect(loaded.notes.isEmpty)
    #expect(loaded.resources.networkSecurityGroups.values.first?.securityRules.map(\.name) == ["r"])
    #expect(loaded.resources.routeTables.values.first?.routes.map(\.name) == ["x"])
    #expect(loaded.resources.virtualNetworks.values.first?.peerings.map(\.id.name) == ["p"])
    let zone = try #require(loaded.resources.privateDnsZones.values.first)
    #expect(zone.virtualNetworkLinks.map(\.id.name) == ["l"])
    #expect(zone.recordSets.count == 2)
  }

  @Test func `a file with one broken rule keeps reporting and reads the rest`() {
    let loaded = load(
      """
      [{"id": "\(Self.scope)/networkSecurityGroups/nsg", "name": "nsg", "securityRules": [{"name": "broken"}]},
       \(Self.network)]
      """)
    #expect(!loaded.problems.isEmpty)
    #expect(loaded.resources.virtualNetworks.count == 1)
  }
}
