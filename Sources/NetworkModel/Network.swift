import Outcomes
import PacketSets
import Resources

/// A virtual network whose references are followed.
package struct Network: Sendable {
  /// Its place in `NetworkModel.networks`.
  package let index: Int
  /// The record.
  package let record: VirtualNetwork
  /// Its subnets.
  package let subnets: [NetworkSubnet]
  /// Its peerings.
  package let peerings: [NetworkPeering]
  /// Whether its address space is in the input.
  package var isKnown: Bool { !record.addressPrefixes.isEmpty }

  /// Whether the input says which subnets it has.
  package var knowsSubnets: Bool { record.listsSubnets || !subnets.isEmpty }

  /// Its name.
  package var id: ResourceID { record.id }

  /// Whether an address lies in its address space.
  package func contains(_ address: IPAddress) -> Bool { record.addressPrefixes.contains { $0.contains(address) } }

  /// The subnet that holds an address.
  package func subnet(containing address: IPAddress) -> NetworkSubnet? {
    subnets.first { $0.record.addressPrefixes.contains { $0.contains(address) } }
  }
}

/// A subnet and what is attached to it.
package struct NetworkSubnet: Equatable, Sendable {
  /// The network's place in `NetworkModel.networks`.
  package let network: Int
  /// The record.
  package let record: Subnet
  /// The group that filters here.
  package let networkSecurityGroup: Attachment<NetworkSecurityGroup>
  /// The route table that its machines use.
  package let routeTable: Attachment<RouteTable>

  /// Its name.
  package var id: ResourceID { record.id }

  /// Whether it is the subnet of the network's VPN and ExpressRoute gateways.
  package var isGatewaySubnet: Bool { id.name.lowercased() == "gatewaysubnet" }

  /// The addresses that machines can have: all but the first four and the last of each prefix (azure-semantics.md §1.10).
  package var usableAddresses: AddressSet {
    record.addressPrefixes.reduce(AddressSet()) { set, prefix in
      let first = prefix.range.lowerBound.bits
      let last = prefix.range.upperBound.bits
      guard last - first >= 5 else { return set }
      return set.union(AddressSet(IPAddress(bits: first + 4)...IPAddress(bits: last - 1)))
    }
  }
}

/// A peering with both of its sides.
package struct NetworkPeering: Equatable, Sendable {
  /// This network's side.
  package let local: VirtualNetworkPeering
  /// The network at the other end, by its place in `NetworkModel.networks`; nil when it is not in the input.
  package let remote: Int?
  /// The other end's name; nil when not even that is written.
  package let remoteID: ResourceID?
  /// Whether the network at the other end itself is in the input, not only a part of it.
  package let isRemoteKnown: Bool
  /// The other side's object; nil when it is not in the input.
  package let reverse: VirtualNetworkPeering?
  /// Whether the input gives the other end's address space.
  package let knowsRanges: Bool
  /// The part of the other end's address space that the peering carries.
  package let remotePrefixes: [AddressPrefix]
  /// The subnets of this network that it carries.
  package let carried: CarriedSubnets
  /// Whether the ends are in different regions; nil when the input does not say.
  package let isGlobal: Bool?

  /// Whether this network accepts packets of other networks that come over the peering, such as those that an appliance in the hub
  /// forwards: its own object decides (azure-semantics.md §2.6, §8 row 14).
  package var acceptsForwardedTraffic: Bool { local.allowForwardedTraffic }

  /// Whether it carries only some subnets of the other network, and none of those has the address.
  package func leavesOut(_ address: IPAddress, of remote: Network?) -> Bool {
    guard isConnected, case .named = carried, let remote, remote.contains(address) else { return false }
    return !remotePrefixes.contains { $0.contains(address) }
  }

  /// Ranges that the other network has by now and that the peering does not carry before it is synchronised.
  package func lacksRange(for address: IPAddress, of remote: Network?) -> Bool {
    guard isConnected, !local.isInSync, let remote, remote.contains(address) else { return false }
    return !remotePrefixes.contains { $0.contains(address) }
  }

  /// Whether packets pass: both sides must be connected (azure-semantics.md §2.6). Where the other network is in the input, its
  /// object must be there too; where it is not, this side's state is believed. A side without a state, as templates write it, is
  /// connected once both exist.
  package var isConnected: Bool {
    func allows(_ state: VirtualNetworkPeering.State?) -> Bool { state == nil || state == .connected }
    if let reverse { return allows(local.state) && allows(reverse.state) }
    return !isRemoteKnown && local.state == .connected
  }
}

/// The subnets of a network that one of its peerings carries (azure-semantics.md §2.6).
package enum CarriedSubnets: Equatable, Sendable {
  /// All of them.
  case all
  /// Those with these names, in lower case.
  case named(Set<String>)
  /// Some; the input does not say which, or the two ends say it differently.
  case unknown

  /// Whether a subnet is certainly among them.
  package func include(_ subnet: ResourceID) -> Bool {
    switch self {
    case .all: true
    case .named(let names): names.contains(subnet.name.lowercased())
    case .unknown: false
    }
  }
}
