import JSONText
import Outcomes
import Reachability

/// `agwsim ip-flow --format json`: the shape of `az network watcher test-ip-flow` (azure-json-shapes.md §5.8).
package enum IPFlowJSON {
  /// The answer; `Undetermined` with the missing fact in `agwsim` where it cannot be told.
  package static func answer(_ answer: IPFlowAnswer) -> JSONValue {
    .members([
      ("access", .string(answer.accessName)), ("ruleName", answer.rule.map { .string($0.effectiveName) }),
      ("ruleId", answer.ruleID.map { .string($0.text) }),
      (
        "agwsim",
        .members([
          ("networkSecurityGroup", answer.group.map { .string($0.text) }),
          ("attachedTo", answer.attachedTo.map { .string($0.text) }),
          ("priority", answer.rule.map { .integer($0.priority) }), ("origin", answer.rule?.origin?.json),
          ("missing", answer.missing.map { [$0.json()] }),
        ])
      ),
    ])
  }
}

extension IPFlowAnswer {
  /// `Allow`, `Deny` or `Undetermined`.
  var accessName: String { access?.rawValue ?? Health.undetermined.rawValue }

  /// The deciding rule's id.
  var ruleID: ResourceID? {
    guard let group, let rule else { return nil }
    return group.child(rule.isDefault ? "defaultSecurityRules" : "securityRules", rule.name)
  }
}
