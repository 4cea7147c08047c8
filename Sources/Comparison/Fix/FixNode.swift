import BackendHealth
import Changes
import Outcomes
import PacketSets
import Resources

/// A beginning of a plan: edits so far, and what is predicted with them.
struct FixNode {
  /// What one draft brought in.
  struct Edit {
    let kind: RepairKind
    /// The commands that came with it.
    let lines: [AzLine]
    let errands: [Errand]
    let premises: [FixPremise]
    /// What it lets pass beside rules.
    let permits: PacketSet
    let replaced: [MemberKey: MemberKey]
  }

  let resources: Resources
  let prospect: Prospect
  let edits: [Edit]
  /// The commands that lead here from the resources as they are, once the errands are done.
  let script: AzScript

  /// Nothing is edited.
  init(_ start: Forecast) {
    prospect = Prospect(start)
    resources = start.engine.model.resources
    edits = []
    script = AzScript(from: resources, to: resources)
  }

  /// The beginning with one edit more.
  /// - Parameter start: the resources as they are.
  init(_ node: FixNode, _ draft: Draft, from start: Resources) {
    resources = draft.resources
    prospect = Prospect(node.forecast.after(draft.resources))
    let errands = draft.errands.filter { !node.errands.contains($0) }
    let premises = (draft.premises + node.forecast.engine.model.premises(of: draft.resources)).filter {
      !node.premises.contains($0)
    }
    let script = AzScript(from: (node.errands + errands).applied(to: start), to: resources)
    let edit = Edit(
      kind: draft.kind, lines: script.lines.filter { !node.script.lines.contains($0) }, errands: errands,
      premises: premises, permits: draft.permits, replaced: draft.replaced)
    edits = node.edits + [edit]
    self.script = script
  }

  /// The beginning without one of its edits; nil where something beside commands hangs on it, or Azure refuses the other commands then.
  func without(_ place: Int, from start: Forecast) -> FixNode? {
    let edit = edits[place]
    guard edit.errands.isEmpty, edit.replaced.isEmpty, !edit.lines.isEmpty,
      edit.lines.allSatisfy(script.lines.contains),
      let change = try? script.change(named: "fix", without: edit.lines)
    else { return nil }
    let begin = errands.applied(to: start.engine.model.resources)
    let whatIf = WhatIf([change], from: errands.isEmpty ? start : start.after(begin))
    return whatIf.failure == nil ? FixNode(self, without: place, end: whatIf.end, from: begin) : nil
  }

  private init(_ node: FixNode, without place: Int, end: Forecast, from begin: Resources) {
    prospect = Prospect(end)
    resources = end.engine.model.resources
    edits = node.edits.indices.filter { $0 != place }.map { node.edits[$0] }
    script = AzScript(from: begin, to: resources)
  }

  var errands: [Errand] { edits.flatMap(\.errands) }
  var premises: [FixPremise] { edits.flatMap(\.premises) }
  /// The deepest of its edits.
  var kind: RepairKind { edits.map(\.kind).max() ?? .resumed }
  /// What the edits let pass beside rules.
  var permits: PacketSet { edits.reduce(.empty) { $0.union($1.permits) } }
  var replaced: [MemberKey: MemberKey] { edits.reduce(into: [:]) { $0.merge($1.replaced) { _, new in new } } }

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
