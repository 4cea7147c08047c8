import Glibc

/// One run of a process.
struct Child {
  /// Wall-clock seconds from its start to its end.
  let seconds: Double
  /// Seconds of processor time.
  let work: Double
  /// The most memory it held, in MiB.
  let peak: Double

  /// Runs a command to its end, its output thrown away.
  init(_ command: [String]) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for file in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, file, "/dev/null", O_WRONLY, 0)
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let start = Clock.seconds
    guard posix_spawn(&process, command[0], &actions, nil, &arguments, environ) == 0 else {
      fatalError("cannot start \(command[0])")
    }
    var status: Int32 = 0
    var usage = rusage()
    wait4(process, &status, 0, &usage)
    seconds = Clock.seconds - start
    work = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    peak = Double(usage.ru_maxrss) / 1024
    // A verdict of agwsim ends with 0, 1 or 3; anything else has measured a failure.
    guard [0, 1 << 8, 3 << 8].contains(status) else { fatalError("\(command) ended with \(status)") }
  }
}

/// A clock that is never set back.
enum Clock {
  static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Runs commands in turn, round by round, so that a noisy neighbour meets all of them; ratios are taken within a round.
struct Comparison {
  /// How many rounds count; one more goes before them.
  let rounds: Int

  /// Prints a table in which the first command is the yardstick.
  func run(_ title: String, _ commands: [(name: String, command: [String])], input: String? = nil) {
    for command in commands { _ = Child(command.command) }
    let runs = (0..<rounds).map { _ in commands.map { Child($0.command) } }
    let size = input.map { " (\((File.size($0) + 500_000) / 1_000_000) MB)" } ?? ""
    print("\n### \(title)\(size), \(rounds) rounds\n")
    print("| | ms | ratio to the first (min–max) | processor ms | ratio | peak MiB |\n|---|---|---|---|---|---|")
    for (index, command) in commands.enumerated() {
      let ratios = runs.map { $0[index].seconds / $0[0].seconds }.sorted()
      let columns = [
        command.name, runs.map { $0[index].seconds * 1000 }.median.text,
        "\(ratios.median.text) (\(ratios.first!.text)–\(ratios.last!.text))",
        runs.map { $0[index].work * 1000 }.median.text, runs.map { $0[index].work / $0[0].work }.median.text,
        runs.map { $0[index].peak }.median.text,
      ]
      print("| " + columns.joined(separator: " | ") + " |")
    }
    fflush(nil)
  }
}

extension [Double] {
  /// The middle value.
  var median: Double { sorted()[count / 2] }
}

extension Double {
  /// Three digits that matter.
  var text: String {
    let digits = self >= 100 ? 1.0 : self >= 10 ? 10 : 100
    let rounded = (self * digits).rounded() / digits
    return digits == 1 ? "\(Int(rounded))" : "\(rounded)"
  }
}

/// Files that a run makes.
enum File {
  /// Bytes of a file.
  static func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { fatalError("cannot write \(path)") }
    var text = text
    text.withUTF8 { _ = fwrite($0.baseAddress, 1, $0.count, file) }
    fclose(file)
  }
}

/// Numbers that are the same in every run (SplitMix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to but without the limit.
  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}
