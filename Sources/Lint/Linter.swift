import Outcomes

/// Applies rules.
package struct Linter: Sendable {
  /// The rules that are applied, in the order of the vocabulary.
  package let rules: [LintRuleID]

  /// A linter of all rules, of the ones that are wanted, or without those that are not.
  package init(only: [LintRuleID] = [], disabled: [LintRuleID] = []) {
    rules = LintRuleID.allCases.filter { (only.isEmpty || only.contains($0)) && !disabled.contains($0) }
  }

  /// Everything that the rules find, each once: what is definite before what nobody can tell, then by the place of what it is about
  /// in the input, then in the order of the rules.
  package func findings(in inspection: Inspection) -> [LintFinding] {
    var seen: Set<LintFinding> = []
    let found = rules.flatMap { $0.rule.findings(in: inspection) }.filter { seen.insert($0).inserted }
    let places = inspection.model.index.all.enumerated().reduce(into: [ResourceID: Int]()) { places, entry in
      places[entry.element] = places[entry.element] ?? entry.offset
    }
    func place(_ finding: LintFinding) -> Int { places[finding.subject.resource.root] ?? places.count }
    return found.enumerated().sorted { a, b in
      (a.element.isOpen ? 1 : 0, place(a.element), a.offset) < (b.element.isOpen ? 1 : 0, place(b.element), b.offset)
    }.map(\.element)
  }
}
