import JSONText
import OrderedCollections
import Outcomes
import Resources

extension ScenarioWriter {
  /// A resource to write: its name, where it was read, and its children that may stand elsewhere.
  struct Entry {
    let id: ResourceID
    let origin: Origin
    var parts: [Part] = []

    /// Whether nothing but children was given.
    var isPlaceholder: Bool { parts.contains { $0.children.contains { $0.origin == origin } } }
  }

  /// Children under one key.
  struct Part {
    let key: String
    let children: [(name: String, origin: Origin)]
  }

  /// The resources of a kind that has a collection, by name.
  func entries(of kind: ResourceKind) -> [Entry] {
    let found = unsorted(of: kind)
    return found.map(\.sortKey).enumerated().sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }
      .map { found[$0.offset] }
  }

  private func unsorted(of kind: ResourceKind) -> [Entry] {
    switch kind {
    case .virtualNetwork:
      entries(resources.virtualNetworks) { network in
        [
          Part(key: "subnets", children: network.subnets.map { ($0.id.name, $0.origin) }),
          Part(key: "virtualNetworkPeerings", children: network.peerings.map { ($0.id.name, $0.origin) }),
        ]
      }
    case .networkSecurityGroup:
      entries(resources.networkSecurityGroups) { group in
        let rules = group.securityRules.sorted {
          ($0.direction.rawValue, $0.priority) < ($1.direction.rawValue, $1.priority)
        }
        return [Part(key: "securityRules", children: rules.compactMap { rule in rule.origin.map { (rule.name, $0) } })]
      }
    case .routeTable:
      entries(resources.routeTables) { [Part(key: "routes", children: $0.routes.map { ($0.name, $0.origin) })] }
    case .privateDnsZone:
      entries(resources.privateDnsZones) { zone in
        [
          Part(key: "virtualNetworkLinks", children: zone.virtualNetworkLinks.map { ($0.id.name, $0.origin) }),
          Part(key: "recordSets", children: zone.recordSets.map { ($0.name, $0.origin) }),
        ]
      }
    case .dnsForwardingRuleset:
      entries(resources.dnsForwardingRulesets) { ruleset in
        [
          Part(key: "forwardingRules", children: ruleset.forwardingRules.map { ($0.name, $0.origin) }),
          Part(key: "virtualNetworkLinks", children: ruleset.virtualNetworkLinks.map { ($0.id.name, $0.origin) }),
        ]
      }
    case .dnsResolver:
      entries(resources.dnsResolvers) { resolver in
        [
          Part(key: "inboundEndpoints", children: resolver.inboundEndpoints.map { ($0.id.name, $0.origin) }),
          Part(key: "outboundEndpoints", children: resolver.outboundEndpoints.map { ($0.id.name, $0.origin) }),
        ]
      }
    case .firewallPolicy: firewallPolicies
    case .applicationSecurityGroup: entries(resources.applicationSecurityGroups)
    case .networkInterface: entries(resources.networkInterfaces)
    case .virtualMachine: entries(resources.virtualMachines)
    case .virtualMachineScaleSet: entries(resources.virtualMachineScaleSets)
    case .publicIPAddress: entries(resources.publicIPAddresses)
    case .applicationGateway: entries(resources.applicationGateways)
    case .virtualNetworkGateway: entries(resources.virtualNetworkGateways)
    case .localNetworkGateway: entries(resources.localNetworkGateways)
    case .connection: entries(resources.connections)
    case .hubConnection: entries(resources.hubConnections)
    case .connectivityConfiguration: entries(resources.connectivityConfigurations)
    case .privateEndpoint: entries(resources.privateEndpoints)
    case .loadBalancer: entries(resources.loadBalancers)
    case .azureFirewall: entries(resources.azureFirewalls)
    case .webApp: entries(resources.webApps)
    case .ipGroup: entries(resources.ipGroups)
    case .natGateway: entries(resources.natGateways)
    // Of managers only the innermost parts are records.
    case .networkManager, .subnet, .virtualNetworkPeering, .securityRule, .route, .scaleSetNetworkInterface,
      .virtualNetworkLink,
      .forwardingRule, .forwardingRulesetLink, .inboundEndpoint, .outboundEndpoint, .ruleCollectionGroup, .networkGroup,
      .networkGroupMember, .securityAdminConfiguration, .adminRuleCollection, .securityAdminRule:
      []
    }
  }

  private func entries<T: AssembledRecord>(
    _ table: OrderedDictionary<ResourceID, T>, parts: (T) -> [Part] = { _ in [] }
  ) -> [Entry] {
    table.values.map { Entry(id: $0.id, origin: $0.origin, parts: parts($0)) }
  }

  /// Policies with their groups of rule collections, which are records of their own.
  private var firewallPolicies: [Entry] {
    var groups = OrderedDictionary(grouping: resources.ruleCollectionGroups.values) { $0.id.parent ?? $0.id }
    func part(_ groups: [FirewallRuleCollectionGroup]) -> [Part] {
      [Part(key: "ruleCollectionGroups", children: groups.map { ($0.id.name, $0.origin) })]
    }
    let known = resources.firewallPolicies.values.map { policy in
      let own = groups.keys.filter(policy.id.matches).flatMap { groups.removeValue(forKey: $0) ?? [] }
      return Entry(id: policy.id, origin: policy.origin, parts: part(own))
    }
    return known + groups.map { Entry(id: $0, origin: $1[0].origin, parts: part($1)) }
  }
}

extension ScenarioWriter.Entry {
  fileprivate var sortKey: String { [id.name, id.resourceGroup, id.path].joined(separator: "\n").lowercased() }
}
