import OrderedCollections
import Outcomes
import Resources

/// One of the collections of resources, looked at without its type.
struct ResourceTable: Sendable {
  /// Its name in `Resources`.
  let name: String
  private let ids: @Sendable (Resources) -> [ResourceID]
  private let record: @Sendable (ResourceID, Resources) -> Any?
  private let isSame: @Sendable (ResourceID, Resources, Resources) -> Bool
  private let keep: @Sendable (Set<ResourceID>, inout Resources) -> Void

  private init<Record>(
    _ name: String, _ path: WritableKeyPath<Resources, OrderedDictionary<ResourceID, Record>> & Sendable
  ) {
    self.name = name
    ids = { Array($0[keyPath: path].keys) }
    record = { $1[keyPath: path][$0] }
    isSame = { id, one, other in
      // Records that an edit has left alone still share their storage, bit for bit.
      guard var a = one[keyPath: path][id], var b = other[keyPath: path][id] else { return false }
      return withUnsafeBytes(of: &a) { a in withUnsafeBytes(of: &b) { b in a.elementsEqual(b) } }
    }
    keep = { kept, resources in resources[keyPath: path].removeAll { !kept.contains($0.key) } }
  }

  /// All of them.
  static let all = [
    ResourceTable("virtualNetworks", \.virtualNetworks),
    ResourceTable("networkSecurityGroups", \.networkSecurityGroups),
    ResourceTable("applicationSecurityGroups", \.applicationSecurityGroups),
    ResourceTable("routeTables", \.routeTables), ResourceTable("networkInterfaces", \.networkInterfaces),
    ResourceTable("virtualMachines", \.virtualMachines),
    ResourceTable("virtualMachineScaleSets", \.virtualMachineScaleSets),
    ResourceTable("publicIPAddresses", \.publicIPAddresses),
    ResourceTable("applicationGateways", \.applicationGateways),
    ResourceTable("virtualNetworkGateways", \.virtualNetworkGateways),
    ResourceTable("localNetworkGateways", \.localNetworkGateways), ResourceTable("connections", \.connections),
    ResourceTable("hubConnections", \.hubConnections),
    ResourceTable("connectivityConfigurations", \.connectivityConfigurations),
    ResourceTable("privateDnsZones", \.privateDnsZones),
    ResourceTable("dnsForwardingRulesets", \.dnsForwardingRulesets), ResourceTable("dnsResolvers", \.dnsResolvers),
    ResourceTable("privateEndpoints", \.privateEndpoints),
    ResourceTable("loadBalancers", \.loadBalancers), ResourceTable("azureFirewalls", \.azureFirewalls),
    ResourceTable("firewallPolicies", \.firewallPolicies),
    ResourceTable("ruleCollectionGroups", \.ruleCollectionGroups), ResourceTable("ipGroups", \.ipGroups),
    ResourceTable("dnsForwardingRulesets", \.dnsForwardingRulesets),
    ResourceTable("dnsResolvers", \.dnsResolvers), ResourceTable("natGateways", \.natGateways),
    ResourceTable("securityAdminRules", \.securityAdminRules),
    ResourceTable("adminRuleCollections", \.adminRuleCollections),
    ResourceTable("networkGroupMembers", \.networkGroupMembers), ResourceTable("webApps", \.webApps),
  ]

  /// The resources that differ between two states, and in which properties; a resource of only one state in none.
  static func differences(_ one: Resources, _ other: Resources) -> [ResourceDifference] {
    all.flatMap { table in
      let ids = table.ids(one)
      let known = Set(ids)
      return (ids + table.ids(other).filter { !known.contains($0) }).compactMap { id -> ResourceDifference? in
        if table.isSame(id, one, other) { return nil }
        guard let before = table.record(id, one), let after = table.record(id, other) else {
          return ResourceDifference(id: id, properties: [])
        }
        let properties = RecordShape(before).differences(from: RecordShape(after))
        return properties.isEmpty ? nil : ResourceDifference(id: id, properties: properties)
      }
    }
  }

  /// The resources of some ids alone.
  static func restrict(_ resources: Resources, to ids: Set<ResourceID>) -> Resources {
    var out = resources
    for table in all { table.keep(ids, &out) }
    return out
  }
}

/// A resource that two states do not have alike.
package struct ResourceDifference: Hashable, Sendable {
  /// The resource.
  package let id: ResourceID
  /// The properties that differ; none where only one state has the resource.
  package let properties: [String]
}
