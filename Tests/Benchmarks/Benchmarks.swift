import Glibc

/// Measures the built program beside yardsticks, interleaved in one run, and prints tables (`make bench`).
///
/// `benchmarks PROGRAM HELLO FOLDER` measures; the other forms are what it starts as processes of their own.
@main enum Benchmarks {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch (arguments.first, arguments.count) {
    case ("load", 2): Yardsticks.load(arguments[1])
    case ("json-c", 2): Yardsticks.walkWholeBuffer(arguments[1])
    case (_, 3):
      let bench = Bench(program: arguments[0], hello: arguments[1], folder: arguments[2])
      bench.start()
      bench.scenarios()
      bench.dump()
      bench.estate()
      SecurityGroupBenchmark().run()
    default:
      print("usage: benchmarks PROGRAM HELLO FOLDER")
      exit(64)
    }
  }
}

/// The measurements that start processes.
struct Bench {
  /// The built agwsim.
  let program: String
  /// The built `hello.c`.
  let hello: String
  /// Where generated inputs go.
  let folder: String

  private var itself: String { CommandLine.arguments[0] }

  /// How long the program takes to say its version, against a C program that says as much.
  func start() {
    let table = Comparison(rounds: 101)
    table.run(
      "Start", [("C hello", [hello]), ("agwsim --version", [program, "--version"])], inputBytes: nil)
  }

  /// A hundred scenario files of the size that people write.
  func scenarios() {
    let scenarios = folder + "/scenarios"
    mkdir(scenarios, 0o755)
    for number in 0..<100 { File.write(ScenarioText.text(number), to: "\(scenarios)/s\(number).scenario.json") }
    Comparison(rounds: 11).run(
      "100 scenario files",
      [("one job", [program, "test", scenarios, "--jobs", "1"]), ("all processors", [program, "test", scenarios])],
      inputBytes: nil)
  }

  /// A Resource Graph dump, loaded and nothing else, against json-c reading the whole text into one tree.
  func dump() {
    let file = folder + "/dump.json"
    let text = GraphDump.text(megabytes: 50)
    File.write(text, to: file)
    Comparison(rounds: 5).run(
      "Load of a Resource Graph dump",
      [
        ("json-c: parse, walk, free", [itself, "json-c", file]), ("agwsim's Loader", [itself, "load", file]),
        ("agwsim next-hop", [program, "next-hop", file, "--subnet", "vnet-0/snet-0", "--dest-ip", "8.8.8.8"]),
      ], inputBytes: text.utf8.count)
  }

  /// A large estate: 20,000 network interfaces, 2,000 security groups, 500 route tables, and a gateway with a pool of 1,200
  /// members under 10 settings.
  func estate() {
    let file = folder + "/estate.json"
    let text = Estate.text()
    File.write(text, to: file)
    Comparison(rounds: 3).run(
      "Large estate",
      [
        ("json-c: parse, walk, free", [itself, "json-c", file]), ("agwsim's Loader", [itself, "load", file]),
        ("agwsim next-hop", [program, "next-hop", file, "--subnet", "vnet-0/snet-0", "--dest-ip", "8.8.8.8"]),
        ("agwsim health, 12,000 predictions", [program, "health", file]),
      ], inputBytes: text.utf8.count)
  }
}
