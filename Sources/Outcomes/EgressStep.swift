import PacketSets

/// Under which address a gateway calls a public destination (azure-semantics.md §2.9).
package enum EgressStep: Hashable, Sendable {
  /// The gateway's public frontend; the address is nil where the input does not show it.
  case frontend(ResourceID, IPAddress?)
  /// The gateway's public frontend or the NAT gateway of its subnet: Microsoft's pages say it differently.
  case frontendOrNatGateway(ResourceID, ResourceID)
  /// A public address that Azure gives a classic gateway without a public frontend.
  case assigned
  /// The NAT gateway of the subnet, with the addresses that the input shows.
  case natGateway(ResourceID, [IPAddress])
  /// A service endpoint of the subnet: the service sees the instance's private address.
  case serviceEndpoint
  /// The gateway has no public address and its subnet no NAT gateway.
  case none
}
