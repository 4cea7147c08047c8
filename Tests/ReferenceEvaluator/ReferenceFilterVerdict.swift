/// What one network security group did with a packet.
package struct ReferenceFilterStep: Equatable, Sendable {
  package let networkSecurityGroup: String
  package let rule: ReferenceSecurityRule
  /// Whether the rule allows the flow "explicitly by address or ASG" (azure-semantics §11 R1).
  package let isExplicitAllow: Bool
}

/// What the network security groups on one side of a flow did with its first packet.
package struct ReferenceFilterVerdict: Equatable, Sendable {
  /// One step a group, in the order in which they were asked; the last one denied if any did.
  package let steps: [ReferenceFilterStep]

  /// Allow when every group allowed, also when there was none.
  package var access: ReferenceAccess { steps.contains { $0.rule.access == .deny } ? .deny : .allow }

  /// The group and rule that denied.
  package var denial: ReferenceFilterStep? { steps.first { $0.rule.access == .deny } }
}
