import Lint
import Outcomes
import Scenarios

/// The page that lists the catalogue, made of the folders themselves.
struct CatalogueIndex {
  /// One folder's row.
  private struct Row {
    let name: String
    let breaks: String
    /// What it is filed under.
    let section: Section
    /// The health that the broken variant expects; nil where it expects something of a flow or an empty pool.
    let health: String?
  }

  /// An outcome, or a rule of lint that is no outcome's.
  private enum Section {
    case cause(Outcome)
    case lint(LintRuleID)

    var name: String {
      switch self {
      case .cause(let outcome): outcome.rawValue
      case .lint(let rule): rule.rawValue
      }
    }

    var family: Outcome.Family? {
      if case .cause(let outcome) = self { outcome.family } else { nil }
    }
  }

  private let rows: [Row]

  /// An index of the entries that expect a cause.
  init(_ entries: [Catalogue.Entry]) throws {
    rows = try entries.compactMap { entry in
      let results = ScenarioRunner().run(entry.broken).results
      guard let section = Self.section(of: entry, in: results) else { return nil }
      let health = results.first {
        if case .lint = section { return Self.value("health", of: $0) != nil }
        return Self.value("cause", of: $0) == section.name || Self.value("finding", of: $0) == section.name
      }.flatMap {
        Self.value("health", of: $0)
      }
      let line = try entry.readme().split(separator: "\n").first.map(String.init) ?? ""
      let breaks = line.split(separator: " Repaired by ", maxSplits: 1).first.map(String.init) ?? line
      return Row(name: entry.name, breaks: breaks, section: section, health: health)
    }
  }

  /// The cause that a folder's name says, else the rule of lint.
  private static func section(of entry: Catalogue.Entry, in results: [ExpectationResult]) -> Section? {
    func says(_ name: String) -> Bool { entry.name == name || entry.name.hasPrefix(name + "-") }
    let outcomes = results.flatMap { [value("cause", of: $0), value("finding", of: $0)] }.compactMap { $0 }
      .compactMap(Outcome.init(rawValue:))
    if let outcome = outcomes.first(where: { says($0.rawValue) }) { return .cause(outcome) }
    return LintRuleID.allCases.first { says($0.rawValue) }.map { .lint($0) }
  }

  private static func value(_ field: String, of result: ExpectationResult) -> String? {
    result.comparisons.first { $0.field == field }?.expected
  }

  /// The page.
  var markdown: String {
    var out = """
      # The catalogue of scenarios

      One folder per way in which a gateway's backends fail, or in which it cannot be told. In each, `broken.scenario.json` shows \
      the failure, `repaired.scenario.json` the same network with just what repairs it, and `README.md` says both in one line. \
      Causes are those of [outcomes.md](../docs/outcomes.md). What `agwsim lint` finds stands as an expectation in each; a scenario without \
      one has no finding.

      ```sh
      agwsim test scenarios                                            # judge all of them
      agwsim health scenarios/nsg-denied/broken.scenario.json          # what one predicts, and why
      ```

      `base` holds what many scenarios include: a gateway and its backend in one network (`network.json`), what listens there \
      (`servers.json`), a backend in a peered network (`peered.json`), a backend found by name (`named.json`), and a few service tags \
      (`service-tags.json`). [demo](demo/README.md) is the export of the project's first example and expects nothing.

      This page is generated: `AGWSIM_RECORD=1 swift test --disable-xctest --filter CatalogueTests` writes it anew.

      """
    for family in Outcome.Family.allCases {
      out += table(family.title, "cause", rows.filter { $0.section.family == family })
    }
    out += table("What only lint sees", "[rule](../docs/lints.md)", rows.filter { $0.section.family == nil })
    return out
  }

  private func table(_ title: String, _ column: String, _ rows: [Row]) -> String {
    if rows.isEmpty { return "" }
    return "\n## \(title)\n\n| folder | what breaks | \(column) | health |\n|---|---|---|---|\n"
      + rows.map { row in
        "| [\(row.name)](\(row.name)/README.md) | \(row.breaks) | `\(row.section.name)` | \(row.health ?? "–") |\n"
      }.joined()
  }
}

extension Outcome.Family {
  fileprivate var title: String {
    switch self {
    case .name: "Names"
    case .route: "Routes"
    case .filter: "Filters"
    case .port: "Ports"
    case .tls: "TLS"
    case .http: "HTTP"
    case .pool: "Pools"
    case .gateway: "The gateway"
    case .request: "Requests"
    case .undetermined: "Cannot tell"
    }
  }
}
