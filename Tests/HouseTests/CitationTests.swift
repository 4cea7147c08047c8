import Testing

@Suite struct CitationTests {
  @Test(arguments: Citation.Page.allCases)
  func `every section that code or a test cites stands in the page`(page: Citation.Page) throws {
    let known = try Self.sections(of: page)
    var count = 0
    for file in Self.sources {
      for citation in Citation.all(in: try Repository.text(file)) where citation.page == page {
        count += 1
        let stands = known.contains(citation.section)
        #expect(stands, "\(file) cites \(page.rawValue).md, which has no section \(citation.section)")
      }
    }
    #expect(count > 5)
  }

  @Test func `a test that is named after a section names one that exists`() throws {
    let known = try Citation.Page.allCases.reduce(into: Set<String>()) { $0.formUnion(try Self.sections(of: $1)) }
    for file in Self.sources {
      for match in try Repository.text(file).matches(of: /func `([^`]*§[^`]*)`/) {
        let unknown = Citation.sections(in: match.1).filter { !known.contains($0) }
        #expect(unknown.isEmpty, "\(file): \(match.1) names \(unknown)")
      }
    }
  }

  @Test(arguments: [
    ("(azure-semantics.md §1.7).", ["1.7"]), ("/// azure-semantics §1.1–1.3 read twice", ["1.1", "1.2", "1.3"]),
    ("(azure-semantics.md §2, corrected by §11 R2–R4\n  /// and R7). See §99.", ["2", "11", "R2", "R3", "R4", "R7"]),
    ("(azure-semantics.md §4.2, §11 R9; design §99)", ["4.2", "11", "99", "R9"]),
    ("azure-semantics.md is a page, §99 is not cited of it", []),
  ]) func `citations are read as people write them`(text: String, sections: [String]) {
    #expect(Citation.all(in: text).map(\.section) == sections)
  }

  @Test func `a page is cited by its own name`() {
    let both = Citation.all(in: "(azure-semantics.md §4.2; azure-json-shapes.md §5.4)")
    #expect(both == [.init(page: .semantics, section: "4.2"), .init(page: .jsonShapes, section: "5.4")])
  }

  private static let sources = Repository.files.filter {
    ($0.hasPrefix("Sources/") || $0.hasPrefix("Tests/")) && $0.hasSuffix(".swift")
      && !$0.hasPrefix("Tests/HouseTests/")
  }

  /// The numbers of a page's headings, and of the rows of its table of corrections.
  private static func sections(of page: Citation.Page) throws -> Set<String> {
    let text = try Repository.text("docs/\(page.rawValue).md")
    let headings = text.matches(of: /\n##+ (\d+(?:\.\d+)?)\.?\s/).map { String($0.1) }
    let rows = text.matches(of: /\n\| (R\d+) \|/).map { String($0.1) }
    return Set(headings + rows)
  }
}
