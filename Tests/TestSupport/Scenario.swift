import JSONText

/// The base network of the test vectors (azure-semantics.md §10) as text in Azure's shapes; a test changes what it is about.
///
/// A v2 gateway in `vnet-a/snet-agw` (10.0.1.0/24 of 10.0.0.0/16) probes port 80 of 10.0.2.4 in `vnet-a/snet-backend`
/// (10.0.2.0/24), where a server answers 200 to everything.
package struct Scenario {
  package var networks = [
    NetworkText(
      "vnet-a", "10.0.0.0/16",
      subnets: [SubnetText("snet-agw", "10.0.1.0/24"), SubnetText("snet-backend", "10.0.2.0/24")])
  ]
  package var cards = [CardText("nic-backend", "10.0.2.4", in: "vnet-a", "snet-backend", machine: "vm-backend")]
  package var gateway = GatewayText()
  /// Rules by the name of their group.
  package var groups: [String: [JSONValue]] = [:]
  /// Routes by the name of their table; `disableBgpRoutePropagation` for tables in `closedTables`.
  package var tables: [String: [JSONValue]] = [:]
  /// Tables that keep learned routes out.
  package var closedTables: Set<String> = []
  /// What Azure does not know.
  package var servers: [JSONValue] = [.server("10.0.2.4")]
  /// Other members of the scenario file: collections of resources, `dnsServers`, `publicDns`, `assume`.
  package var others: [String: JSONValue] = [:]

  package init() {}

  /// The base with the backend at 10.1.2.4 in `vnet-b/snet-backend`, and no peering.
  package static var twoNetworks: Scenario {
    var scenario = Scenario()
    scenario.networks[0].subnets.removeLast()
    scenario.networks.append(NetworkText("vnet-b", "10.1.0.0/16", subnets: [SubnetText("snet-backend", "10.1.2.0/24")]))
    scenario.cards = [CardText("nic-backend", "10.1.2.4", in: "vnet-b", "snet-backend", machine: "vm-backend")]
    scenario.gateway.members = ["10.1.2.4"]
    scenario.servers = [.server("10.1.2.4")]
    return scenario
  }

  /// `twoNetworks` with a peering whose sides may be changed.
  package static func peered(_ a: PeeringText = PeeringText("vnet-b"), _ b: PeeringText = PeeringText("vnet-a"))
    -> Scenario
  {
    var scenario = twoNetworks
    scenario.networks[0].peerings = [a]
    scenario.networks[1].peerings = [b]
    return scenario
  }

  /// `twoNetworks` as two spokes of `vnet-hub` (10.9.0.0/16), not peered with each other.
  package static var spokes: Scenario {
    var scenario = twoNetworks
    scenario.networks[0].peerings = [PeeringText("vnet-hub").with(\.allowForwardedTraffic, true)]
    scenario.networks[1].peerings = [PeeringText("vnet-hub").with(\.allowForwardedTraffic, true)]
    scenario.networks.append(
      NetworkText(
        "vnet-hub", "10.9.0.0/16", subnets: [SubnetText("snet-hub", "10.9.0.0/24")],
        peerings: [PeeringText("vnet-a"), PeeringText("vnet-b")]))
    return scenario
  }

  // MARK: Attaching

  /// The rules of the group `nsg-agw` on the gateway's subnet.
  package var gatewayGroup: [JSONValue] {
    get { groups["nsg-agw"] ?? [] }
    set { attach("nsg-agw", newValue, to: "snet-agw") }
  }

  /// The rules of the group `nsg-backend` on the backend's subnet.
  package var backendGroup: [JSONValue] {
    get { groups["nsg-backend"] ?? [] }
    set { attach("nsg-backend", newValue, to: "snet-backend") }
  }

  /// The rules of the group `nsg-nic` on the backend's network interface.
  package var cardGroup: [JSONValue] {
    get { groups["nsg-nic"] ?? [] }
    set {
      groups["nsg-nic"] = newValue
      cards[0].group = "nsg-nic"
    }
  }

  /// The routes of the table `rt-agw` on the gateway's subnet.
  package var gatewayRoutes: [JSONValue] {
    get { tables["rt-agw"] ?? [] }
    set { attach(table: "rt-agw", newValue, to: "snet-agw") }
  }

  /// The routes of the table `rt-backend` on the backend's subnet.
  package var backendRoutes: [JSONValue] {
    get { tables["rt-backend"] ?? [] }
    set { attach(table: "rt-backend", newValue, to: "snet-backend") }
  }

  private mutating func change(_ subnet: String, _ body: (inout SubnetText) -> Void) {
    for network in networks.indices {
      for index in networks[network].subnets.indices where networks[network].subnets[index].name == subnet {
        body(&networks[network].subnets[index])
      }
    }
  }

  package mutating func attach(_ group: String, _ rules: [JSONValue], to subnet: String) {
    groups[group] = rules
    change(subnet) { $0.group = group }
  }

  package mutating func attach(table: String, _ routes: [JSONValue], to subnet: String) {
    tables[table] = routes
    change(subnet) { $0.table = table }
  }

  /// Names a group or a table at a subnet without giving it.
  package mutating func name(group: String? = nil, table: String? = nil, at subnet: String) {
    change(subnet) {
      if let group { $0.group = group }
      if let table { $0.table = table }
    }
  }

  // MARK: Text

  /// The scenario file.
  package var text: String {
    let base: [String: JSONValue?] = [
      "applicationGateways": [gateway.json],
      "networkInterfaces": .array(cards.map(\.json)),
      "networkSecurityGroups": .array(
        groups.sorted { $0.key < $1.key }.map { name, rules in
          ["id": id("networkSecurityGroups", name), "name": .string(name), "securityRules": .array(rules)]
        }),
      "routeTables": .array(
        tables.sorted { $0.key < $1.key }.map { name, routes in
          [
            "disableBgpRoutePropagation": .boolean(closedTables.contains(name)), "id": id("routeTables", name),
            "name": .string(name), "routes": .array(routes),
          ]
        }),
      "servers": .array(servers), "virtualNetworks": .array(networks.map(\.json)),
    ]
    return JSONValue.sorted(base.merging(others.mapValues { $0 }) { $1 }).text(pretty: true)
  }
}

extension Scenario {
  /// The base with a virtual network gateway in `vnet-a` and a connected site with one prefix.
  package static func withSite(_ prefix: String) -> Scenario {
    var scenario = Scenario()
    scenario.networks[0].subnets.append(SubnetText("GatewaySubnet", "10.0.255.0/27"))
    scenario.connect(gatewayOf: "vnet-a", toSite: prefix)
    return scenario
  }

  /// The base with an ExpressRoute gateway in `vnet-a`, and what the scenario states of the routes that it learns.
  package static func withCircuit(learned: [String]? = nil) -> Scenario {
    var scenario = withSite("192.168.0.0/16")
    scenario.others["localNetworkGateways"] = []
    scenario.others["connections"] = [
      [
        "connectionType": "ExpressRoute", "id": id("connections", "to-circuit"), "name": "to-circuit",
        "virtualNetworkGateway1": reference("virtualNetworkGateways", "vgw"),
      ]
    ]
    if let learned { scenario.state(learned: learned, in: "vnet-a") }
    return scenario
  }

  /// States what the gateway of a network learns.
  package mutating func state(learned prefixes: [String], in network: String) {
    others["learnedRoutes"] = [
      ["from": "expressRoute", "prefixes": .strings(prefixes), "virtualNetwork": .string(network)]
    ]
  }

  /// Puts a virtual network gateway into a network and connects it with a site.
  package mutating func connect(gatewayOf network: String, toSite prefix: String) {
    others["virtualNetworkGateways"] = [
      [
        "gatewayType": "Vpn", "id": id("virtualNetworkGateways", "vgw"),
        "ipConfigurations": [
          ["name": "default", "subnet": reference("virtualNetworks", network, "subnets", "GatewaySubnet")]
        ], "name": "vgw",
      ]
    ]
    others["localNetworkGateways"] = [
      [
        "id": id("localNetworkGateways", "site"),
        "localNetworkAddressSpace": ["addressPrefixes": [.string(prefix)]], "name": "site",
      ]
    ]
    others["connections"] = [
      [
        "connectionStatus": "Connected", "connectionType": "IPsec", "id": id("connections", "to-site"),
        "localNetworkGateway2": reference("localNetworkGateways", "site"), "name": "to-site",
        "virtualNetworkGateway1": reference("virtualNetworkGateways", "vgw"),
      ]
    ]
  }
}
