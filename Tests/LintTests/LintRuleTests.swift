import Explanations
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
    let wanted = one.flagged.places("/*~*/")
    if !wanted.isEmpty { #expect(Array(related).inOrder() == wanted) }
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

  @Test(arguments: LintCase.all) func `a finding has a sentence and an advice of its own`(_ one: LintCase) throws {
    for finding in try one.flagged.findings(of: one.id) {
      #expect(!finding.sentence.isEmpty && !finding.advice.isEmpty)
      #expect(finding.rule == one.id)
    }
  }
}
