import Changes
import NetworkModel
import Outcomes
import PacketSets
import Reachability

/// Destinations that subnets send to other next hops than before.
package struct RouteDifference: Sendable {
  /// The subnets, whose routes change alike.
  package let subnets: [ResourceID]
  /// What goes elsewhere; no two changes share a destination.
  package let changes: [RouteChange]
  /// What one side's input lacks, so that more may differ.
  package let missing: MissingFact?

  /// Compares the effective routes of every subnet that both sides have.
  /// - Returns: the differences, and what both sides lack alike.
  static func all(from old: Engine, to new: Engine) -> (differences: [RouteDifference], shared: [MissingFact]) {
    let olds = old.model.networks.flatMap(\.subnets)
    let news = new.model.networks.flatMap(\.subnets)
    let before = Dictionary(olds.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(news.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let networks = ResourcePairs(old.model.networks.map(\.id), new.model.networks.map(\.id)).common
    let partners = Dictionary(networks.map { ($0.before, $0.after) }, uniquingKeysWith: { first, _ in first })
    var out: [RouteDifference] = []
    var shared: [MissingFact] = []
    for pair in ResourcePairs(olds.map(\.id), news.map(\.id)).common {
      guard let was = before[pair.before], let becomes = after[pair.after] else { continue }
      let routes = (old.effectiveRoutes(of: was), new.effectiveRoutes(of: becomes))
      let changes = routes.0.changes(to: routes.1) { was, becomes in
        partners[was].map { $0.matches(becomes) } ?? was.matches(becomes)
      }
      shared += routes.0.sharedGaps(with: routes.1)
      let missing = routes.0.gap(to: routes.1)
      if changes.isEmpty, missing == nil { continue }
      if let same = out.firstIndex(where: { $0.changes == changes && $0.missing == missing }) {
        out[same] = RouteDifference(subnets: out[same].subnets + [pair.after], changes: changes, missing: missing)
      } else {
        out.append(RouteDifference(subnets: [pair.after], changes: changes, missing: missing))
      }
    }
    return (out, shared)
  }

  /// The packets of subnets that routes newly lead somewhere without a device on the way: past one, or where nothing led before.
  static func opened(from old: Engine, to new: Engine) -> PacketSet {
    all(from: old, to: new).differences.reduce(.empty) { opened, difference in
      let prefixes = difference.subnets.compactMap { new.model.subnet($0) }.flatMap(\.record.addressPrefixes)
      let ways = difference.changes.filter { $0.before.isGuarded && !$0.after.isGuarded }
      return ways.reduce(opened) {
        $0.union(PacketSet(PacketBox(sources: AddressSet(prefixes: prefixes), destinations: $1.destinations)))
      }
    }
  }
}

extension EffectiveRoute? {
  /// Whether packets go to a device, or nowhere.
  fileprivate var isGuarded: Bool {
    switch self?.nextHop.kind {
    case nil, .some(.none), .virtualAppliance, .virtualApplianceEcmp: true
    case .vnetLocal, .vnetPeering, .vnetGlobalPeering, .serviceEndpoint, .interfaceEndpoint, .internet,
      .virtualNetworkGateway:
      false
    }
  }
}
