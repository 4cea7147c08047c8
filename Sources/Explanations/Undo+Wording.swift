import Changes
import Outcomes

extension Undo {
  /// The command lines that take the changes back, and a comment line for whatever they leave; fit for a file that a shell runs.
  package var text: String {
    steps.flatMap { step in
      step.lines.map(\.commandLine.text) + step.gaps.map { "# not taken back: " + $0.words }
    }.joined(separator: "\n")
  }
}

extension AzLine {
  /// The line, quoted for a shell.
  var commandLine: CommandLine {
    CommandLine((["az"] + path).joined(separator: " "), options.map { ($0.name, $0.values.map { .text($0) }) })
  }

  /// The line, with a blank for the resource group where the input does not hold it and az asks for it.
  package var completed: CommandLine {
    let group: [(String, [CommandLine.Word])] = namesGroup ? [] : [("-g", [.blank("resource group")])]
    return CommandLine(
      (["az"] + path).joined(separator: " "), group + options.map { ($0.name, $0.values.map { .text($0) }) })
  }
}

extension Undo.Gap {
  /// What stays, and why.
  package var words: String {
    switch self {
    case .resource(let difference):
      "no command here restores \(difference.id.path.printable)"
        + (difference.properties.isEmpty
          ? " as a whole" : ": \(difference.properties.map(\.printable).joined(separator: ", "))")
    case .unread(let options, let command):
      "the former values of \(options.joined(separator: ", ")) of \(command.printable) are not read from the input"
    case .group(let id): "add -g to the command for \(id.path.printable): its resource group is not in the input"
    }
  }
}
