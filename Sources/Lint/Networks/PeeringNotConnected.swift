import NetworkModel
import Outcomes
import Resources

/// A peering that carries nothing.
enum PeeringNotConnected: LintRule {
  static let about = LintDescription(
    .peeringNotConnected, .error, "the peering carries nothing, because one of its sides is missing or not connected",
    flags: """
      A peering whose state is Initiated or Disconnected, and a peering with a network of the input that has none back. Of two \
      sides the one that is not Connected is flagged.
      """,
    reason: "Packets pass only when both sides are Connected. A side alone looks like a peering in the portal.",
    remedy: """
      Create the peering of the other side. Where one side is Disconnected, delete the sides that there are, and create both anew.
      """,
    source: "azure-semantics.md §2.6")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.model.networks.flatMap(\.peerings).compactMap { peering in
      let subject = Subject(peering.local.id, origin: peering.local.origin)
      if let remote = peering.remoteID, peering.isRemoteKnown, peering.reverse == nil {
        return finding(
          .network(.noPeeringBack(remote: remote, isDisconnected: peering.local.state == .disconnected)), subject)
      }
      guard let state = peering.local.state, state != .connected else { return nil }
      return finding(
        .network(.peeringState(state, remote: peering.remoteID, otherSide: peering.reverse?.state)), subject)
    }
  }
}
