import Outcomes
import PacketSets

/// One rule's share of the packets at a device.
struct DeviceDecision {
  let packets: PacketSet
  /// nil when something unknown leaves it open.
  let access: Access?
  /// The rule's name; nil when no rule matches, or there are none.
  let rule: String?
  let origin: Origin?
  /// Addresses that the device puts in place of the sender's; nil when it leaves that as it is.
  let translation: AddressSet?
  let missing: MissingFact?
}
