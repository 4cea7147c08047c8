import JSONText
import Loading
import NetworkModel
import Outcomes
import Resources

/// A change as a person gives it: `az` command lines, a script of them, or JSON that replaces the resources of the same ids.
package struct Change: Sendable {
  /// One part of a change that is made on its own.
  package struct Edit: Sendable {
    /// As written: the command line, or the file.
    package let text: String
    /// Where it is written.
    package let origin: Origin
    /// The line that it begins at; nil for a document.
    package let line: Int?
    /// What it changes that no prediction looks at yet, in words; nil when its effect is evaluated.
    package let unevaluated: String?
    /// The words of its command; nil for a document.
    let command: String?
    /// The resource group that it names.
    let group: String?
    /// Its options that set what is not read from the input.
    let unread: [String]
    fileprivate let replaced: @Sendable (Resources) -> ResourceID?
    fileprivate let apply: @Sendable (inout Resources) throws(ChangeProblem) -> Void

    /// The last word of its command.
    var verb: String? { command?.split(separator: " ").last.map(String.init) }

    /// The resource that a create puts anew although it exists.
    package func replaced(in resources: Resources) -> ResourceID? { replaced(resources) }

    /// The resources after this edit.
    /// - Throws: the edit does not fit the resources, or Azure would refuse it.
    package func applied(to resources: Resources) throws(ChangeProblem) -> Resources {
      var out = resources
      try apply(&out)
      out.isChangedSinceObserved = !out.observedHealth.isEmpty
      return out
    }
  }

  /// A problem and the line of the change's text that it is about.
  package struct Failure: Error, Sendable {
    /// What is wrong.
    package let problem: ChangeProblem
    /// Where.
    package let origin: Origin
    /// The line of the script; nil for a document.
    package let line: Int?

    /// A problem at a place.
    package init(problem: ChangeProblem, origin: Origin, line: Int? = nil) {
      self.problem = problem
      self.origin = origin
      self.line = line
    }
  }

  /// How the change was named: the command line itself or the file.
  package let name: String
  /// Its edits, in order.
  package let edits: [Edit]

  /// Reads command lines.
  /// - Parameters:
  ///   - variables: values for the script's variables.
  ///   - files: what files hold that the commands name, in place of files on the disk.
  /// - Throws: the first command that is not understood.
  package init(
    script: String, name: String, variables: [String: String] = [:], files: [String: [UInt8]] = [:]
  ) throws(Failure) {
    self.name = name
    let source = SourceText(name: name, bytes: Array(script.utf8))
    let origin = Origin(text: source, path: .root)
    var edits: [Edit] = []
    for command in ShellScript(script, variables: variables).commands {
      do {
        if let edit = try Self.edit(command, origin: origin, files: files) { edits.append(edit) }
      } catch {
        throw Failure(problem: error, origin: origin, line: command.line)
      }
    }
    if edits.isEmpty { throw Failure(problem: .empty, origin: origin) }
    self.edits = edits
  }

  /// What a document of Azure JSON replaces: the resources of the same ids; a child that stands on its own joins its parent.
  package init(document: [UInt8], name: String) {
    self.init(name: name, origin: Origin(text: SourceText(name: name, bytes: []), path: .root)) { resources in
      resources = Loader.load(texts: [(name: name, bytes: document)], onto: resources)
    }
  }

  /// What a value of a scenario replaces, as a document of its own would.
  package init(document: JSONSlice) {
    self.init(name: document.text.name, origin: Origin(text: document.text, path: document.path)) { resources in
      resources = Loader.load(document, onto: resources)
    }
  }

  private init(name: String, origin: Origin, replacing: @escaping @Sendable (inout Resources) -> Void) {
    self.name = name
    edits = [
      Edit(
        text: name, origin: origin, line: nil, unevaluated: nil, command: nil, group: nil, unread: [],
        replaced: { _ in nil }
      ) { resources in replacing(&resources) }
    ]
  }

  /// The edit of one command; nil for a command that changes nothing.
  private static func edit(
    _ command: ShellScript.Command, origin: Origin, files: [String: [UInt8]]
  ) throws(ChangeProblem) -> Edit? {
    guard command.words.first?.text.split(separator: "/").last == "az" else {
      // Another program may start az.
      let printers: Set = ["echo", "printf", "read", "[", "[[", "test"]
      guard let first = command.words.first?.text, !printers.contains(first),
        let start = command.words.firstIndex(where: { $0.text == "az" }), start + 1 < command.words.count,
        !isReading(command.words[(start + 1)...])
      else { return nil }
      throw .conditional(first)
    }
    let words = command.words.dropFirst()
    if isReading(words) { return nil }
    let path = path(of: words)
    guard let row = AzCommand.table.first(where: { path.starts(with: $0.path) }) else {
      throw .unknownCommand(
        (["az"] + path).joined(separator: " "), known: AzCommand.table.map { (["az"] + $0.path).joined(separator: " ") }
      )
    }
    if let condition = command.condition { throw .conditional(condition) }
    let arguments = try AzArguments(words.dropFirst(row.path.count), of: row, origin: origin, files: files)
    let text = command.words.map(\.text.shellQuoted).joined(separator: " ")
    let ignored = arguments.unread.joined(separator: ", ")
    return Edit(
      text: text, origin: origin, line: command.line,
      unevaluated: ignored.isEmpty ? row.unevaluated(arguments) : ignored, command: row.name,
      group: arguments.text("--resource-group"),
      unread: arguments.unread, replaced: { row.replaced(arguments, $0) }
    ) {
      resources throws(ChangeProblem) in try row.effect(arguments, &resources)
    }
  }

  private static func path(of words: ArraySlice<ShellScript.Word>) -> [String] {
    words.prefix { !$0.text.hasPrefix("-") && $0.unset.isEmpty }.map(\.text)
  }

  /// Whether a command of az leaves everything as it is.
  private static func isReading(_ words: ArraySlice<ShellScript.Word>) -> Bool {
    let path = path(of: words)
    guard let verb = path.last else { return true }
    let readers: Set = ["show", "list", "version", "wait", "exists", "query", "login", "logout", "configure"]
    return readers.contains(verb) || path.starts(with: ["account"]) || path.starts(with: ["config"])
      || path.starts(with: ["extension"])
      || ["show-", "list-", "get-", "test-", "check-"].contains { verb.hasPrefix($0) }
  }
}
