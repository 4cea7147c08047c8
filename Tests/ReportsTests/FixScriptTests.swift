import Comparison
import Foundation
import Loading
import Resources
import Scenarios
import TestSupport
import Testing

@testable import Reports

/// What `agwsim fix --format script` prints for names that nobody should have.
@Suite struct FixScriptTests {
  /// Every plan is for the gateways as wholes.
  private func answer(_ text: String) throws -> FixAnswer {
    let loaded = Loader.load(texts: [("test.scenario.json", Array(text.utf8))])
    try #require(loaded.problems.isEmpty)
    let start = Fix.start(loaded.resources)
    let held = HeldExpectations(in: start)
    let fix = Fix(FixGoal.all(in: start), in: start)
    return FixAnswer(fix, asked: [], kept: held.held(among: fix.kept))
  }

  private var denied: Scenario {
    var scenario = Scenario()
    scenario.gatewayGroup = [.deny("Deny", 200)]
    scenario.backendGroup = [.deny("Deny", 200)]
    return scenario
  }

  @Test(arguments: ["x\\ntouch owned #", "x\\u2028rm $(id) `id`'", "x\\u001b[2J"])
  func `every line is a comment or a command of the plan, whatever the names`(name: String) throws {
    let answer = try answer(denied.text.replacing("agw", with: name))
    try #require(answer.plans.first?.isProved == true)
    let lines = FixScript.fix(answer).split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("# ") && $0.contains("\\u{") })
    for (line, before) in zip(lines.dropFirst(), lines) where !line.hasPrefix("# ") && line != "set -e" {
      #expect(line.hasPrefix("az ") || before.hasSuffix(" \\"), "\(line)")
    }
    #expect(lines.joined().unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x2028 })
  }

  @Test func `bash reads the script, and az gets the names as they are`() throws {
    let answer = try answer(denied.text.replacing("agw", with: "a\\ng'w"))
    try #require(answer.plans.first?.isProved == true)
    let bash = Process()
    bash.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    bash.arguments = ["bash", "-c", "az() { for word; do printf '<%s>' \"$word\"; done; }; " + FixScript.fix(answer)]
    let pipe = Pipe()
    bash.standardOutput = pipe
    try bash.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    bash.waitUntilExit()
    #expect(bash.terminationStatus == 0)
    #expect(output.contains("<nsg-a\ng'w>"))
  }
}
