import Outcomes
import Resources

/// The command lines that take changes back, the last change first.
package struct Undo: Sendable {
  /// What no command line takes back.
  package enum Gap: Hashable, Sendable {
    /// A resource stays different: in these properties, or altogether.
    case resource(ResourceDifference)
    /// The former values of these options are not in the input.
    case unread([String], command: String)
    /// The resource group of a resource is not in the input, and az asks for it.
    case group(ResourceID)
  }

  /// One edit, taken back.
  package struct Step: Sendable {
    /// The edit as it was given.
    package let text: String
    /// The command lines, in order.
    package let lines: [AzLine]
    /// What they leave as the edit has made it.
    package let gaps: [Gap]
  }

  /// One step an edit, the last edit first.
  package let steps: [Step]

  /// Whether everything is taken back.
  package var isComplete: Bool { steps.allSatisfy(\.gaps.isEmpty) }

  /// Takes back edits that were made on resources in this order.
  /// - Throws: an edit that cannot be made.
  package init(of edits: [Change.Edit], on resources: Resources) throws(ChangeProblem) {
    var states = [resources]
    for edit in edits { states.append(try edit.applied(to: states.last!)) }
    steps = zip(edits, states.indices).reversed().map { edit, index in
      Step(edit, before: states[index], after: states[index + 1])
    }
  }
}

extension Undo.Step {
  fileprivate init(_ edit: Change.Edit, before: Resources, after: Resources) {
    let script = AzScript(from: after, to: before, group: edit.group)
    text = edit.text
    lines = script.lines
    var gaps = script.gaps.map { Undo.Gap.resource($0) }
    // What the edit has made goes as a whole, whatever else it has set.
    let isNew = edit.verb == "create" && script.lines.contains { $0.path.last == "delete" }
    if !isNew, !edit.unread.isEmpty { gaps.append(.unread(edit.unread, command: edit.command ?? edit.text)) }
    for row in AzCommand.table where row.path.last == "create" && !row.unread.isEmpty {
      if script.lines.contains(where: { $0.path == row.path }) { gaps.append(.unread(row.unread, command: row.name)) }
    }
    if !script.files.isEmpty {
      let reading = script.lines.filter { line in line.options.contains { $0.name == "--cert-file" } }
      gaps += reading.map { .unread(["--cert-file"], command: (["az"] + $0.path).joined(separator: " ")) }
    }
    gaps += script.groupless.map { .group($0) }
    self.gaps = gaps
  }
}
