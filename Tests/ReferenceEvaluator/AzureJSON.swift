/// The network as a JSON array of Azure resources: virtual networks, groups, tables, interfaces, application groups, load
/// balancers, private endpoints, isolated gateways.
///
/// Each resource is randomly flat as the CLI prints it or nested under `properties` as Resource Manager answers
/// (azure-json-shapes §5.1); ids in references and enum values vary in letter case; a single prefix or port may be in
/// the singular or the plural form (§5.5). Gateways and the prefixes of service tags have no place in these shapes and
/// are left out; appliances are written by `scenarioJSON`.
///
/// - Parameter seed: decides the variations; the facts do not depend on it.
package func azureJSON(_ network: ReferenceNetwork, seed: UInt64 = 0) -> String {
  var writer = AzureJSONWriter(network: network, random: SplitMix64(seed: seed))
  return writer.resources().text
}

/// Writes one network; what varies is drawn from `random`.
struct AzureJSONWriter {
  let network: ReferenceNetwork
  var random: SplitMix64
  /// Whether the resource being written has its facts under `properties`.
  var isNested = false

  init(network: ReferenceNetwork, random: SplitMix64) {
    self.network = network
    self.random = random
  }

  mutating func resources() -> ReferenceJSON {
    var all: [ReferenceJSON] = []
    for item in network.virtualNetworks { all.append(resource { $0.virtualNetwork(item) }) }
    for item in network.networkSecurityGroups { all.append(resource { $0.networkSecurityGroup(item) }) }
    for item in network.routeTables { all.append(resource { $0.routeTable(item) }) }
    for item in network.networkInterfaces { all.append(resource { $0.networkInterface(item) }) }
    for item in network.loadBalancers { all.append(resource { $0.loadBalancer(item) }) }
    for item in network.privateEndpoints { all.append(resource { $0.privateEndpoint(item) }) }
    for home in network.virtualNetworks {
      for subnet in home.subnets where subnet.isIsolatedGateway {
        all.append(resource { $0.isolatedGateway(in: subnet, of: home) })
      }
    }
    for name in applicationSecurityGroups() {
      all.append(resource { $0.top("applicationSecurityGroups", name, []) })
    }
    all.shuffle(using: &random)
    return .array(all)
  }

  private mutating func resource(_ write: (inout AzureJSONWriter) -> ReferenceJSON) -> ReferenceJSON {
    isNested = random.chance(50)
    return write(&self)
  }

  /// Every application security group that an interface or a rule names, in the order of their names.
  private func applicationSecurityGroups() -> [String] {
    var names = Set(network.networkInterfaces.flatMap(\.applicationSecurityGroups))
    for rule in network.networkSecurityGroups.flatMap(\.rules) {
      for case .applicationSecurityGroups(let groups) in [rule.source, rule.destination] { names.formUnion(groups) }
    }
    return names.sorted()
  }

  // MARK: Resources

  private mutating func virtualNetwork(_ item: ReferenceVirtualNetwork) -> ReferenceJSON {
    let parent = id("virtualNetworks", item.name)
    var facts: [(String, ReferenceJSON)] = [("addressSpace", .object([("addressPrefixes", strings(item.prefixes))]))]
    facts.append(("subnets", .array(item.subnets.map { subnet($0, parent) })))
    facts.append(("virtualNetworkPeerings", .array(item.peerings.map { peering($0, parent) })))
    return top("virtualNetworks", item.name, facts, location: item.location)
  }

  private mutating func subnet(_ item: ReferenceSubnet, _ parent: String) -> ReferenceJSON {
    var facts: [(String, ReferenceJSON)] = []
    if random.chance(70) {
      facts.append(("addressPrefix", .string(item.prefix.description)))
    } else {
      facts.append(("addressPrefixes", strings([item.prefix])))
    }
    if let name = item.networkSecurityGroup {
      facts.append(("networkSecurityGroup", reference("networkSecurityGroups", name)))
    } else if random.chance(30) {
      facts.append(("networkSecurityGroup", .null))
    }
    if let name = item.routeTable { facts.append(("routeTable", reference("routeTables", name))) }
    if let policies = item.privateEndpointPolicies {
      facts.append(("privateEndpointNetworkPolicies", enumeration(policies.rawValue)))
    }
    return child(parent, "subnets", item.name, facts)
  }

  private mutating func peering(_ item: ReferencePeering, _ parent: String) -> ReferenceJSON {
    let space = ReferenceJSON.object([("addressPrefixes", strings(network.virtualNetwork(item.remote).prefixes))])
    return child(
      parent, "virtualNetworkPeerings", "to-\(item.remote)",
      [
        ("remoteVirtualNetwork", reference("virtualNetworks", item.remote)), ("remoteAddressSpace", space),
        ("remoteVirtualNetworkAddressSpace", space),
        ("allowVirtualNetworkAccess", .bool(item.allowVirtualNetworkAccess)),
        ("allowForwardedTraffic", .bool(item.allowForwardedTraffic)), ("allowGatewayTransit", .bool(false)),
        ("useRemoteGateways", .bool(false)), ("peeringState", enumeration(item.state.rawValue)),
        ("peeringSyncLevel", .string("FullyInSync")),
      ])
  }

  private mutating func networkSecurityGroup(_ item: ReferenceNetworkSecurityGroup) -> ReferenceJSON {
    let parent = id("networkSecurityGroups", item.name)
    var facts: [(String, ReferenceJSON)] = []
    facts.append(("securityRules", .array(item.rules.map { securityRule($0, parent, "securityRules") })))
    if random.chance(60) {
      let defaults = ReferenceSecurityRule.defaults.map { securityRule($0, parent, "defaultSecurityRules") }
      facts.append(("defaultSecurityRules", .array(defaults)))
    }
    return top("networkSecurityGroups", item.name, facts)
  }

  private mutating func routeTable(_ item: ReferenceRouteTable) -> ReferenceJSON {
    let parent = id("routeTables", item.name)
    let routes = item.routes.map { route -> ReferenceJSON in
      var facts: [(String, ReferenceJSON)] = [
        ("addressPrefix", .string(route.prefix.description)),
        ("nextHopType", enumeration(route.nextHopType.rawValue)),
      ]
      if let address = route.nextHopAddress {
        facts.append(("nextHopIpAddress", .string(ReferenceAddress.text(address))))
      } else if random.chance(30) {
        facts.append(("nextHopIpAddress", random.chance(50) ? .null : .string("")))
      }
      return child(parent, "routes", route.name, facts)
    }
    let flag = ReferenceJSON.bool(item.disablesBGPRoutePropagation)
    return top("routeTables", item.name, [("disableBgpRoutePropagation", flag), ("routes", .array(routes))])
  }

  private mutating func networkInterface(_ item: ReferenceNetworkInterface) -> ReferenceJSON {
    let parent = id("networkInterfaces", item.name)
    let virtualNetwork = id("virtualNetworks", item.subnet.network)
    var configuration: [(String, ReferenceJSON)] = [
      ("primary", .bool(true)), ("privateIPAddress", .string(ReferenceAddress.text(item.address))),
      ("privateIPAllocationMethod", .string("Dynamic")),
      ("subnet", reference(id: "\(virtualNetwork)/subnets/\(item.subnet.subnet)")),
    ]
    if !item.applicationSecurityGroups.isEmpty {
      let groups = item.applicationSecurityGroups.map { reference("applicationSecurityGroups", $0) }
      configuration.append(("applicationSecurityGroups", .array(groups)))
    }
    let owners = owners(of: item)
    configuration += owners.configuration
    var facts: [(String, ReferenceJSON)] = [
      ("enableIPForwarding", .bool(item.enableIPForwarding)),
      ("ipConfigurations", .array([child(parent, "ipConfigurations", "ipconfig1", configuration)])),
    ]
    facts += owners.resource
    if let name = item.networkSecurityGroup {
      facts.append(("networkSecurityGroup", reference("networkSecurityGroups", name)))
    }
    return top("networkInterfaces", item.name, facts, location: network.virtualNetwork(item.subnet.network).location)
  }
}
