/// The state of a private endpoint's connection; only Approved carries traffic (azure-semantics §1.11).
package enum ReferenceConnectionState: String, CaseIterable, Sendable {
  case approved = "Approved"
  case pending = "Pending"
  case rejected = "Rejected"
  case disconnected = "Disconnected"
}

/// A private endpoint; its address and subnet are those of its network interface.
package struct ReferencePrivateEndpoint: Equatable, Sendable {
  package let name: String
  /// The name of its network interface, which is listed among the others.
  package let networkInterface: String
  package let state: ReferenceConnectionState

  /// A private endpoint, approved unless told otherwise.
  package init(name: String, networkInterface: String, state: ReferenceConnectionState = .approved) {
    self.name = name
    self.networkInterface = networkInterface
    self.state = state
  }
}

/// What of a subnet touches its private endpoints: `privateEndpointNetworkPolicies` (azure-semantics §1.11).
package enum ReferenceEndpointPolicies: String, CaseIterable, Sendable {
  case disabled = "Disabled"
  case networkSecurityGroupEnabled = "NetworkSecurityGroupEnabled"
  case routeTableEnabled = "RouteTableEnabled"
  case enabled = "Enabled"

  /// Whether the subnet's network security group filters what comes to its endpoints (azure-semantics §1.11).
  package var includesNetworkSecurityGroups: Bool { self == .networkSecurityGroupEnabled || self == .enabled }

  /// Whether route tables, of the senders' subnets and of this one, touch flows to its endpoints (azure-semantics §2.6).
  package var includesRouteTables: Bool { self == .routeTableEnabled || self == .enabled }
}
