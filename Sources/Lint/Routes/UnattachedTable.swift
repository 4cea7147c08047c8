import Outcomes

/// A route table that no subnet has.
enum UnattachedTable: LintRule {
  static let about = LintDescription(
    .unattachedTable, .note, "no subnet has the route table",
    flags: """
      A route table that no subnet of the input names and that names no subnet itself, where the input has the subnets of a network.
      """,
    reason: "Its routes lead nothing anywhere. Often somebody made the table and forgot the last step.",
    remedy: "Attach the table to a subnet, or delete it.",
    source: "azure-semantics.md §2.3")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    let subnets = inspection.model.networks.flatMap(\.subnets)
    guard !subnets.isEmpty else { return [] }
    let used = Set(subnets.compactMap { $0.routeTable.value?.id })
    return inspection.resources.routeTables.values.filter { $0.subnets.isEmpty && !used.contains($0.id) }
      .map { finding(.route(.unattached), Subject($0.id, origin: $0.origin)) }
  }
}
