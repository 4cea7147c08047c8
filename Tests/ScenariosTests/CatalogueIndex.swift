import Outcomes
import Scenarios

/// The page that lists the catalogue, made of the folders themselves.
struct CatalogueIndex {
  /// One folder's row.
  private struct Row {
    let name: String
    let breaks: String
    let cause: Outcome
    /// The health that the broken variant expects; nil where it expects something of a flow or an empty pool.
    let health: String?
  }

  private let rows: [Row]

  /// An index of the entries that expect a cause.
  init(_ entries: [Catalogue.Entry]) throws {
    rows = try entries.compactMap { entry in
      let results = ScenarioRunner().run(entry.broken).results
      guard let cause = Self.cause(of: entry, in: results) else { return nil }
      let health = results.first { Self.value("cause", of: $0) == cause.rawValue }.flatMap {
        Self.value("health", of: $0)
      }
      let line = try entry.readme().split(separator: "\n").first.map(String.init) ?? ""
      let breaks = line.split(separator: " Repaired by ", maxSplits: 1).first.map(String.init) ?? line
      return Row(name: entry.name, breaks: breaks, cause: cause, health: health)
    }
  }

  /// The cause that a folder's name says.
  private static func cause(of entry: Catalogue.Entry, in results: [ExpectationResult]) -> Outcome? {
    results.compactMap { value("cause", of: $0).flatMap(Outcome.init(rawValue:)) }.first {
      entry.name == $0.rawValue || entry.name.hasPrefix($0.rawValue + "-")
    }
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
      Causes are those of [outcomes.md](../docs/outcomes.md).

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
      let members = rows.filter { $0.cause.family == family }
      if members.isEmpty { continue }
      out += "\n## \(family.title)\n\n| folder | what breaks | cause | health |\n|---|---|---|---|\n"
      for row in members {
        out +=
          "| [\(row.name)](\(row.name)/README.md) | \(row.breaks) | `\(row.cause.rawValue)` | \(row.health ?? "–") |\n"
      }
    }
    return out
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
    case .undetermined: "Cannot tell"
    }
  }
}
