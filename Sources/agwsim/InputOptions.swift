import ArgumentParser
import Resources

/// What a question about inputs takes beside its own options.
protocol QuestionOptions: ParsableArguments {
  /// The inputs.
  var situation: SituationOptions { get }
  /// The formats that there are.
  associatedtype Format
  /// The format of the result.
  var format: Format { get }
}

/// What every question about inputs takes beside its own options.
struct InputOptions: QuestionOptions {
  @OptionGroup var situation: SituationOptions

  @Option(help: "The format of the result.")
  var format = OutputFormat.text
}

/// The same for a question whose answer can be drawn.
struct DrawnInputOptions: QuestionOptions {
  /// How a result is printed or drawn.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, mermaid, dot, svg
  }

  @OptionGroup var situation: SituationOptions

  @Option(help: "The format of the result.")
  var format = Format.text
}

/// Which inputs there are and how they are taken.
struct SituationOptions: ParsableArguments {
  @Option(
    name: [.customShort("s"), .customLong("input")], parsing: .singleValue,
    help: ArgumentHelp(
      "An input, read after those given as arguments; may be repeated.",
      discussion: "A file or folder of Azure's JSON or of scenarios; without any input, ./scenario.json.",
      valueName: "input"))
  var more: [String] = []

  @Option(help: "What to take for granted of servers that no input describes.")
  var assume: Assume.UndeclaredServers?

  @Option(help: ArgumentHelp("The moment to judge at, such as 2026-11-01T00:00:00Z.", valueName: "moment"))
  var clock: Moment?

  @Option(
    help: ArgumentHelp(
      "The roots of well-known certificate authorities, a PEM file.",
      discussion: "\"system\" stands for /etc/ssl/certs/ca-certificates.crt.", valueName: "file"))
  var roots: String?

  @Flag(name: .shortAndLong, help: "Print every note about the inputs, not only the first.")
  var verbose = false
}

/// How a result is printed.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}

extension Assume.UndeclaredServers: ExpressibleByArgument {}
