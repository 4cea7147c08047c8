import Foundation
import Loading
import Testing

/// docs/inputs.md and the format it describes.
@Suite struct InputsPageTests {
  private let page: String

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    page = try String(contentsOf: root.appending(path: "docs/inputs.md"), encoding: .utf8)
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
