import Outcomes
import PacketSets

/// Destinations that two subnets, or one before and after a change, send to different next hops.
package struct RouteChange: Hashable, Sendable {
  /// The destinations.
  package let destinations: AddressSet
  /// The route that is chosen before; nil when none covers them.
  package let before: EffectiveRoute?
  /// The route that is chosen after; nil when none covers them.
  package let after: EffectiveRoute?
}

extension EffectiveRoutes {
  /// Exactly the destinations that go elsewhere by other routes, in parts of one pair of routes each.
  /// - Parameter isSame: whether a network of the other side stands for one of this side.
  package func changes(
    to other: EffectiveRoutes, isSame: (ResourceID, ResourceID) -> Bool
  ) -> [RouteChange] {
    func leadAlike(_ old: EffectiveRoute?, _ new: EffectiveRoute?) -> Bool {
      guard old?.nextHop == new?.nextHop else { return false }
      guard let was = old?.peer, let becomes = new?.peer else { return true }
      return isSame(was, becomes)
    }
    if byPrecedence.elementsEqual(other.byPrecedence, by: { $0.prefix == $1.prefix && leadAlike($0, $1) }) {
      return []
    }
    let after = other.choose(for: .all)
    var changes: [RouteChange] = []
    for old in choose(for: .all) {
      for new in after where !leadAlike(old.route, new.route) {
        let common = old.destinations.intersection(new.destinations)
        if common.isEmpty { continue }
        changes.append(RouteChange(destinations: common, before: old.route, after: new.route))
      }
    }
    return changes
  }

  /// What is not known of either side's routes and could make them differ; nil where both lack the same.
  package func gap(to other: EffectiveRoutes) -> MissingFact? {
    if !Self.isSame(missing, other.missing) { return missing ?? other.missing }
    if !Self.isSame(incomplete, other.incomplete) { return incomplete ?? other.incomplete }
    func tags(_ routes: EffectiveRoutes) -> [String] {
      routes.unknownTags.map { "\($0.tag.lowercased()) \($0.route.nextHop)" }
    }
    guard tags(self) != tags(other) else { return nil }
    return (unknownTags + other.unknownTags).lazy.compactMap { unknown in
      unknown.route.routeTable.map {
        .serviceTag(unknown.tag, rule: Subject($0, rule: unknown.route.name, origin: unknown.route.origin))
      }
    }.first
  }

  /// What both sides lack alike, so that it is taken to be the same.
  package func sharedGaps(with other: EffectiveRoutes) -> [MissingFact] {
    [(missing, other.missing), (incomplete, other.incomplete)].compactMap { mine, others in
      Self.isSame(mine, others) ? others : nil
    }
  }

  /// Whether both sides lack the same, wherever that is written.
  private static func isSame(_ old: MissingFact?, _ new: MissingFact?) -> Bool {
    if case .resource(let was, let owner, _)? = old, case .resource(let becomes, let other, _)? = new {
      return was == becomes && owner == other
    }
    return old == new
  }
}
