import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Two peers of one network with the same addresses.
enum OverlappingPeers: LintRule {
  static let about = LintDescription(
    .overlappingPeers, .error, "two peers of one network have overlapping ranges",
    flags: """
      Two networks that are peered with a third one and whose address spaces overlap. Networks that are peered with each other and \
      overlap are bad input already.
      """,
    reason:
      "The network in the middle cannot tell which of the two an address is in; Azure refuses the second peering.",
    remedy: "Renumber one of the two networks, or peer it with another hub.",
    source: "azure-semantics.md §2.6")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.model.networks.flatMap { network in
      network.peerings.indices.flatMap { place in
        network.peerings[..<place].compactMap { overlap(of: network.peerings[place], with: $0) }
      }
    }
  }

  private static func overlap(of peering: NetworkPeering, with other: NetworkPeering) -> LintFinding? {
    guard let owner = peering.remoteID, let otherOwner = other.remoteID, owner != otherOwner else { return nil }
    for prefix in peering.remotePrefixes {
      guard let met = other.remotePrefixes.first(where: { $0.overlaps(prefix) }) else { continue }
      return finding(
        .network(.overlappingPeers(prefix, of: owner, other: met, otherOwner: otherOwner)),
        Subject(peering.local.id, origin: peering.local.origin),
        related: [Subject(other.local.id, origin: other.local.origin)])
    }
    return nil
  }
}
