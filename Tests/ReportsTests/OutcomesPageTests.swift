import Foundation
import Testing

@testable import Reports

@Suite struct OutcomesPageTests {
  @Test func docsOutcomesIsWhatTheProgramSays() {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    expectFile(OutcomesPage.markdown(), root.appendingPathComponent("docs/outcomes.md"))
  }
}
