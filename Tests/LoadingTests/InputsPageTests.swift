import Foundation
import Loading
import Resources
import Testing

/// docs/inputs.md and the format it describes.
@Suite struct InputsPageTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/inputs.md")

  private let page: String

  init() throws {
    page = try String(contentsOf: Self.file, encoding: .utf8)
  }

  @Test func `the table of resource types is that of what is collected`() throws {
    let rows = AzureExport.table.map { row in
      let options =
        switch row.scope {
        case .subscription: ""
        case .group: " -g GROUP"
        case .each(let owner): " -g GROUP \(Self.options(of: owner))"
        case .location: " -l LOCATION"
        }
      let needs = row.needs.map { "; with the extension `\($0.name)`" } ?? ""
      return "| \(row.subject) | `az \(row.command)\(options) -o json` | \(row.reads)\(needs) |\n"
    }
    let table = "| what | export it with | what is read of it |\n|---|---|---|\n" + rows.joined()
    let shown = try #require(page.firstMatch(of: /(?s)(<!-- exports:[^\n]*\n)(.*?)<!-- \/exports -->/))
    let isTrue = shown.2 == table
    if !isTrue, ProcessInfo.processInfo.environment["AGWSIM_RECORD"] == "1" {
      let text = page.replacing(shown.0, with: shown.1 + table + "<!-- /exports -->")
      try Data(text.utf8).write(to: Self.file)
    }
    #expect(isTrue, "docs/inputs.md is not what Sources/Loading/AzureExport+Table.swift says: record it anew")
  }

  private static func options(of owner: AzureExport.Owner) -> String {
    let own = "\(owner.listed.option) \(owner.listed.noun.uppercased())"
    return owner.owner.map { options(of: $0) + " " + own } ?? own
  }

  @Test func `every type that is read is collected`() {
    let collected = Set(AzureExport.table.flatMap(\.kinds))
    #expect(ResourceKind.allCases.filter { !collected.contains($0) }.isEmpty)
  }

  @Test func `no two commands write the same file`() {
    #expect(Set(AzureExport.table.map(\.file)).count == AzureExport.table.count)
  }

  @Test func `the example is a scenario without problems`() throws {
    let example = try #require(page.firstMatch(of: /(?s)```jsonc\n(.*?)```/)?.1)
    // The files that it includes exist only on paper.
    let loaded = load(String(example.replacing(/\n *"include".*/, with: "")), name: "page.scenario.json")
    #expect(loaded.problems.isEmpty)
    #expect(loaded.notes.isEmpty)
    #expect(loaded.resources.expectations.count == 2)
  }

  @Test func `every key of the scenario format is on the page`() {
    for key in Self.keys(of: .object(.scenario)) {
      let isDescribed = page.contains("`\(key)`")
      #expect(isDescribed, "docs/inputs.md does not describe \(key)")
    }
  }

  private static func keys(of shape: ValueShape) -> Set<String> {
    switch shape {
    case .object(let object):
      object.keys.reduce(into: Set(object.keys.map(\.name))) { $0.formUnion(keys(of: $1.value)) }
    case .list(let element), .map(let element): keys(of: element)
    case .either(let shapes): shapes.reduce(into: []) { $0.formUnion(keys(of: $1)) }
    case .text, .boolean, .integer, .oneOf, .address, .prefix, .port, .duration, .moment, .reference, .azure,
      .anyObject,
      .anything:
      []
    }
  }
}
