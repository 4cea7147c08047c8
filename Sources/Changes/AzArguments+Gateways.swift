import Outcomes
import PacketSets
import Resources

extension AzArguments {
  /// Members as `--servers` names them.
  var members: [BackendAddressPool.Member] {
    list("--servers").filter { !$0.isEmpty }.map { written in
      IPAddress(written).map { .address($0, origin: origin) } ?? .fqdn(written, origin: origin)
    }
  }

  /// The part of a gateway that an option names, by name or full id; nil when the option is empty or absent.
  func part(_ option: String, _ kind: String, of known: [ResourceID]) throws(ChangeProblem) -> Reference? {
    guard let written = text(option) else { return nil }
    return try part(named: written, kind, of: known)
  }

  /// A part of a gateway by name or full id.
  func part(named written: String, _ kind: String, of known: [ResourceID]) throws(ChangeProblem) -> Reference {
    let name = ResourceID(written)?.name ?? written
    guard let found = known.first(where: { $0.name.lowercased() == name.lowercased() }) else {
      throw .name(.unknown(written, kind: kind, known: known.map(\.name)))
    }
    return Reference(.id(found), origin: origin)
  }
}

extension AzScope {
  /// The gateway that the resource is a part of.
  var gateway: ApplicationGateway? { resources.applicationGateways[id.root] }
}

extension AzField {
  /// A part of the same gateway, by name or full id.
  static func part<Part>(
    _ option: AzOption, _ kind: String, _ parts: KeyPath<ApplicationGateway, [Part]> & Sendable,
    _ id: KeyPath<Part, ResourceID> & Sendable, only: Verb? = nil,
    _ path: WritableKeyPath<Record, Reference?> & Sendable
  ) -> AzField {
    AzField(option: option, only: only) { arguments, scope, record throws(ChangeProblem) in
      let known = scope.gateway?[keyPath: parts].map { $0[keyPath: id] } ?? []
      record[keyPath: path] = try arguments.part(option.names[0], kind, of: known)
    } say: { record, scope in
      record[keyPath: path].map { [scope.text($0)] }
    }
  }

  /// Parts of the same gateway, by name or full id.
  static func parts<Part>(
    _ option: AzOption, _ kind: String, _ parts: KeyPath<ApplicationGateway, [Part]> & Sendable,
    _ id: KeyPath<Part, ResourceID> & Sendable, _ path: WritableKeyPath<Record, [Reference]> & Sendable
  ) -> AzField {
    AzField(option: option) { arguments, scope, record throws(ChangeProblem) in
      let known = scope.gateway?[keyPath: parts].map { $0[keyPath: id] } ?? []
      var found: [Reference] = []
      for written in arguments.list(option.names[0]) where !written.isEmpty {
        found.append(try arguments.part(named: written, kind, of: known))
      }
      record[keyPath: path] = found
    } say: { record, scope in
      record[keyPath: path].isEmpty ? nil : record[keyPath: path].map(scope.text)
    }
  }

  /// A part of the same gateway whose own properties are not read.
  static func unreadPart(
    _ option: AzOption, _ segment: String, _ path: WritableKeyPath<Record, Reference?> & Sendable
  ) -> AzField {
    AzField(option: option) { arguments, scope, record throws(ChangeProblem) in
      record[keyPath: path] = arguments.text(option.names[0]).map { written in
        Reference(.id(ResourceID(written) ?? scope.id.root.child(segment, written)), origin: arguments.origin)
      }
    } say: { record, scope in
      record[keyPath: path].map { [scope.text($0)] }
    }
  }
}

extension AzGroup {
  /// A group of commands for parts of an application gateway.
  static func gatewayParts(
    _ path: String, _ segment: String, _ words: String,
    _ parts: WritableKeyPath<ApplicationGateway, [Record]> & Sendable, _ id: KeyPath<Record, ResourceID> & Sendable,
    fields: [AzField<Record>], unread: [AzOption] = [],
    unevaluated: @escaping @Sendable (AzArguments) -> String? = { _ in nil },
    make: @escaping @Sendable (ResourceID, Origin) -> Record
  ) -> AzGroup {
    AzGroup(
      path: "network application-gateway " + path, kind: .applicationGateway,
      levels: [.init(.gatewayName), .init(.name, segment, words)],
      store: .children(of: \.applicationGateways, parts, segment) { $0[keyPath: id].name }, fields: fields,
      unread: unread, unevaluated: unevaluated, make: { id, origin, _ in make(id, origin) })
  }

  /// The same group, with what it fills in and checks.
  func finishing(
    _ finish: @escaping @Sendable (AzArguments, AzScope, Record?, inout Record) throws(ChangeProblem) -> Void
  ) -> AzGroup {
    var group = self
    group.finish = finish
    return group
  }

  /// The same group, with what it refuses to delete.
  func releasing(
    _ release: @escaping @Sendable (AzScope, Record) throws(ChangeProblem) -> Void
  ) -> AzGroup {
    var group = self
    group.release = release
    return group
  }
}
