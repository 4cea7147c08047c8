import Outcomes
import Resources

extension ApplicationGateway {
  /// The (pool, setting) pairs that Azure lists and probes: those that a rule or a path rule joins (azure-semantics.md §4.2,
  /// §11 R9), in the order of the pools, each once.
  package var probedPairs: [(pool: BackendAddressPool, setting: BackendSetting)] {
    var used: [PoolAndSetting] = []
    for rule in requestRoutingRules {
      used.append(rule.backend)
      guard let map = find(rule.urlPathMap, in: urlPathMaps, id: \.id) else { continue }
      used.append(map.defaultBackend)
      used += map.pathRules.map(\.backend)
    }
    let pairs = used.compactMap { use -> (pool: BackendAddressPool, setting: BackendSetting)? in
      guard let pool = find(use.pool, in: backendAddressPools, id: \.id),
        let setting = find(use.setting, in: backendSettings, id: \.id)
      else { return nil }
      return (pool, setting)
    }
    var seen: Set<String> = []
    let unique = pairs.filter { seen.insert($0.pool.id.key + " " + $0.setting.id.key).inserted }
    return backendAddressPools.flatMap { pool in unique.filter { $0.pool.id == pool.id } }
  }

  /// The child that a reference inside the gateway names.
  package func find<T>(_ reference: Reference?, in children: [T], id: KeyPath<T, ResourceID>) -> T? {
    guard let reference else { return nil }
    let name = reference.name.lowercased()
    return children.first { $0[keyPath: id].name.lowercased() == name }
  }
}
