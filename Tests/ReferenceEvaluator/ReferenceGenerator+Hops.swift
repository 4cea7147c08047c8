/// Networks with something on the way: a hub with appliances, spokes whose routes lead through them, load balancers in front
/// of appliances and of servers, private endpoints.
///
/// Most of each network works, so that what fails fails for one reason: groups are few and mostly permissive, peerings are
/// mostly whole, and routes mostly come in pairs.
extension ReferenceGenerator {
  mutating func networkWithHops() -> ReferenceNetwork {
    var plan = HopPlan()
    plan.groups = (0..<random.pick([0, 1, 1, 2, 3])).map { "nsg\($0)" }
    planNetworks(&plan)
    planInterfaces(&plan)
    planLoadBalancers(&plan)
    planEndpoints(&plan)
    let tables = routeTables(plan)
    let targets = plan.subnets.map(\.prefix) + plan.interfaces.map { ReferencePrefix($0.address, 32) } + plan.spaces
    return ReferenceNetwork(
      virtualNetworks: plan.networks.map { home in
        ReferenceVirtualNetwork(
          name: home.name, location: home.location, prefixes: home.prefixes,
          subnets: plan.subnets.filter { $0.id.network == home.name }.map { subnet in
            ReferenceSubnet(
              name: subnet.id.subnet, prefix: subnet.prefix, networkSecurityGroup: subnet.group,
              routeTable: tables.contains { $0.name == subnet.table } ? subnet.table : nil,
              privateEndpointPolicies: subnet.policies, isIsolatedGateway: subnet.isGateway)
          }, peerings: home.peerings)
      },
      networkInterfaces: plan.interfaces,
      networkSecurityGroups: plan.groups.map { name in
        ReferenceNetworkSecurityGroup(name: name, rules: permissiveRules(targets, plan.interfaces))
      },
      routeTables: tables, appliances: appliances(plan), loadBalancers: plan.loadBalancers,
      privateEndpoints: plan.endpoints, serviceTags: serviceTags)
  }

  // MARK: Networks

  /// One to four networks: the first is the hub, the second and third its spokes, the fourth hangs on the second alone.
  private mutating func planNetworks(_ plan: inout HopPlan) {
    let count = random.pick([1, 2, 3, 3, 3, 3, 4, 4])
    let all: [ReferencePrefix] = [
      "10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/16", "172.16.0.0/16", "192.168.0.0/16", "100.64.0.0/16", "20.30.0.0/16",
    ]
    plan.spaces = Array(all.shuffled(using: &random).prefix(count))
    // The third and the fourth have no peer in common, so that Azure lets them use the same addresses.
    if count == 4 && random.chance(60) { plan.spaces[3] = plan.spaces[2] }

    var pairs: [(Int, Int)] = []
    for spoke in 1..<max(count, 1) where spoke < 3 { pairs.append((0, spoke)) }
    if count == 3 && random.chance(20) { pairs.append((1, 2)) }
    if count == 4 { pairs.append((1, 3)) }
    for index in 0..<count {
      let peers = pairs.compactMap { $0.0 == index ? $0.1 : $0.1 == index ? $0.0 : nil }
      plan.networks.append(
        ReferenceVirtualNetwork(
          name: "vnet\(index)", location: random.chance(75) ? "westeurope" : "northeurope",
          prefixes: [plan.spaces[index]], subnets: [], peerings: peers.map { peering(to: "vnet\($0)") }))
      let names =
        ["work0"] + (random.chance(60) ? ["work1"] : []) + (index == 0 || random.chance(15) ? ["edge"] : [])
        + (random.chance(40) ? ["agw"] : [])
      for (position, name) in names.enumerated() {
        plan.subnets.append(
          HopSubnet(
            id: ReferenceSubnetID(network: "vnet\(index)", subnet: name),
            prefix: ReferencePrefix(
              plan.spaces[index].first + UInt32(position + 1) * 256, random.pick([24, 24, 26, 28])),
            group: plan.groups.isEmpty || random.chance(name == "edge" ? 25 : 65) ? nil : random.pick(plan.groups),
            policies: random.pick([nil, .disabled, .networkSecurityGroupEnabled, .routeTableEnabled, .enabled])))
      }
    }
  }

  private mutating func peering(to remote: String) -> ReferencePeering {
    ReferencePeering(
      remote: remote, state: random.chance(96) ? .connected : random.pick(ReferencePeeringState.allCases),
      allowVirtualNetworkAccess: random.chance(93), allowForwardedTraffic: random.chance(78))
  }

  /// A free address of a subnet, mostly among the first few.
  private mutating func freeAddress(_ subnet: HopSubnet, _ plan: inout HopPlan) -> UInt32 {
    while true {
      let address = usableAddress(subnet.prefix)
      if plan.taken.insert(ReferencePlace(address: address, subnet: subnet.id)).inserted { return address }
    }
  }

  // MARK: Interfaces and appliances

  private mutating func planInterfaces(_ plan: inout HopPlan) {
    for subnet in plan.subnets where !subnet.isGateway {
      for _ in 0..<random.pick([1, 1, 2, 3]) {
        let isEdge = subnet.id.subnet == "edge"
        plan.interfaces.append(
          ReferenceNetworkInterface(
            name: isEdge ? "fw\(plan.interfaces.count)" : "nic\(plan.interfaces.count)",
            address: freeAddress(subnet, &plan), subnet: subnet.id,
            networkSecurityGroup: plan.groups.isEmpty || random.chance(85) ? nil : random.pick(plan.groups),
            applicationSecurityGroups: (0..<2).map { "asg\($0)-\(subnet.id.network)" }.filter { _ in random.chance(20)
            },
            enableIPForwarding: random.chance(isEdge ? 93 : 8)))
      }
    }
  }

  /// What is said about the interfaces at the edge, and about some others.
  private mutating func appliances(_ plan: HopPlan) -> [ReferenceAppliance] {
    let described = plan.interfaces.filter { interface in
      !plan.endpoints.contains { $0.networkInterface == interface.name }
        && random.chance(interface.subnet.subnet == "edge" ? 92 : 10)
    }
    return described.map { interface in
      ReferenceAppliance(
        name: "appliance-\(interface.name)", address: interface.address, virtualNetwork: interface.subnet.network,
        isStateful: random.chance(65), sourceNAT: random.chance(25),
        rules: random.chance(65) ? nil : applianceRules(plan))
    }
  }

  private mutating func applianceRules(_ plan: HopPlan) -> [ReferenceApplianceRule] {
    let prefixes = plan.subnets.map(\.prefix) + plan.spaces
    var rules: [ReferenceApplianceRule] = []
    for _ in 0..<random.pick([0, 1, 2, 3]) {
      let port = random.pick(Self.ports)
      rules.append(
        ReferenceApplianceRule(
          access: random.chance(60) ? .allow : .deny,
          protocol: random.chance(50) ? nil : random.pick([.tcp, .tcp, .udp]),
          source: random.chance(60) ? nil : nearMiss(random.pick(prefixes)),
          destination: random.chance(50) ? nil : nearMiss(random.pick(prefixes)),
          destinationPorts: random.chance(50) ? nil : random.pick([port...port, port...(port + 10), 1024...65535])))
    }
    if random.chance(60) { rules.append(ReferenceApplianceRule(access: .allow)) }
    return rules
  }

  // MARK: Load balancers and private endpoints

  private mutating func planLoadBalancers(_ plan: inout HopPlan) {
    for (subnetName, chance) in [("edge", 50), ("work0", 55)] where random.chance(chance) {
      let homes = plan.subnets.filter { $0.id.subnet == subnetName }
      let home = subnetName == "edge" && random.chance(85) ? homes[0] : random.pick(homes)
      let candidates = plan.interfaces.filter {
        $0.subnet.network == home.id.network && ($0.subnet.subnet == "edge") == (subnetName == "edge")
      }
      let members = candidates.map(\.name).filter { _ in random.chance(75) }
      plan.loadBalancers.append(loadBalancer(home, members, isInFrontOfAppliances: subnetName == "edge", &plan))
    }
  }

  private mutating func loadBalancer(
    _ home: HopSubnet, _ members: [String], isInFrontOfAppliances: Bool, _ plan: inout HopPlan
  ) -> ReferenceLoadBalancer {
    let takesAll = random.chance(isInFrontOfAppliances ? 85 : 15)
    let frontends = (0..<(takesAll ? 1 : random.pick([1, 1, 2]))).map { index in
      ReferenceFrontend(name: "front\(index)", address: freeAddress(home, &plan), subnet: home.id.subnet)
    }
    let probe = random.chance(80) ? random.pick(Self.ports) : nil
    var rules: [ReferenceLoadBalancingRule] = []
    for frontend in frontends {
      let pool = random.pick(["pool0", "pool0", "pool0", "pool1"])
      if takesAll {
        rules.append(
          ReferenceLoadBalancingRule(
            name: "all-\(frontend.name)", frontend: frontend.name, pool: pool, probePort: probe))
        continue
      }
      for port in Set((0..<2).map { _ in random.pick(Self.ports) }).sorted() {
        rules.append(
          ReferenceLoadBalancingRule(
            name: "\(frontend.name)-\(port)", frontend: frontend.name, pool: pool,
            protocol: random.pick([.tcp, .tcp, .tcp, .udp]), frontendPort: port,
            // Azure keeps a pair of pool and backend port for one rule.
            backendPort: frontends.count == 1 && random.chance(50) ? port + 100 : port, probePort: probe))
      }
    }
    var seen: Set<String> = []
    rules.removeAll { !seen.insert("\($0.pool) \($0.backendPort) \($0.protocol?.rawValue ?? "All")").inserted }
    return ReferenceLoadBalancer(
      name: "lb\(plan.loadBalancers.count)", virtualNetwork: home.id.network,
      sku: takesAll || random.chance(60) ? .standard : .basic, frontends: frontends,
      pools: [
        ReferenceBackendPool(name: "pool0", members: members),
        ReferenceBackendPool(name: "pool1", members: random.chance(50) ? [] : Array(members.prefix(1))),
      ], rules: rules)
  }

  private mutating func planEndpoints(_ plan: inout HopPlan) {
    for index in 0..<random.pick([0, 1, 1, 2]) {
      let home = random.pick(plan.subnets.filter { $0.id.subnet != "edge" && !$0.isGateway })
      let interface = ReferenceNetworkInterface(
        name: "pe\(index)-nic", address: freeAddress(home, &plan), subnet: home.id)
      plan.interfaces.append(interface)
      plan.endpoints.append(
        ReferencePrivateEndpoint(
          name: "pe\(index)", networkInterface: interface.name,
          state: random.chance(80) ? .approved : random.pick(ReferenceConnectionState.allCases)))
    }
  }

  // MARK: Routes and rules

  /// A table for most subnets; one choice of appliance or load balancer serves most routes, so that they come in pairs.
  private mutating func routeTables(_ plan: HopPlan) -> [ReferenceRouteTable] {
    let edges = plan.interfaces.filter { $0.subnet.subnet == "edge" }.map(\.address)
    let shared = plan.loadBalancers.filter { $0.name == "lb0" }.flatMap(\.frontends).map(\.address)
    let hubs = plan.interfaces.filter { $0.subnet == ReferenceSubnetID(network: "vnet0", subnet: "edge") }
    let usual = random.pick(hubs.map(\.address) + shared + shared)
    var tables: [ReferenceRouteTable] = []
    for subnet in plan.subnets where random.chance(subnet.id.subnet == "edge" ? 20 : 88) {
      var routes: [ReferenceUserRoute] = []
      for prefix in routedPrefixes(plan, from: subnet) where !routes.contains(where: { $0.prefix == prefix }) {
        let others = edges + shared + [ReferenceAddress.value("10.0.0.250")] + plan.interfaces.map(\.address)
        let address = random.chance(88) ? usual : random.pick(others)
        let type =
          random.chance(94) ? ReferenceNextHopType.virtualAppliance : random.pick([.none, .vnetLocal, .internet])
        routes.append(
          ReferenceUserRoute(
            name: "route\(routes.count)", prefix: prefix, nextHopType: type,
            nextHopAddress: type == .virtualAppliance ? address : nil))
      }
      tables.append(ReferenceRouteTable(name: subnet.table, routes: routes))
    }
    return tables
  }

  /// What the routes of a subnet are for: other networks mostly, other subnets, endpoints, everything.
  private mutating func routedPrefixes(_ plan: HopPlan, from subnet: HopSubnet) -> [ReferencePrefix] {
    var prefixes: [ReferencePrefix] = []
    for home in plan.networks where home.name != subnet.id.network {
      // Without a route of its own, a network between two that use the same addresses sends to its peer.
      let isTwice = plan.spaces.filter { home.prefixes.contains($0) }.count > 1
      if random.chance(isTwice ? 35 : 82) { prefixes += home.prefixes }
    }
    for other in plan.subnets where other.id != subnet.id && random.chance(25) { prefixes.append(other.prefix) }
    for endpoint in plan.endpoints where random.chance(30) {
      let address = plan.interfaces.first { $0.name == endpoint.networkInterface }!.address
      prefixes.append(ReferencePrefix(address, random.pick([32, 32, 28, 16])))
    }
    if random.chance(20) { prefixes.append(ReferencePrefix(0, 0)) }
    if random.chance(10) { prefixes.append(nearMiss(random.pick(plan.subnets.map(\.prefix)))) }
    return prefixes
  }

  /// A few nasty rules, mostly with an allow rule behind them so that the default rules do not decide everything.
  private mutating func permissiveRules(
    _ targets: [ReferencePrefix], _ interfaces: [ReferenceNetworkInterface]
  ) -> [ReferenceSecurityRule] {
    var rules = Array(rules(targets, interfaces).filter { $0.priority < 4096 }.prefix(random.pick([0, 2, 4, 12])))
    for direction in ReferenceDirection.allCases where random.chance(65) {
      rules.append(
        ReferenceSecurityRule(name: "rest-\(direction)", priority: 4096, direction: direction, access: .allow))
    }
    return rules
  }
}

/// A network in the making.
private struct HopPlan {
  var groups: [String] = []
  /// The address space of each network.
  var spaces: [ReferencePrefix] = []
  /// The networks, their subnets still missing.
  var networks: [ReferenceVirtualNetwork] = []
  var subnets: [HopSubnet] = []
  var interfaces: [ReferenceNetworkInterface] = []
  var loadBalancers: [ReferenceLoadBalancer] = []
  var endpoints: [ReferencePrivateEndpoint] = []
  var taken: Set<ReferencePlace> = []
}

/// A subnet in the making.
private struct HopSubnet {
  let id: ReferenceSubnetID
  let prefix: ReferencePrefix
  let group: String?
  let policies: ReferenceEndpointPolicies?

  /// Whether only instances of an isolated application gateway stand there.
  var isGateway: Bool { id.subnet == "agw" }
  /// The name of its own route table.
  var table: String { "rt-\(id.network)-\(id.subnet)" }
}
