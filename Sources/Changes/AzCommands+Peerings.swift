import Outcomes
import Resources

extension AzCommand {
  static let peeringCommands = [
    // A side that connects no more goes before either is made anew.
    peerings.delete, peerings.create, peerings.update, sync,
  ]

  private static let peerings = AzGroup<VirtualNetworkPeering>(
    path: "network vnet peering", kind: .virtualNetwork,
    levels: [
      .init(AzOption("--vnet-name", required: true)), .init(.name, "virtualNetworkPeerings", "peering"),
    ],
    store: .children(of: \.virtualNetworks, \.peerings, "virtualNetworkPeerings") { $0.id.name },
    fields: [
      AzField(option: AzOption("--remote-vnet", required: true), only: .create) {
        arguments, scope, peering throws(ChangeProblem) in
        peering.remoteVirtualNetwork = try arguments.reference("--remote-vnet", .virtualNetwork, in: scope.resources)
      } say: { peering, scope in
        peering.remoteVirtualNetwork.map { [scope.text($0)] }
      },
      flag("--allow-vnet-access", "allowVirtualNetworkAccess", \.allowVirtualNetworkAccess),
      flag("--allow-forwarded-traffic", "allowForwardedTraffic", \.allowForwardedTraffic),
      flag("--allow-gateway-transit", "allowGatewayTransit", \.allowGatewayTransit),
      flag("--use-remote-gateways", "useRemoteGateways", \.useRemoteGateways),
      .truth(
        AzOption("--peer-complete-vnets", shape: .truth, default: ["true"], property: "peerCompleteVnets"), \.isWhole),
      .texts(AzOption("--local-subnet-names", shape: .list, property: "localSubnetNames"), \.localSubnetNames),
      .texts(AzOption("--remote-subnet-names", shape: .list, property: "remoteSubnetNames"), \.remoteSubnetNames),
    ],
    make: { id, origin, _ in VirtualNetworkPeering(id: id, origin: origin, remoteVirtualNetwork: nil) },
    finish: { arguments, _, _, peering throws(ChangeProblem) in peering.origin = arguments.origin },
    settle: { _, scope, change, resources throws(ChangeProblem) in
      guard let network = scope.id.parent else { return }
      let leadsElsewhere =
        change.old?.remoteVirtualNetwork?.text.lowercased() != change.new?.remoteVirtualNetwork?.text.lowercased()
      if let old = change.old, leadsElsewhere { resources.disconnect(old.remoteVirtualNetwork, from: network) }
      if let new = change.new {
        if leadsElsewhere {
          try resources.refuseSecond(new, of: network)
          resources.connect(scope.id)
        } else if new.state == nil, let old = change.old {
          resources.setState(old.state, of: scope.id)
        }
      }
    },
    // A side whose other side was deleted connects no more, and one that leads elsewhere cannot be turned.
    needsRenewal: { old, new in
      old.state == .disconnected && new.state != .disconnected
        || old.remoteVirtualNetwork?.text.lowercased() != new.remoteVirtualNetwork?.text.lowercased()
    })

  private static func flag(
    _ name: String, _ property: String, _ path: WritableKeyPath<VirtualNetworkPeering, Bool> & Sendable
  ) -> AzField<VirtualNetworkPeering> {
    .truth(AzOption(name, shape: .truth, default: ["false"], property: property), path)
  }

  private static let sync = AzCommand("network vnet peering sync", peerings.levels.map(\.option), takesNoWait: false) {
    arguments, resources throws(ChangeProblem) in
    let (id, old) = try peerings.existing(arguments, in: resources)
    var peering = old
    peering.isInSync = true
    if let remote = old.remoteVirtualNetwork, let id = resources.virtualNetworks.keys.first(where: remote.names),
      !old.remoteAddressPrefixes.isEmpty
    {
      peering.remoteAddressPrefixes = resources.virtualNetworks[id]!.addressPrefixes
    }
    peerings.store.put(id, peering, &resources)
  } requests: { edit in
    peerings.store.all(edit.after).filter { id, new in
      new.isInSync && peerings.store.find(id, edit.before).map { !$0.record.isInSync } ?? false
    }.map { AzRequest(id: $0.id, options: peerings.key($0.id)) }
  }
}

extension Resources {
  /// Deleting one side of a peering leaves the other one disconnected (azure-semantics.md §2.6).
  mutating func disconnect(_ remote: Reference?, from network: ResourceID) {
    for (id, index) in otherSides(remote, of: network) {
      virtualNetworks[id]!.peerings[index].state = .disconnected
    }
  }

  /// - Throws: another peering of the network leads to the same one.
  fileprivate func refuseSecond(
    _ peering: VirtualNetworkPeering, of network: ResourceID
  ) throws(ChangeProblem) {
    let remote = peering.remoteVirtualNetwork?.text.lowercased()
    let others = virtualNetworks[network]?.peerings.filter { $0.id != peering.id } ?? []
    if others.contains(where: { $0.remoteVirtualNetwork?.text.lowercased() == remote }) {
      throw .refused(.remoteNetworkPeered)
    }
  }

  /// Sets the state of one side alone.
  fileprivate mutating func setState(_ state: VirtualNetworkPeering.State?, of peering: ResourceID) {
    guard let network = peering.parent,
      let index = virtualNetworks[network]?.peerings.firstIndex(where: { $0.id == peering })
    else { return }
    virtualNetworks[network]!.peerings[index].state = state
  }

  /// A new side is initiated until the other one is there; then both are connected. A disconnected side has to be made anew.
  fileprivate mutating func connect(_ peering: ResourceID) {
    guard let network = peering.parent,
      let index = virtualNetworks[network]?.peerings.firstIndex(where: { $0.id == peering })
    else { return }
    let waiting = otherSides(virtualNetworks[network]!.peerings[index].remoteVirtualNetwork, of: network).filter {
      virtualNetworks[$0.network]!.peerings[$0.index].state != .disconnected
    }
    virtualNetworks[network]!.peerings[index].state = waiting.isEmpty ? .initiated : .connected
    for (id, index) in waiting { virtualNetworks[id]!.peerings[index].state = .connected }
  }

  /// The peerings of the other network that lead back.
  private func otherSides(_ remote: Reference?, of network: ResourceID) -> [(network: ResourceID, index: Int)] {
    guard let remote, let found = virtualNetworks.keys.first(where: remote.names) else { return [] }
    let peerings = virtualNetworks[found]!.peerings
    return peerings.indices.filter { peerings[$0].remoteVirtualNetwork?.names(network) ?? false }.map { (found, $0) }
  }
}
