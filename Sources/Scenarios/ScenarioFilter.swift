/// A piece of text that a path or an expectation's title must contain, whatever the letter case.
package struct ScenarioFilter: Sendable {
  private let text: String

  /// A filter.
  package init(_ text: String) { self.text = text.lowercased() }

  /// The report with what fits: all of it when its path does, else the expectations whose titles do; nil when nothing does.
  /// Bad input always stays, because nobody can tell what it holds.
  func narrow(_ report: ScenarioReport) -> ScenarioReport? {
    if fits(report.file) || !report.problems.isEmpty { return report }
    let results = report.results.filter { fits($0.title) }
    return results.isEmpty ? nil : ScenarioReport(file: report.file, problems: [], results: results)
  }

  private func fits(_ text: String) -> Bool { text.lowercased().contains(self.text) }
}
