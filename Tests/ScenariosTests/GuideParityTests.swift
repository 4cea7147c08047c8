import Testing

/// That the scenarios hold is `CatalogueTests`' to say.
@Suite struct GuideParityTests {
  /// How many rows each guide has; a row that gets lost is noticed here.
  private static let sizes = [
    "Guide: step 1a, state": 5,
    "Guide: step 1b, health": 6,
    "Guide: step 2a, setting and probe": 2,
    "Guide: step 2b, the default probe": 4,
    "Guide: step 2c, the custom probe": 4,
    "Guide: step 2c-1, is the way open": 3,
    "Guide: step 2d, TLS": 6,
    "Guide: step 3, rules": 3,
    "Guide: step 4, capacity": 4,
    "Guide: step 5, App Service": 5,
    "Guide: step 6a, are there logs": 2,
    "Guide: step 6b, the access log": 4,
    "Guide: decision map": 12,
    "Guide: resolutions": 25,
    "Short guide: causes": 24,
    "Long guide: table of causes": 6,
    "Long guide: causes outside the table": 16,
    "Long guide: questions": 27,
    "Step-by-step guide": 12,
    "Incidents": 51,
  ]

  @Test func `every table of the guides has all its rows`() throws {
    let rows = try GuideParity.recorded().rows
    #expect(Dictionary(grouping: rows, by: \.table).mapValues(\.count) == Self.sizes)
  }

  @Test func `every row names a scenario or the reason why it has none`() throws {
    for row in try GuideParity.recorded().rows {
      #expect(!row.subject.isEmpty, "\(row)")
      #expect(row.scenarios.isEmpty == (row.reason != nil), "\(row)")
    }
  }

  @Test func `every scenario that a row names is judged with the catalogue`() throws {
    let folders = Set(Catalogue.entries.map(\.name))
    for row in try GuideParity.recorded().rows {
      for scenario in row.scenarios {
        let parts = scenario.split(separator: "/").map(String.init)
        #expect(parts.first.map(folders.contains) == true, "\(row) names \(scenario)")
        #expect(["README.md", "repaired.scenario.json"].contains(parts.last), "\(row) names \(scenario)")
      }
    }
  }

  @Test func `incidents are listed by number, without a gap`() throws {
    let numbers = try GuideParity.recorded().rows.filter { $0.table == "Incidents" }
      .map { Int($0.subject.prefix { $0 != ":" }) }
    #expect(numbers == (1...numbers.count).map { $0 })
  }

  @Test func `a row without scenario and reason, or with both, is noticed`() {
    let page = """
      ## Steps
      | seen | scenarios | reason or remark |
      |---|---|---|
      | blocked | [nsg-denied](../scenarios/nsg-denied/README.md) | a remark |
      | new | | waiting: two minutes |
      | lost | | |
      """
    let rows = GuideParity(page).rows
    #expect(rows.map(\.scenarios.count) == [1, 0, 0])
    #expect(rows.map(\.reason) == [nil, "waiting", nil])
  }
}
