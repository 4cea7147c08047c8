import Foundation
import Loading
import Resources
import Testing

/// Files and folders (design §3).
struct FileTests {
  /// A folder of its own for one test, with files by name.
  private func folder(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("agwsim-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try body(folder.path)
  }

  private static func network(_ name: String, _ prefix: String = "10.0.0.0/16") -> String {
    """
    {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/\(name)", "name": "\(name)",
     "addressSpace": {"addressPrefixes": ["\(prefix)"]}}
    """
  }

  private func names(_ loaded: Loaded) -> [String] { loaded.resources.virtualNetworks.keys.map(\.name) }

  @Test func `a file that does not exist cannot be read, and the others are still looked at`() throws {
    try folder(["bad.json": "{"]) { folder in
      let loaded = Loader.load([folder + "/missing.json", folder + "/bad.json"])
      #expect(loaded.problems.map(\.isUnreadable) == [true, false])
      guard case .unreadable(let path, _)? = loaded.problems.first?.kind else { return }
      #expect(path.hasSuffix("/missing.json"))
    }
  }

  @Test func `a folder is read flat, in bytewise order, and other files are noted`() throws {
    let files = [
      "b.json": Self.network("b"), "a.json": Self.network("a"), "B.json": Self.network("upper"),
      "sub/c.json": Self.network("c"), "notes.txt": "hello", ".hidden.json": "{", "export": Self.network("bare"),
    ]
    try folder(files) { folder in
      let loaded = Loader.load([folder])
      #expect(names(loaded) == ["upper", "a", "b", "bare"])
      #expect(loaded.problems.isEmpty)
      #expect(loaded.notes.count == 1)
    }
  }

  @Test func `a folder without anything known is a problem`() throws {
    try folder([:]) { folder in
      guard case .nothingRecognised(let path)? = Loader.load([folder]).problems.first?.kind else {
        Issue.record("no problem")
        return
      }
      #expect(path == folder)
    }
    try folder(["notes.txt": "hello", "x.json": "{}"]) { folder in
      #expect(Loader.load([folder]).problems.count == 1)
    }
  }

  @Test func `a file named twice is read once`() throws {
    try folder(["a.json": Self.network("a")]) { folder in
      let loaded = Loader.load([folder + "/a.json", folder, folder + "/./a.json"])
      #expect(loaded.notes.isEmpty)
      #expect(names(loaded) == ["a"])
    }
  }

  @Test func `includes are relative to their file, and may be patterns`() throws {
    let files = [
      "test/scenario.json": #"{"include": ["../azure/*.json", "own.json"], "servers": []}"#,
      "azure/a.json": Self.network("a"), "azure/b.json": Self.network("b"), "azure/c.txt": "x",
      "test/own.json": Self.network("own"),
    ]
    try folder(files) { folder in
      let loaded = Loader.load([folder + "/test/scenario.json"])
      #expect(loaded.problems.isEmpty)
      #expect(names(loaded) == ["a", "b", "own"])
    }
  }

  @Test func `an included file that does not exist is reported where the include stands`() throws {
    try folder(["scenario.json": #"{"include": ["gone.json", "none-*.json"]}"#]) { folder in
      let problems = Loader.load([folder + "/scenario.json"]).problems
      #expect(problems.map(\.isUnreadable) == [true, true])
      #expect(problems.map { $0.origin?.path.description } == ["$.include[0]", "$.include[1]"])
    }
  }

  @Test func `files that include each other are a circle, reported once with its files`() throws {
    let files = [
      "a.scenario.json": #"{"include": ["b.scenario.json"]}"#, "b.scenario.json": #"{"include": ["a.scenario.json"]}"#,
    ]
    try folder(files) { folder in
      let problems = Loader.load([folder + "/a.scenario.json"]).problems
      #expect(problems.count == 1)
      guard case .includeCycle(let circle)? = problems.first?.kind else {
        Issue.record("no circle")
        return
      }
      #expect(
        circle.map { $0.split(separator: "/").last } == ["a.scenario.json", "b.scenario.json", "a.scenario.json"])
      #expect(problems.first?.origin?.file.hasSuffix("b.scenario.json") == true)
    }
    try folder(["a.scenario.json": #"{"include": ["a.scenario.json"]}"#]) { folder in
      #expect(Loader.load([folder + "/a.scenario.json"]).problems.count == 1)
    }
  }

  @Test func `a file that two scenarios include is read once`() throws {
    let files = [
      "a.scenario.json": #"{"include": ["n.json"]}"#, "b.scenario.json": #"{"include": ["n.json"]}"#,
      "n.json": Self.network("n"),
    ]
    try folder(files) { folder in
      let loaded = Loader.load([folder + "/a.scenario.json", folder + "/b.scenario.json"])
      #expect(loaded.problems.isEmpty)
      #expect(loaded.notes.isEmpty)
    }
  }

  @Test func `service tags may stand in a file that the scenario names`() throws {
    let tags = """
      {"changeNumber": 1, "cloud": "Public", "values": [{"name": "Storage", "id": "Storage",
        "properties": {"addressPrefixes": ["20.0.0.0/16", "2603::/32"]}}]}
      """
    try folder(["scenario.json": #"{"serviceTags": "tags.json"}"#, "tags.json": tags]) { folder in
      let loaded = Loader.load([folder + "/scenario.json"])
      #expect(loaded.problems.isEmpty)
      #expect(loaded.resources.serviceTags["storage"]?.map(\.description) == ["20.0.0.0/16", "2603::/32"])
    }
  }
}
