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
  /// - A peer counts when both objects are Connected (Azure never shows one without the other) and the *local* one allows
  ///   access.
  /// - Routes of the subnet's table count whatever their next hop (`None` and `Internet` too), 0.0.0.0/0 included.
  /// - What the network's own gateway learned counts, even where the subnet's table disables propagation: the tag names
  ///   connected spaces, not routes.
  package func virtualNetworkTag(at subnet: ReferenceSubnetID) -> [ReferencePrefix] {
    let home = virtualNetwork(subnet.network)
    var prefixes = home.prefixes
    for peer in accessiblePeers(of: subnet.network) { prefixes += peer.prefixes }
    prefixes += home.gatewayPrefixes ?? []
    prefixes.append(ReferencePrefix(ReferenceAddress.platform, 32))
    for route in routeTable(of: subnet)?.routes ?? [] { prefixes.append(route.prefix) }
    return prefixes
  }

  /// What recorded effective rules leave out of `Internet` (azure-semantics §11 R6 and the recorded tag lists): beside the
  /// private ranges, this-network, loopback, link-local, test, benchmark, multicast and reserved blocks.
  static let neverInternet: [ReferencePrefix] =
    privateRanges + [
      "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.2.0/24", "198.18.0.0/15", "224.0.0.0/3",
    ]

  /// Whether a service tag, as it expands at a subnet, holds an address; traps on a tag without prefixes.
  ///
  /// Reading of `Internet`: recorded answers expand it to a fixed list, so a user's routes do not move their prefixes out
  /// of it: with a 0.0.0.0/0 route an address is in both tags (§1.7 detail 3), and rules on `Internet` still match. The
  /// network's own prefixes and those of accessible peers are no part of it; a private address nothing covers is in
  /// neither tag (detail 5, §11 R6).
  package func serviceTag(_ tag: String, holds address: UInt32, at subnet: ReferenceSubnetID) -> Bool {
    switch tag {
    case "VirtualNetwork":
      return virtualNetworkTag(at: subnet).contains { $0.contains(address) }
    case "Internet":
      let home = virtualNetwork(subnet.network)
      let peers = accessiblePeers(of: subnet.network).flatMap(\.prefixes)
      let connected = home.prefixes + peers + (home.gatewayPrefixes ?? [])
      return !(ReferenceNetwork.neverInternet + connected).contains { $0.contains(address) }
    case "AzureLoadBalancer":
      return address == ReferenceAddress.platform
    default:
      return serviceTags[tag]!.contains { $0.contains(address) }
    }
  }

  private func accessiblePeers(of network: String) -> [ReferenceVirtualNetwork] {
    connectedPeers(of: network).filter { peering(from: network, to: $0.name)!.allowVirtualNetworkAccess }
  }
}
