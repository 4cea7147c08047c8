extension Resources {
  /// Collections that a prediction reads from anywhere, by name, and whether two inputs have the same of them. Every other
  /// collection is followed question by question (`Consulted`) or decides no prediction.
  package static let surroundings: [(name: String, areSame: @Sendable (Resources, Resources) -> Bool)] = [
    ("applicationSecurityGroups", { $0.applicationSecurityGroups.keys == $1.applicationSecurityGroups.keys }),
    ("publicIPAddresses", { $0.publicIPAddresses == $1.publicIPAddresses }),
    ("virtualNetworkGateways", { $0.virtualNetworkGateways == $1.virtualNetworkGateways }),
    ("localNetworkGateways", { $0.localNetworkGateways == $1.localNetworkGateways }),
    ("connections", { $0.connections == $1.connections }),
    ("hubConnections", { $0.hubConnections == $1.hubConnections }),
    ("connectivityConfigurations", { $0.connectivityConfigurations == $1.connectivityConfigurations }),
    ("firewallPolicies", { $0.firewallPolicies == $1.firewallPolicies }),
    ("ruleCollectionGroups", { $0.ruleCollectionGroups == $1.ruleCollectionGroups }),
    ("ipGroups", { $0.ipGroups == $1.ipGroups }),
    ("webApps", { $0.webApps == $1.webApps }),
    ("dnsForwardingRulesets", { $0.dnsForwardingRulesets == $1.dnsForwardingRulesets }),
    ("dnsResolvers", { $0.dnsResolvers == $1.dnsResolvers }),
    ("serviceTags", { $0.serviceTags == $1.serviceTags }),
    ("assume", { $0.assume == $1.assume }),
    ("clock", { $0.clock == $1.clock }),
    ("natGateways", { $0.natGateways == $1.natGateways }),
    ("securityAdminRules", { $0.securityAdminRules == $1.securityAdminRules }),
    ("adminRuleCollections", { $0.adminRuleCollections == $1.adminRuleCollections }),
    ("networkGroupMembers", { $0.networkGroupMembers == $1.networkGroupMembers }),
    ("observedHealth", { $0.observedHealth == $1.observedHealth }),
    ("isChangedSinceObserved", { $0.isChangedSinceObserved == $1.isChangedSinceObserved }),
    ("wellKnownRoots", { $0.wellKnownRoots == $1.wellKnownRoots }),
    // What a person states comes from a text and is never edited: where it is written tells it apart.
    ("servers", { $0.servers.map(\.origin) == $1.servers.map(\.origin) }),
    ("appliances", { $0.appliances.map(\.origin) == $1.appliances.map(\.origin) }),
    ("dnsServers", { $0.dnsServers.map(\.origin) == $1.dnsServers.map(\.origin) }),
    ("learnedRoutes", { $0.learnedRoutes.map(\.origin) == $1.learnedRoutes.map(\.origin) }),
    ("publicDns", { $0.publicDns.map(\.origin) == $1.publicDns.map(\.origin) }),
  ]

  /// Whether everything is the same that predictions read from anywhere.
  package func hasSameSurroundings(as other: Resources) -> Bool {
    Self.surroundings.allSatisfy { $0.areSame(self, other) }
  }
}
