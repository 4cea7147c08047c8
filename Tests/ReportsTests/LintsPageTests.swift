import Foundation
import Testing

@testable import Reports

@Suite struct LintsPageTests {
  @Test func `docs/lints.md is what the rules say of themselves`() {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    expectFile(LintsPage.markdown(), root.appendingPathComponent("docs/lints.md"))
  }
}
