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
  /// Packets that one of several machines behind a load balancer denies and another does not.
  package let sometimesDenied: PacketSet
  /// Packets that no step denies and some step cannot tell about.
  package let undetermined: PacketSet
  /// What the answer rests on.
  package let assumptions: [Assumption]

  /// Whether a load balancer stands at the receiver's address.
  package let isBalanced: Bool
  /// Where it passes packets to.
  package let balanced: [Delivery]
  /// Packets whose receiver sees another sender than their own.
  package let translations: [Translation]

  /// A machine that gets packets in place of the receiver they are addressed to.
  package struct Delivery: Hashable, Sendable {
    /// The machine's address.
    package let address: IPAddress
    /// The port there; nil for protocols without ports.
    package let port: UInt16?
    /// The network's place in `NetworkModel.networks`.
    package let network: Int
    /// The packets, as their sender emits them.
    package let packets: PacketSet
  }

  /// A device on the way that put its own address in place of the sender's.
  package struct Translation: Hashable, Sendable {
    /// The packets, as their sender emits them.
    package let packets: PacketSet
    /// The private addresses that stand in place of the sender's.
    package let addresses: AddressSet
    /// The device: a firewall, an appliance that somebody described.
    package let device: ResourceID
    /// Its network interface, when the input has it.
    package let card: ResourceID?
    /// The subnet it stands in.
    package let subnet: ResourceID
    /// Whether the packets leave Azure's networks from there, so that public addresses stand in place of the private ones.
    package let isPublic: Bool
  }

  init(
    question: FlowQuestion, packets: PacketSet, steps: [Step], denied: PacketSet, sometimesDenied: PacketSet = .empty,
    undetermined: PacketSet, assumptions: [Assumption], isBalanced: Bool = false, balanced: [Delivery] = [],
    translations: [Translation] = []
  ) {
    self.question = question
    self.packets = packets
    self.steps = steps
    self.denied = denied
    self.sometimesDenied = sometimesDenied
    self.undetermined = undetermined
    self.assumptions = assumptions
    self.isBalanced = isBalanced
    self.balanced = balanced
    self.translations = translations
  }

  /// What the network alone does.
  package var path: PathVerdict {
    let isEverDenied = !denied.isEmpty || !sometimesDenied.isEmpty
    if packets.isEmpty || (!isEverDenied && !undetermined.isEmpty) { return .undetermined }
    if !isEverDenied { return .allow }
    return denied == packets ? .deny : .partial
  }

  /// The step that decides: the first that denies, else the first that cannot tell (design: all blockers, one decisive).
  package var decisive: Step? {
    steps.first { $0.verdict == .deny } ?? steps.first { $0.verdict == .undetermined }
  }

  /// Every step that denies or cannot tell.
  package var blockers: [Step] { steps.filter { $0.verdict == .deny || $0.verdict == .undetermined } }
}
