/// The step at which a flow's fate was settled, in the order in which the steps are taken (azure-semantics §0).
package enum ReferenceStage: Equatable, CaseIterable, Sendable {
  case source
  case forwardRoute
  case outboundFilter
  case appliance
  case gateway
  case destination
  case inboundFilter
  case peeringAccess
  case returnRoute
  /// Every step passed.
  case completed
}

/// Why a flow ended where it did.
package enum ReferenceCause: Equatable, Sendable {
  /// Delivered, and the reply finds its way back.
  case delivered
  /// Handed to the Internet; what happens there is not modelled.
  case leftForInternet
  case nextHopNone
  /// A route to an appliance that no reachable interface is.
  case applianceAbsent(UInt32)
  /// An appliance whose interface does not forward.
  case applianceNotForwarding(UInt32)
  /// An appliance that forwards: its own decision is not modelled.
  case appliance(UInt32)
  /// A gateway: what lies behind it is not modelled.
  case gateway
  /// A route to a gateway that the virtual network does not have.
  case noGateway
  /// A user route of type VnetLocal for an address outside the virtual network.
  case vnetLocalOutsideNetwork
  /// A next hop Internet for an address that is not on the Internet.
  case internetForPrivateAddress
  /// An address of a virtual network that is in none of its subnets.
  case noSubnet
  case networkSecurityGroup(String, rule: String)
  /// Access is forbidden by the peering object that `local` has for `remote`, and no rule explicitly allows the flow.
  case peeringAccess(local: String, remote: String)
  /// The platform's own addresses follow rules of their own (azure-semantics §1.6).
  case platformAddress
  /// The source is in no subnet.
  case unknownSource
}

/// Whether a flow works.
package enum ReferenceOutcome: Equatable, Sendable {
  case allowed
  case denied
  case undecided
}

/// The fate of a flow with what was looked at on the way; steps that were not reached are nil.
package struct ReferenceVerdict: Equatable, Sendable {
  package let outcome: ReferenceOutcome
  package let stage: ReferenceStage
  package let cause: ReferenceCause
  package let forward: ReferenceNextHop?
  package let outbound: ReferenceFilterVerdict?
  /// The subnet the packet was delivered to.
  package let destinationSubnet: ReferenceSubnetID?
  /// The interface the packet was delivered to; nil also for an address of the subnet that no interface has.
  package let destinationInterface: String?
  package let inbound: ReferenceFilterVerdict?
  package let reply: ReferenceNextHop?
}
