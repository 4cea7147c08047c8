import Outcomes
import PacketSets
import Resources

extension AzCommand {
  static let networkCommands: [AzCommand] = [
    AzCommand(
      "network vnet create",
      [
        AzOption("--name", "-n", required: true),
        AzOption("--address-prefixes", shape: .list, default: ["10.0.0.0/16"]),
        AzOption("--subnet-name"), AzOption("--subnet-prefixes", shape: .list),
        AzOption("--network-security-group", "--nsg"),
        AzOption("--dns-servers", shape: .list), AzOption("--location", "-l"), .ignored("--tags", shape: .list),
      ]
    ) { arguments, resources throws(ChangeProblem) in
      let id = arguments.newID(.virtualNetwork, in: resources)
      var network = VirtualNetwork(
        id: id, origin: arguments.origin, location: (arguments.text("--location") ?? "").lowercased(),
        addressPrefixes: try arguments.prefixes("--address-prefixes"), dnsServers: try arguments.dnsServers())
      if let name = arguments.text("--subnet-name") {
        var prefixes = try arguments.prefixes("--subnet-prefixes")
        // az takes the first 256 addresses.
        if prefixes.isEmpty, let space = network.addressPrefixes.first {
          prefixes = [AddressPrefix(address: space.address, length: max(space.length, 24))].compactMap { $0 }
        }
        var subnet = Subnet(id: id.child("subnets", name), origin: arguments.origin, addressPrefixes: prefixes)
        try subnet.attach(arguments, in: resources)
        network.subnets = [subnet]
      }
      try network.check()
      resources.virtualNetworks[id] = network
    },
    AzCommand(
      "network vnet update",
      [
        AzOption("--name", "-n", required: true), AzOption("--address-prefixes", shape: .list),
        AzOption("--dns-servers", shape: .list),
      ]
    ) { arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--name", .virtualNetwork, in: resources)
      if arguments.has("--address-prefixes") {
        resources.virtualNetworks[id]!.addressPrefixes = try arguments.prefixes("--address-prefixes")
      }
      if arguments.has("--dns-servers") { resources.virtualNetworks[id]!.dnsServers = try arguments.dnsServers() }
      try resources.virtualNetworks[id]!.check()
    },
    AzCommand("network vnet subnet create", subnetOptions(isNew: true)) { arguments, resources throws(ChangeProblem) in
      let network = try arguments.resource("--vnet-name", .virtualNetwork, in: resources)
      let prefixes = try arguments.prefixes("--address-prefixes")
      var subnet = Subnet(
        id: network.child("subnets", arguments.text("--name") ?? ""), origin: arguments.origin,
        addressPrefixes: prefixes)
      try subnet.attach(arguments, in: resources)
      resources.virtualNetworks[network]!.subnets.put(subnet, \.id)
      try resources.virtualNetworks[network]!.check()
    },
    AzCommand("network vnet subnet update", subnetOptions(isNew: false)) { arguments, resources throws(ChangeProblem) in
      let (network, index) = try existingSubnet(arguments, in: resources)
      var subnet = resources.virtualNetworks[network]!.subnets[index]
      if arguments.has("--address-prefixes") { subnet.addressPrefixes = try arguments.prefixes("--address-prefixes") }
      try subnet.attach(arguments, in: resources)
      resources.virtualNetworks[network]!.subnets[index] = subnet
      try resources.virtualNetworks[network]!.check()
      resources.detach(subnet, unless: arguments)
    },
    AzCommand("network vnet subnet delete", [AzOption("--vnet-name", required: true), name]) {
      arguments, resources throws(ChangeProblem) in
      let (network, index) = try existingSubnet(arguments, in: resources)
      let id = resources.virtualNetworks[network]!.subnets[index].id
      let isUsed =
        resources.networkInterfaces.values.contains { $0.ipConfigurations.contains { $0.subnet?.names(id) ?? false } }
        || resources.applicationGateways.values.contains { $0.subnet?.names(id) ?? false }
      if isUsed { throw .refused(.subnetInUse) }
      resources.virtualNetworks[network]!.subnets.remove(at: index)
    },
  ]

  private static func subnetOptions(isNew: Bool) -> [AzOption] {
    [
      AzOption("--vnet-name", required: true), AzOption("--name", "-n", required: true),
      AzOption("--address-prefixes", shape: .list, required: isNew),
      AzOption("--network-security-group", "--nsg"), AzOption("--route-table"),
      AzOption("--service-endpoints", shape: .list),
      AzOption(
        "--private-endpoint-network-policies", "--ple-network-policies",
        shape: .oneOf(["Disabled", "Enabled", "NetworkSecurityGroupEnabled", "RouteTableEnabled"]),
        default: isNew ? ["Disabled"] : []), .ignored("--nat-gateway"), .ignored("--delegations", shape: .list),
    ]
  }

  private static func existingSubnet(
    _ arguments: AzArguments, in resources: Resources
  ) throws(ChangeProblem) -> (ResourceID, Int) {
    let network = try arguments.resource("--vnet-name", .virtualNetwork, in: resources)
    let subnets = resources.virtualNetworks[network]!.subnets
    let name = arguments.text("--name") ?? ""
    guard let index = subnets.firstIndex(where: { $0.id.name.lowercased() == name.lowercased() }) else {
      throw .name(.unknown(name, kind: "subnet of \(network.name)", known: subnets.map(\.id.name)))
    }
    return (network, index)
  }
}

extension AzArguments {
  /// Custom DNS servers; an empty text goes back to Azure-provided DNS.
  fileprivate func dnsServers() throws(ChangeProblem) -> [IPAddress] {
    var out: [IPAddress] = []
    for written in list("--dns-servers") where !written.isEmpty {
      guard let address = IPAddress(written) else {
        throw .illegalValue(option: "--dns-servers", found: written, legal: ["10.0.0.4", "\"\""])
      }
      out.append(address)
    }
    return out
  }
}

extension Subnet {
  /// Attaches what the options name; an empty text detaches.
  fileprivate mutating func attach(_ arguments: AzArguments, in resources: Resources) throws(ChangeProblem) {
    if arguments.has("--network-security-group") {
      networkSecurityGroup = try arguments.reference("--network-security-group", .networkSecurityGroup, in: resources)
    }
    if arguments.has("--route-table") {
      routeTable = try arguments.reference("--route-table", .routeTable, in: resources)
    }
    if arguments.has("--service-endpoints") {
      serviceEndpointNames = arguments.list("--service-endpoints")
    }
    if let policies = arguments.text("--private-endpoint-network-policies") {
      privateEndpointNetworkPolicies = policies
    }
  }
}

extension Resources {
  /// Back-references of groups and tables would attach again what an empty text has detached.
  fileprivate mutating func detach(_ subnet: Subnet, unless arguments: AzArguments) {
    if arguments.has("--network-security-group") {
      for id in networkSecurityGroups.keys {
        networkSecurityGroups[id]!.subnets.removeAll { $0.id.map(subnet.id.matches) ?? false }
      }
    }
    if arguments.has("--route-table") {
      for id in routeTables.keys { routeTables[id]!.subnets.removeAll { $0.id.map(subnet.id.matches) ?? false } }
    }
  }
}

extension VirtualNetwork {
  /// - Throws: what Azure refuses of subnets' ranges.
  fileprivate func check() throws(ChangeProblem) {
    for (place, subnet) in subnets.enumerated() {
      for prefix in subnet.addressPrefixes {
        if !addressPrefixes.isEmpty, !addressPrefixes.contains(where: { $0.contains(prefix) }) {
          throw .refused(.subnetOutsideNetwork)
        }
        if subnets[..<place].contains(where: { $0.addressPrefixes.contains { $0.overlaps(prefix) } }) {
          throw .refused(.subnetRangesOverlap)
        }
      }
    }
  }
}
