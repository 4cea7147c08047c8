/// A command line of `az`, to be printed.
package struct AzLine: Hashable, Sendable {
  /// An option and its values.
  package struct Option: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// Its values.
    package let values: [String]
  }

  /// The words behind `az`.
  package let path: [String]
  /// The options, in order.
  package let options: [Option]

  /// Whether it says in which resource group it works.
  package var namesGroup: Bool { options.contains { $0.name == "-g" } }

  /// Whether it deletes something.
  package var takesAway: Bool { path.last.map { $0 == "delete" || $0.hasPrefix("remove") } ?? false }

  /// Whether another line makes anew what this one deletes.
  package func isMadeAnew(by other: AzLine) -> Bool {
    takesAway && other.path.last == "create" && other.path.dropLast() == path.dropLast()
      && options.allSatisfy { $0.values.isEmpty || other.options.contains($0) }
  }

  /// Whether az would read one of its values from a file, whose name stands behind an `@`.
  var readsFiles: Bool { options.flatMap(\.values).contains(where: Self.isFile) }

  /// Whether az takes a value for the name of a file that holds the value: `@FILE`, also behind the first `=`.
  static func isFile(_ value: String) -> Bool {
    let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.last.map { $0.hasPrefix("@") && $0.count > 1 } ?? false
  }

  /// Its words behind `az` and the command's own, as a shell hands them over.
  var arguments: [ShellScript.Word] {
    options.flatMap { [$0.name] + $0.values }.map { ShellScript.Word(text: $0) }
  }

  /// The line as people paste it into a shell.
  package var text: String {
    (["az"] + path + arguments.map(\.text)).map(\.shellQuoted).joined(separator: " ")
  }
}
