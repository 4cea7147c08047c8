import Explanations
import FuzzSupport
import Glibc
import JSONText
import Loading
import Scenarios

/// Any bytes as a scenario file: its expectations judged, and rewritten to what is predicted.
@main struct FuzzScenario {
  /// The file that every input is written to, in the current folder; the runner reads files, as `include` does.
  private static let file = "fuzz.scenario.json"

  static func main() {
    Fuzzer.run { start, count in
      let bytes = Fuzzer.bytes(start, count)
      let text = SourceText(name: FuzzScenario.file, bytes: bytes)
      guard !FuzzScenario.namesFiles(text) else { return -1 }
      FuzzScenario.write(bytes)
      FuzzScenario.judge(text)
      return 0
    }
  }

  /// Whether the scenario wants other files read, which would make a run depend on the machine.
  private static func namesFiles(_ text: SourceText) -> Bool {
    guard text.check().isEmpty, let root = try? text.root else { return false }
    return root["include"] != nil || root["serviceTags"]?.kind == .string
  }

  private static func judge(_ text: SourceText) {
    let report = ScenarioRunner().run(file)
    for problem in report.problems { Fuzzer.expectHarmless(problem.diagnostic.text) }
    for result in report.results {
      _ = (result.title, result.decisive?.line, result.counterexample?.description, result.blamedOrigin.position)
    }
    guard report.problems.isEmpty, let bytes = ScenarioUpdate(text).rewritten(by: report.results) else { return }
    let rewritten = SourceText(name: file, bytes: bytes)
    Fuzzer.expect(
      rewritten.check().isEmpty, "the rewritten scenario is no JSON: \(String(decoding: bytes, as: UTF8.self))")
  }

  private static func write(_ bytes: [UInt8]) {
    guard let stream = fopen(file, "w") else { fatalError("\(file) cannot be written") }
    defer { fclose(stream) }
    Fuzzer.expect(fwrite(bytes, 1, bytes.count, stream) == bytes.count, "\(file) cannot be written")
  }
}
