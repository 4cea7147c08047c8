import BackendHealth
import NetworkModel
import Outcomes
import Reachability
import Resources

/// Exactly what two configurations do differently.
package struct ConfigurationDifference: Sendable {
  /// Security groups that do different things where they are attached.
  package let groups: [GroupDifference]
  /// Subnets whose packets go elsewhere.
  package let routes: [RouteDifference]
  /// Pool members whose health differs.
  package let members: [MemberDifference]
  /// Subnets and network interfaces that only the configuration before has.
  package let onlyBefore: [ResourceID]
  /// Subnets and network interfaces that only the configuration after has.
  package let onlyAfter: [ResourceID]
  /// Whether there are groups or places, and none of one side stands for one of the other: then nothing was compared.
  package let isIncomparable: Bool

  /// What is told of two configurations.
  package enum Verdict: String, CaseIterable, Sendable {
    case same, different, undetermined
  }

  /// Compares what groups and routes do.
  package init(from old: Engine, to new: Engine) {
    self.init(from: old, to: new, members: [])
  }

  /// Compares what groups and routes do, and the health that follows.
  package init(from old: Forecast, to new: Forecast) {
    let members = MemberDifference.pairs(old.predictions, new.predictions).filter {
      $0.before?.health != $0.after?.health
    }
    self.init(from: old.engine, to: new.engine, members: members)
  }

  private init(from old: Engine, to new: Engine, members: [MemberDifference]) {
    var comparison = GroupComparison(from: old, to: new)
    groups = comparison.differences()
    routes = RouteDifference.all(from: old, to: new)
    self.members = members
    isIncomparable = comparison.isIncomparable
    // A configuration without networks is a part of one: what it lacks is no difference.
    let isWhole = !old.model.networks.isEmpty && !new.model.networks.isEmpty
    let pairs = isWhole ? ResourcePairs(old.model.placeIDs, new.model.placeIDs).pairs : []
    onlyBefore = pairs.filter { $0.after == nil }.compactMap(\.before)
    onlyAfter = pairs.filter { $0.before == nil }.compactMap(\.after)
  }

  /// Compares one group of each.
  package init(
    from old: Engine, _ before: NetworkSecurityGroup, to new: Engine, _ after: NetworkSecurityGroup
  ) {
    var comparison = GroupComparison(from: old, to: new)
    groups = comparison.difference(before, after)
    routes = []
    members = []
    onlyBefore = []
    onlyAfter = []
    isIncomparable = false
  }

  /// Different where something differs for certain.
  package var verdict: Verdict {
    if groups.contains(where: \.isCertain) || routes.contains(where: { !$0.changes.isEmpty }) { return .different }
    if !members.isEmpty || !onlyBefore.isEmpty || !onlyAfter.isEmpty { return .different }
    return missing.isEmpty && !isUnlisted && !isIncomparable ? .same : .undetermined
  }

  /// Facts that the input lacks: without them it cannot be told whether more differs.
  package var missing: [MissingFact] { groups.flatMap(\.missingFacts) + routes.compactMap(\.missing) }

  /// Whether some rule's packets fall into too many parts to be listed.
  package var isUnlisted: Bool { groups.flatMap(\.directions).contains { !$0.unlisted.isEmpty } }
}

extension NetworkModel {
  /// What security groups can be attached to.
  fileprivate var placeIDs: [ResourceID] {
    networks.flatMap(\.subnets).map(\.id) + cards.filter { $0.index != nil }.map(\.id)
  }
}
