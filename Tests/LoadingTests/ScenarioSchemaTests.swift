import Foundation
import Loading
import Testing

@Suite struct ScenarioSchemaTests {
  @Test func `docs/schema holds the schema that the reader's own table makes`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("docs/schema/scenario.schema.json")
    let text = ScenarioSchema.json.text(pretty: true) + "\n"
    if ProcessInfo.processInfo.environment["AGWSIM_RECORD"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let isRecorded = try String(contentsOf: file, encoding: .utf8) == text
    #expect(isRecorded, "if the new schema is right: AGWSIM_RECORD=1 swift test --filter ScenarioSchemaTests")
  }
}
