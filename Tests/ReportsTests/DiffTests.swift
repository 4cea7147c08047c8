import Comparison
import JSONText
import Outcomes
import TestSupport
import Testing

@testable import Reports

/// A rule that is gone, a table that both refer to and neither holds, a route into nowhere, and an interface that forwards no more.
private func difference() throws -> ConfigurationDifference {
  var before = Scenario()
  before.backendGroup = [.deny("Deny-4", 200, to: "10.0.2.4", port: "80")]
  before.cards[0].enableIPForwarding = true
  before.networks[0].subnets[0].table = "rt-elsewhere"
  var after = before
  after.backendGroup = []
  after.cards[0].enableIPForwarding = false
  after.backendRoutes = [.route("back", "10.0.1.0/24", "None")]
  return ConfigurationDifference(
    ComparedInputs(
      before: try before.engine().model.resources, after: try after.engine().model.resources))
}

@Test func `a difference is told with what is not compared and what it rests on`() throws {
  let text = DiffText.difference(try difference())
  expectSnapshot(text, "diff.txt")
  #expect(longLines(text).isEmpty)
}

@Test func `a difference as JSON`() throws {
  expectSnapshot(DiffJSON.difference(try difference()).text(pretty: true) + "\n", "diff.json")
}

@Test func `a difference as Markdown`() throws {
  expectSnapshot(DiffMarkdown.difference(try difference()), "diff.md")
}
