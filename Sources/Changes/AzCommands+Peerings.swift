import Outcomes
import Resources

extension AzCommand {
  static let peeringCommands: [AzCommand] = [
    AzCommand("network vnet peering create", peeringOptions(isNew: true)) {
      arguments, resources throws(ChangeProblem) in
      let network = try arguments.resource("--vnet-name", .virtualNetwork, in: resources)
      let remote = try arguments.resource("--remote-vnet", .virtualNetwork, in: resources)
      let id = network.child("virtualNetworkPeerings", arguments.text("--name") ?? "")
      let peering = VirtualNetworkPeering(
        id: id, origin: arguments.origin, remoteVirtualNetwork: Reference(.id(remote), origin: arguments.origin),
        allowVirtualNetworkAccess: arguments.truth("--allow-vnet-access") ?? true,
        allowForwardedTraffic: arguments.truth("--allow-forwarded-traffic") ?? false,
        allowGatewayTransit: arguments.truth("--allow-gateway-transit") ?? false,
        useRemoteGateways: arguments.truth("--use-remote-gateways") ?? false)
      resources.virtualNetworks[network]!.peerings.put(peering, \.id)
      // The other side waited for this one.
      resources.reconnect(remote, to: network)
    },
    AzCommand("network vnet peering update", peeringOptions(isNew: false)) {
      arguments, resources throws(ChangeProblem) in
      let (network, index) = try existingPeering(arguments, in: resources)
      var peering = resources.virtualNetworks[network]!.peerings[index]
      peering.allowVirtualNetworkAccess = arguments.truth("--allow-vnet-access") ?? peering.allowVirtualNetworkAccess
      peering.allowForwardedTraffic = arguments.truth("--allow-forwarded-traffic") ?? peering.allowForwardedTraffic
      peering.allowGatewayTransit = arguments.truth("--allow-gateway-transit") ?? peering.allowGatewayTransit
      peering.useRemoteGateways = arguments.truth("--use-remote-gateways") ?? peering.useRemoteGateways
      resources.virtualNetworks[network]!.peerings[index] = peering
    },
    AzCommand("network vnet peering delete", [AzOption("--vnet-name", required: true), name]) {
      arguments, resources throws(ChangeProblem) in
      let (network, index) = try existingPeering(arguments, in: resources)
      let gone = resources.virtualNetworks[network]!.peerings.remove(at: index)
      resources.disconnect(gone.remoteVirtualNetwork, from: network)
    },
  ]

  private static func peeringOptions(isNew: Bool) -> [AzOption] {
    [
      AzOption("--vnet-name", required: true), AzOption("--name", "-n", required: true),
      AzOption("--remote-vnet", required: isNew), AzOption("--allow-vnet-access", shape: .truth),
      AzOption("--allow-forwarded-traffic", shape: .truth), AzOption("--allow-gateway-transit", shape: .truth),
      AzOption("--use-remote-gateways", shape: .truth),
    ]
  }

  private static func existingPeering(
    _ arguments: AzArguments, in resources: Resources
  ) throws(ChangeProblem) -> (ResourceID, Int) {
    let network = try arguments.resource("--vnet-name", .virtualNetwork, in: resources)
    let peerings = resources.virtualNetworks[network]!.peerings
    let name = arguments.text("--name") ?? ""
    guard let index = peerings.firstIndex(where: { $0.id.name.lowercased() == name.lowercased() }) else {
      throw .name(.unknown(name, kind: "peering of \(network.name)", known: peerings.map(\.id.name)))
    }
    return (network, index)
  }
}

extension Resources {
  /// Deleting one side of a peering leaves the other one disconnected (azure-semantics.md §2.6).
  fileprivate mutating func disconnect(_ remote: Reference?, from network: ResourceID) {
    set(.disconnected, of: remote, towards: network)
  }

  /// With its other side, a peering that was initiated is connected; a disconnected one has to be made anew.
  fileprivate mutating func reconnect(_ remote: ResourceID, to network: ResourceID) {
    let waiting = virtualNetworks[remote]!.peerings.indices.filter {
      let peering = virtualNetworks[remote]!.peerings[$0]
      return peering.state == .initiated && (peering.remoteVirtualNetwork?.names(network) ?? false)
    }
    for index in waiting { virtualNetworks[remote]!.peerings[index].state = .connected }
  }

  private mutating func set(
    _ state: VirtualNetworkPeering.State, of remote: Reference?, towards network: ResourceID
  ) {
    guard let remote, let found = virtualNetworks.keys.first(where: remote.names) else { return }
    for index in virtualNetworks[found]!.peerings.indices
    where virtualNetworks[found]!.peerings[index].remoteVirtualNetwork?.names(network) ?? false {
      virtualNetworks[found]!.peerings[index].state = state
    }
  }
}
