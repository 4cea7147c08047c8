import PacketSets

/// A name or an address that a person gave and that leads nowhere, or to several places.
package enum NameProblem: Error, Hashable, Sendable {
  /// Nothing of this kind has the name; the names that are known help to find the typing error.
  case unknown(String, kind: String, known: [String])
  /// Several resources have the name.
  case ambiguous(String, kind: String, candidates: [String])
  /// The address lies in several virtual networks, so it has to be written `VNET:ADDRESS`.
  case addressInSeveralNetworks(IPAddress, [String])
  /// The address lies in none of the virtual networks, where one is needed.
  case addressNowhere(IPAddress, networks: [String])
}
