/// Packets aimed at what a network's rules and routes mention.
extension ReferenceGenerator {
  /// A packet from a subnet; in 7 of 10 cases destination and port are ones that the network mentions, or next to those.
  package mutating func packet(in network: ReferenceNetwork) -> ReferencePacket {
    let subnets = network.virtualNetworks.flatMap { home in
      home.subnets.map { ReferenceSubnetID(network: home.name, subnet: $0.name) }
    }
    let sourceSubnet = random.pick(subnets)
    let passive = passiveAddresses(network)
    let neighbours = network.networkInterfaces.filter {
      $0.subnet == sourceSubnet && !passive.contains($0.address)
    }
    let isOther = neighbours.isEmpty || random.chance(40)
    var source = isOther ? usableAddress(network.subnet(sourceSubnet).prefix) : random.pick(neighbours).address
    while passive.contains(source) { source = usableAddress(network.subnet(sourceSubnet).prefix) }

    let isAimed = random.chance(profile == .hops ? 90 : 70)
    var destination = source
    while destination == source || Self.avoids(destination) {
      destination = isAimed ? aimedAddress(network, from: sourceSubnet.network) : randomAddress(network)
    }
    if network.subnet(sourceSubnet).isIsolatedGateway, random.chance(40),
      let endpoint = network.privateEndpoints.randomElement(using: &random)
    {
      destination = network.networkInterface(named: endpoint.networkInterface).address
    }
    if let rule = randomRule(network, for: destination), random.chance(75) {
      return ReferencePacket(
        source: source, sourceSubnet: sourceSubnet, destination: destination,
        destinationPort: rule.frontendPort == 0 ? random.pick(Self.ports) : rule.frontendPort,
        protocol: rule.protocol ?? random.pick([.tcp, .udp]))
    }
    let aimedPorts = mentionedPorts(network) + Self.ports
    return ReferencePacket(
      source: source, sourceSubnet: sourceSubnet, sourcePort: random.pick([50000, 49999, 1023, 1024, 65535]),
      destination: destination,
      destinationPort: isAimed ? random.pick(aimedPorts) : UInt16.random(in: 0...UInt16.max, using: &random),
      protocol: random.pick([.tcp, .tcp, .tcp, .tcp, .udp, .icmp]))
  }

  /// Addresses whose meaning is not the network's: the platform's, loopback, link-local, multicast, and this-network.
  private static func avoids(_ address: UInt32) -> Bool {
    let special: [ReferencePrefix] = ["168.63.129.16", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3", "0.0.0.0/8"]
    return special.contains { $0.contains(address) }
  }

  /// A rule of the frontend that has an address, where one has it.
  private mutating func randomRule(_ network: ReferenceNetwork, for address: UInt32) -> ReferenceLoadBalancingRule? {
    for loadBalancer in network.loadBalancers {
      for frontend in loadBalancer.frontends where frontend.address == address {
        return loadBalancer.rules.filter { $0.frontend == frontend.name }.randomElement(using: &random)
      }
    }
    return nil
  }

  /// Addresses that never begin a flow: frontends and private endpoints.
  private func passiveAddresses(_ network: ReferenceNetwork) -> [UInt32] {
    network.loadBalancers.flatMap(\.frontends).map(\.address)
      + network.privateEndpoints.map { network.networkInterface(named: $0.networkInterface).address }
  }

  private mutating func aimedAddress(_ network: ReferenceNetwork, from home: String) -> UInt32 {
    if profile == .hops && random.chance(45) {
      let others = network.networkInterfaces.filter { $0.subnet.network != home }
      if !others.isEmpty { return random.pick(others).address }
    }
    let passive = passiveAddresses(network)
    if !passive.isEmpty && random.chance(35) { return random.pick(passive) }
    if !network.networkInterfaces.isEmpty && random.chance(55) { return random.pick(network.networkInterfaces).address }
    let mentioned = mentionedPrefixes(network)
    if mentioned.isEmpty || random.chance(30) { return addressOfSubnet(network) }
    let prefix = random.pick(mentioned)
    return random.pick([prefix.first, prefix.last, prefix.first &- 1, prefix.last &+ 1, prefix.first &+ 4])
  }

  private mutating func randomAddress(_ network: ReferenceNetwork) -> UInt32 {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return addressOfSubnet(network)
    case 1:
      let prefix = random.pick(network.virtualNetworks.flatMap(\.prefixes))
      return UInt32.random(in: prefix.first...prefix.last, using: &random)
    case 2:
      let range = random.pick(ReferenceNetwork.privateRanges)
      return UInt32.random(in: range.first...range.last, using: &random)
    default: return UInt32.random(in: 0...UInt32.max, using: &random)
    }
  }

  private mutating func addressOfSubnet(_ network: ReferenceNetwork) -> UInt32 {
    usableAddress(random.pick(network.virtualNetworks.flatMap(\.subnets)).prefix)
  }

  private func mentionedPrefixes(_ network: ReferenceNetwork) -> [ReferencePrefix] {
    let sides = network.networkSecurityGroups.flatMap(\.rules).flatMap { [$0.source, $0.destination] }
    let ofRules = sides.flatMap { side -> [ReferencePrefix] in
      switch side {
      case .prefixes(let prefixes): prefixes
      case .serviceTag(let tag): network.serviceTags[tag] ?? []
      case .any, .applicationSecurityGroups: []
      }
    }
    return ofRules + network.routeTables.flatMap(\.routes).map(\.prefix)
  }

  private func mentionedPorts(_ network: ReferenceNetwork) -> [UInt16] {
    let balanced = network.loadBalancers.flatMap(\.rules).map(\.frontendPort).filter { $0 != 0 }
    let ofAppliances = network.appliances.flatMap { $0.rules ?? [] }.compactMap(\.destinationPorts?.lowerBound)
    let ofGroups = network.networkSecurityGroups.flatMap(\.rules).flatMap { rule -> [UInt16] in
      guard case .ranges(let ranges) = rule.destinationPorts else { return [] }
      return ranges.flatMap { [$0.lowerBound, $0.upperBound, $0.lowerBound &- 1, $0.upperBound &+ 1] }
    }
    return ofGroups + ofAppliances + balanced
  }
}
