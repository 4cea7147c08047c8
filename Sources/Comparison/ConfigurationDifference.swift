import NetworkModel
import Outcomes
import Reachability
import Resources

/// Exactly what two configurations do differently.
package struct ConfigurationDifference: Sendable {
  /// Security groups that do different things where they are attached.
  package let groups: [GroupDifference]

  /// Compares two configurations.
  package init(from old: Engine, to new: Engine) {
    var comparison = GroupComparison(from: old, to: new)
    groups = comparison.differences()
  }

  /// Compares one group of each.
  package init(
    from old: Engine, _ before: NetworkSecurityGroup, to new: Engine, _ after: NetworkSecurityGroup
  ) {
    var comparison = GroupComparison(from: old, to: new)
    groups = comparison.difference(before, after)
  }

  /// What is told of two configurations.
  package enum Verdict: String, CaseIterable, Sendable {
    case same, different, undetermined
  }

  /// Different where something differs for certain.
  package var verdict: Verdict {
    if isCertain { return .different }
    return missing.isEmpty && !isUnlisted ? .same : .undetermined
  }

  /// Whether anything differs, whatever is missing.
  package var isCertain: Bool { groups.contains(where: \.isCertain) }

  /// Facts that the input lacks: without them it cannot be told whether more differs.
  package var missing: [MissingFact] { groups.flatMap(\.missingFacts) }

  /// Whether some rule's packets fall into too many parts to be listed.
  package var isUnlisted: Bool { groups.flatMap(\.directions).contains { !$0.unlisted.isEmpty } }
}
