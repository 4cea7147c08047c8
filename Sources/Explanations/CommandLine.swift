import Changes

/// A command to paste into a shell, its words quoted where a shell needs it.
package struct CommandLine: Hashable, Sendable {
  /// One word of it.
  package enum Word: Hashable, Sendable {
    /// Text, quoted when the shell would read it otherwise.
    case text(String)
    /// Something that the reader fills in, shown as `<resource group>`.
    case blank(String)
    /// A variable of the shell in its place.
    case variable(String)

    var shellText: String {
      switch self {
      case .text(let text): text.shellQuoted
      case .blank(let name): "<\(name.printable)>"
      case .variable(let name): "\"$\(name)\""
      }
    }
  }

  /// The words, in groups that stay on one line: the command's name, then each option with its values.
  package let groups: [[Word]]

  private init(groups: [[Word]]) { self.groups = groups }

  /// A command of a name such as `az network nsg rule list` and its options; an option with an empty name is a bare argument.
  package init(_ name: String, _ options: [(String, [Word])]) {
    groups =
      [name.split(separator: " ").map { .text(String($0)) }]
      + options.map { option, values in (option.isEmpty ? [] : [.text(option)]) + values }
  }

  /// The names of its blanks.
  package var blanks: [String] {
    groups.joined().compactMap { if case .blank(let name) = $0 { name } else { nil } }
  }

  /// The command with variables of the shell for its blanks.
  package var withVariables: CommandLine {
    CommandLine(
      groups: groups.map { group in
        group.map { if case .blank(let name) = $0 { .variable(name.variableName) } else { $0 } }
      })
  }

  /// The command without an option.
  package func without(_ option: String) -> CommandLine {
    CommandLine(groups: groups.filter { $0.first != .text(option) })
  }

  /// The command in one line.
  package var text: String { groups.map(Self.text).joined(separator: " ") }

  /// Words in one line, each quoted where a shell needs it.
  package static func words(_ words: [String]) -> String { words.map(\.shellQuoted).joined(separator: " ") }

  /// The command in lines of at most `width` characters where its words allow it, each but the last ending in a backslash.
  package func lines(width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for group in groups.map(Self.text) {
      // Room for the backslash is kept on every line, so that the last group decides nothing.
      if line.isEmpty {
        line = group
      } else if line.count + 1 + group.count + 2 <= width {
        line += " " + group
      } else {
        lines.append(line + " \\")
        line = "  " + group
      }
    }
    return lines + [line]
  }

  private static func text(_ group: [Word]) -> String { group.map(\.shellText).joined(separator: " ") }
}

extension String {
  /// The variable of a shell that stands for a blank: `RESOURCE_GROUP` for `resource group`.
  package var variableName: String {
    let letters = uppercased().unicodeScalars.map {
      ("A"..."Z").contains($0) || ("0"..."9").contains($0) ? Character($0) : "_"
    }
    return String(letters)
  }
}
