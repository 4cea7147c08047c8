/// A security admin rule that decided (azure-semantics.md §1.8).
package struct AdminRuleStep: Hashable, Sendable {
  /// The virtual network whose packets it filters, and which way they go.
  package let point: FilterPoint
  /// Its priority; lower numbers are looked at first.
  package let priority: Int
  /// What it does.
  package let access: AdminRuleAccess

  /// A deciding rule.
  package init(point: FilterPoint, priority: Int, access: AdminRuleAccess) {
    self.point = point
    self.priority = priority
    self.access = access
  }
}

/// What a security admin rule does with what it matches.
package enum AdminRuleAccess: String, CaseIterable, Hashable, Sendable {
  /// The groups decide.
  case allow = "Allow"
  /// The groups are not asked.
  case alwaysAllow = "AlwaysAllow"
  /// The packet is dropped, and the groups are not asked.
  case deny = "Deny"
}
