import Foundation
import JSONText
import Scenarios
import Testing

@testable import Explanations
@testable import Reports

/// A scenario of Tests/Fixtures, judged under the name that snapshots show.
private func judged(_ name: String) throws -> ScenarioReport {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/scenarios/\(name)")
  return ScenarioRunner().run(text: Array(try Data(contentsOf: file)), named: "scenarios/\(name)")
}

/// Passing, failing, undetermined, without expectations, and with bad input.
private func run() throws -> [ScenarioReport] {
  let bad = """
    {
      "expect": [
        { "member": "pool-api/10.0.2.4", "helth": "Healthy" }
      ]
    }
    """
  return try ["failing/scenario.json", "passing.scenario.json", "silent.scenario.json", "undetermined.scenario.json"]
    .map(judged) + [ScenarioRunner().run(text: Array(bad.utf8), named: "scenarios/x/../wrong.scenario.json")]
}

/// Names with everything that could break a format.
private let hostile =
  "a<script>alert('x')</script>\n::error::b\r\u{1B}[31m %0A ##vso[task.complete] \"quoted\" # todo \\ ]]> & \u{202E}\u{FFFF} "
  + String(repeating: "long ", count: 60)

private func hostileRun() -> [ScenarioReport] {
  let value = JSONValue.string(hostile).text(pretty: false)
  let good = """
    { "virtualNetworks": [ { "name": "vnet", "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
        "subnets": [ { "name": \(value), "addressPrefix": "10.0.1.0/24" } ] } ],
      "expect": [ { "nextHop": { "from": "10.0.1.4", "to": "10.0.1.5" }, "type": "Internet" },
        { "flow": { "from": "10.0.1.4", "to": "10.0.1.5:80" }, "by": \(value) } ] }
    """
  let bad = """
    { "expect": [ { "member": \(value), "health": "Healthy" } ] }
    """
  return [good, bad].map { ScenarioRunner().run(text: Array($0.utf8), named: "scenarios/\(hostile).scenario.json") }
}

@Suite struct TestReportTests {
  @Test func `as text, failures stand side by side with the predictions`() throws {
    let text = TestText.report(try run())
    expectSnapshot(text, "test.txt")
    #expect(longLines(text).isEmpty)
  }

  @Test func `colour comes only when asked for and only repeats the words`() throws {
    let plain = TestText.report(try run())
    let colored = TestText.report(try run(), style: TextStyle(color: true))
    #expect(!plain.contains("\u{1B}"))
    #expect(colored.contains("\u{1B}"))
    #expect(colored.replacing(/\u{1B}\[\d+m/, with: "") == plain)
  }

  @Test func `as TAP, every expectation is a point and what does not hold has a YAML block`() throws {
    expectSnapshot(TestTAP.report(try run()), "test.tap")
    #expect(TestTAP.report([]).hasPrefix("TAP version 14\n1..0 # SKIP"))
  }

  @Test func `as JUnit, files are suites and what cannot be told is a failure`() throws {
    expectSnapshot(TestJUnit.report(try run().map { ScenarioBatch.Run($0) }), "test.junit.xml")
    let timed = TestJUnit.report([
      ScenarioBatch.Run(ScenarioReport(file: "a", problems: [], results: []), seconds: 1.0625)
    ])
    #expect(timed.contains("time=\"1.063\"") || timed.contains("time=\"1.062\""))
  }

  @Test func `as SARIF, the rules are the predicted outcomes`() throws {
    expectSnapshot(TestSARIF.report(try run(), version: "0.0.0").text(pretty: true) + "\n", "test.sarif")
  }

  @Test func `as annotations of GitHub and of Azure Pipelines`() throws {
    expectSnapshot(TestGitHub.report(try run()), "test.github.txt")
    expectSnapshot(TestAzureDevOps.report(try run()), "test.azure-devops.txt")
  }

  @Test func `as JSON, everything stands in it`() throws {
    expectSnapshot(TestJSON.report(try run()).text(pretty: true) + "\n", "test.json")
  }

  @Test func `a path is told without detours, and as a URI`() {
    #expect(TestPlace.tidy("./a/../b//c.json") == "b/c.json")
    #expect(TestPlace.tidy("../a/./b") == "../a/b")
    #expect(TestPlace.tidy("/x/../y") == "/y")
    let report = ScenarioRunner().run(text: Array("[".utf8), named: "a b/ü#1%.json")
    let sarif = TestSARIF.report([report], version: "0").text(pretty: false)
    #expect(sarif.contains("\"uri\":\"a%20b/%C3%BC%231%25.json\""))
  }

  @Test func `a hostile name breaks no line and no format`() throws {
    let run = hostileRun()
    #expect(run.map(\.results.count) == [2, 0])
    let texts = [
      TestText.report(run), TestTAP.report(run), TestJUnit.report(run.map { ScenarioBatch.Run($0) }),
      TestGitHub.report(run), TestAzureDevOps.report(run), TestJSON.report(run).text(pretty: true),
      TestSARIF.report(run, version: "0").text(pretty: true),
    ]
    for text in texts.prefix(5) {
      // JUnit's texts and nothing else may hold lines of their own.
      #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
      #expect(!text.contains("\n::error::b"))
    }
    #expect(!texts[2].contains("<script>"))
    let commands = texts[3].split(separator: "\n").dropLast()
    #expect(commands.count == 3)
    for command in commands {
      let properties = command.dropFirst(2).prefix { $0 != ":" }
      #expect(command.hasPrefix("::"))
      #expect(properties.split(separator: ",").allSatisfy { $0.contains("=") })
    }
    for command in texts[4].split(separator: "\n").dropLast() {
      #expect(command.hasPrefix("##vso[task.logissue "))
      let properties = command.dropFirst("##vso[task.logissue ".count).prefix { $0 != "]" }
      #expect(properties.split(separator: ";").map { $0.prefix { $0 != "=" } }.first == "type")
      #expect(properties.split(separator: ";").allSatisfy { $0.contains("=") })
    }
    for point in texts[1].split(separator: "\n") where point.contains("ok ") && !point.hasPrefix(" ") {
      #expect(!point.replacing("\\#", with: "").contains("#"), "a directive is made of a name")
    }
  }
}
