import ArgumentParser
import BackendHealth
import Loading
import NetworkModel
import Reachability
import Reports

/// `agwsim import INPUT…`
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract:
      "Make one tidy scenario of an export: what is modelled, under short names, with remarks on what is missing.",
    usage: "agwsim import INPUT… [OPTIONS]",
    discussion: """
      The scenario goes to standard output; it predicts what the inputs predict. Keys and passwords are never in it.

      Example:
        agwsim import scenarios/demo
      """)

  @Argument(help: "Files or folders.")
  var inputs: [String] = []

  @Option(
    name: [.customShort("s"), .customLong("input")], parsing: .singleValue,
    help: ArgumentHelp("An input, read after those given as arguments; may be repeated.", valueName: "input"))
  var more: [String] = []

  @Flag(name: .shortAndLong, help: "Print every note about the inputs, not only the first.")
  var verbose = false

  func run() throws {
    let (loaded, scenario) = try Situation.read(inputs + more, verbose: verbose) { paths in
      let (loaded, scenario) = Loader.rewrite(paths)
      return (loaded, scenario)
    }
    let engine = Engine(NetworkModel(loaded.resources))
    let predictor = HealthPredictor(engine)
    let predictions = loaded.resources.applicationGateways.values.map { predictor.predict($0) }
    try Output.print(ScenarioText.text(scenario, gaps: ScenarioGaps(predictions, in: engine.model)))
  }
}
