import Foundation
import JSONText
import Scenarios
import TestSupport
import Testing

/// A folder of its own for a test, removed in the end.
private struct Folder: ~Copyable {
  let url = FileManager.default.temporaryDirectory.appending(path: "agwsim-" + UUID().uuidString)

  init(_ files: [String: String]) throws {
    for (name, text) in files {
      let file = url.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String = "") -> String { name.isEmpty ? url.path : url.path + "/" + name }
}

private func expecting(_ health: JSONValue) -> String {
  Promise().text([["member": "pool/10.0.2.4", "health": health]])
}

@Suite struct BatchTests {
  @Test func `folders are searched to their bottom, hidden ones left out, each file once, in order`() throws {
    let folder = try Folder([
      "b/scenario.json": "{}", "a.scenario.json": "{}", "b/c/d.scenario.json": "{}", ".git/scenario.json": "{}",
      "b/.scenario.json": "{}", "b/net.json": "{}",
    ])
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "b/c/round"), withDestinationURL: folder.url)
    let files = try ScenarioSearch.files(in: [folder.path(), folder.path("b")])
    #expect(files == ["a.scenario.json", "b/c/d.scenario.json", "b/scenario.json"].map { folder.path($0) })
    #expect(try ScenarioSearch.files(in: [folder.path("b/net.json")]) == [folder.path("b/net.json")])
  }

  @Test func `a path that leads to no scenario is said to`() throws {
    let folder = try Folder(["net.json": "{}"])
    let path = folder.path()
    #expect(throws: ScenarioSearch.Failure.noScenario(path: path)) { try ScenarioSearch.files(in: [path]) }
    #expect(throws: ScenarioSearch.Failure.unreadable(path: path + "/x", errorNumber: ENOENT)) {
      try ScenarioSearch.files(in: [path + "/x"])
    }
  }

  @Test func `reports come in the order of the files, however many run at once`() throws {
    var files: [String: String] = [:]
    for index in 10..<40 {
      files["\(index).scenario.json"] = index % 3 == 0 ? expecting("Unhealthy") : expecting("Healthy")
    }
    let folder = try Folder(files)
    let paths = try ScenarioSearch.files(in: [folder.path()])
    for jobs in [1, 4, 64] {
      let runs = ScenarioBatch(runner: ScenarioRunner(), jobs: jobs).run(paths)
      #expect(runs.map(\.report.file) == paths)
      #expect(runs.map(\.report.standing) == (10..<40).map { $0 % 3 == 0 ? .fails : .holds })
    }
  }

  @Test func `failing fast ends with the first file that does not hold`() throws {
    var files: [String: String] = [:]
    for index in 10..<40 { files["\(index).scenario.json"] = expecting(index >= 20 ? "Unhealthy" : "Healthy") }
    let folder = try Folder(files)
    let paths = try ScenarioSearch.files(in: [folder.path()])
    for jobs in [1, 4] {
      let runs = ScenarioBatch(runner: ScenarioRunner(), jobs: jobs, stopsAtFailure: true).run(paths)
      #expect(runs.map(\.report.file) == Array(paths[...10]))
    }
  }

  @Test func `a filter keeps whole files by their path and single expectations by what they speak of`() throws {
    let text = Promise().text([
      ["member": "pool/10.0.2.4", "health": "Healthy"],
      ["nextHop": ["from": "snet-agw", "to": "10.0.2.4"], "type": "VirtualNetwork"],
    ])
    let folder = try Folder(["edge.scenario.json": text, "core.scenario.json": text])
    let paths = try ScenarioSearch.files(in: [folder.path()])
    func titles(_ filter: String) -> [[String]] {
      ScenarioBatch(runner: ScenarioRunner(), filter: ScenarioFilter(filter), jobs: 1).run(paths)
        .map { $0.report.results.map(\.title) }
    }
    #expect(titles("EDGE").map(\.count) == [2])
    #expect(titles("Next Hop") == Array(repeating: ["next hop from snet-agw to 10.0.2.4"], count: 2))
    #expect(titles("nothing") == [])
  }
}
