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

  /// Its words behind `az` and the command's own, as a shell hands them over.
  var arguments: [ShellScript.Word] {
    options.flatMap { [$0.name] + $0.values }.map { ShellScript.Word(text: $0) }
  }

  /// The line as people paste it into a shell.
  package var text: String {
    ((["az"] + path).map { ShellScript.Word(text: $0) } + arguments).map(\.shellText).joined(separator: " ")
  }
}
