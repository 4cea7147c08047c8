import Outcomes
import PacketSets

/// What was asked: from where, to where.
package struct FlowQuestion: Hashable, Sendable {
  /// How the sender is called: a subnet, a network interface, an address, `Internet`.
  package let from: String
  /// How the receiver is called.
  package let to: String
  /// The receiver's port; nil for protocols without ports.
  package let port: UInt16?
  /// The protocol.
  package let `protocol`: IPProtocol
}

/// The fate of a flow and of its replies, for every sender address and source port.
package struct FlowResult: Sendable {
  /// What was asked.
  package let question: FlowQuestion
  /// Every packet that the question covers.
  package let packets: PacketSet
  /// What happened, in the order of the way there and then of the way back; blocked packets are followed to the end.
  package let steps: [Step]
  /// Packets that some step denies.
  package let denied: PacketSet
  /// Packets that no step denies and some step cannot tell about.
  package let undetermined: PacketSet
  /// What the answer rests on.
  package let assumptions: [Assumption]

  /// What the network alone does.
  package var path: PathVerdict {
    if packets.isEmpty || (denied.isEmpty && !undetermined.isEmpty) { return .undetermined }
    if denied.isEmpty { return .allow }
    return denied == packets ? .deny : .partial
  }

  /// The step that decides: the first that denies, else the first that cannot tell (design: all blockers, one decisive).
  package var decisive: Step? {
    steps.first { $0.verdict == .deny } ?? steps.first { $0.verdict == .undetermined }
  }

  /// Every step that denies or cannot tell.
  package var blockers: [Step] { steps.filter { $0.verdict == .deny || $0.verdict == .undetermined } }
}
