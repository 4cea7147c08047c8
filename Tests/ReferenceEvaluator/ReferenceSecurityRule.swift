/// A protocol that a packet has and a rule may ask for.
package enum ReferenceProtocol: String, CaseIterable, Sendable {
  case tcp = "Tcp"
  case udp = "Udp"
  case icmp = "Icmp"
}

/// The direction a rule looks in, seen from the network interface.
package enum ReferenceDirection: String, CaseIterable, Sendable {
  case inbound = "Inbound"
  case outbound = "Outbound"
}

/// What a rule does with what it matches.
package enum ReferenceAccess: String, Sendable {
  case allow = "Allow"
  case deny = "Deny"
}

/// The source or destination a rule asks for (azure-semantics §1.1).
package enum ReferenceRuleSide: Equatable, Sendable {
  /// `*`.
  case any
  /// One or several explicit prefixes.
  case prefixes([ReferencePrefix])
  /// One service tag.
  case serviceTag(String)
  /// Interfaces that are members of one of these application security groups.
  case applicationSecurityGroups([String])
}

/// The source or destination ports a rule asks for.
package enum ReferencePorts: Equatable, Sendable {
  /// `*`.
  case any
  /// One or several ports or ranges of ports.
  case ranges([ClosedRange<UInt16>])
}

/// One rule of a network security group.
package struct ReferenceSecurityRule: Equatable, Sendable {
  package let name: String
  /// 100…4096 for rules of the user, 65000 and up for default ones; the lowest number is looked at first.
  package let priority: Int
  package let direction: ReferenceDirection
  package let access: ReferenceAccess
  /// Nil stands for `*`.
  package let `protocol`: ReferenceProtocol?
  package let source: ReferenceRuleSide
  package let sourcePorts: ReferencePorts
  package let destination: ReferenceRuleSide
  package let destinationPorts: ReferencePorts

  /// A rule; what is left out matches everything.
  package init(
    name: String, priority: Int, direction: ReferenceDirection, access: ReferenceAccess,
    protocol: ReferenceProtocol? = nil, source: ReferenceRuleSide = .any, sourcePorts: ReferencePorts = .any,
    destination: ReferenceRuleSide = .any, destinationPorts: ReferencePorts = .any
  ) {
    self.name = name
    self.priority = priority
    self.direction = direction
    self.access = access
    self.protocol = `protocol`
    self.source = source
    self.sourcePorts = sourcePorts
    self.destination = destination
    self.destinationPorts = destinationPorts
  }

  /// Whether Azure, not the user, put the rule there.
  package var isDefault: Bool { priority >= 65000 }

  /// The rules every network security group ends with, named as the API writes them (azure-semantics §1.2).
  package static let defaults: [ReferenceSecurityRule] = [
    ReferenceSecurityRule(
      name: "AllowVnetInBound", priority: 65000, direction: .inbound, access: .allow,
      source: .serviceTag("VirtualNetwork"), destination: .serviceTag("VirtualNetwork")),
    ReferenceSecurityRule(
      name: "AllowAzureLoadBalancerInBound", priority: 65001, direction: .inbound, access: .allow,
      source: .serviceTag("AzureLoadBalancer")),
    ReferenceSecurityRule(name: "DenyAllInBound", priority: 65500, direction: .inbound, access: .deny),
    ReferenceSecurityRule(
      name: "AllowVnetOutBound", priority: 65000, direction: .outbound, access: .allow,
      source: .serviceTag("VirtualNetwork"), destination: .serviceTag("VirtualNetwork")),
    ReferenceSecurityRule(
      name: "AllowInternetOutBound", priority: 65001, direction: .outbound, access: .allow,
      destination: .serviceTag("Internet")),
    ReferenceSecurityRule(name: "DenyAllOutBound", priority: 65500, direction: .outbound, access: .deny),
  ]
}
