import NetworkModel
import Outcomes
import PacketSets

/// Packets on their way: which of the question's they are, and what they look like by now. A load balancer changes whom they are
/// for, an appliance may change whom they are from; verdicts are always told for the packets as their sender emits them.
struct Traffic {
  /// Packets as the sender emits them.
  let emitted: PacketSet
  /// Addresses that stand in place of the sender's.
  let sender: AddressSet?
  /// Address and port that stand in place of the receiver's.
  let receiver: Receiver?
  /// Application security groups of whoever the packets come from now.
  let senderGroups: [ResourceID]
  /// Application security groups of the receiver, once it is known.
  let receiverGroups: [ResourceID]
  /// The devices that passed the conversation's first packet on, in their order.
  let passages: [Passage]
  /// Devices that the replies have passed.
  let visited: [Device]
  /// The packets as they look on the way there.
  let there: PacketSet

  /// A receiver that a load balancer chose.
  struct Receiver: Hashable {
    let address: IPAddress
    let port: UInt16?
  }

  /// A device that saw the beginning of the conversation.
  struct Passage {
    let device: Device
    /// Who the packets came from before; nil when the device left that as it was.
    let translated: Translation?

    struct Translation {
      let sender: AddressSet?
      let groups: [ResourceID]
    }
  }

  init(_ emitted: PacketSet, senderGroups: [ResourceID], receiverGroups: [ResourceID]) {
    self.init(
      emitted: emitted, sender: nil, receiver: nil, senderGroups: senderGroups, receiverGroups: receiverGroups,
      passages: [], visited: [])
  }

  private init(
    emitted: PacketSet, sender: AddressSet?, receiver: Receiver?, senderGroups: [ResourceID],
    receiverGroups: [ResourceID], passages: [Passage], visited: [Device]
  ) {
    self.emitted = emitted
    self.sender = sender
    self.receiver = receiver
    self.senderGroups = senderGroups
    self.receiverGroups = receiverGroups
    self.passages = passages
    self.visited = visited
    there = Self.look(of: emitted, sender, receiver)
  }

  private static func look(of emitted: PacketSet, _ sender: AddressSet?, _ receiver: Receiver?) -> PacketSet {
    if sender == nil, receiver == nil { return emitted }
    return PacketSet(
      boxes: emitted.boxes.map { box in
        PacketBox(
          sources: sender ?? box.sources,
          // A translated sender has a port of the device's choosing.
          sourcePorts: sender == nil || box.sourcePorts == .all ? box.sourcePorts : PortSet(1024...65535),
          destinations: receiver.map { AddressSet($0.address) } ?? box.destinations,
          destinationPorts: receiver?.port.map { PortSet($0) } ?? box.destinationPorts, protocols: box.protocols)
      })
  }

  /// Whether they look other than their sender emits them.
  var isTranslated: Bool { sender != nil || receiver != nil }

  /// The packets as they look on a leg.
  func seen(_ leg: Leg) -> PacketSet { leg == .forward ? there : there.reversed }

  /// The emitted packets that look like one of these here. A device that translates chooses ports itself, so that what
  /// happens to one of its ports may happen to any packet.
  func emitted(behind part: PacketSet, _ leg: Leg) -> PacketSet {
    let oriented = leg == .forward ? part : part.reversed
    if !isTranslated { return emitted.intersection(oriented) }
    return emitted.intersection(
      PacketSet(
        boxes: oriented.boxes.map { box in
          PacketBox(
            sources: sender == nil ? box.sources : .all, sourcePorts: sender == nil ? box.sourcePorts : .all,
            destinations: receiver == nil ? box.destinations : .all,
            destinationPorts: receiver == nil ? box.destinationPorts : .all, protocols: box.protocols)
        }))
  }

  /// The part that looks so here.
  func narrowed(to part: PacketSet, _ leg: Leg) -> Traffic {
    Traffic(
      emitted: emitted(behind: part, leg), sender: sender, receiver: receiver, senderGroups: senderGroups,
      receiverGroups: receiverGroups, passages: passages, visited: visited)
  }

  /// Behind a device that passed it on.
  func passed(_ device: Device, translating: AddressSet?) -> Traffic {
    let passage = Passage(
      device: device, translated: translating.map { _ in .init(sender: sender, groups: senderGroups) })
    return Traffic(
      emitted: emitted, sender: translating ?? sender, receiver: receiver,
      senderGroups: translating == nil ? senderGroups : device.groups, receiverGroups: receiverGroups,
      passages: passages + [passage], visited: visited)
  }

  /// Replies that are back at a device which had passed the conversation on; everything behind it is done with.
  func back(at place: Int) -> Traffic {
    let passage = passages[place]
    return Traffic(
      emitted: emitted, sender: passage.translated.map(\.sender) ?? sender, receiver: receiver,
      senderGroups: passage.translated?.groups ?? senderGroups, receiverGroups: receiverGroups,
      passages: Array(passages[..<place]), visited: visited + [passage.device])
  }

  /// Replies behind a device that did not see the conversation begin.
  func visiting(_ device: Device) -> Traffic {
    Traffic(
      emitted: emitted, sender: sender, receiver: receiver, senderGroups: senderGroups,
      receiverGroups: receiverGroups, passages: passages, visited: visited + [device])
  }

  /// For a receiver that a load balancer chose.
  func sent(to receiver: Receiver, groups: [ResourceID]) -> Traffic {
    Traffic(
      emitted: emitted, sender: sender, receiver: receiver, senderGroups: senderGroups, receiverGroups: groups,
      passages: passages, visited: visited)
  }

  /// For the receiver that its sender meant: on replies a load balancer puts its own address back where they leave.
  func asAddressed() -> Traffic {
    Traffic(
      emitted: emitted, sender: sender, receiver: nil, senderGroups: senderGroups, receiverGroups: receiverGroups,
      passages: passages, visited: visited)
  }
}
