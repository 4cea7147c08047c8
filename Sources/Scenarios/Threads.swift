import Glibc

/// A few threads of the system; the concurrency runtime would cost every run its start.
enum Threads {
  /// What threads do together.
  protocol Job: AnyObject, Sendable {
    /// Does a share of it; called once on each thread.
    func work()
  }

  /// Does a job on `count` threads, this one included, and waits for all; fewer where the system has no more.
  static func run(_ job: some Job, count: Int) {
    let box = Box(job)
    var threads: [pthread_t] = []
    for _ in 1..<max(count, 1) {
      var thread = pthread_t()
      let context = Unmanaged.passRetained(box)
      let status = pthread_create(
        &thread, nil,
        { context in
          Unmanaged<Box>.fromOpaque(context!).takeRetainedValue().job.work()
          return nil
        }, context.toOpaque())
      if status == 0 { threads.append(thread) } else { context.release() }
    }
    job.work()
    for thread in threads { pthread_join(thread, nil) }
  }

  private final class Box: Sendable {
    let job: any Job

    init(_ job: any Job) { self.job = job }
  }
}
