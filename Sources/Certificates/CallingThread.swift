import Glibc
import Synchronization

/// Runs asynchronous work to its end on the thread that asks for it. The verifier of swift-certificates is asynchronous for the
/// sake of policies that ask a network; the ones used here never wait, and a prediction is one plain computation.
final class CallingThread: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
  }

  func run<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value {
    let result = Result<Value>()
    Task(executorPreference: self) {
      let value = await work()
      result.value.withLock { $0 = value }
    }
    while true {
      if let value = result.value.withLock({ $0 }) { return value }
      guard let job = jobs.withLock({ $0.popLast() }) else {
        sched_yield()
        continue
      }
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }

  private final class Result<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }
}
