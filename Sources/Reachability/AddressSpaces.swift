import PacketSets

/// Blocks of addresses with a meaning of their own.
package enum AddressSpaces {
  /// What Azure leaves out of the `Internet` tag in recorded answers: private, shared, loopback, link-local, test, multicast and
  /// reserved blocks (azure-semantics.md §11 R6, recorded effective rules).
  package static let notInternet = AddressSet(
    prefixes: [
      "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.2.0/24",
      "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
    ].compactMap { AddressPrefix($0) })

  /// What can be reached through the public Internet: IPv4 without the blocks above, and IPv6 global unicast.
  package static let publicSpace = AddressSet.ipv4.subtracting(notInternet)
    .union(AddressSet(AddressPrefix("2000::/3")!))

  /// Prefixes that Azure drops unless something more specific routes them (azure-semantics.md §2.1).
  package static let droppedPrivate = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].compactMap {
    AddressPrefix($0)
  }

  /// The host's own virtual address: Azure-provided DNS, agents, and the source of load balancer probes (§1.6).
  package static let platform = IPAddress("168.63.129.16")!

  /// The instance metadata service (§1.6).
  package static let metadata = IPAddress("169.254.169.254")!

  /// Senders and receivers on the public Internet: the host's own address is a public one, but nobody else has it.
  package static let otherParties = publicSpace.subtracting(AddressSet(platform))

  /// What machines on somebody's premises can have beside public addresses.
  package static let premises = AddressSet(
    prefixes: droppedPrivate + ["192.0.2.0/24", "198.18.0.0/15", "fc00::/7"].compactMap { AddressPrefix($0) })
}
