import Explanations
import Foundation
import JSONText
import Outcomes
import Testing

@testable import Lint

/// A rule and the texts that show it.
struct LintCase: CustomTestStringConvertible, Sendable {
  let id: LintRuleID
  /// What it flags.
  let flagged: MarkedText
  /// What is nearly that, and is not flagged.
  let nearMiss: MarkedText
  /// What is different, in a few words.
  let testDescription: String

  init(_ id: LintRuleID, _ what: String, flagged: MarkedText, nearMiss: MarkedText) {
    self.id = id
    self.flagged = flagged
    self.nearMiss = nearMiss
    testDescription = "\(id.rawValue): \(what)"
  }

  static let all = groupCases + routeCases + networkCases + nameCases + gatewayCases + predictionCases
}

@Suite struct LintRuleTests {
  @Test(arguments: LintCase.all) func `a rule flags what is marked, where it is written`(_ one: LintCase) throws {
    let findings = try one.flagged.findings(of: one.id)
    #expect(findings.compactMap(\.subject.origin?.position).inOrder() == one.flagged.places("/*!*/"))
    let related = Set(findings.flatMap(\.related).compactMap { $0.origin?.position })
    #expect(Array(related).inOrder() == one.flagged.places("/*~*/"))
  }

  @Test(arguments: LintCase.all) func `a rule leaves the near miss alone`(_ one: LintCase) throws {
    #expect(try one.nearMiss.findings(of: one.id).map(\.sentence) == [])
  }

  @Test(arguments: LintRuleID.allCases) func `every rule is shown by a text and a near miss`(_ rule: LintRuleID) {
    #expect(LintCase.all.contains { $0.id == rule })
  }

  @Test(arguments: LintRuleID.allCases) func `a rule says of itself what the page needs`(_ rule: LintRuleID) {
    let about = rule.rule.about
    #expect(about.id == rule)
    #expect(!about.summary.hasSuffix("."))
    for text in [about.flags, about.reason, about.remedy] {
      #expect(text.hasSuffix("."))
      #expect(text.first?.isUppercase == true)
    }
    #expect(about.source.hasPrefix("azure-semantics.md §"))
  }

  @Test func `what is found of every text, and what to do about it, is what was recorded`() throws {
    var text = ""
    for one in LintCase.all {
      text += "# \(one.testDescription)\n"
      for finding in try one.flagged.findings(of: one.id) {
        #expect(finding.rule == one.id)
        text += "\(finding.isOpen ? "??" : finding.severity.rawValue) \(finding.subject): \(finding.sentence)\n"
        text += "-> \(finding.advice)\n"
      }
    }
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/findings.txt")
    if ProcessInfo.processInfo.environment["AGWSIM_RECORD"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(file.lastPathComponent); look at the difference and run again")
      return
    }
    #expect(
      text == (try? String(contentsOf: file, encoding: .utf8)),
      "if the new text is right: AGWSIM_RECORD=1 swift test --filter LintRuleTests")
  }
}
