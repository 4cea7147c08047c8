import Outcomes
import PacketSets
import Resources

extension AzCommand {
  static let networkCommands = [
    networks.create, networks.update, networks.delete, subnets.create, subnets.update, subnets.delete,
  ]

  private static let networks = AzGroup<VirtualNetwork>(
    path: "network vnet", kind: .virtualNetwork, levels: [.init(.name)], store: .collection(\.virtualNetworks),
    fields: [
      .prefixes(AzOption("--address-prefixes", shape: .list, default: ["10.0.0.0/16"]), \.addressPrefixes),
      .addresses(AzOption("--dns-servers", shape: .list, property: "dhcpOptions.dnsServers"), \.dnsServers),
      AzField(option: AzOption("--location", "-l"), only: .create) { arguments, _, network throws(ChangeProblem) in
        network.location = (arguments.text("--location") ?? "").lowercased()
      } say: { network, _ in
        network.location.isEmpty ? nil : [network.location]
      },
      AzField(option: AzOption("--subnet-name"), only: .create) { arguments, scope, network throws(ChangeProblem) in
        network.subnets = [try firstSubnet(of: network, arguments, scope)]
      } say: { _, _ in
        nil
      },
      .unread(.ignored("--tags", shape: .list), only: .create),
      // The two go with the first subnet, which takes them.
      AzField(option: AzOption("--subnet-prefixes", shape: .list), only: .create) { _, _, _ throws(ChangeProblem) in
      } say: { _, _ in
        nil
      },
      AzField(option: AzOption("--network-security-group", "--nsg"), only: .create) {
        _, _, _ throws(ChangeProblem) in
      } say: { _, _ in
        nil
      },
    ],
    make: { id, origin, _ in VirtualNetwork(id: id, origin: origin, addressPrefixes: []) },
    finish: { arguments, _, _, network throws(ChangeProblem) in network.origin = arguments.origin },
    release: { scope, network throws(ChangeProblem) in
      if network.subnets.contains(where: { scope.resources.isUsed($0.id) }) { throw .refused(.subnetInUse) }
    },
    settle: { _, scope, change, resources throws(ChangeProblem) in
      try change.new?.check()
      if let old = change.old, let new = change.new, old.location != new.location {
        if !old.location.isEmpty, !new.location.isEmpty { throw .refused(.invalidLocation) }
        resources.virtualNetworks[scope.id]!.location = old.location
      }
      let kept = Set(change.new?.subnets.map(\.id) ?? [])
      if change.old?.subnets.contains(where: { !kept.contains($0.id) && resources.isUsed($0.id) }) ?? false {
        throw .refused(.subnetInUse)
      }
      let peerings = Set(change.new?.peerings.map(\.id) ?? [])
      for gone in change.old?.peerings ?? [] where !peerings.contains(gone.id) {
        resources.disconnect(gone.remoteVirtualNetwork, from: scope.id)
      }
    })

  private static let subnets = AzGroup<Subnet>(
    path: "network vnet subnet", kind: .virtualNetwork,
    levels: [.init(AzOption("--vnet-name", required: true)), .init(.name, "subnets", "subnet")],
    store: .children(of: \.virtualNetworks, \.subnets, "subnets") { $0.id.name },
    fields: [
      .prefixes(AzOption("--address-prefixes", shape: .list, required: true), \.addressPrefixes),
      .reference(
        AzOption("--network-security-group", "--nsg", property: "networkSecurityGroup"), .networkSecurityGroup,
        \.networkSecurityGroup),
      .reference(AzOption("--route-table", property: "routeTable"), .routeTable, \.routeTable),
      .texts(AzOption("--service-endpoints", shape: .list, property: "serviceEndpoints"), \.serviceEndpointNames),
      .text(
        AzOption(
          "--private-endpoint-network-policies", "--ple-network-policies",
          shape: .oneOf(["Disabled", "Enabled", "NetworkSecurityGroupEnabled", "RouteTableEnabled"]),
          default: ["Disabled"], property: "privateEndpointNetworkPolicies"), \.privateEndpointNetworkPolicies),
    ],
    unread: [
      .ignored("--nat-gateway"), .ignored("--delegations", shape: .list),
      .ignored("--default-outbound-access", "--default-outbound", shape: .truth),
      .ignored(
        "--private-link-service-network-policies", "--pls-network-policies", shape: .oneOf(["Disabled", "Enabled"])),
    ],
    make: { id, origin, _ in Subnet(id: id, origin: origin, addressPrefixes: []) },
    finish: { arguments, _, _, subnet throws(ChangeProblem) in subnet.origin = arguments.origin },
    release: { scope, _ throws(ChangeProblem) in
      if scope.resources.isUsed(scope.id) { throw .refused(.subnetInUse) }
    },
    settle: { arguments, scope, _, resources throws(ChangeProblem) in
      guard let network = scope.id.parent else { return }
      try resources.virtualNetworks[network]?.check()
      resources.detach(scope.id, unless: arguments)
    })

  /// The subnet that a new network is made with.
  private static func firstSubnet(
    of network: VirtualNetwork, _ arguments: AzArguments, _ scope: AzScope
  ) throws(ChangeProblem) -> Subnet {
    var prefixes = try arguments.prefixes("--subnet-prefixes")
    // az takes the first 256 addresses.
    if prefixes.isEmpty, let space = network.addressPrefixes.first {
      prefixes = [AddressPrefix(address: space.address, length: max(space.length, 24))].compactMap { $0 }
    }
    var subnet = Subnet(
      id: network.id.child("subnets", arguments.text("--subnet-name") ?? ""), origin: arguments.origin,
      addressPrefixes: prefixes)
    subnet.networkSecurityGroup = try arguments.reference(
      "--network-security-group", .networkSecurityGroup, in: scope.resources)
    return subnet
  }
}

extension Resources {
  /// Whether network interfaces or a gateway stand in a subnet.
  fileprivate func isUsed(_ subnet: ResourceID) -> Bool {
    networkInterfaces.values.contains { $0.ipConfigurations.contains { $0.subnet?.names(subnet) ?? false } }
      || applicationGateways.values.contains { $0.subnet?.names(subnet) ?? false }
  }

  /// Back-references of groups and tables would attach again what an empty text has detached.
  fileprivate mutating func detach(_ subnet: ResourceID, unless arguments: AzArguments) {
    if arguments.has("--network-security-group") {
      for (id, group) in networkSecurityGroups where group.subnets.contains(where: { $0.names(subnet) }) {
        networkSecurityGroups[id]!.subnets.removeAll { $0.names(subnet) }
      }
    }
    if arguments.has("--route-table") {
      for (id, table) in routeTables where table.subnets.contains(where: { $0.names(subnet) }) {
        routeTables[id]!.subnets.removeAll { $0.names(subnet) }
      }
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
