import Outcomes
import PacketSets

/// A security admin rule of Azure Virtual Network Manager as written, its tags not yet expanded (azure-semantics.md §1.8).
package struct SecurityAdminRule: Equatable, Sendable {
  /// Its name; its parent is the rule collection, whose parent is the configuration.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The lower number is looked at first.
  package var priority: Int
  /// Which packets it looks at.
  package var direction: TrafficDirection
  /// What it does with those it matches.
  package var access: AdminRuleAccess
  /// Protocol as written.
  package var `protocol`: RuleProtocol
  /// Sender.
  package var source: RuleEndpoint
  /// Receiver.
  package var destination: RuleEndpoint
  /// A network group that it names in place of addresses; the addresses of its members are not evaluated.
  package var networkGroup: ResourceID?

  /// A rule.
  package init(
    id: ResourceID, origin: Origin, priority: Int, direction: TrafficDirection, access: AdminRuleAccess,
    protocol: RuleProtocol, source: RuleEndpoint, destination: RuleEndpoint, networkGroup: ResourceID? = nil
  ) {
    self.id = id
    self.origin = origin
    self.priority = priority
    self.direction = direction
    self.access = access
    self.protocol = `protocol`
    self.source = source
    self.destination = destination
    self.networkGroup = networkGroup
  }
}

/// A collection of security admin rules and the network groups that they are for.
package struct AdminRuleCollection: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// `appliesToGroups`.
  package var networkGroups: [Reference]

  /// A collection.
  package init(id: ResourceID, origin: Origin, networkGroups: [Reference]) {
    self.id = id
    self.origin = origin
    self.networkGroups = networkGroups
  }
}

/// A virtual network that is a static member of a network group.
package struct NetworkGroupMember: Equatable, Sendable {
  /// Its name; its parent is the network group.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The virtual network, or a subnet.
  package var resource: Reference

  /// A member.
  package init(id: ResourceID, origin: Origin, resource: Reference) {
    self.id = id
    self.origin = origin
    self.resource = resource
  }
}
