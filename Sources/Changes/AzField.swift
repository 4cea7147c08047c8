import Outcomes
import PacketSets
import Resources

/// Where a command works: the resource that it names, and all others.
struct AzScope: Sendable {
  /// The resource.
  let id: ResourceID
  /// Everything, before the command.
  let resources: Resources

  /// A reference as an option takes it: by name where az looks in the same place, else by full id.
  func text(_ reference: Reference) -> String {
    guard let target = reference.id else { return reference.text }
    if target.names.count > 1, target.root.matches(id.root) { return target.name }
    let isNear =
      target.names.count == 1
      && (target.scope.isEmpty
        || target.resourceGroup.lowercased() == id.resourceGroup.lowercased()
          && target.subscription.lowercased() == id.subscription.lowercased())
    return isNear ? target.name : target.text
  }
}

/// One property of a record and the option that sets it: read and printed from this one place.
struct AzField<Record: Sendable>: Sendable {
  /// A command that alone has the option.
  enum Verb: Sendable {
    case create, update
  }

  /// The option as `create` declares it.
  let option: AzOption
  /// The one command that has it; nil when create and update do.
  var only: Verb?
  /// Takes over what the option says.
  let take: @Sendable (AzArguments, AzScope, inout Record) throws(ChangeProblem) -> Void
  /// What the option has to say; nil where the record has nothing there.
  let say: @Sendable (Record, AzScope) -> [String]?
  /// What it has to say to a create, where that differs.
  var sayToCreate: (@Sendable (Record, AzScope) -> [String]?)?
  /// Whether a create says it even where az would fill in the same, since readers ask for it.
  var isAlwaysSaid = false
  /// What an update takes for nothing; nil where it cannot take anything away.
  var nothing: [String]? = ["null"]

  /// The option's values in a `create`; nil when it may be left out.
  func values(creating record: Record, from blank: Record, in scope: AzScope) -> [String]? {
    let values = (sayToCreate ?? say)(record, scope)
    return option.isRequired || isAlwaysSaid || values != (sayToCreate ?? say)(blank, scope) ? values : nil
  }

  /// The option's values in an `update`; nil when it changes nothing.
  func values(changing old: Record, to new: Record, in scope: AzScope) -> [String]? {
    let values = say(new, scope)
    return values == say(old, scope) ? nil : values ?? nothing
  }
}

extension AzField {
  /// The same field, which a create says in any case.
  var alwaysSaid: AzField {
    var field = self
    field.isAlwaysSaid = true
    return field
  }

  /// What is not read from the input, and therefore never printed.
  static func unread(_ option: AzOption, only: Verb) -> AzField {
    AzField(option: option, only: only) { _, _, _ throws(ChangeProblem) in
    } say: { _, _ in
      nil
    }
  }

  /// A text that may be missing.
  static func text(_ option: AzOption, _ path: WritableKeyPath<Record, String?> & Sendable) -> AzField {
    AzField(option: option) { arguments, _, record throws(ChangeProblem) in
      record[keyPath: path] = arguments.text(option.names[0])
    } say: { record, _ in
      record[keyPath: path].map { [$0] }
    }
  }

  /// A text that stands for something when it is missing.
  static func text(
    _ option: AzOption, _ path: WritableKeyPath<Record, String> & Sendable, missing: String
  ) -> AzField {
    AzField(option: option) { arguments, _, record throws(ChangeProblem) in
      record[keyPath: path] = arguments.text(option.names[0]) ?? missing
    } say: { record, _ in
      record[keyPath: path] == missing ? nil : [record[keyPath: path]]
    }
  }

  /// A number.
  static func integer(_ option: AzOption, _ path: WritableKeyPath<Record, Int> & Sendable) -> AzField {
    AzField(option: option) { arguments, _, record throws(ChangeProblem) in
      record[keyPath: path] = arguments.integer(option.names[0]) ?? record[keyPath: path]
    } say: { record, _ in
      [String(record[keyPath: path])]
    }
  }

  /// A number that may be missing.
  static func integer(_ option: AzOption, _ path: WritableKeyPath<Record, Int?> & Sendable) -> AzField {
    AzField(option: option) { arguments, _, record throws(ChangeProblem) in
      record[keyPath: path] = arguments.integer(option.names[0])
    } say: { record, _ in
      record[keyPath: path].map { [String($0)] }
    }
  }

  /// A port.
  static func port(_ option: AzOption, _ path: WritableKeyPath<Record, UInt16> & Sendable) -> AzField {
    AzField(option: option) { arguments, _, record throws(ChangeProblem) in
      record[keyPath: path] = arguments.integer(option.names[0]).map { UInt16($0) } ?? record[keyPath: path]
    } say: { record, _ in
      [String(record[keyPath: path])]
    }
  }

  /// A truth value.
  static func truth(_ option: AzOption, _ path: WritableKeyPath<Record, Bool> & Sendable) -> AzField {
    AzField(option: option) { arguments, _, record throws(ChangeProblem) in
      record[keyPath: path] = arguments.truth(option.names[0]) ?? record[keyPath: path]
    } say: { record, _ in
      [String(record[keyPath: path])]
    }
  }

  /// A value of a closed list.
  static func choice<E: RawRepresentable & CaseIterable & Sendable>(
    _ option: AzOption, _ path: WritableKeyPath<Record, E> & Sendable
  ) -> AzField where E.RawValue == String {
    AzField(option: option) { arguments, _, record throws(ChangeProblem) in
      record[keyPath: path] = arguments.value(option.names[0], as: E.self) ?? record[keyPath: path]
    } say: { record, _ in
      [record[keyPath: path].rawValue]
    }
  }

  /// Texts in order.
  static func texts(_ option: AzOption, _ path: WritableKeyPath<Record, [String]> & Sendable) -> AzField {
    AzField(option: option) { arguments, _, record throws(ChangeProblem) in
      record[keyPath: path] = arguments.list(option.names[0])
    } say: { record, _ in
      record[keyPath: path].isEmpty ? nil : record[keyPath: path]
    }
  }

  /// Prefixes in order.
  static func prefixes(_ option: AzOption, _ path: WritableKeyPath<Record, [AddressPrefix]> & Sendable) -> AzField {
    AzField(option: option) { arguments, _, record throws(ChangeProblem) in
      record[keyPath: path] = try arguments.prefixes(option.names[0])
    } say: { record, _ in
      record[keyPath: path].isEmpty ? nil : record[keyPath: path].map(\.description)
    }
  }

  /// Addresses in order.
  static func addresses(_ option: AzOption, _ path: WritableKeyPath<Record, [IPAddress]> & Sendable) -> AzField {
    AzField(option: option) { arguments, _, record throws(ChangeProblem) in
      record[keyPath: path] = try arguments.addresses(option.names[0])
    } say: { record, _ in
      record[keyPath: path].isEmpty ? nil : record[keyPath: path].map(\.description)
    }
  }

  /// Another resource, by name or full id.
  static func reference(
    _ option: AzOption, _ kind: ResourceKind, _ path: WritableKeyPath<Record, Reference?> & Sendable
  ) -> AzField {
    AzField(option: option) { arguments, scope, record throws(ChangeProblem) in
      record[keyPath: path] = try arguments.reference(option.names[0], kind, in: scope.resources)
    } say: { record, scope in
      record[keyPath: path].map { [scope.text($0)] }
    }
  }
}
