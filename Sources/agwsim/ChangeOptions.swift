import ArgumentParser
import Changes
import Explanations
import Glibc
import Loading
import Resources

/// Changes to try, as people give them.
struct ChangeOptions: ParsableArguments {
  @Option(
    name: .customLong("change"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A change; may be repeated, in order.",
      discussion:
        "An az command line, a file of them, or a file of Azure's JSON that replaces the resources of the same ids.",
      valueName: "change"))
  var changes: [String] = []

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("A value for a variable of the change's script; may be repeated.", valueName: "name=value"))
  var variables: [String] = []

  /// The changes, read.
  /// - Throws: `Failure` for a change that is not understood.
  func read() throws -> [Change] {
    var values: [String: String] = [:]
    for pair in variables {
      guard let equals = pair.firstIndex(of: "=") else {
        throw Failure("--set \(pair.quoted) has no value", hint: "write --set NAME=VALUE", status: .usage)
      }
      values[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
    }
    return try changes.map { try read($0, values) }
  }

  private func read(_ given: String, _ values: [String: String]) throws -> Change {
    do {
      guard access(given, F_OK) == 0 else {
        // One word that is no file is a file's name mistyped.
        if !given.contains(where: \.isWhitespace) { throw Self.unreadable(given) }
        return try Change(script: given, name: "--change", variables: values)
      }
      if given.hasSuffix(".json") || given.hasSuffix(".jsonc") {
        let loaded = Loader.load([given])
        guard loaded.problems.isEmpty else {
          throw Failure(
            loaded.problems.map(\.diagnostic),
            status: loaded.problems.contains(where: \.isUnreadable) ? .unreadableInput : .badInput)
        }
        guard let bytes = Loader.bytes(of: given) else { throw Self.unreadable(given) }
        return Change(document: bytes, name: given)
      }
      guard let text = Loader.text(of: given) else {
        throw Self.unreadable(given)
      }
      return try Change(script: text, name: given, variables: values)
    } catch let failure as Change.Failure {
      throw Failure([failure.diagnostic], status: .badInput)
    }
  }

  private static func unreadable(_ given: String) -> Failure {
    Failure("cannot read \(given.quoted)", hint: "name a file, or write an az command", status: .unreadableInput)
  }
}
