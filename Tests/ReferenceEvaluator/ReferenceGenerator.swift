/// Random small networks that Azure would accept, built to be nasty, and random packets aimed at them.
///
/// Legal: priorities are unique per direction, routes unique per table, subnets do not overlap, networks that are peered
/// or share a peer do not overlap, the application security groups of one rule belong to one virtual network. Networks
/// without gateways: those cannot be written as `azureJSON`.
///
/// The profile `hops` adds what lies between sender and receiver: see `ReferenceGenerator+Hops.swift`.
package struct ReferenceGenerator: Sendable {
  var random: SplitMix64
  /// Tags that rules may name beside VirtualNetwork, Internet and AzureLoadBalancer.
  let serviceTags: [String: [ReferencePrefix]]
  /// What the networks are made of.
  let profile: ReferenceProfile

  /// Ports that packets and rules have in common.
  static let ports: [UInt16] = [22, 53, 80, 443, 8080, 65200]
  /// Address spaces to choose from; several are, or lie in, the private ranges that have a `None` route.
  static let spaces: [ReferencePrefix] = [
    "10.0.0.0/8", "10.0.0.0/16", "10.0.0.0/16", "10.1.0.0/16", "10.1.0.0/16", "10.2.0.0/20", "10.2.16.0/20",
    "172.16.0.0/12", "172.16.0.0/16", "172.17.0.0/16", "192.168.0.0/16", "192.168.4.0/22", "192.168.8.0/22",
    "100.64.0.0/10", "100.64.0.0/16", "20.30.0.0/16",
  ]

  /// A generator that always makes the same networks and packets from the same seed.
  package init(seed: UInt64, serviceTags: [String: [ReferencePrefix]] = [:], profile: ReferenceProfile = .plain) {
    self.random = SplitMix64(seed: seed)
    self.serviceTags = serviceTags
    self.profile = profile
  }

  /// The next network.
  package mutating func network() -> ReferenceNetwork {
    switch profile {
    case .plain: plainNetwork()
    case .hops: networkWithHops()
    }
  }

  private mutating func plainNetwork() -> ReferenceNetwork {
    let groupNames = (0..<Int.random(in: 0...4, using: &random)).map { "nsg\($0)" }
    let tableNames = (0..<Int.random(in: 0...3, using: &random)).map { "rt\($0)" }

    let virtualNetworks = virtualNetworks(groupNames, tableNames)
    let interfaces = networkInterfaces(virtualNetworks, groupNames)
    let targets = targets(virtualNetworks, interfaces)
    return ReferenceNetwork(
      virtualNetworks: virtualNetworks, networkInterfaces: interfaces,
      networkSecurityGroups: groupNames.map {
        ReferenceNetworkSecurityGroup(name: $0, rules: rules(targets, interfaces))
      },
      routeTables: tableNames.map { routeTable($0, targets, interfaces) }, serviceTags: serviceTags)
  }

  private mutating func virtualNetworks(_ groups: [String], _ tables: [String]) -> [ReferenceVirtualNetwork] {
    let count = random.pick([1, 2, 2, 3, 3])
    let mayOverlap = random.chance(10)
    var spaces: [[ReferencePrefix]] = []
    while spaces.count < count {
      var space = [random.pick(Self.spaces)]
      let second = random.pick(Self.spaces)
      if random.chance(25) && !second.overlaps(space[0]) { space.append(second) }
      if mayOverlap || !spaces.contains(where: { overlap($0, space) }) { spaces.append(space) }
    }

    var peerings: [[ReferencePeering]] = Array(repeating: [], count: count)
    for one in 0..<count {
      for other in (one + 1)..<max(count, one + 1) {
        // A third network must not see two overlapping ones either: where anything overlaps, only disjoint pairs whose
        // other neighbours are disjoint too are peered.
        let third = (0..<count).first { $0 != one && $0 != other }
        let clash =
          overlap(spaces[one], spaces[other])
          || third.map { overlap(spaces[one], spaces[$0]) || overlap(spaces[other], spaces[$0]) } ?? false
        if clash || random.chance(20) { continue }
        if !random.chance(10) { peerings[one].append(peering("vnet\(other)")) }
        if !random.chance(10) { peerings[other].append(peering("vnet\(one)")) }
      }
    }
    return (0..<count).map { index in
      ReferenceVirtualNetwork(
        name: "vnet\(index)", location: random.pick(["westeurope", "westeurope", "northeurope"]),
        prefixes: spaces[index], subnets: subnets(spaces[index], groups, tables), peerings: peerings[index])
    }
  }

  private func overlap(_ one: [ReferencePrefix], _ other: [ReferencePrefix]) -> Bool {
    one.contains { prefix in other.contains { $0.overlaps(prefix) } }
  }

  private mutating func peering(_ remote: String) -> ReferencePeering {
    ReferencePeering(
      remote: remote, state: random.chance(85) ? .connected : random.pick(ReferencePeeringState.allCases),
      allowVirtualNetworkAccess: random.chance(80), allowForwardedTraffic: random.chance(50))
  }

  /// Neighbouring subnets of various sizes, so that a prefix one bit too short or too long takes in the wrong one.
  private mutating func subnets(
    _ space: [ReferencePrefix], _ groups: [String], _ tables: [String]
  ) -> [ReferenceSubnet] {
    (0..<Int.random(in: 1...4, using: &random)).map { index in
      let parent = random.pick(space)
      let prefix = ReferencePrefix(parent.first + UInt32(index) * 256, random.pick([24, 24, 25, 26, 27, 28, 29]))
      return ReferenceSubnet(
        name: "subnet\(index)", prefix: prefix,
        networkSecurityGroup: groups.isEmpty || random.chance(30) ? nil : random.pick(groups),
        routeTable: tables.isEmpty || random.chance(40) ? nil : random.pick(tables))
    }
  }

  private mutating func networkInterfaces(
    _ virtualNetworks: [ReferenceVirtualNetwork], _ groups: [String]
  ) -> [ReferenceNetworkInterface] {
    var interfaces: [ReferenceNetworkInterface] = []
    for home in virtualNetworks {
      for subnet in home.subnets {
        var taken: Set<UInt32> = []
        for _ in 0..<random.pick([0, 1, 1, 2, 3]) {
          let address = usableAddress(subnet.prefix)
          if !taken.insert(address).inserted { continue }
          interfaces.append(
            ReferenceNetworkInterface(
              name: "nic\(interfaces.count)", address: address,
              subnet: ReferenceSubnetID(network: home.name, subnet: subnet.name),
              networkSecurityGroup: groups.isEmpty || random.chance(50) ? nil : random.pick(groups),
              applicationSecurityGroups: (0..<2).map { "asg\($0)-\(home.name)" }.filter { _ in random.chance(35) },
              enableIPForwarding: random.chance(40)))
        }
      }
    }
    return interfaces
  }

  /// Any address of a subnet but the first four and the last, which Azure keeps; mostly one of the first few.
  mutating func usableAddress(_ prefix: ReferencePrefix) -> UInt32 {
    let usable = (prefix.first + 4)...(prefix.last - 1)
    return random.chance(60)
      ? min(usable.lowerBound + random.pick([0, 1, 2]), usable.upperBound)
      : UInt32.random(in: usable, using: &random)
  }

  /// The prefixes that rules and routes are made from: networks, subnets, interfaces, ranges around them.
  private func targets(
    _ virtualNetworks: [ReferenceVirtualNetwork], _ interfaces: [ReferenceNetworkInterface]
  ) -> [ReferencePrefix] {
    virtualNetworks.flatMap(\.prefixes) + virtualNetworks.flatMap(\.subnets).map(\.prefix)
      + virtualNetworks.flatMap(\.subnets).map(\.prefix) + interfaces.map { ReferencePrefix($0.address, 32) }
      + ["8.8.8.0/24", "13.64.0.0/11"]
  }

  private mutating func routeTable(
    _ name: String, _ targets: [ReferencePrefix], _ interfaces: [ReferenceNetworkInterface]
  ) -> ReferenceRouteTable {
    var prefixes: [ReferencePrefix] = []
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      let prefix =
        random.chance(25)
        ? random.pick([ReferencePrefix(0, 0)] + ReferenceNetwork.privateRanges)
        : nearMiss(random.pick(targets))
      if !prefixes.contains(prefix) { prefixes.append(prefix) }
    }
    let routes = prefixes.enumerated().map { index, prefix in
      let type = random.pick([
        ReferenceNextHopType.none, .none, .internet, .vnetLocal, .vnetLocal, .virtualAppliance, .virtualAppliance,
      ])
      let absent = ReferenceAddress.value("10.0.0.250")
      let address = interfaces.isEmpty || random.chance(15) ? absent : random.pick(interfaces).address
      return ReferenceUserRoute(
        name: "route\(index)", prefix: prefix, nextHopType: type,
        nextHopAddress: type == .virtualAppliance ? address : nil)
    }
    return ReferenceRouteTable(name: name, routes: routes, disablesBGPRoutePropagation: random.chance(30))
  }

  /// The prefix itself, its neighbour, half of it, or the prefix one bit shorter.
  mutating func nearMiss(_ prefix: ReferencePrefix) -> ReferencePrefix {
    guard prefix.length > 0 else { return prefix }
    switch Int.random(in: 0..<100, using: &random) {
    case ..<55: return prefix
    case ..<70: return ReferencePrefix(prefix.first ^ (1 << UInt32(32 - prefix.length)), prefix.length)
    case ..<85 where prefix.length < 32:
      let half = UInt32(1) << UInt32(31 - prefix.length)
      return ReferencePrefix(random.chance(50) ? prefix.first : prefix.first | half, prefix.length + 1)
    default: return ReferencePrefix(prefix.first, prefix.length - 1)
    }
  }
}
