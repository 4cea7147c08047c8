import Outcomes
import PacketSets

/// An Azure Firewall: a stateful appliance with rules of its own or of a policy (azure-semantics.md §2.7).
package struct AzureFirewall: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Its private addresses.
  package var addresses: [IPAddress]
  /// The subnet it stands in.
  package var subnet: Reference?
  /// The policy that holds its rules; nil for a firewall with rules of its own.
  package var firewallPolicy: Reference?
  /// Rules of its own, when it has no policy.
  package var ruleCollections: [FirewallRuleCollection]
  /// Its public addresses, any of which it calls the Internet from.
  package var publicIPAddresses: [Reference] = []

  /// A firewall.
  package init(
    id: ResourceID, origin: Origin, addresses: [IPAddress], subnet: Reference? = nil, firewallPolicy: Reference? = nil,
    ruleCollections: [FirewallRuleCollection] = []
  ) {
    self.id = id
    self.origin = origin
    self.addresses = addresses
    self.subnet = subnet
    self.firewallPolicy = firewallPolicy
    self.ruleCollections = ruleCollections
  }
}

/// A policy of Azure Firewalls.
package struct FirewallPolicy: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The policy whose rules come before its own.
  package var basePolicy: Reference?
  /// Destinations that network rules do not translate the sender's address for; nil means the private ranges.
  package var privateRanges: [AddressPrefix]?

  /// A policy.
  package init(
    id: ResourceID, origin: Origin, basePolicy: Reference? = nil, privateRanges: [AddressPrefix]? = nil
  ) {
    self.id = id
    self.origin = origin
    self.basePolicy = basePolicy
    self.privateRanges = privateRanges
  }
}

/// A group of rule collections of a policy.
package struct FirewallRuleCollectionGroup: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Lower numbers are looked at first.
  package var priority: Int
  /// Its collections.
  package var ruleCollections: [FirewallRuleCollection]

  /// A group.
  package init(id: ResourceID, origin: Origin, priority: Int, ruleCollections: [FirewallRuleCollection]) {
    self.id = id
    self.origin = origin
    self.priority = priority
    self.ruleCollections = ruleCollections
  }
}

/// Rules with one priority and one action.
package struct FirewallRuleCollection: Equatable, Sendable {
  /// Its name.
  package var name: String
  /// Lower numbers are looked at first.
  package var priority: Int
  /// What its rules do; destination translation counts as Allow.
  package var access: Access
  /// Its rules.
  package var rules: [FirewallRule]

  /// A collection.
  package init(name: String, priority: Int, access: Access, rules: [FirewallRule]) {
    self.name = name
    self.priority = priority
    self.access = access
    self.rules = rules
  }
}

/// A rule of an Azure Firewall.
package struct FirewallRule: Equatable, Sendable {
  /// `ruleType`.
  package enum Kind: String, CaseIterable, Sendable {
    case network = "NetworkRule"
    case application = "ApplicationRule"
    case nat = "NatRule"
  }

  /// An end as a rule names it.
  package enum End: Hashable, Sendable {
    case prefix(AddressPrefix)
    case range(AddressSet)
    case serviceTag(String)
    case ipGroup(Reference)
    case any
  }

  /// Its name.
  package var name: String
  /// Where it is written.
  package var origin: Origin
  /// What it looks at.
  package var kind: Kind
  /// Senders.
  package var sources: [End]
  /// Receivers; application rules have names instead.
  package var destinations: [End]
  /// Names that a network or application rule is for: `*`, `*.contoso.com`, `app.contoso.com`, and tags and categories of names.
  package var names: [String]
  /// Protocols that it looks at.
  package var protocols: [RuleProtocol]
  /// Receivers' ports.
  package var ports: PortSet

  /// A rule.
  package init(
    name: String, origin: Origin, kind: Kind, sources: [End], destinations: [End], names: [String],
    protocols: [RuleProtocol], ports: PortSet
  ) {
    self.name = name
    self.origin = origin
    self.kind = kind
    self.sources = sources
    self.destinations = destinations
    self.names = names
    self.protocols = protocols
    self.ports = ports
  }
}

/// A list of addresses that firewall rules name.
package struct IPGroup: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Its addresses.
  package var addresses: AddressSet

  /// A list of addresses.
  package init(id: ResourceID, origin: Origin, addresses: AddressSet) {
    self.id = id
    self.origin = origin
    self.addresses = addresses
  }
}

extension AddressPrefix {
  /// The ranges whose packets an Azure Firewall's network rules leave with the sender's own address (azure-semantics.md §2.7).
  package static let privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].compactMap {
    AddressPrefix($0)
  }
}
