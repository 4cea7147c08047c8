import Foundation
import Testing

@Suite struct HelpTests {
  /// The commands that the program's own help lists.
  private static let commands: [String] = {
    let help = (try? Program.run(["help"]).output) ?? ""
    let list = help.split(separator: "SUBCOMMANDS:\n").last ?? ""
    return list.split(separator: "\n").compactMap { $0.prefixMatch(of: #/  ([a-z-]+) /#).map { String($0.1) } }
  }()

  @Test func `help lists the commands`() {
    #expect(Self.commands.count >= 7)
    #expect(Self.commands.starts(with: ["health", "trace"]))
  }

  @Test(arguments: [nil] + commands.map(Optional.some))
  func `help shows an example, and the example answers`(command: String?) throws {
    let help = try Program.run((command.map { [$0] } ?? []) + ["--help"])
    #expect(help.status == 0)
    let examples = Self.examples(in: help.output)
    #expect(!examples.isEmpty)
    for example in examples {
      if let command { #expect(example.first == command) }
      let run = try Program.run(example)
      #expect([0, 1, 3].contains(run.status), "\(example): \(run.errors)")
    }
  }

  @Test(arguments: commands) func `a command's page shows its whole help, and help says the same in both ways`(
    command: String
  ) throws {
    let help = try Program.run(["help", command]).output
    #expect(try Program.run([command, "--help"]).output == help)
    let page = try String(
      contentsOf: Program.repository.appending(path: "docs/commands/\(command).md"), encoding: .utf8)
    #expect(page.contains("```console\n$ agwsim help \(command)\n\(help)```"))
  }

  @Test func `the list of commands shows the program's whole help`() throws {
    let page = try String(contentsOf: Program.repository.appending(path: "docs/commands/README.md"), encoding: .utf8)
    #expect(page.contains("```console\n$ agwsim help\n\(try Program.run(["help"]).output)```"))
  }

  @Test(arguments: [["helth", "scenarios/demo"], ["help", "helth"], ["helth", "--help"]])
  func `a command typed wrong brings up the nearest one`(arguments: [String]) throws {
    let run = try Program.run(arguments)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors.contains(#"no command is called "helth"; did you mean "health"?"#))
  }

  @Test func `of a word near to no command it says how to list them`() throws {
    let run = try Program.run(["frobnicate"])
    #expect(run.status == 64)
    #expect(run.errors == "error: no command is called \"frobnicate\"\n  agwsim help lists the commands\n")
  }

  /// The words of each command line shown below “Example”, lines that end in a backslash joined.
  private static func examples(in help: String) -> [[String]] {
    let joined = help.replacing(/\\\n\s*/, with: "")
    return joined.matches(of: /(?m)^  agwsim (.+)$/).map { Program.words(String($0.1)) }
  }
}
