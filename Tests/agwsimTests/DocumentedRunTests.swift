import Foundation
import Testing

/// The runs shown in the documents are what the program prints. Record them anew with
/// `AGWSIM_RECORD=1 swift test --disable-xctest --filter DocumentedRunTests`.
@Suite struct DocumentedRunTests {
  private static let documents: [URL] = {
    let docs = FileManager.default.enumerator(
      at: Program.repository.appending(path: "docs"), includingPropertiesForKeys: nil)
    return [Program.repository.appending(path: "README.md")]
      + (docs?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "md" }.sorted { $0.path < $1.path }
  }()

  @Test(arguments: documents) func `every run shown is what the program prints`(document: URL) throws {
    let written = try String(contentsOf: document, encoding: .utf8)
    let shown = try Self.refreshed(written)
    if ProcessInfo.processInfo.environment["AGWSIM_RECORD"] == "1" {
      try Data(shown.utf8).write(to: document)
    }
    let differing = zip(shown.split(separator: "\n"), written.split(separator: "\n")).first { $0 != $1 }
    let isTrue = shown == written
    #expect(isTrue, "\(document.lastPathComponent): \(differing.map { "prints \($0), shows \($1)" } ?? "other length")")
  }

  /// The pictures that pages show, and the runs that draw them.
  private static let pictures: [String: [String]] = [
    "timeline.svg": [
      "whatif", "scenarios/demo", "--timeline", "--change",
      "az network nsg rule delete -g rg-shop --nsg-name nsg-web -n Allow-AppGw",
    ],
    "trace.svg": ["trace", "pool-api/10.0.2.4", "scenarios/demo"],
    "whatif.svg": [
      "whatif", "scenarios/demo", "--change",
      "az network nsg rule delete -g rg-shop --nsg-name nsg-api -n Deny-All-Inbound",
    ],
  ]

  @Test(arguments: pictures.keys.sorted()) func `every picture shown is what the program draws`(name: String) throws {
    let file = Program.repository.appending(path: "docs/pictures/\(name)")
    let drawn = try Program.run(Self.pictures[name]! + ["--format", "svg"]).output
    if ProcessInfo.processInfo.environment["AGWSIM_RECORD"] == "1" { try Data(drawn.utf8).write(to: file) }
    let isTrue = try String(contentsOf: file, encoding: .utf8) == drawn
    #expect(isTrue, "\(name) is another picture; record it anew and look at it")
  }

  @Test func `a shown run may be cut`() throws {
    let text = "```console\n$ agwsim --version\nold\n…\n```\n"
    #expect(try Self.refreshed(text).hasPrefix("```console\n$ agwsim --version\n0."))
    #expect(try Self.refreshed(text).hasSuffix("\n…\n```\n"))
  }

  @Test func `a shown command may go over several lines`() throws {
    let text = "```console\n$ agwsim \\\n    --version\nold\n```"
    #expect(try Self.refreshed(text).hasPrefix("```console\n$ agwsim \\\n    --version\n0."))
  }

  /// A document with the output of every run in a `console` block as it is now: of a block that ends in `…`, as many lines as
  /// it shows. A command may go over several lines that end in a backslash.
  private static func refreshed(_ text: String) throws -> String {
    var result: [String] = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    while let line = lines.popFirst() {
      result.append(line)
      guard line == "```console", lines.first?.hasPrefix("$ agwsim ") == true else { continue }
      let continued = lines.prefix { $0.hasSuffix("\\") }
      let command = lines.prefix(continued.count + 1)
      result += command
      lines = lines.dropFirst(command.count)
      let block = lines.prefix { $0 != "```" }
      lines = lines.dropFirst(block.count)
      let words = Program.words(command.joined(separator: " ")).filter { $0 != "\\" }
      var output = try Program.run(Array(words.dropFirst(2))).output.split(
        separator: "\n", omittingEmptySubsequences: false
      ).map(
        String.init)
      if output.last == "" { output.removeLast() }
      result += block.last == "…" ? output.prefix(block.count - 1) + ["…"] : output
    }
    return result.joined(separator: "\n")
  }
}
