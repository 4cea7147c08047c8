import Outcomes
import PacketSets
import Resources

extension AzCommand {
  static let networkCommands: [AzCommand] = [
    AzCommand(
      "network vnet create",
      [
        AzOption("--name", "-n", required: true),
        AzOption("--address-prefixes", "--address-prefix", shape: .list, default: ["10.0.0.0/16"]),
        AzOption("--subnet-name"), AzOption("--subnet-prefixes", "--subnet-prefix", shape: .list),
        AzOption("--dns-servers", shape: .list), AzOption("--location", "-l"), AzOption("--tags", shape: .list),
      ]
    ) { arguments, resources throws(ChangeProblem) in
      let id = arguments.newID(.virtualNetwork, in: resources)
      var network = VirtualNetwork(
        id: id, origin: arguments.origin, location: (arguments.text("--location") ?? "").lowercased(),
        addressPrefixes: try arguments.prefixes("--address-prefixes"), dnsServers: try arguments.dnsServers())
      if let name = arguments.text("--subnet-name") {
        network.subnets = [
          Subnet(
            id: id.child("subnets", name), origin: arguments.origin,
            addressPrefixes: try arguments.prefixes("--subnet-prefixes"))
        ]
      }
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
    },
    AzCommand("network vnet subnet create", subnetOptions(isNew: true)) { arguments, resources throws(ChangeProblem) in
      let network = try arguments.resource("--vnet-name", .virtualNetwork, in: resources)
      let prefixes = try arguments.prefixes("--address-prefixes")
      let known = resources.virtualNetworks[network]!
      if known.subnets.contains(where: { subnet in
        subnet.addressPrefixes.contains { old in prefixes.contains { $0.overlaps(old) } }
      }) {
        throw .refused(.subnetRangesOverlap)
      }
      if !prefixes.allSatisfy({ prefix in known.addressPrefixes.contains { $0.contains(prefix) } }) {
        throw .refused(.subnetOutsideNetwork)
      }
      var subnet = Subnet(
        id: network.child("subnets", arguments.text("--name") ?? ""), origin: arguments.origin,
        addressPrefixes: prefixes)
      try subnet.attach(arguments, in: resources)
      resources.virtualNetworks[network]!.subnets.append(subnet)
    },
    AzCommand("network vnet subnet update", subnetOptions(isNew: false)) { arguments, resources throws(ChangeProblem) in
      let network = try arguments.resource("--vnet-name", .virtualNetwork, in: resources)
      let name = arguments.text("--name") ?? ""
      guard
        let index = resources.virtualNetworks[network]!.subnets.firstIndex(where: {
          $0.id.name.lowercased() == name.lowercased()
        })
      else {
        throw .name(
          .unknown(
            name, kind: "subnet of \(network.name)", known: resources.virtualNetworks[network]!.subnets.map(\.id.name)))
      }
      var subnet = resources.virtualNetworks[network]!.subnets[index]
      if arguments.has("--address-prefixes") { subnet.addressPrefixes = try arguments.prefixes("--address-prefixes") }
      try subnet.attach(arguments, in: resources)
      resources.virtualNetworks[network]!.subnets[index] = subnet
      resources.detach(subnet, unless: arguments)
    },
    AzCommand("network vnet peering create", peeringOptions(isNew: true)) {
      arguments, resources throws(ChangeProblem) in
      let network = try arguments.resource("--vnet-name", .virtualNetwork, in: resources)
      let remote = try arguments.resource("--remote-vnet", .virtualNetwork, in: resources)
      let id = network.child("virtualNetworkPeerings", arguments.text("--name") ?? "")
      let peering = VirtualNetworkPeering(
        id: id, origin: arguments.origin, remoteVirtualNetwork: Reference(.id(remote), origin: arguments.origin),
        allowVirtualNetworkAccess: arguments.truth("--allow-vnet-access") ?? false,
        allowForwardedTraffic: arguments.truth("--allow-forwarded-traffic") ?? false,
        allowGatewayTransit: arguments.truth("--allow-gateway-transit") ?? false,
        useRemoteGateways: arguments.truth("--use-remote-gateways") ?? false)
      resources.virtualNetworks[network]!.peerings.removeAll { $0.id == id }
      resources.virtualNetworks[network]!.peerings.append(peering)
    },
    AzCommand(
      "network vnet peering delete",
      [AzOption("--vnet-name", required: true), AzOption("--name", "-n", required: true)]
    ) { arguments, resources throws(ChangeProblem) in
      let network = try arguments.resource("--vnet-name", .virtualNetwork, in: resources)
      let name = arguments.text("--name") ?? ""
      let peerings = resources.virtualNetworks[network]!.peerings
      guard let index = peerings.firstIndex(where: { $0.id.name.lowercased() == name.lowercased() }) else {
        throw .name(.unknown(name, kind: "peering of \(network.name)", known: peerings.map(\.id.name)))
      }
      let gone = resources.virtualNetworks[network]!.peerings.remove(at: index)
      resources.disconnect(gone.remoteVirtualNetwork?.id, from: network)
    },
  ]

  private static func subnetOptions(isNew: Bool) -> [AzOption] {
    [
      AzOption("--vnet-name", required: true), AzOption("--name", "-n", required: true),
      AzOption("--address-prefixes", "--address-prefix", shape: .list, required: isNew),
      AzOption("--network-security-group", "--nsg"), AzOption("--route-table"),
      AzOption("--service-endpoints", shape: .list), AzOption("--private-endpoint-network-policies"),
    ]
  }

  private static func peeringOptions(isNew: Bool) -> [AzOption] {
    [
      AzOption("--vnet-name", required: true), AzOption("--name", "-n", required: true),
      AzOption("--remote-vnet", required: isNew), AzOption("--allow-vnet-access", shape: .truth),
      AzOption("--allow-forwarded-traffic", shape: .truth), AzOption("--allow-gateway-transit", shape: .truth),
      AzOption("--use-remote-gateways", shape: .truth),
    ]
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
    if arguments.has("--service-endpoints") { serviceEndpoints = arguments.list("--service-endpoints") }
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

  /// Deleting one side of a peering leaves the other one disconnected (azure-semantics.md §2.6).
  fileprivate mutating func disconnect(_ remote: ResourceID?, from network: ResourceID) {
    guard let remote, let found = virtualNetworks.keys.first(where: remote.matches) else { return }
    for index in virtualNetworks[found]!.peerings.indices
    where virtualNetworks[found]!.peerings[index].remoteVirtualNetwork?.id.map(network.matches) ?? false {
      virtualNetworks[found]!.peerings[index].state = .disconnected
    }
  }
}
