import JSONText
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
    let target = before.normalized
    var walk = AzWalk(from: after.normalized, to: target, group: edit.group)
    walk.run()
    text = edit.text
    lines = walk.lines
    var gaps = ResourceTable.differences(walk.current, target).map { Undo.Gap.resource($0) }
    // What the edit has made goes as a whole, whatever else it has set.
    let isNew = edit.verb == "create" && walk.lines.contains { $0.path.last == "delete" }
    if !isNew, !edit.unread.isEmpty { gaps.append(.unread(edit.unread, command: edit.command ?? edit.text)) }
    for row in AzCommand.table where row.path.last == "create" && !row.unread.isEmpty {
      if walk.lines.contains(where: { $0.path == row.path }) { gaps.append(.unread(row.unread, command: row.name)) }
    }
    gaps += walk.groupless.map { .group($0) }
    self.gaps = gaps
  }
}

/// Comes from one state to another by command lines, each tried before it is taken.
private struct AzWalk {
  private(set) var current: Resources
  private let target: Resources
  private let group: String?
  private let namesSubscriptions: Bool
  private(set) var lines: [AzLine] = []
  /// Resources in no resource group.
  private(set) var groupless: [ResourceID] = []

  init(from current: Resources, to target: Resources, group: String?) {
    self.current = current
    self.target = target
    self.group = group
    namesSubscriptions = Set(ResourceIndex(target).all.map { $0.subscription.lowercased() }).count > 1
  }

  /// Walks as far as commands lead: a command that Azure would refuse now may be taken when others have been.
  mutating func run() {
    var edit = remaining()
    var isMoving = true
    // Each line takes a difference away, so that the walk ends; the limit is for lines that undo each other.
    for _ in 0..<16 where isMoving {
      isMoving = false
      for command in AzCommand.table {
        guard let todo = edit else { return }
        if step(command, todo) {
          edit = remaining()
          isMoving = true
        }
      }
    }
  }

  /// What is still to be done; nil when nothing is.
  private func remaining() -> AzEdit? {
    let different = Set(ResourceTable.differences(current, target).map(\.id))
    if different.isEmpty { return nil }
    return AzEdit(
      before: ResourceTable.restrict(current, to: different), after: ResourceTable.restrict(target, to: different),
      group: group, namesSubscriptions: namesSubscriptions)
  }

  /// Takes the lines of one command that can be taken.
  private mutating func step(_ command: AzCommand, _ edit: AzEdit) -> Bool {
    var hasMoved = false
    for (id, line) in command.lines(edit) where !lines.contains(line) {
      guard let next = try? applying(line, of: command) else { continue }
      current = next.normalized
      lines.append(line)
      if !line.namesGroup, !groupless.contains(id) { groupless.append(id) }
      hasMoved = true
    }
    return hasMoved
  }

  private func applying(_ line: AzLine, of command: AzCommand) throws(ChangeProblem) -> Resources {
    let origin = Origin(text: SourceText(name: command.name, bytes: []), path: .root)
    let arguments = try AzArguments(line.arguments[...], of: command, origin: origin, mayReachOut: true)
    var resources = current
    try command.effect(arguments, &resources)
    return resources
  }
}
