import PacketSets

/// A virtual appliance or firewall on the way.
package struct ApplianceStep: Hashable, Sendable {
  /// What it did with the packets.
  package enum Event: Hashable, Sendable {
    /// It passed them on, by a rule when it has rules.
    case passed(rule: String?)
    /// It passed them on with its own address in place of the sender's.
    case translated(rule: String?)
    /// It handed them to a receiver behind it.
    case delivered
    /// Azure drops what is not for its network interface's own address, as IP forwarding is off there.
    case notForwarding
    /// A rule drops them; without a name no rule lets them through.
    case dropped(rule: String?)
    /// It keeps state, and the other half of the conversation does not pass it.
    case sawOneHalf
    /// Packets for a public address leave it with the sender's private address, so that replies never return.
    case publicWithoutTranslation
    /// The route sends them to a device that they have passed already.
    case passedBefore
    /// What it does is not known.
    case unknown
  }

  /// Its name.
  package let name: String
  /// The address that the route names.
  package let address: IPAddress
  /// What it did.
  package let event: Event

  /// A device on the way.
  package init(name: String, address: IPAddress, event: Event) {
    self.name = name
    self.address = address
    self.event = event
  }
}

/// A load balancer at the receiver's address or at a next hop (azure-semantics.md §4.12).
package struct LoadBalancerStep: Hashable, Sendable {
  /// What it did with the packets.
  package enum Event: Hashable, Sendable {
    /// It spreads them over these machines, at this port.
    case spread(over: [IPAddress], port: UInt16?)
    /// No rule passes on what comes to this port.
    case noRule(port: UInt16?)
    /// The rule's pool has no machine that is up.
    case noMember
    /// A machine gets nothing, as the load balancer's own probe does not succeed there.
    case down(IPAddress, why: Outcome)
    /// What it does is not known.
    case unknown
  }

  /// Its name.
  package let id: ResourceID
  /// The frontend's address.
  package let address: IPAddress
  /// The rule that passes packets on.
  package let rule: String?
  /// What it did.
  package let event: Event

  /// A load balancer on the way.
  package init(id: ResourceID, address: IPAddress, rule: String?, event: Event) {
    self.id = id
    self.address = address
    self.rule = rule
    self.event = event
  }
}

/// A private endpoint at the receiver's address.
package struct PrivateEndpointStep: Hashable, Sendable {
  /// Its name.
  package let id: ResourceID
  /// Its address.
  package let address: IPAddress
  /// The connection's state as Azure spells it; nil when it is not shown.
  package let state: String?
  /// Whether its subnet's network security group is looked at.
  package let isFiltered: Bool

  /// A private endpoint.
  package init(id: ResourceID, address: IPAddress, state: String?, isFiltered: Bool) {
    self.id = id
    self.address = address
    self.state = state
    self.isFiltered = isFiltered
  }
}
