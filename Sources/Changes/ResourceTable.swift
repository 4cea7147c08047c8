import OrderedCollections
import Outcomes
import Resources

/// One of the collections of resources, looked at without its type.
package struct ResourceTable: Sendable {
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
    ResourceTable("natGateways", \.natGateways),
    ResourceTable("securityAdminRules", \.securityAdminRules),
    ResourceTable("adminRuleCollections", \.adminRuleCollections),
    ResourceTable("networkGroupMembers", \.networkGroupMembers), ResourceTable("webApps", \.webApps),
  ]

  /// The names of the collections in `Resources`.
  package static let names = all.map(\.name)

  /// The resources that differ between two states, and in which properties; a resource of only one state in none.
  static func differences(_ one: Resources, _ other: Resources) -> [ResourceDifference] {
    all.flatMap { table in
      let ids = table.ids(one)
      let known = Set(ids)
      let added = table.ids(other).filter { !known.contains($0) }
      return (ids + added).compactMap { table.difference($0, one, $0, other) }
    }
  }

  /// The resources that differ between two inputs, which may name the same ones in other subscriptions and groups.
  /// - Parameter isWhole: whether resources of only one input count too.
  package static func differences(between one: Resources, and other: Resources, isWhole: Bool) -> [ResourceDifference] {
    let (before, after) = (one.normalized, other.normalized)
    return all.flatMap { table in
      ResourcePairs(table.ids(before), table.ids(after)).pairs.compactMap { pair in
        guard let old = pair.before ?? pair.after, let new = pair.after ?? pair.before else { return nil }
        let isCommon = pair.before != nil && pair.after != nil
        return isCommon || isWhole ? table.difference(old, before, new, after) : nil
      }
    }
  }

  /// Whether two inputs have resources, and none of one stands for one of the other.
  package static func haveNothingInCommon(_ one: Resources, _ other: Resources) -> Bool {
    let pairs = all.flatMap { ResourcePairs($0.ids(one), $0.ids(other)).pairs }
    return !pairs.isEmpty && !pairs.contains { $0.before != nil && $0.after != nil }
  }

  private func difference(
    _ old: ResourceID, _ one: Resources, _ new: ResourceID, _ other: Resources
  ) -> ResourceDifference? {
    if old == new, isSame(old, one, other) { return nil }
    guard let before = record(old, one) else { return ResourceDifference(id: new, properties: [], onlyIn: .after) }
    guard let after = record(new, other) else { return ResourceDifference(id: new, properties: [], onlyIn: .before) }
    // Where the two inputs name a resource in different places, its place is no difference.
    let hasScopes = old == new
    let properties = RecordShape(before, hasScopes: hasScopes).differences(
      from: RecordShape(after, hasScopes: hasScopes))
    return properties.isEmpty ? nil : ResourceDifference(id: new, properties: properties)
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
  /// One of the states.
  package enum State: String, CaseIterable, Sendable {
    case before, after
  }

  /// The resource.
  package let id: ResourceID
  /// The properties that differ, such as `securityRules/Deny/priority`; none where only one state has the resource.
  package let properties: [String]
  /// The only state that has the resource; nil where both have it.
  package let onlyIn: State?

  /// A resource that differs.
  package init(id: ResourceID, properties: [String], onlyIn: State? = nil) {
    self.id = id
    self.properties = properties
    self.onlyIn = onlyIn
  }
}
