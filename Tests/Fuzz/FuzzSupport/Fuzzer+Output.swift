import JSONText

extension Fuzzer {
  /// A text for a terminal holds nothing that steers one.
  package static func expectHarmless(_ text: String) {
    let hostile = text.unicodeScalars.first { $0.properties.generalCategory == .control && $0 != "\n" }
    expect(hostile == nil, "a control character is printed: \(text.debugDescription)")
  }

  /// A JSON report is JSON.
  package static func expectJSON(_ value: JSONValue) {
    let text = value.text(pretty: true)
    let problems = SourceText(name: "report.json", bytes: Array(text.utf8)).check()
    expect(problems.isEmpty, "the report is no JSON, \(problems): \(text)")
  }
}
