import PacketSets

/// A place where a network security group is or could be attached, and which way packets pass it.
package struct FilterPoint: Hashable, Sendable {
  /// Inbound to or outbound from the resource.
  package let direction: TrafficDirection
  /// The subnet or the network interface.
  package let attachedTo: ResourceID

  /// A place to filter.
  package init(_ direction: TrafficDirection, at attachedTo: ResourceID) {
    self.direction = direction
    self.attachedTo = attachedTo
  }
}

/// Azure's two directions of a security rule.
package enum TrafficDirection: String, CaseIterable, Hashable, Sendable {
  case inbound = "Inbound"
  case outbound = "Outbound"
}

/// What a rule does with what it matches.
package enum Access: String, CaseIterable, Hashable, Sendable {
  case allow = "Allow"
  case deny = "Deny"
}

/// The rule of a network security group that decided.
package struct RuleStep: Hashable, Sendable {
  /// Where the group is attached.
  package let point: FilterPoint
  /// The deciding rule's priority.
  package let priority: Int
  /// Whether it is one of the six that every group has.
  package let isDefault: Bool
  /// Rules that nearly let the packets through; empty for an allow.
  package let nearMisses: [NearMiss]
  /// The packets as they look here, where a device on the way has translated them or they are replies; nil where they look as
  /// their sender emits them.
  package let translated: PacketSet?

  /// A deciding rule.
  package init(
    point: FilterPoint, priority: Int, isDefault: Bool, nearMisses: [NearMiss] = [], translated: PacketSet? = nil
  ) {
    self.point = point
    self.priority = priority
    self.isDefault = isDefault
    self.nearMisses = nearMisses
    self.translated = translated
  }
}

/// An Allow rule that would have let the packets through but for one thing.
package struct NearMiss: Hashable, Sendable {
  /// What the rule lacks.
  package enum Lack: Hashable, Sendable {
    /// It matches, but comes after the rule that denies.
    case precedence
    case source(allowed: AddressSet, needed: AddressSet)
    case sourcePort(allowed: PortSet, needed: PortSet)
    case destination(allowed: AddressSet, needed: AddressSet)
    case destinationPort(allowed: PortSet, needed: PortSet)
    case `protocol`(allowed: ProtocolSet, needed: ProtocolSet)
  }

  /// The rule.
  package let rule: String
  /// Its priority.
  package let priority: Int
  /// Where it stands.
  package let origin: Origin?
  /// What it lacks.
  package let lack: Lack

  /// A near miss.
  package init(rule: String, priority: Int, origin: Origin?, lack: Lack) {
    self.rule = rule
    self.priority = priority
    self.origin = origin
    self.lack = lack
  }
}
