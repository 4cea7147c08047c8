import Foundation
import JSONText
import Lint
import Loading
import NetworkModel
import Outcomes
import Reachability
import Resources
import Scenarios
import Testing

@Suite struct CatalogueTests {
  /// The reports of both variants, judged once for all tests.
  private static let reports = Dictionary(uniqueKeysWithValues: Catalogue.files.map { ($0, ScenarioRunner().run($0)) })

  private func report(_ file: String) throws -> ScenarioReport { try #require(Self.reports[file]) }

  /// The outcomes that a scenario expects, as the cause of something or as a finding beside it, and the rules of lint that flag it.
  private func expectedOutcomes(in file: String) throws -> Set<String> {
    let comparisons = try report(file).results.flatMap(\.comparisons)
    let rules = comparisons.filter { $0.field == "lint" }.flatMap { $0.expected.split(separator: ", ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    return Set(comparisons.filter { ["cause", "finding"].contains($0.field) }.map(\.expected)).union(rules)
  }

  @Test(arguments: Catalogue.files.map(Catalogue.short))
  func `every expectation of the catalogue holds`(_ file: String) throws {
    let report = try report(Catalogue.root.appending(path: file).path)
    for problem in report.problems {
      Issue.record("\(file):\(problem.origin?.position?.line ?? 0): \(problem.kind)")
    }
    guard report.problems.isEmpty else { return }
    #expect(!report.results.isEmpty, "\(file) expects nothing")
    for result in report.results where result.standing != .holds {
      for comparison in result.comparisons where comparison.standing != .holds {
        Issue.record(
          """
          \(file):\(comparison.origin.position?.line ?? 0): \(result.title): \(comparison.field) is expected to be \
          \(comparison.expected) and predicted to be \(comparison.predicted ?? "open")
          """)
      }
    }
  }

  @Test(arguments: Catalogue.entries.map(\.name))
  func `every folder has both variants and one line that says what breaks and what repairs`(_ name: String) throws {
    let entry = Catalogue.Entry(name: name)
    for file in [entry.broken, entry.repaired] { #expect(FileManager.default.fileExists(atPath: file)) }
    let lines = try entry.readme().split(separator: "\n")
    #expect(lines.count == 1)
    #expect(lines.first?.contains(" Repaired by ") == true)
  }

  @Test(arguments: Catalogue.entries.map(\.name))
  func `the name of a folder begins with the cause that its broken variant expects`(_ name: String) throws {
    let entry = Catalogue.Entry(name: name)
    let causes = try expectedOutcomes(in: entry.broken)
    #expect(causes.contains { name == $0 || name.hasPrefix($0 + "-") }, "\(causes)")
  }

  @Test(arguments: Catalogue.entries.map(\.name))
  func `what a folder's name says does not occur once it is repaired`(_ name: String) throws {
    let entry = Catalogue.Entry(name: name)
    let broken = try expectedOutcomes(in: entry.broken).filter { name == $0 || name.hasPrefix($0 + "-") }
    #expect(try expectedOutcomes(in: entry.repaired).isDisjoint(with: broken))
  }

  @Test func `every outcome has a scenario`() throws {
    let shown = try Catalogue.entries.reduce(into: Set<String>()) { causes, entry in
      causes.formUnion(try expectedOutcomes(in: entry.broken))
    }
    let lacking = Outcome.allCases.map(\.rawValue).filter { !shown.contains($0) }
    #expect(lacking.isEmpty, "no broken scenario has these as cause")
  }

  @Test(arguments: Catalogue.files.map(Catalogue.short))
  func `what lint finds in a scenario is what the scenario states, and nothing where it states nothing`(
    _ file: String
  ) throws {
    let path = Catalogue.root.appending(path: file).path
    let stated = try report(path).results.flatMap(\.comparisons).filter { $0.field == "lint" }
    // A stated list is judged like every expectation.
    guard stated.isEmpty else { return }
    let inspection = Inspection(Engine(NetworkModel(Loader.load([path]).resources)))
    #expect(Linter().findings(in: inspection).map(\.expectationText) == [])
  }

  @Test(arguments: Catalogue.files.map(Catalogue.short))
  func `an expectation that is flipped fails, or cannot be told, and its line is blamed`(_ file: String) throws {
    let path = Catalogue.root.appending(path: file).path
    for flip in Flip.all(of: try report(path)) {
      let flipped = ScenarioRunner().run(text: flip.text, named: path)
      #expect(flipped.standing == flip.standing, "\(file):\(flip.line): \(flip.title)")
      let failing = flipped.results.filter { $0.standing != .holds }
      #expect(failing.map { $0.blamedOrigin.position?.line } == [flip.line], "\(file):\(flip.line): \(flip.title)")
    }
  }

  @Test func `the catalogue's page lists what its folders say`() throws {
    let page = try CatalogueIndex(Catalogue.entries).markdown
    let file = Catalogue.root.appending(path: "README.md")
    if ProcessInfo.processInfo.environment["AGWSIM_RECORD"] == "1" {
      try page.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(file.lastPathComponent); look at the difference and run again")
      return
    }
    let recorded = try? String(contentsOf: file, encoding: .utf8)
    #expect(page == recorded, "if the new text is right: AGWSIM_RECORD=1 swift test --filter CatalogueTests")
  }
}
