import Explanations
import Glibc
import Scenarios

/// How far a run of tests has come, on standard error when that is a terminal.
enum TestProgress {
  /// Does the work, showing how much of it is done, and wipes the line off in the end.
  static func show<Result>(of count: Int, _ work: (@escaping @Sendable (Int) -> Void) -> Result) -> Result {
    guard isatty(STDERR_FILENO) == 1 else { return work { _ in } }
    defer { Output.progress("") }
    return work { Output.progress("\($0) of \(count) scenarios") }
  }
}

/// How long the scenarios of a run took.
enum TestTiming {
  /// The sum, and the slowest when there are many.
  static func summary(_ runs: [ScenarioBatch.Run]) -> String {
    let total = runs.reduce(0) { $0 + $1.seconds }
    let slowest = runs.sorted { $0.seconds > $1.seconds }.prefix(3).map {
      "\($0.report.file.printable) \(text($0.seconds))"
    }
    let sum = "\(runs.count) scenario\(runs.count == 1 ? "" : "s") judged in \(text(total)) of work"
    return runs.count > 3 ? "\(sum); slowest: \(slowest.joined(separator: ", "))" : sum
  }

  private static func text(_ seconds: Double) -> String {
    let milliseconds = Int((seconds * 1000).rounded())
    return milliseconds == 0 ? "less than 1 ms" : "\(milliseconds) ms"
  }
}
