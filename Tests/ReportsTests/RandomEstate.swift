import BackendHealth
import Changes
import JSONText
import Loading
import ReferenceEvaluator
import Resources
import TestSupport

/// A random network with two gateways, and changes of it. For each change it is known, without the engine, which (member, setting)
/// pairs depend on the resources that it touches.
///
/// `agw` stands in `vnet-a` (10.0.0.0/16), which is peered with `vnet-hub` and perhaps with `vnet-b`; `agw-lone` stands in
/// `vnet-lone`, which has nothing to do with the others.
struct RandomEstate {
  /// A (member, setting) pair.
  struct Pair {
    let gateway: String
    let pool: String
    let setting: String
    let member: String
  }

  /// A change, and the pairs that depend on what it touches.
  struct Edit {
    /// Command lines, or a document of Azure's JSON.
    let script: String
    let concerns: (Pair) -> Bool

    /// The change, read.
    func change() throws -> Change {
      script.hasPrefix("{")
        ? Change(document: Array(script.utf8), name: "edit.json") : try Change(script: script, name: "change")
    }
  }

  private static let subnets: [(name: String, network: String, prefix: String)] = [
    ("snet-agw", "vnet-a", "10.0.1."), ("snet-b0", "vnet-a", "10.0.2."), ("snet-b1", "vnet-a", "10.0.3."),
    ("snet-b2", "vnet-a", "10.0.4."), ("snet-far", "vnet-b", "10.1.2."), ("snet-lone", "vnet-lone", "10.7.1."),
    ("snet-alone", "vnet-lone", "10.7.2."),
  ]
  private static let prefixes = [
    "vnet-a": "10.0.0.0/16", "vnet-b": "10.1.0.0/16", "vnet-hub": "10.9.0.0/16", "vnet-lone": "10.7.0.0/16",
  ]
  private static let gateways: [String: (network: String, subnet: String)] = [
    "agw": ("vnet-a", "snet-agw"), "agw-lone": ("vnet-lone", "snet-lone"),
  ]
  private static let pools = ["pool0", "pool1", "pool2"]

  private var random: SplitMix64
  /// Members by gateway and pool.
  private var members: [String: [String: [String]]] = [:]
  private var settings: [String: [String]] = [:]
  private let records = ["m0": "10.0.2.10", "m1": "10.0.3.10", "m2": "10.1.2.10"]
  private let cards = ["10.0.2.4", "10.0.3.4", "10.0.4.4", "10.1.2.4", "10.7.2.4"]
  private let isPeered: Bool
  private var changes = 0
  /// The input.
  private(set) var resources = Resources()

  init(seed: UInt64) throws {
    random = SplitMix64(seed: seed)
    isPeered = Bool.random(using: &random)
    for gateway in ["agw", "agw-lone"] {
      for pool in Self.pools {
        members[gateway, default: [:]][pool] = someMembers()
        settings[pool] = Bool.random(using: &random) ? ["set0", "set1"] : ["set1"]
      }
    }
    let loaded = Loader.load(texts: [("estate.json", Array(text().utf8)), ("lone.json", Array(lone.utf8))])
    if let problem = loaded.problems.first { throw problem }
    resources = loaded.resources
  }

  private mutating func someMembers() -> [String] {
    let all = cards + ["10.0.2.5", "10.0.4.9", "10.9.0.9", "20.1.2.3"]
    let named = ["m0", "m1", "m2", "absent"].map { $0 + ".contoso.internal" } + ["www.contoso.com"]
    return Array((all + named).shuffled(using: &random).prefix(Int.random(in: 1...4, using: &random)))
  }

  // MARK: The text

  private func gatewayText() -> GatewayText {
    var gateway = GatewayText()
    gateway.others = [
      "backendAddressPools": .array(Self.pools.map { GatewayText.pool($0, members["agw"]![$0]!) }),
      "backendHttpSettingsCollection": [
        GatewayText.setting("set0"),
        GatewayText.setting("set1", ["probe": ["id": GatewayText.child("probes", "probe")]]),
      ],
      "requestRoutingRules": .array(
        Self.pools.flatMap { pool in
          settings[pool]!.map { GatewayText.rule("rule-\(pool)-\($0)", pool: pool, setting: $0) }
        }),
    ]
    gateway.probe = ["host": "x"]
    return gateway
  }

  private mutating func text() -> String {
    var scenario = Scenario()
    scenario.gateway = gatewayText()
    scenario.networks = [
      NetworkText("vnet-a", Self.prefixes["vnet-a"]!, peerings: [PeeringText("vnet-hub")]),
      NetworkText("vnet-b", Self.prefixes["vnet-b"]!),
      NetworkText("vnet-lone", Self.prefixes["vnet-lone"]!),
      NetworkText(
        "vnet-hub", Self.prefixes["vnet-hub"]!, subnets: [SubnetText("snet-hub", "10.9.0.0/24")],
        peerings: [PeeringText("vnet-a")]),
    ]
    if isPeered {
      scenario.networks[0].peerings.append(PeeringText("vnet-b"))
      scenario.networks[1].peerings = [PeeringText("vnet-a")]
    }
    for subnet in Self.subnets {
      let place = scenario.networks.firstIndex { $0.name == subnet.network }!
      scenario.networks[place].subnets.append(SubnetText(subnet.name, subnet.prefix + "0/24"))
      scenario.groups["nsg-" + subnet.name] = []
      scenario.tables["rt-" + subnet.name] = []
      if Bool.random(using: &random) { scenario.attach("nsg-" + subnet.name, someRules(), to: subnet.name) }
      if Bool.random(using: &random) { scenario.attach(table: "rt-" + subnet.name, [], to: subnet.name) }
    }
    scenario.groups["nsg-nic"] = someRules()
    scenario.cards = cards.map { address in
      let subnet = Self.subnets.first { address.hasPrefix($0.prefix) }!
      return CardText("nic-" + address, address, in: subnet.network, subnet.name)
    }
    scenario.servers = (cards + Array(records.values)).sorted().map { .server($0) }
    scenario.others["privateDnsZones"] = [
      .zone("contoso.internal", records, links: ["vnet-a"]), .zone("lone.internal", ["x": "10.7.2.4"]),
    ]
    return scenario.text
  }

  /// The same gateway in the lone network, with members of its own.
  private var lone: String {
    var gateway = gatewayText()
    gateway.others["backendAddressPools"] = .array(
      Self.pools.map { GatewayText.pool($0, members["agw-lone"]![$0]!) })
    return gateway.json.text(pretty: true).replacing("applicationGateways/agw", with: "applicationGateways/agw-lone")
      .replacing("\"agw\"", with: "\"agw-lone\"").replacing("vnet-a", with: "vnet-lone")
      .replacing("snet-agw", with: "snet-lone")
  }

  private mutating func someRules() -> [JSONValue] {
    var rules: [JSONValue] = [.allowManagers]
    for number in 0..<Int.random(in: 0...2, using: &random) {
      let to = (cards + ["*"]).randomElement(using: &random)!
      rules.append(
        Bool.random(using: &random)
          ? .allow("allow\(number)", 200 + number, to: to, port: "80")
          : .deny("deny\(number)", 200 + number, from: "10.0.1.0/24", to: to, port: "80"))
    }
    return rules
  }

  // MARK: What depends on what

  /// The address that a gateway finds for a member; nil for a name without one.
  private func address(of pair: Pair) -> String? {
    if pair.member.first!.isNumber { return pair.member }
    guard pair.gateway == "agw" else { return nil }
    return records[String(pair.member.split(separator: ".")[0])]
  }

  /// Whether a pair's packets leave from a subnet or go to it.
  private func uses(_ pair: Pair, subnet: String) -> Bool {
    if Self.gateways[pair.gateway]!.subnet == subnet { return true }
    let prefix = Self.subnets.first { $0.name == subnet }!.prefix
    return address(of: pair)?.hasPrefix(prefix) ?? false
  }

  /// Whether a pair's packets leave from a network or go to it.
  private func uses(_ pair: Pair, network: String) -> Bool {
    Self.gateways[pair.gateway]!.network == network
      || address(of: pair)?.hasPrefix(Self.prefixes[network]!.dropLast("0.0/16".count)) ?? false
  }

  /// A network and those whose peerings carry its address space.
  private func around(_ network: String) -> [String] {
    switch network {
    case "vnet-a": ["vnet-a", "vnet-hub"] + (isPeered ? ["vnet-b"] : [])
    case "vnet-b": ["vnet-b"] + (isPeered ? ["vnet-a"] : [])
    default: [network]
    }
  }

  /// The subnets to which a group or a table is attached now.
  private func subnets(with attached: (Subnet) -> Reference?, named name: String) -> [String] {
    resources.virtualNetworks.values.flatMap(\.subnets).filter { attached($0)?.name == name }.map(\.id.name)
  }

  /// Every pair as it is now.
  var pairs: [Pair] {
    ["agw", "agw-lone"].flatMap { gateway in
      Self.pools.flatMap { pool in
        settings[pool]!.flatMap { setting in
          members[gateway]![pool]!.map { Pair(gateway: gateway, pool: pool, setting: setting, member: $0) }
        }
      }
    }
  }

  /// Goes on from the resources after a change.
  mutating func move(to next: Resources) { resources = next }

  // MARK: Changes

  /// A random change; a pool's new members are taken over at once.
  mutating func edit() -> Edit {
    changes += 1
    let subnet = Self.subnets.randomElement(using: &random)!
    let gateway = ["agw", "agw-lone"].randomElement(using: &random)!
    let pool = Self.pools.randomElement(using: &random)!
    let state = self
    switch Int.random(in: 0..<16, using: &random) {
    case 0, 1:
      let group = "nsg-" + subnet.name
      let places = subnets(with: \.networkSecurityGroup, named: group)
      return Edit(
        script: "az network nsg rule create -g rg-test --nsg-name \(group) -n new\(changes) --priority "
          + "\(1000 + changes) --access \(Bool.random(using: &random) ? "Deny" : "Allow") "
          + "--source-address-prefixes 10.0.1.0/24 --destination-port-ranges 80"
      ) { pair in places.contains { state.uses(pair, subnet: $0) } }
    case 2:
      let table = "rt-" + subnet.name
      let places = subnets(with: \.routeTable, named: table)
      return Edit(
        script: "az network route-table route create -g rg-test --route-table-name \(table) -n new\(changes) "
          + "--address-prefix 10.0.\(changes % 5).0/24 --next-hop-type None"
      ) { pair in places.contains { state.uses(pair, subnet: $0) } }
    case 3:
      return Edit(
        script: "az network vnet subnet update -g rg-test --vnet-name \(subnet.network) -n \(subnet.name) "
          + "--network-security-group nsg-nic --service-endpoints Microsoft.Sql\(changes)"
      ) { state.uses($0, subnet: subnet.name) }
    case 4:
      let address = cards.randomElement(using: &random)!
      return Edit(
        script: "az network nic update -g rg-test -n nic-\(address) --ip-forwarding "
          + "\(!(resources.networkInterfaces.values.first { $0.id.name == "nic-" + address }!.enableIPForwarding))"
      ) { state.address(of: $0) == address }
    case 5:
      return Edit(
        script: "az network application-gateway http-settings update -g rg-test --gateway-name \(gateway) -n set1 "
          + "--port \(80 + changes % 2) --timeout \(20 + changes)"
      ) { $0.gateway == gateway && $0.setting == "set1" }
    case 6:
      return Edit(
        script: "az network application-gateway probe update -g rg-test --gateway-name \(gateway) -n probe "
          + "--interval \(10 + changes)"
      ) { $0.gateway == gateway && $0.setting == "set1" }
    case 7:
      let old = members[gateway]![pool]!
      members[gateway]![pool] = someMembers()
      return Edit(
        script: "az network application-gateway address-pool update -g rg-test --gateway-name \(gateway) -n \(pool) "
          + "--servers \(members[gateway]![pool]!.joined(separator: " "))"
      ) { $0.gateway == gateway && $0.pool == pool && !old.contains($0.member) }
    case 8:
      let runs = resources.applicationGateways.values.first { $0.id.name == gateway }!.operationalState == "Running"
      return Edit(script: "az network application-gateway \(runs ? "stop" : "start") -g rg-test -n \(gateway)") {
        $0.gateway == gateway
      }
    case 9:
      return Edit(
        script: "az network private-dns record-set a add-record -g rg-test -z contoso.internal -n new\(changes) "
          + "-a 10.0.2.99"
      ) { $0.member.hasSuffix(".contoso.internal") }
    case 10:
      return Edit(
        script: "az network private-dns record-set a add-record -g rg-test -z lone.internal -n new\(changes) "
          + "-a 10.0.2.99"
      ) { _ in false }
    case 11:
      let network = ["vnet-a", "vnet-b", "vnet-lone"].randomElement(using: &random)!
      return Edit(
        script:
          "az network vnet update -g rg-test -n \(network) --dns-servers \(changes % 2 == 0 ? "''" : "168.63.129.16")"
          + " --address-prefixes \(Self.prefixes[network]!) 10.\(100 + changes).0.0/16"
      ) { pair in state.around(network).contains { state.uses(pair, network: $0) } }
    case 12:
      let address = ["10.0.2.5", "10.0.4.200", "10.7.2.200"].randomElement(using: &random)!
      let network = address.hasPrefix("10.7") ? "vnet-lone" : "vnet-a"
      let gateway = network == "vnet-lone" ? "agw-lone" : "agw"
      let balancer = JSONValue.loadBalancer("lb\(changes)", frontend: address, in: "snet-b0")
      return Edit(
        script: balancer.text(pretty: false).replacing(
          "vnet-a/subnets/snet-b0", with: network + "/subnets/" + (network == "vnet-a" ? "snet-b0" : "snet-alone"))
      ) { $0.gateway == gateway }
    case 13:
      let group = "nsg-" + subnet.name
      let places = subnets(with: \.networkSecurityGroup, named: group)
      let document: JSONValue = [
        "id": id("networkSecurityGroups", group), "name": .string(group), "securityRules": .array(someRules()),
      ]
      return Edit(script: document.text(pretty: false)) { pair in places.contains { state.uses(pair, subnet: $0) } }
    case 14:
      return Edit(
        script: "az network vnet subnet create -g rg-test --vnet-name \(subnet.network) -n snet-new\(changes) "
          + "--address-prefixes \(subnet.prefix.prefix(5))\(200 + changes).0/24"
      ) { state.uses($0, network: subnet.network) }
    default:
      let access =
        !(resources.virtualNetworks.values.first { $0.id.name == "vnet-hub" }!.peerings[0]
        .allowVirtualNetworkAccess)
      return Edit(
        script: "az network vnet peering update -g rg-test --vnet-name vnet-hub -n to-vnet-a "
          + "--allow-vnet-access \(access)"
      ) { state.uses($0, network: "vnet-a") || state.uses($0, network: "vnet-hub") }
    }
  }
}
