import Foundation
import Testing

@Suite struct DocumentTests {
  @Test(arguments: Repository.files.filter { $0.hasSuffix(".md") })
  func `every link to a file of the repository leads somewhere`(document: String) throws {
    let folder = document.split(separator: "/").dropLast().joined(separator: "/")
    for link in Self.links(in: try Repository.text(document)) {
      let target = Repository.root.appending(path: folder).appending(path: link).standardized.path
      #expect(FileManager.default.fileExists(atPath: target), "\(document) links to \(link), which does not exist")
    }
  }

  @Test func `the top level holds what the contract names, and nothing that somebody fetched`() {
    let named: Set = ["CHANGELOG.md", "LICENSE", "Makefile", "Package.resolved", "Package.swift", "README.md"]
    let strange = Repository.files.filter { !$0.contains("/") && !$0.hasPrefix(".") && !named.contains($0) }
    #expect(strange.isEmpty)
  }

  /// Relative targets of a Markdown text's links and pictures, without anchors; code is not looked at.
  private static func links(in text: String) -> [String] {
    let prose = text.replacing(/(?s)```.*?```/, with: "").replacing(/`[^`\n]*`/, with: "`")
    return prose.matches(of: /\]\(([^)\s]+)[^)]*\)/).compactMap { match in
      let target = match.1
      if target.contains("://") || target.hasPrefix("#") || target.hasPrefix("mailto:") { return nil }
      return String(target.prefix { $0 != "#" })
    }
  }

  @Test func `links are told from code, anchors and the web`() {
    let text = """
      See [a](docs/a.md#part) and ![b](b.png "title"), [web](https://example.com/x), [here](#here), `[no](c.md)`.
      ```
      [no](d.md)
      ```
      """
    #expect(Self.links(in: text) == ["docs/a.md", "b.png"])
  }
}
