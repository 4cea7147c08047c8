import Outcomes

/// A group that filters nothing.
enum UnattachedGroup: LintRule {
  static let about = LintDescription(
    .unattachedGroup, .note, "no subnet and no network interface has the group",
    flags: """
      A security group that nothing in the input names and that names nothing itself, where the input has the subnets of a network. \
      A group that only a scale set's profile names is attached.
      """,
    reason: "Its rules filter nothing. Often somebody made the group and forgot the last step.",
    remedy: "Attach the group, or delete it.",
    source: "azure-semantics.md §1.3")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    guard inspection.model.networks.contains(where: { !$0.subnets.isEmpty }) else { return [] }
    return inspection.groups.filter { group in
      group.subnets.isEmpty && group.networkInterfaces.isEmpty && inspection.places(of: group.id).isEmpty
    }.map { finding(.group(.unattached), Subject($0.id, origin: $0.origin)) }
  }
}
