import Changes
import Comparison
import Explanations
import Glibc
import Loading
import NetworkModel
import Reachability
import Resources

/// The networks that a question is asked about: everything that the inputs hold.
struct Situation {
  /// How many notes about the inputs are printed unless all are asked for.
  private static let shownNotes = 5

  /// The engine on the model of the inputs.
  let engine: Engine

  /// The model of the inputs.
  var model: NetworkModel { engine.model }
  /// The records of the inputs.
  var resources: Resources { engine.model.resources }

  /// Reads the inputs and prints the notes about them.
  /// - Throws: `Failure` with every problem of the inputs; nothing is evaluated then.
  init(inputs: [String], options: SituationOptions) throws {
    let (loaded, _) = try Self.read(inputs + options.more, verbose: options.verbose) { (Loader.load($0), ()) }
    var resources = loaded.resources
    if let assume = options.assume { resources.assume = Assume(undeclaredServers: assume) }
    resources.clock = options.clock?.text ?? resources.clock ?? Moment.now.text
    if let file = options.roots { resources.wellKnownRoots = try Self.roots(file) }
    engine = Engine(NetworkModel(resources))
  }

  /// Reads inputs, with whatever the reading yields besides, and prints the notes about them.
  /// - Throws: `Failure` with every problem of the inputs.
  static func read<Other>(
    _ inputs: [String], verbose: Bool, by load: ([String]) -> (Loaded, Other)
  ) throws -> (Loaded, Other) {
    let (loaded, other) = load(try paths(inputs))
    print(loaded.notes, all: verbose)
    guard loaded.problems.isEmpty else {
      throw Failure(
        loaded.problems.map(\.diagnostic),
        status: loaded.problems.contains(where: \.isUnreadable) ? .unreadableInput : .badInput)
    }
    return (loaded, other)
  }

  private static func roots(_ file: String) throws -> WellKnownRoots {
    do {
      return try WellKnownRoots.read(file: file)
    } catch {
      throw Failure([error.diagnostic], status: error.isUnreadable ? .unreadableInput : .badInput)
    }
  }

  private init(_ engine: Engine) { self.engine = engine }

  /// The situation after changes.
  /// - Throws: `Failure` for a change that does not fit, or that Azure would refuse.
  func after(_ changes: [Change]) throws -> Situation {
    if changes.isEmpty { return self }
    let whatIf = WhatIf(changes, on: resources)
    guard let failure = whatIf.failure else { return Situation(whatIf.end.engine) }
    throw Failure([failure.diagnostic], status: failure.problem.isRefusal ? .bad : .badInput)
  }

  private static func paths(_ given: [String]) throws -> [String] {
    if !given.isEmpty { return given }
    let byDefault = "scenario.json"
    guard access(byDefault, F_OK) == 0 else {
      throw Failure(
        "no input is given, and this folder has no scenario.json",
        hint: "name files or folders with Azure's JSON; agwsim collect prints a script that exports them",
        status: .unreadableInput)
    }
    return [byDefault]
  }

  private static func print(_ notes: [LoadNote], all: Bool) {
    let shown = all ? notes : Array(notes.filter(\.mayMatter).prefix(shownNotes))
    for note in shown { Output.note(note.diagnostic.text) }
    let hidden = notes.count - shown.count
    if hidden > 0, shown.count == shownNotes { Output.note("note: --verbose prints \(hidden) more") }
  }
}

extension LoadNote {
  /// Whether it says more than that a file beside the JSON, such as a README, holds none.
  fileprivate var mayMatter: Bool {
    guard case .notRecognised(let file) = self else { return true }
    return file.lowercased().hasSuffix(".json")
  }
}
