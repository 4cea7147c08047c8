/// What service tags stand for at one subnet (azure-semantics §1.7).
extension ReferenceNetwork {
  /// The ranges that have a `None` system route and that `Internet` leaves out (azure-semantics §2.1, §11 R6).
  ///
  /// Reading: "private ranges" of §11 R6 are exactly these four; loopback, link-local and multicast stay in `Internet`.
  package static let privateRanges: [ReferencePrefix] = [
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10",
  ]

  /// Whether the address is in one of the private ranges.
  package static func isPrivate(_ address: UInt32) -> Bool { privateRanges.contains { $0.contains(address) } }

  /// The prefixes of `VirtualNetwork` at a subnet (azure-semantics §1.7 and its details 1, 2, 3 and 6; §11 R5).
  ///
  /// Readings:
  /// - A peer counts when the *local* object is Connected and allows access; the remote object is not asked.
  /// - Routes of the subnet's table count whatever their next hop (`None` and `Internet` too), 0.0.0.0/0 included.
  /// - What the network's own gateway learned counts, even where the subnet's table disables propagation: the tag names
  ///   connected spaces, not routes.
  package func virtualNetworkTag(at subnet: ReferenceSubnetID) -> [ReferencePrefix] {
    let home = virtualNetwork(subnet.network)
    var prefixes = home.prefixes
    for peering in home.peerings where peering.state == .connected && peering.allowVirtualNetworkAccess {
      prefixes += virtualNetwork(peering.remote).prefixes
    }
    prefixes += home.gatewayPrefixes ?? []
    prefixes.append(ReferencePrefix(ReferenceAddress.platform, 32))
    for route in routeTable(of: subnet)?.routes ?? [] { prefixes.append(route.prefix) }
    return prefixes
  }

  /// Whether a service tag, as it expands at a subnet, holds an address; traps on a tag without prefixes.
  ///
  /// Reading of `Internet`: what is neither private nor in `VirtualNetwork` *as expanded at this subnet*. So a route of
  /// the user moves its prefix out of `Internet` (§1.7 detail 4), a 0.0.0.0/0 one empties it (detail 3), a private
  /// address nothing covers is in neither tag (detail 5, §11 R6), and a peer with public prefixes whose local object
  /// forbids access is in `Internet`.
  package func serviceTag(_ tag: String, holds address: UInt32, at subnet: ReferenceSubnetID) -> Bool {
    switch tag {
    case "VirtualNetwork":
      return virtualNetworkTag(at: subnet).contains { $0.contains(address) }
    case "Internet":
      return !ReferenceNetwork.isPrivate(address) && !serviceTag("VirtualNetwork", holds: address, at: subnet)
    case "AzureLoadBalancer":
      return address == ReferenceAddress.platform
    default:
      return serviceTags[tag]!.contains { $0.contains(address) }
    }
  }
}
