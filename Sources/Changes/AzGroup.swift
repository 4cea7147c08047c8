import Outcomes
import Resources

/// A command group of az, such as `network nsg rule`: the commands that create, update and delete one type of resource. Its
/// options are declared once, as fields; reading and printing both use the declaration.
struct AzGroup<Record: Sendable>: Sendable {
  /// An option that names a part of the path to the resource, outermost first.
  struct Level: Sendable {
    /// The option.
    let option: AzOption
    /// What stands in the id in front of the name; empty for the outermost.
    let segment: String
    /// The part in words, for messages.
    let words: String

    init(_ option: AzOption, _ segment: String = "", _ words: String = "") {
      self.option = option
      self.segment = segment
      self.words = words
    }
  }

  /// The words behind `az`, without the verb.
  let path: String
  /// The type of the outermost resource.
  let kind: ResourceKind
  /// The options that name the resource.
  let levels: [Level]
  /// Where the records stand.
  let store: AzStore<Record>
  /// What options set.
  let fields: [AzField<Record>]
  /// Options that set what is not read from the input.
  var unread: [AzOption] = []
  /// What a command of it changes that no prediction looks at, in words; nil when its effect is evaluated.
  var unevaluated: @Sendable (AzArguments) -> String? = { _ in nil }
  /// Whether its commands take `--no-wait`.
  var takesNoWait = true
  /// A new record in the place of the one given, if any, before its options are taken.
  let make: @Sendable (ResourceID, Origin, Record?) -> Record
  /// Fills in what options left out, and checks; the record before is nil for a new one.
  var finish: @Sendable (AzArguments, AzScope, Record?, inout Record) throws(ChangeProblem) -> Void = {
    _, _, _, _ throws(ChangeProblem) in
  }
  /// Refuses the deletion of something in use.
  var release: @Sendable (AzScope, Record) throws(ChangeProblem) -> Void = { _, _ throws(ChangeProblem) in }
  /// What a change of this record does to others, and what Azure refuses of the result.
  var settle:
    @Sendable (AzArguments, AzScope, (old: Record?, new: Record?), inout Resources)
      throws(ChangeProblem) -> Void = { _, _, _, _ throws(ChangeProblem) in }
  /// Whether a record can only be made anew to come to another one.
  var needsRenewal: @Sendable (_ old: Record, _ new: Record) -> Bool = { _, _ in false }
  /// Whether an update without any option leads from one record to another.
  var isTouch: @Sendable (_ old: Record, _ new: Record) -> Bool = { _, _ in false }
  /// Whether the place among its neighbours decides something.
  var isOrdered = false
}

extension AzGroup {
  private var keys: [AzOption] { levels.map(\.option) }

  /// `az … create`
  var create: AzCommand {
    let own = fields.filter { $0.only != .update }
    var command = AzCommand(
      path + " create", keys + own.map(\.option) + unread, unevaluated: unevaluated, takesNoWait: takesNoWait
    ) {
      arguments, resources throws(ChangeProblem) in
      let id = try self.newID(arguments, in: resources)
      let old = self.store.find(id, resources)
      let scope = AzScope(id: old?.id ?? id, resources: resources)
      var record = self.make(scope.id, arguments.origin, old?.record)
      for field in own where arguments.has(field.option.names[0]) || !field.option.fallback.isEmpty {
        try field.take(arguments, scope, &record)
      }
      try self.finish(arguments, scope, nil, &record)
      self.store.put(id, record, &resources)
      try self.settle(arguments, scope, (old?.record, record), &resources)
    } requests: { edit in
      self.created(edit)
    }
    command.replaced = { arguments, resources in
      (try? self.newID(arguments, in: resources)).flatMap { self.store.find($0, resources)?.id }
    }
    return command
  }

  /// `az … update`
  var update: AzCommand {
    let own = fields.filter { $0.only != .create }
    return AzCommand(
      path + " update", keys + own.map(\.option.forUpdate) + unread.map(\.forUpdate), unevaluated: unevaluated,
      takesNoWait: takesNoWait
    ) {
      arguments, resources throws(ChangeProblem) in
      let (id, old) = try self.existing(arguments, in: resources)
      let scope = AzScope(id: id, resources: resources)
      var record = old
      for field in own where arguments.has(field.option.names[0]) { try field.take(arguments, scope, &record) }
      try self.finish(arguments, scope, old, &record)
      self.store.put(id, record, &resources)
      try self.settle(arguments, scope, (old, record), &resources)
    } requests: { edit in
      self.changed(edit)
    }
  }

  /// `az … delete`
  var delete: AzCommand { delete() }

  /// `az … delete`, with options of its own.
  func delete(_ options: AzOption...) -> AzCommand {
    AzCommand(path + " delete", keys + options, unevaluated: unevaluated, takesNoWait: takesNoWait) {
      arguments, resources throws(ChangeProblem) in
      let (id, old) = try self.existing(arguments, in: resources)
      let scope = AzScope(id: id, resources: resources)
      try self.release(scope, old)
      self.store.put(id, nil, &resources)
      try self.settle(arguments, scope, (old, nil), &resources)
    } requests: { edit in
      self.deleted(edit, agreeing: options.contains { $0.names[0] == "--yes" })
    }
  }

  /// The resource that the options name.
  func existing(_ arguments: AzArguments, in resources: Resources) throws(ChangeProblem) -> (ResourceID, Record) {
    if levels.count == 1 {
      let id = try arguments.resource(keys[0].names[0], kind, in: resources)
      if let found = store.find(id, resources) { return found }
      throw .name(.unknown(id.name, kind: kind.words, known: []))
    }
    let id = try newID(arguments, in: resources)
    if let found = store.find(id, resources) { return found }
    let siblings = store.all(resources).filter { $0.id.parent == id.parent }
    throw .name(
      .unknown(
        id.name, kind: "\(levels.last!.words) of \(id.parent?.name ?? "")", known: siblings.map(\.id.name)))
  }

  /// The id of what a create makes or replaces.
  func newID(_ arguments: AzArguments, in resources: Resources) throws(ChangeProblem) -> ResourceID {
    if levels.count == 1 { return arguments.newID(kind, keys[0].names[0], in: resources) }
    var id = try arguments.resource(keys[0].names[0], kind, in: resources)
    for level in levels.dropFirst() {
      let child = id.child(level.segment, arguments.text(level.option.names[0]) ?? "")
      if level.option.names[0] != levels.last!.option.names[0] {
        let known = ResourceIndex(resources).all.filter { $0.parent == id && $0.typeKey == child.typeKey }
        guard known.contains(child) else {
          throw .name(.unknown(child.name, kind: "\(level.words) of \(id.name)", known: known.map(\.name)))
        }
      }
      id = child
    }
    return id
  }
}
