import Glibc
import Synchronization

/// Runs scenario files side by side. What comes out depends neither on how many run at once nor on which is done first.
package struct ScenarioBatch: Sendable {
  /// One file judged.
  package struct Run: Sendable {
    /// What came of it.
    package let report: ScenarioReport
    /// Wall-clock seconds that it took.
    package let seconds: Double

    /// A file judged.
    package init(_ report: ScenarioReport, seconds: Double = 0) {
      self.report = report
      self.seconds = seconds
    }
  }

  /// Judges each file.
  private let runner: ScenarioRunner
  /// Keeps what a person asked for.
  private let filter: ScenarioFilter?
  /// How many files are judged at once.
  private let jobs: Int
  /// Whether the first file in order that does not hold is the last one reported.
  private let stopsAtFailure: Bool

  /// A batch.
  package init(runner: ScenarioRunner, filter: ScenarioFilter? = nil, jobs: Int, stopsAtFailure: Bool = false) {
    self.runner = runner
    self.filter = filter
    self.jobs = jobs
    self.stopsAtFailure = stopsAtFailure
  }

  /// Judges files.
  /// - Parameter progress: told how many files are done, one call at a time.
  /// - Returns: runs in the order of the files, without those that the filter leaves out.
  package func run(_ files: [String], progress: @escaping @Sendable (Int) -> Void = { _ in }) -> [Run] {
    let work = Work(batch: self, files: files, progress: progress)
    Threads.run(work, count: min(jobs, files.count))
    return work.finished
  }

  /// The work that the threads share.
  private final class Work: Threads.Job, Sendable {
    private struct State {
      /// The next file to take.
      var next = 0
      /// How many files are done.
      var done = 0
      /// Files from here on need not be judged.
      var end: Int
      var runs: [Run?]
    }

    private let batch: ScenarioBatch
    private let files: [String]
    private let progress: @Sendable (Int) -> Void
    private let state: Mutex<State>

    init(batch: ScenarioBatch, files: [String], progress: @escaping @Sendable (Int) -> Void) {
      self.batch = batch
      self.files = files
      self.progress = progress
      state = Mutex(State(end: files.count, runs: Array(repeating: nil, count: files.count)))
    }

    var finished: [Run] {
      state.withLock { state in state.runs[..<state.end].compactMap { $0 } }
    }

    func work() {
      while let index = take() {
        let start = Self.seconds
        let whole = batch.runner.run(files[index])
        let report = batch.filter.map { $0.narrow(whole) } ?? whole
        let run = report.map { Run($0, seconds: Self.seconds - start) }
        state.withLock { state in
          state.runs[index] = run
          state.done += 1
          // Files are taken in order, so all before this one are or will be judged.
          if batch.stopsAtFailure, let run, run.report.standing != .holds { state.end = min(state.end, index + 1) }
          progress(state.done)
        }
      }
    }

    private func take() -> Int? {
      state.withLock { state in
        guard state.next < state.end else { return nil }
        state.next += 1
        return state.next - 1
      }
    }

    /// Seconds of a clock that is never set back.
    private static var seconds: Double {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
  }
}
