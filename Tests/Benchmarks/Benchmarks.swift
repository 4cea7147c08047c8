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
    case ("write", 2): Bench.write(to: arguments[1])
    case ("rules", 1): SecurityGroupBenchmark().run()
    case (_, 3):
      let bench = Bench(program: arguments[0], hello: arguments[1], folder: arguments[2])
      // A process that is started inherits the peak of the one that starts it: inputs are made by another one.
      _ = Child([CommandLine.arguments[0], "write", arguments[2]])
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

  /// Makes all inputs in a folder.
  static func write(to folder: String) {
    mkdir(folder + "/scenarios", 0o755)
    for number in 0..<100 { File.write(ScenarioText.text(number), to: "\(folder)/scenarios/s\(number).scenario.json") }
    File.write(GraphDump.text(megabytes: 50), to: folder + "/dump.json")
    File.write(Estate.text(), to: folder + "/estate.json")
  }

  /// How long the program takes to say its version, against a C program that says as much.
  func start() {
    let table = Comparison(rounds: 101)
    table.run(
      "Start", [("C hello", [hello]), ("agwsim --version", [program, "--version"])])
  }

  /// A hundred scenario files of the size that people write.
  func scenarios() {
    let scenarios = folder + "/scenarios"
    Comparison(rounds: 11).run(
      "100 scenario files",
      [("one job", [program, "test", scenarios, "--jobs", "1"]), ("all processors", [program, "test", scenarios])])
  }

  /// A Resource Graph dump, loaded and nothing else, against json-c reading the whole text into one tree.
  func dump() {
    let file = folder + "/dump.json"
    Comparison(rounds: 5).run(
      "Load of a Resource Graph dump",
      [
        ("json-c: parse, walk, free", [itself, "json-c", file]), ("agwsim's Loader", [itself, "load", file]),
        ("agwsim next-hop", [program, "next-hop", file, "--subnet", "vnet-0/snet-0", "--dest-ip", "8.8.8.8"]),
      ], input: file)
  }

  /// A large estate: 20,000 network interfaces, 2,000 security groups, 500 route tables, and a gateway with a pool of 1,200
  /// members under 10 settings.
  func estate() {
    let file = folder + "/estate.json"
    Comparison(rounds: 3).run(
      "Large estate",
      [
        ("json-c: parse, walk, free", [itself, "json-c", file]), ("agwsim's Loader", [itself, "load", file]),
        ("agwsim next-hop", [program, "next-hop", file, "--subnet", "vnet-0/snet-0", "--dest-ip", "8.8.8.8"]),
        ("agwsim health, 12,000 predictions", [program, "health", file]),
      ], input: file)
  }
}
