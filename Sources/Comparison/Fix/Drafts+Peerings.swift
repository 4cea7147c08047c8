import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Edits of peerings, and of the connections of VPN and ExpressRoute gateways.
extension FixContext {
  func peeringDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let id = obstacle.subject?.resource, let home = id.parent.flatMap({ model.network($0) }),
      let peering = home.peerings.first(where: { $0.local.id.matches(id) })
    else { return [] }
    func changed(
      _ kind: RepairKind, opening permits: PacketSet, _ change: (inout VirtualNetworkPeering) -> Void
    ) -> [Draft] {
      var draft = Draft(kind, of: resources) { $0.edit(peering: peering.local.id, of: home.id, change) }
      draft.permits = permits
      return [draft]
    }
    let here = home.space
    let there = peering.remote.map { model.networks[$0].space } ?? AddressSet(prefixes: peering.remotePrefixes)
    switch obstacle.outcome {
    case .peeringAccessDisabled:
      return explicitRules(at: home, obstacle)
        + changed(.peeringChanged, opening: .between(here, there)) {
          $0.allowVirtualNetworkAccess = true
        }
    case .peeringForwardingDisabled:
      // Packets that others than the remote network's own machines send.
      let others = PacketSet(PacketBox(sources: AddressSet.ipv4.subtracting(there), destinations: here))
      return changed(.peeringChanged, opening: others) { $0.allowForwardedTraffic = true }
    case .peeringSubnetLeftOut:
      var whole = Draft(.peeringChanged, of: resources) { resources in
        resources.edit(peering: peering.local.id, of: home.id) { $0.isWhole = true }
        if let reverse = peering.reverse, let remote = peering.remoteID {
          resources.edit(peering: reverse.id, of: remote) { $0.isWhole = true }
        }
      }
      whole.permits = .between(here, there)
      return carryingDrafts(peering, of: home, obstacle) + [whole]
    case .peeringOutOfSync:
      guard let remote = peering.remote.map({ model.networks[$0] }) else { return [] }
      return changed(
        .resumed, opening: .between(here, there.subtracting(AddressSet(prefixes: peering.local.remoteAddressPrefixes)))
      ) {
        $0.isInSync = true
        if !$0.remoteAddressPrefixes.isEmpty { $0.remoteAddressPrefixes = remote.record.addressPrefixes }
      }
    default:
      guard let remote = peering.remote.map({ model.networks[$0] }) else { return [] }
      return peeringDrafts(between: home, and: remote)
    }
  }

  /// Rules that name the packets, which a closed peering lets pass: before every other one of the group.
  private func explicitRules(at home: Network, _ obstacle: Obstacle) -> [Draft] {
    let packets = packets(obstacle)
    let ends: [(AddressSet, TrafficDirection)] = [(packets.destinations, .inbound), (packets.sources, .outbound)]
    return ends.flatMap { addresses, direction -> [Draft] in
      guard let first = addresses.first, let group = home.subnet(containing: first)?.networkSecurityGroup.value else {
        return []
      }
      let earliest = group.securityRules.filter { $0.direction == direction }.map(\.priority).min()
      let edits = SecurityGroupEdits(of: Subject(group.id), direction, before: earliest, in: resources)
      return drafts(of: edits?.allowing(packets, named: "Allow-AppGw") ?? [])
    }
  }

  /// The subnet that a peering of subnets leaves out, named on both sides.
  private func carryingDrafts(_ peering: NetworkPeering, of home: Network, _ obstacle: Obstacle) -> [Draft] {
    guard let remote = peering.remote.map({ model.networks[$0] }), let reverse = peering.reverse else { return [] }
    let wanted = packets(obstacle).destinations
    let left = remote.subnets.filter { !$0.usableAddresses.isDisjoint(with: wanted) }
    guard !left.isEmpty else { return [] }
    let names = left.map(\.id.name)
    var draft = Draft(.peeringChanged, of: resources) { resources in
      resources.edit(peering: peering.local.id, of: home.id) { $0.remoteSubnetNames += names }
      resources.edit(peering: reverse.id, of: remote.id) { $0.localSubnetNames += names }
    }
    draft.permits = .between(home.space, AddressSet(prefixes: left.flatMap(\.record.addressPrefixes)))
    return [draft]
  }

  /// Both sides of a peering there and connected: a missing side is made, a disconnected one anew.
  func peeringDrafts(between one: Network, and other: Network) -> [Draft] {
    guard one.isKnown, other.isKnown else { return [] }
    var draft = Draft(.peeringAdded, of: resources) { resources in
      resources.connect(one, to: other)
      resources.connect(other, to: one)
    }
    draft.permits = .between(one.space, other.space)
    return [draft]
  }

  /// The gateway of a peer used by a network, which its peer has to lend.
  func gatewayUseDrafts(of network: Network) -> [Draft] {
    network.peerings.filter { $0.isConnected && !$0.local.useRemoteGateways }.compactMap { peering in
      guard let remote = peering.remote.map({ model.networks[$0] }), let reverse = peering.reverse,
        remote.subnets.contains(where: \.isGatewaySubnet)
      else { return nil }
      var draft = Draft(.peeringChanged, of: resources) { resources in
        resources.edit(peering: peering.local.id, of: network.id) { $0.useRemoteGateways = true }
        resources.edit(peering: reverse.id, of: remote.id) { $0.allowGatewayTransit = true }
      }
      // What lies behind the gateway is anywhere outside the two networks.
      draft.permits = .between(network.space, AddressSet.ipv4.subtracting(network.space).subtracting(remote.space))
      return draft
    }
  }

  /// What is at the other end of a connection decides whether it comes up.
  func connectionDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let id = obstacle.subject?.resource,
      let connection = resources.connections.keys.first(where: { $0.matches(id) })
    else { return [] }
    return [Draft(.connectionUp(connection), of: resources)]
  }
}

extension Resources {
  /// Changes one side of a peering.
  mutating func edit(peering: ResourceID, of network: ResourceID, _ change: (inout VirtualNetworkPeering) -> Void) {
    guard let index = virtualNetworks[network]?.peerings.firstIndex(where: { $0.id == peering }) else { return }
    change(&virtualNetworks[network]!.peerings[index])
  }

  /// One side of a peering, there and connected.
  fileprivate mutating func connect(_ network: Network, to remote: Network) {
    if let known = network.peerings.first(where: { $0.remote == remote.index }) {
      return edit(peering: known.local.id, of: network.id) { $0.state = .connected }
    }
    let taken = Set(network.peerings.map { $0.local.id.name.lowercased() })
    let name = Names.free("\(network.id.name)-to-\(remote.id.name)", taken)
    virtualNetworks[network.id]!.peerings.append(
      VirtualNetworkPeering(
        id: network.id.child("virtualNetworkPeerings", name), origin: network.record.origin,
        remoteVirtualNetwork: Reference(.id(remote.id), origin: network.record.origin),
        remoteAddressPrefixes: remote.record.addressPrefixes, allowVirtualNetworkAccess: true, state: .connected))
  }
}

extension Network {
  /// Its address space.
  fileprivate var space: AddressSet { AddressSet(prefixes: record.addressPrefixes) }
}

extension PacketSet {
  /// Everything that some addresses and others send each other.
  fileprivate static func between(_ one: AddressSet, _ other: AddressSet) -> PacketSet {
    PacketSet(PacketBox(sources: one, destinations: other)).union(
      PacketSet(PacketBox(sources: other, destinations: one)))
  }
}
