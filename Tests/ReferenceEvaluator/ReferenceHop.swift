/// A virtual appliance that a packet passed, with what its groups did.
package struct ReferenceHop: Equatable, Sendable {
  /// The name of the appliance's network interface.
  package let networkInterface: String
  package let place: ReferencePlace
  /// The frontend of the load balancer that chose it; nil when the route named it itself.
  package let frontend: UInt32?
  package let received: ReferencePacket
  /// What it sent on, after any NAT; equal to `received` while it has not been asked.
  package internal(set) var sent: ReferencePacket
  package let inbound: ReferenceFilterVerdict
  /// Nil while the groups have not been asked.
  package internal(set) var outbound: ReferenceFilterVerdict?
}
