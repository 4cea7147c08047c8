/// The step at which a flow's fate was settled, in the order in which the steps are taken (azure-semantics §0).
package enum ReferenceStage: Equatable, CaseIterable, Sendable {
  case source
  case forwardRoute
  case outboundFilter
  case appliance
  /// The groups at an appliance, on the way in or out.
  case applianceFilter
  case loadBalancer
  case gateway
  case destination
  case inboundFilter
  case peeringAccess
  case peeringForwarding
  case privateEndpoint
  /// Routes, appliances and peerings on the way back.
  case returnRoute
  /// The groups at an appliance that only the reply passes.
  case returnFilter
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
  /// An appliance that forwards and that nobody described.
  case appliance(UInt32)
  /// A rule of the appliance of that name denies the packet or, if it keeps no state, the reply; or no rule matches.
  case applianceDenied(String)
  /// The packet comes to that appliance a second time.
  case loop(UInt32)
  /// That appliance keeps state and sees one direction only.
  case asymmetric(UInt32)
  /// That appliance sends to the Internet with a source that is not its own address.
  case internetWithoutSourceNAT(UInt32)
  /// No rule of that load balancer takes the packet.
  case loadBalancerNoRule(String)
  /// No member of that load balancer's pool answers its probe.
  case loadBalancerNoMember(String)
  /// The member of that load balancer that was chosen is the sender itself.
  case loadBalancerHairpin(String)
  /// That load balancer is a Basic one in another region.
  case loadBalancerInOtherRegion(String)
  /// The connection of that private endpoint is not approved.
  case endpointNotApproved(String)
  /// That private endpoint is in another region than the isolated gateway that calls it.
  case endpointInOtherRegion(String)
  /// That private endpoint takes TCP only.
  case endpointProtocol(String)
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
  /// The peering object that `local` has for `remote` does not take packets that began elsewhere.
  case forwardedTraffic(local: String, remote: String)
  /// The reply ends in another virtual network that uses the sender's address too.
  case otherNetwork(String)
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

/// What becomes of the flow if a load balancer chooses one of its members.
package struct ReferenceMember: Equatable, Sendable {
  package let loadBalancer: String
  package let networkInterface: String
  package let outcome: ReferenceOutcome
  package let cause: ReferenceCause
}

/// The fate of a flow with what was looked at on the way; steps that were not reached are nil.
///
/// Where a load balancer has a choice, this is the fate with the first member that denies, else the first that leaves it
/// undecided, else the first.
package struct ReferenceVerdict: Equatable, Sendable {
  package let outcome: ReferenceOutcome
  package let stage: ReferenceStage
  package let cause: ReferenceCause
  /// The sender's next hop.
  package let forward: ReferenceNextHop?
  package let outbound: ReferenceFilterVerdict?
  /// The subnet the packet was delivered to.
  package let destinationSubnet: ReferenceSubnetID?
  /// The interface the packet was delivered to; nil also for an address of the subnet that no interface has.
  package let destinationInterface: String?
  package let inbound: ReferenceFilterVerdict?
  /// The receiver's next hop for the reply.
  package let reply: ReferenceNextHop?
  /// The appliances that the packet came to, in order.
  package let hops: [ReferenceHop]
  /// The network interfaces of the appliances that the reply came to, in order.
  package let replyHops: [String]
  /// Every choice of the load balancers on the way: all of the first, then all of the next with the choice followed here.
  package internal(set) var members: [ReferenceMember] = []
}
