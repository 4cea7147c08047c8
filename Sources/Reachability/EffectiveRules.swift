import Outcomes
import PacketSets
import Resources

/// The rules of one network security group as they apply at one place, tags expanded (azure-semantics.md §6.3).
package struct EffectiveSecurityGroup: Sendable {
  /// One rule.
  package struct Rule: Sendable {
    /// The rule as written.
    package let rule: SecurityRule
    /// Prefixes of a tag or an application security group on the source side; nil when none is there to expand.
    package let expandedSource: AddressSet?
    /// The same on the destination side.
    package let expandedDestination: AddressSet?
  }

  /// The group.
  package let group: ResourceID
  /// The subnet or network interface it is attached to.
  package let attachedTo: ResourceID
  /// Its rules, inbound first, each in the order in which they are looked at.
  package let rules: [Rule]
}

/// What effective-rules says of a place.
package struct EffectiveRulesAnswer: Sendable {
  /// The groups that apply, the network interface's after the subnet's.
  package let groups: [EffectiveSecurityGroup]
  /// Groups that are attached but not in the input.
  package let missing: [MissingFact]
  /// Security admin rules that come before the groups, in the order in which they are looked at.
  package var adminRules: [EffectiveAdminRule] = []
}

/// A security admin rule at one place.
package struct EffectiveAdminRule: Sendable {
  /// The rule as written.
  package let rule: SecurityAdminRule
  /// Why it cannot be told whether it applies; nil when it applies.
  package let missing: MissingFact?
}

/// What IP flow verify says (azure-semantics.md §6.1).
package struct IPFlowAnswer: Sendable {
  /// The verdict; nil when it cannot be told.
  package let access: Access?
  /// The deciding rule; nil when no group applies.
  package let rule: SecurityRule?
  /// The deciding group.
  package let group: ResourceID?
  /// Where that group is attached.
  package let attachedTo: ResourceID?
  /// Why it cannot be told.
  package let missing: MissingFact?
  /// The security admin rule that decides before every group.
  package var adminRule: SecurityAdminRule? = nil
}
