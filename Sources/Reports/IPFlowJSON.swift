import JSONText
import Outcomes
import Reachability

/// `agwsim ip-flow --format json`: the shape of `az network watcher test-ip-flow` (azure-json-shapes.md §5.8).
package enum IPFlowJSON {
  /// The answer; `Undetermined` with the missing fact in `agwsim` where it cannot be told.
  package static func answer(_ answer: IPFlowAnswer) -> JSONValue {
    .members([
      ("access", .string(answer.accessName)), ("ruleName", answer.ruleName.map { .string($0) }),
      ("ruleId", answer.ruleID.map { .string($0.text) }),
      (
        "agwsim",
        .members([
          ("networkSecurityGroup", answer.securityGroup.map { .string($0.text) }),
          ("securityAdminRule", answer.adminRule.map { .string($0.id.text) }),
          ("attachedTo", answer.attachedTo.map { .string($0.text) }),
          ("priority", answer.priority.map { .integer($0) }),
          ("origin", answer.origin?.json),
          ("missing", answer.missing.map { [$0.json()] }),
        ])
      ),
    ])
  }
}

extension IPFlowAnswer {
  /// `Allow`, `Deny` or `Undetermined`.
  var accessName: String { access?.rawValue ?? Health.undetermined.rawValue }

  /// The deciding rule's name as IP flow verify writes it.
  fileprivate var ruleName: String? { adminRule?.id.name ?? rule?.effectiveName }

  /// The deciding group; nil where a security admin rule decides.
  fileprivate var securityGroup: ResourceID? { adminRule == nil ? group : nil }

  /// The deciding rule's priority.
  fileprivate var priority: Int? { adminRule?.priority ?? rule?.priority }

  /// Where the deciding rule is written.
  fileprivate var origin: Origin? { adminRule?.origin ?? rule?.origin }

  /// The deciding rule's id.
  var ruleID: ResourceID? {
    if let adminRule { return adminRule.id }
    guard let group, let rule else { return nil }
    return group.child(rule.isDefault ? "defaultSecurityRules" : "securityRules", rule.name)
  }
}
