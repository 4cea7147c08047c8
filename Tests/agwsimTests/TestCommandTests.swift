import Foundation
import Testing

private let fixtures = "Tests/Fixtures/scenarios"

private func fixture(_ name: String) throws -> String {
  try String(contentsOf: Program.repository.appending(path: "\(fixtures)/\(name)"), encoding: .utf8)
}

@Suite struct TestCommandTests {
  @Test(arguments: [
    ("\(fixtures)/passing.scenario.json", 0), ("\(fixtures)/silent.scenario.json", 0), ("\(fixtures)/failing", 1),
    ("\(fixtures)/undetermined.scenario.json", 3), ("\(fixtures)/undetermined.scenario.json --assume listening", 0),
    (fixtures, 1), ("\(fixtures) --filter passing", 0), ("\(fixtures) --filter NEXT", 0),
    ("\(fixtures) --filter absent", 64), ("scenarios/absent", 64), ("Sources", 64), ("\(fixtures) --jobs 0", 64),
    ("\(fixtures) --format pdf", 64),
  ]) func `the exit status tells how the scenarios stand`(arguments: String, status: Int) throws {
    let run = try Program.run(["test"] + arguments.split(separator: " ").map(String.init))
    #expect(Int(run.status) == status, "\(run.output)\(run.errors)")
  }

  @Test func `bad input anywhere is told whole, beside what could be judged`() throws {
    let files = [
      "a.scenario.json": try fixture("passing.scenario.json"), "b.scenario.json": #"{ "severs": [] }"#,
      "c.scenario.json": #"{ "expect": [ { "member": "a/b", "health": "Fine" } ] }"#,
    ]
    let run = try Program.run(["test"], with: files)
    #expect(run.status == 65)
    #expect(run.output.contains("ok    a.scenario.json"))
    #expect(run.output.contains("did you mean \"servers\"?"))
    #expect(run.output.contains("c.scenario.json:1:"))
    let json = try Program.run(["test", "--format", "json"], with: files)
    #expect(json.errors.contains("b.scenario.json:1:13: error: unknown key \"severs\""))
    let missing = try Program.run(["test"], with: ["a.scenario.json": #"{ "include": "absent.json" }"#])
    #expect(missing.status == 66)
  }

  @Test(arguments: ["text", "tap", "sarif", "github", "azure-devops", "json"])
  func `what is printed does not depend on how many run at once`(format: String) throws {
    let outputs = try [1, 2, 8].map { jobs in
      try Program.run(["test", fixtures, "--format", format, "--jobs", "\(jobs)"]).output
    }
    #expect(!outputs[0].isEmpty)
    #expect(Set(outputs).count == 1)
  }

  @Test func `failing fast leaves out what comes after the first failure`() throws {
    let run = try Program.run(["test", fixtures, "--fail-fast"])
    #expect(run.status == 1)
    #expect(run.output.contains("failing/scenario.json"))
    #expect(!run.output.contains("passing"))
  }

  @Test func `only an update rewrites files, and it tells what`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "agwsim-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "scenario.json")
    let mark = Data([0xEF, 0xBB, 0xBF])
    let before = mark + Data(try fixture("failing/scenario.json").utf8)
    try before.write(to: file)
    #expect(try Program.run(["test"], in: folder).status == 1)
    #expect(try Data(contentsOf: file) == before)
    let run = try Program.run(["test", "--update"], in: folder)
    // The promise stays broken.
    #expect(run.status == 1)
    #expect(run.errors.contains(#"scenario.json:69:48: member pool-api/10.0.2.4: health "Healthy" is now "Unhealthy""#))
    #expect(run.errors.contains("scenario.json:76:16: kept"))
    #expect(run.output.contains("3 of 4 expectations"))
    let after = String(decoding: before, as: UTF8.self)
      .replacing("\"health\": \"Healthy\"", with: "\"health\": \"Unhealthy\"")
      .replacing("\"cause\": \"port-closed\"", with: "\"cause\": \"nsg-denied\"")
    #expect(try Data(contentsOf: file) == Data(after.utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["scenario.json"])
  }

  @Test func `a file that is not UTF-8 is not rewritten`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "agwsim-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "scenario.json")
    let before = try #require(fixture("failing/scenario.json").data(using: .utf16))
    try before.write(to: file)
    let run = try Program.run(["test", "--update"], in: folder)
    #expect(run.status == 65)
    #expect(run.errors.contains("save it as UTF-8"))
    #expect(try Data(contentsOf: file) == before)
  }
}
