import BackendHealth
import Changes
import NetworkModel
import Outcomes
import Reachability
import Resources

/// Exactly what two configurations do differently, and where they are not alike in what is not compared.
package struct ConfigurationDifference: Sendable {
  /// Security groups that do different things where they are attached.
  package let groups: [GroupDifference]
  /// Subnets whose packets go elsewhere.
  package let routes: [RouteDifference]
  /// Pool members whose health differs.
  package let members: [MemberDifference]
  /// Requests of the scenarios that get another answer.
  package let requests: [RequestDifference]
  /// Subnets and network interfaces that only the configuration before has.
  package let onlyBefore: [ResourceID]
  /// Subnets and network interfaces that only the configuration after has.
  package let onlyAfter: [ResourceID]
  /// What is not alike and may do more than is told above.
  package let uncompared: [UncomparedDifference]
  /// What the answer rests on.
  package let assumptions: [Assumption]
  /// Whether there is something to compare, and nothing of one side stands for something of the other: then nothing was compared.
  package let isIncomparable: Bool

  /// What is told of two configurations.
  package enum Verdict: String, CaseIterable, Sendable {
    case same, different, undetermined
  }

  /// Compares everything that two inputs hold.
  package init(_ inputs: ComparedInputs) {
    let (old, new) = (Forecast(inputs.before), Forecast(inputs.after))
    self.init(
      from: old.engine, to: new.engine,
      members: MemberDifference.pairs(old.predictions, new.predictions).filter {
        $0.before?.health != $0.after?.health
      }, requests: RequestDifference.all(before: old.engine, after: new.engine).filter(\.isChanged),
      assumptions: inputs.assumptions)
  }

  /// Compares everything but the health and the requests that follow.
  package init(from old: Engine, to new: Engine) {
    self.init(from: old, to: new, members: [], requests: [], assumptions: [])
  }

  private init(
    from old: Engine, to new: Engine, members: [MemberDifference], requests: [RequestDifference],
    assumptions: [Assumption]
  ) {
    var comparison = GroupComparison(from: old, to: new)
    groups = comparison.differences()
    let routed = RouteDifference.all(from: old, to: new)
    routes = routed.differences
    self.members = members
    self.requests = requests
    self.assumptions = assumptions + (comparison.shared + routed.shared).uniqueFacts.map(Assumption.sameInBoth)
    isIncomparable = comparison.isIncomparable
    // A configuration without networks is a part of one: what it lacks is no difference.
    let isWhole = !old.model.networks.isEmpty && !new.model.networks.isEmpty
    let pairs = isWhole ? ResourcePairs(old.model.placeIDs, new.model.placeIDs).pairs : []
    onlyBefore = pairs.filter { $0.after == nil }.compactMap(\.before)
    onlyAfter = pairs.filter { $0.before == nil }.compactMap(\.after)
    uncompared = UncomparedDifference.all(
      from: old.model, to: new.model, onlyBefore: onlyBefore, onlyAfter: onlyAfter)
  }

  /// Compares one group of each.
  package init(
    _ inputs: ComparedInputs, _ before: NetworkSecurityGroup, _ after: NetworkSecurityGroup
  ) {
    var comparison = GroupComparison(
      from: Engine(NetworkModel(inputs.before)), to: Engine(NetworkModel(inputs.after)))
    groups = comparison.difference(before, after)
    routes = []
    members = []
    requests = []
    onlyBefore = []
    onlyAfter = []
    uncompared = []
    assumptions = inputs.assumptions
    isIncomparable = false
  }

  /// Different where something differs for certain.
  package var verdict: Verdict {
    if groups.contains(where: \.isCertain) || routes.contains(where: { !$0.changes.isEmpty }) { return .different }
    if !members.isEmpty || !requests.isEmpty || !onlyBefore.isEmpty || !onlyAfter.isEmpty { return .different }
    return missing.isEmpty && uncompared.isEmpty && !isUnlisted && !isIncomparable ? .same : .undetermined
  }

  /// Facts that the input lacks: without them it cannot be told whether more differs.
  package var missing: [MissingFact] { groups.flatMap(\.missingFacts) + routes.compactMap(\.missing) }

  /// Whether some rule's packets fall into too many parts to be listed.
  package var isUnlisted: Bool { groups.flatMap(\.directions).contains { !$0.unlisted.isEmpty } }
}

extension NetworkModel {
  /// What security groups can be attached to.
  fileprivate var placeIDs: [ResourceID] {
    networks.flatMap(\.subnets).map(\.id) + cards.map(\.id)
  }
}

extension [MissingFact] {
  /// Each fact once; a resource that several refer to is one.
  fileprivate var uniqueFacts: [MissingFact] {
    var seen: Set<MissingFact> = []
    var resources: Set<ResourceID> = []
    return filter { fact in
      if case .resource(let id, _, _) = fact { return resources.insert(id).inserted }
      return seen.insert(fact).inserted
    }
  }
}
