import BackendHealth
import Changes
import Outcomes
import PacketSets
import Resources

/// A beginning of a plan: edits so far, and what is predicted with them.
struct FixNode {
  let resources: Resources
  let prospect: Prospect
  let errands: [Errand]
  let premises: [FixPremise]
  let kind: RepairKind
  /// What the edits let pass beside rules.
  let permits: PacketSet
  let replaced: [MemberKey: MemberKey]
  /// The commands that lead here from the resources as they are, once the errands are done.
  let script: AzScript

  /// Nothing is edited.
  init(_ start: Forecast) {
    prospect = Prospect(start)
    resources = start.engine.model.resources
    errands = []
    premises = []
    kind = .resumed
    permits = .empty
    replaced = [:]
    script = AzScript(from: resources, to: resources)
  }

  /// The beginning with one edit more.
  /// - Parameter start: the resources as they are.
  init(_ node: FixNode, _ draft: Draft, from start: Resources) {
    resources = draft.resources
    prospect = Prospect(node.forecast.after(draft.resources))
    errands = node.errands + draft.errands.filter { !node.errands.contains($0) }
    let premises = draft.premises + node.forecast.engine.model.premises(of: draft.resources)
    self.premises = node.premises + premises.filter { !node.premises.contains($0) }
    kind = max(node.kind, draft.kind)
    permits = node.permits.union(draft.permits)
    replaced = node.replaced.merging(draft.replaced) { _, new in new }
    script = AzScript(from: errands.applied(to: start), to: resources)
  }

  var forecast: Forecast { prospect.forecast }

  /// Whether its commands delete something that they do not make anew.
  var takesAway: Bool {
    script.lines.contains { line in line.takesAway && !script.lines.contains { line.isMadeAnew(by: $0) } }
  }

  /// What makes two beginnings the same.
  var key: String { script.text + "\n" + errands.map { "\($0)" }.joined(separator: "\n") }

  /// How many things are to be done.
  var cost: Int { script.lines.count + errands.count }

  /// The better beginning comes first.
  /// - Parameter obstacles: how many definite ones are left.
  func rank(leaving obstacles: Int) -> FixRank {
    FixRank(
      reach: obstacles, elsewhere: errands.count, premises: premises.count, cost: cost,
      breadth: permits.breadth, kind: kind, text: script.text)
  }
}

extension [Errand] {
  /// The resources once they are all done.
  func applied(to resources: Resources) -> Resources {
    var out = resources
    for errand in self { errand.apply(to: &out) }
    return out
  }
}
