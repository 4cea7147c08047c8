import Foundation
import Testing

/// Compares a whole report with the file of that name beside the tests. With AGWSIM_RECORD=1 the file is written and the test
/// fails, so that a new text is never taken over unseen.
func expectSnapshot(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots/\(name)")
  expectFile(text, file, sourceLocation: sourceLocation)
}

/// Compares a text with a file, or records it.
func expectFile(_ text: String, _ file: URL, sourceLocation: SourceLocation = #_sourceLocation) {
  if ProcessInfo.processInfo.environment["AGWSIM_RECORD"] == "1" {
    try? text.write(to: file, atomically: true, encoding: .utf8)
    Issue.record(
      "recorded \(file.lastPathComponent); look at the difference and run again", sourceLocation: sourceLocation)
    return
  }
  let recorded = try? String(contentsOf: file, encoding: .utf8)
  #expect(
    text == recorded,
    "\(file.lastPathComponent) differs; if the new text is right: AGWSIM_RECORD=1 swift test --filter ReportsTests",
    sourceLocation: sourceLocation)
}

/// Lines of more than 80 columns that are no part of a command.
func longLines(_ text: String) -> [String] {
  text.split(separator: "\n").map(String.init).filter { $0.count > 80 }
}
