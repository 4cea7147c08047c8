import Outcomes
import PacketSets

/// Rules by which Azure-provided DNS forwards names of the linked networks to other servers (azure-semantics.md §3.2).
package struct DnsForwardingRuleset: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The outbound endpoints that its questions leave from.
  package var outboundEndpoints: [Reference]
  /// Its rules.
  package var forwardingRules: [ForwardingRule]
  /// The networks whose Azure-provided DNS consults it.
  package var virtualNetworkLinks: [RulesetLink]
  /// Whether the input gives all its rules, even if there are none; `az dns-resolver forwarding-ruleset list` does not.
  package var listsRules: Bool
  /// Whether the input gives all its links, even if there are none.
  package var listsLinks: Bool

  /// Whether the input says nothing of its rules.
  package var lacksRules: Bool { forwardingRules.isEmpty && !listsRules }
  /// Whether the input says nothing of its links.
  package var lacksLinks: Bool { virtualNetworkLinks.isEmpty && !listsLinks }

  /// A ruleset.
  package init(
    id: ResourceID, origin: Origin, outboundEndpoints: [Reference] = [], forwardingRules: [ForwardingRule] = [],
    virtualNetworkLinks: [RulesetLink] = [], listsRules: Bool = false, listsLinks: Bool = false
  ) {
    self.id = id
    self.origin = origin
    self.outboundEndpoints = outboundEndpoints
    self.forwardingRules = forwardingRules
    self.virtualNetworkLinks = virtualNetworkLinks
    self.listsRules = listsRules
    self.listsLinks = listsLinks
  }
}

/// A domain and the servers that are asked for its names.
package struct ForwardingRule: Equatable, Sendable {
  /// A server and its port.
  package struct Target: Hashable, Sendable {
    /// The address.
    package let address: IPAddress
    /// The port; 53 when not written.
    package let port: UInt16

    /// A server and its port.
    package init(address: IPAddress, port: UInt16 = 53) {
      self.address = address
      self.port = port
    }
  }

  /// Its name.
  package var name: String
  /// Where it is written.
  package var origin: Origin
  /// The domain, lower case without the final dot; `.` for every name.
  package var domainName: String
  /// `forwardingRuleState`: a disabled rule counts for nothing.
  package var isEnabled: Bool
  /// The servers in the order in which they are tried.
  package var targets: [Target]

  /// A rule.
  package init(name: String, origin: Origin, domainName: String, isEnabled: Bool, targets: [Target]) {
    self.name = name
    self.origin = origin
    self.domainName = domainName
    self.isEnabled = isEnabled
    self.targets = targets
  }
}

/// A link of a ruleset to a network.
package struct RulesetLink: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The linked network.
  package var virtualNetwork: Reference?

  /// A link.
  package init(id: ResourceID, origin: Origin, virtualNetwork: Reference?) {
    self.id = id
    self.origin = origin
    self.virtualNetwork = virtualNetwork
  }
}
