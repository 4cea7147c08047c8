import Loading
import Outcomes
import Testing

@testable import Explanations

/// Whether no two texts are the same, and none is empty.
private func areDistinct(_ texts: [String]) -> Bool {
  Set(texts).count == texts.count && texts.allSatisfy { !$0.isEmpty }
}

@Test func everyOutcomeHasItsOwnTitleAndCondition() {
  #expect(areDistinct(Outcome.allCases.map(\.title)))
  #expect(areDistinct(Outcome.allCases.map(\.condition)))
  #expect(areDistinct(Outcome.allCases.map(\.remedy)))
}

/// A trace's first lines have 80 columns, nine of them for a label.
@Test func everyTitleAndRemedyFitsBesideItsLabel() {
  for outcome in Outcome.allCases {
    #expect("\(outcome.title) (\(outcome.rawValue))".count <= 71)
    #expect(outcome.remedy.count <= 71, "\(outcome.rawValue)")
  }
}

@Test func everyAssumptionHasItsOwnSentenceAndCode() {
  #expect(areDistinct(Vocabulary.assumptions.map(\.sentence)))
  #expect(areDistinct(Vocabulary.assumptions.map(\.code)))
}

@Test func everyMissingFactSaysWhatIsMissingAndWhatSuppliesIt() {
  #expect(areDistinct(Vocabulary.missingFacts.map(\.sentence)))
  #expect(areDistinct(Vocabulary.missingFacts.map { $0.supply().text }))
}

@Test func everyProblemHasItsOwnText() {
  #expect(areDistinct(Vocabulary.problemKinds.map { InputProblem($0, at: Vocabulary.origin).diagnostic.text }))
  #expect(areDistinct(Vocabulary.jsonKinds.map { $0.words.message }))
  #expect(areDistinct(Vocabulary.nameProblems.map(\.diagnostic.text)))
  #expect(areDistinct(Vocabulary.notes.map(\.diagnostic.text)))
}

@Test func aProblemTakesAtMostThreeLines() {
  for kind in Vocabulary.problemKinds {
    #expect(InputProblem(kind, at: Vocabulary.origin).diagnostic.text.split(separator: "\n").count <= 3)
  }
}

@Test func azureSaysCouldNotConnectOfDroppedPacketsAndCannotTellOfUnknown() {
  #expect(Outcome.nsgDenied.azureMessage()?.number == "M3")
  #expect(Outcome.routeNone.azureMessage()?.number == "M3")
  #expect(Outcome.managementBlocked.azureMessage()?.number == "M17")
  #expect(Outcome.dnsNoRecord.azureMessage()?.number == "M17")
  #expect(Outcome.probeTimeout.azureMessage()?.number == "M1")
  #expect(Outcome.poolEmpty.azureMessage() == nil)
}
