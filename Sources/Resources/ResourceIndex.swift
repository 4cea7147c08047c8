import Outcomes

/// Finds resources by id or by the tail of their path of names.
package struct ResourceIndex: Sendable {
  /// What a name leads to.
  package enum Match: Sendable {
    case one(ResourceID)
    case none
    case several([ResourceID])
  }

  private let byKey: [String: [ResourceID]]
  /// Ids by their innermost name in lower case, each list in the order of the input.
  private let byName: [String: [ResourceID]]
  /// Every id, in the order of the input.
  package let all: [ResourceID]

  /// An index of resources and the children that others refer to.
  package init(_ resources: Resources) {
    var all: [ResourceID] = []
    for network in resources.virtualNetworks.values {
      all.append(network.id)
      all += network.subnets.map(\.id) + network.peerings.map(\.id)
    }
    all += Array(resources.networkSecurityGroups.keys) + Array(resources.applicationSecurityGroups.keys)
    all += Array(resources.routeTables.keys) + Array(resources.virtualMachines.keys)
    for card in resources.networkInterfaces.values {
      all.append(card.id)
      all += card.ipConfigurations.map(\.id)
    }
    all += Array(resources.virtualMachineScaleSets.keys) + Array(resources.publicIPAddresses.keys)
    for gateway in resources.applicationGateways.values {
      all.append(gateway.id)
      all += gateway.backendAddressPools.map(\.id) + gateway.backendSettings.map(\.id) + gateway.probes.map(\.id)
      all += gateway.listeners.map(\.id) + gateway.urlPathMaps.map(\.id)
    }
    all += Array(resources.virtualNetworkGateways.keys) + Array(resources.localNetworkGateways.keys)
    all += Array(resources.privateDnsZones.keys) + Array(resources.privateEndpoints.keys)
    all += Array(resources.dnsForwardingRulesets.keys)
    for resolver in resources.dnsResolvers.values {
      all.append(resolver.id)
      all += resolver.inboundEndpoints.map(\.id) + resolver.outboundEndpoints.map(\.id)
    }
    for balancer in resources.loadBalancers.values {
      all.append(balancer.id)
      all += balancer.frontends.map(\.id) + balancer.backendAddressPools.map(\.id)
    }
    all += Array(resources.azureFirewalls.keys)
    all += Array(resources.firewallPolicies.keys) + Array(resources.ipGroups.keys)
    all += Array(resources.webApps.keys)
    self.all = all
    byKey = Dictionary(grouping: all, by: \.key)
    byName = Dictionary(grouping: all) { $0.name.lowercased() }
  }

  /// The resource of a full id; a scope that one side leaves out does not matter when only one fits.
  package func find(_ id: ResourceID) -> ResourceID? {
    let candidates = (byKey[id.key] ?? []).filter { $0.matches(id) }
    return candidates.first { $0 == id } ?? (candidates.count == 1 ? candidates[0] : nil)
  }

  /// The resource that a reference of a given kind names.
  package func find(_ reference: Reference, as kind: ResourceKind) -> Match {
    switch reference.target {
    case .id(let id): find(id).map { .one($0) } ?? .none
    case .tail(let names): find(tail: names, kinds: [kind])
    }
  }

  /// The resource of one of the given kinds whose path of names ends so; a resource group may stand in front.
  package func find(tail: [String], kinds: [ResourceKind]) -> Match {
    let wanted = tail.map { $0.lowercased() }
    let types = Set(kinds.map { $0.rawValue.lowercased() })
    let candidates = wanted.last.map { byName[$0] ?? [] } ?? all
    let found = candidates.filter { id in
      guard types.contains(id.typeKey) else { return false }
      let path = ([id.resourceGroup] + id.names).map { $0.lowercased() }
      return path.suffix(wanted.count).elementsEqual(wanted)
    }
    return found.count == 1 ? .one(found[0]) : found.isEmpty ? .none : .several(found)
  }

  /// The paths of names of all resources of some kinds.
  package func names(of kinds: [ResourceKind]) -> [String] {
    let types = Set(kinds.map { $0.rawValue.lowercased() })
    return all.filter { types.contains($0.typeKey) }.map(\.path)
  }
}
