import JSONText
import Outcomes
import PacketSets
import Resources

/// Reads the fields of one object in any of Azure's shapes: flat, or nested in `properties` (azure-json-shapes.md §5.1).
///
/// A field that is missing, null or of the wrong type reads as nil; a wrong type or value is reported, so that all problems of a
/// run appear together.
struct FieldReader {
  let node: JSONNode
  let context: ReadingContext
  private let properties: JSONNode?
  /// Where the fields that are read are noted.
  private let notes: Transcript.Object?
  /// The name of a child resource, when its own field holds the whole path of names.
  private let knownName: String?

  init(_ node: JSONNode, in context: ReadingContext, name: String? = nil) {
    self.node = node
    self.context = context
    knownName = name
    if let nested = node["properties"], nested.kind == .object { properties = nested } else { properties = nil }
    notes = context.transcript?.object(at: Origin(text: node.text, path: node.path))
  }

  var origin: Origin { Origin(text: node.text, path: node.path) }

  /// The field itself, whatever its type; null counts as missing.
  func field(_ key: String) -> JSONNode? { node[key] ?? properties?[key] }

  /// Whether a field is missing, or an empty text, as templates write it.
  func lacks(_ key: String) -> Bool {
    guard let node = field(key) else { return true }
    return node.kind == .string && text(node) == nil
  }

  /// Reports those of some fields that are missing.
  func require(_ keys: String...) {
    for key in keys where lacks(key) { report(.missingField(key)) }
  }

  func origin(_ key: String) -> Origin {
    field(key).map { Origin(text: $0.text, path: $0.path) } ?? origin
  }

  func report(_ kind: InputProblem.Kind, at key: String? = nil) {
    context.report(kind, at: key.map(origin) ?? origin)
  }

  private func read<T>(_ node: JSONNode, _ body: (JSONNode) throws(JSONProblem) -> T) -> T? {
    do {
      return try body(node)
    } catch {
      context.report(error)
      return nil
    }
  }

  /// A text with its template expression evaluated; an empty text counts as missing, as templates write it.
  private func text(_ node: JSONNode) -> String? {
    guard let raw = read(node, { n throws(JSONProblem) in try n.string() }) else { return nil }
    guard let scope = context.template, TemplateScope.isExpression(raw) else {
      return raw.isEmpty ? nil : raw
    }
    if let value = scope.evaluate(raw) { return value.isEmpty ? nil : value }
    if context.unreadExpression == nil {
      context.unreadExpression = (raw, Origin(text: node.text, path: node.path))
    }
    return nil
  }

  func string(_ key: String) -> String? {
    let value = knownName != nil && key == "name" ? knownName : field(key).flatMap(text)
    if let value { notes?.note(key, .json(.string(value))) }
    return value
  }

  /// A text that no answer needs: an expression that is not read counts as missing.
  func stringIfConcrete(_ key: String) -> String? {
    let before = context.unreadExpression
    defer { context.unreadExpression = before }
    return string(key)
  }

  /// Texts that no answer needs: expressions that are not read count as missing.
  func stringsIfConcrete(_ key: String) -> [String] {
    let before = context.unreadExpression
    defer { context.unreadExpression = before }
    return strings(key).map(\.text)
  }

  /// The same object under the innermost part of its name.
  func named(_ name: String) -> FieldReader { FieldReader(node, in: context, name: name) }

  /// A whole number; templates may write it as text.
  func integer(_ key: String, in legal: ClosedRange<Int>) -> Int? {
    guard let node = field(key) else { return nil }
    let value: Int?
    if node.kind == .string {
      guard let written = text(node) else { return nil }
      value = Int(written)
      if value == nil {
        report(.illegalValue(field: key, found: written, legal: ["\(legal.lowerBound)–\(legal.upperBound)"]), at: key)
      }
    } else {
      value = read(node) { n throws(JSONProblem) in try n.integer() }
    }
    guard let value else { return nil }
    guard legal.contains(value) else {
      report(.outOfRange(field: key, found: value, legal: legal), at: key)
      return nil
    }
    notes?.note(key, .json(.integer(value)))
    return value
  }

  func port(_ key: String) -> UInt16? { integer(key, in: 1...65535).map(UInt16.init) }

  /// A truth value; templates may write it as text.
  func boolean(_ key: String) -> Bool? {
    guard let node = field(key) else { return nil }
    let value: Bool?
    if node.kind == .string {
      guard let written = text(node) else { return nil }
      value = ["true": true, "false": false][written.lowercased()]
      if value == nil { report(.illegalValue(field: key, found: written, legal: ["true", "false"]), at: key) }
    } else {
      value = read(node) { n throws(JSONProblem) in try n.boolean() }
    }
    if let value { notes?.note(key, .json(.boolean(value))) }
    return value
  }

  /// A value of a closed list, compared without regard to letter case.
  func enumeration<E: RawRepresentable & CaseIterable>(_ key: String, as type: E.Type) -> E?
  where E.RawValue == String {
    guard let written = string(key) else { return nil }
    if let match = E(rawValue: written) { return match }
    let name = written.lowercased()
    if let match = E.allCases.first(where: { $0.rawValue.lowercased() == name }) {
      notes?.note(key, .json(.string(match.rawValue)))
      return match
    }
    report(.illegalValue(field: key, found: written, legal: E.allCases.map(\.rawValue)), at: key)
    return nil
  }

  /// The elements of an array; missing counts as empty.
  func nodes(_ key: String) -> [JSONNode] {
    guard let node = field(key) else { return [] }
    if context.template != nil, node.kind == .string {
      // An array may be one expression, which is not read.
      _ = text(node).map { _ in context.unreadExpression = context.unreadExpression ?? ("[…]", origin(key)) }
      return []
    }
    return read(node) { n throws(JSONProblem) in try n.array() } ?? []
  }

  /// A nested object.
  func reader(_ key: String) -> FieldReader? {
    guard let node = field(key) else { return nil }
    let reader = read(node) { n throws(JSONProblem) in try n.object() }.map { FieldReader($0, in: context) }
    if let notes = reader?.notes { self.notes?.note(key, .object(notes)) }
    return reader
  }

  /// The objects of an array.
  func readers(_ key: String) -> [FieldReader] {
    let readers = nodes(key).compactMap { node in
      read(node) { n throws(JSONProblem) in try n.object() }.map { FieldReader($0, in: context) }
    }
    note(readers.compactMap { $0.notes.map(Transcript.Value.object) }, at: key)
    return readers
  }

  /// Those objects of an array that are children and no mere references.
  func children(_ key: String, that isWhole: (FieldReader) -> Bool) -> [FieldReader] {
    nodes(key).filter { $0.kind == .object }.map { FieldReader($0, in: context) }.filter(isWhole)
  }

  /// The texts of an array.
  func strings(_ key: String) -> [(text: String, origin: Origin)] {
    let texts = nodes(key).compactMap { node in text(node).map { ($0, Origin(text: node.text, path: node.path)) } }
    note(texts.map { .json(.string($0.0)) }, at: key)
    return texts
  }

  private func note(_ list: [Transcript.Value], at key: String) {
    if !list.isEmpty { notes?.note(key, .list(list)) }
  }

  /// Whether there is a list, which may be empty: that nothing is in it is then known.
  func hasList(_ key: String) -> Bool {
    guard let node = field(key) else { return false }
    if node.elements.isEmpty { notes?.note(key, .list([])) }
    return true
  }

  /// The texts of a plural field, or of the singular one that Azure may write instead (azure-json-shapes.md §5.5).
  func strings(_ plural: String, or singular: String) -> [(text: String, origin: Origin)] {
    let several = strings(plural)
    if !several.isEmpty { return several }
    return string(singular).map { [($0, origin(singular))] } ?? []
  }

  func address(_ key: String) -> IPAddress? {
    guard let written = string(key) else { return nil }
    if let address = IPAddress(written) { return address }
    report(.notA(.address, field: key, found: written), at: key)
    return nil
  }

  func addresses(_ key: String) -> [IPAddress] {
    strings(key).compactMap { written, origin in
      if let address = IPAddress(written) { return address }
      context.report(.notA(.address, field: key, found: written), at: origin)
      return nil
    }
  }

  /// The addresses of what a person describes, `address` or `addresses`; none, with the reason reported, when neither has any.
  func statedAddresses() -> [IPAddress] {
    let stated = addresses("addresses") + [address("address")].compactMap { $0 }
    let hasNoList = field("addresses").map { $0.kind == .array && $0.elements.isEmpty } ?? true
    if stated.isEmpty, hasNoList { require("address") }
    return stated
  }

  func prefix(_ written: String, field: String, at origin: Origin) -> AddressPrefix? {
    guard let prefix = AddressPrefix(written) else {
      context.report(.notA(.prefix, field: field, found: written), at: origin)
      return nil
    }
    if AddressPrefix.hasHostBits(written) {
      context.report(.hostBits(field: field, found: written, meant: prefix), at: origin)
      return nil
    }
    return prefix
  }

  func prefixes(_ plural: String, or singular: String) -> [AddressPrefix] {
    strings(plural, or: singular).compactMap { prefix($0.text, field: singular, at: $0.origin) }
  }

  /// A reference: `{"id": …}` as Azure writes it, or an id or the tail of a path of names as people do.
  func reference(_ key: String) -> Reference? {
    guard let node = field(key), let reference = reference(node) else { return nil }
    notes?.note(key, .reference(reference, isObject: node.kind == .object))
    return reference
  }

  func references(_ key: String) -> [Reference] {
    let found = nodes(key).compactMap { node in reference(node).map { (node, $0) } }
    note(found.map { .reference($1, isObject: $0.kind == .object) }, at: key)
    return found.map(\.1)
  }

  /// Address configurations of network interfaces: `{"id": …}`, or the tails `card/configuration` and, of a scale set's instance,
  /// `set/instance/card/configuration`.
  func ipConfigurations(_ key: String) -> [Reference] { references(key).map(Self.ipConfiguration) }

  /// One of them.
  func ipConfiguration(_ key: String) -> ResourceID? { reference(key).flatMap { Self.ipConfiguration($0).id } }

  private static func ipConfiguration(_ reference: Reference) -> Reference {
    let kinds = [2: ResourceKind.networkInterface, 4: .scaleSetNetworkInterface]
    guard case .tail(let names) = reference.target, let kind = kinds[names.count] else { return reference }
    return Reference(
      .id(ResourceID(type: kind.rawValue + "/ipConfigurations", names: names)), origin: reference.origin)
  }

  /// A part of a gateway: its id, or the tail `gateway/part`.
  func gatewayPart(_ key: String, _ segment: String) -> ResourceID? {
    guard let reference = reference(key) else { return nil }
    guard case .tail(let names) = reference.target else { return reference.id }
    return ResourceID(type: ResourceKind.applicationGateway.rawValue + "/" + segment, names: names)
  }

  /// References written as texts.
  func textReferences(_ key: String) -> [Reference] {
    let found = strings(key).map { Self.reference($0.text, origin: $0.origin) }
    note(found.map { .reference($0, isObject: false) }, at: key)
    return found
  }

  /// The value of a tag that people put on a resource.
  func tag(_ name: String) -> String? {
    guard let tags = field("tags"), let value = tags[name].flatMap({ try? $0.string() }) else { return nil }
    _ = reader("tags")?.string(name)
    return value
  }

  /// Writes a value that what is absent stands for.
  func state(_ key: String, _ value: JSONValue) { notes?.note(key, .json(value)) }

  /// Leaves a field out that turned out to hold nothing of use.
  func forget(_ key: String) { notes?.forget(key) }

  private func reference(_ node: JSONNode) -> Reference? {
    if node.kind == .string {
      return text(node).map { Self.reference($0, origin: Origin(text: node.text, path: node.path)) }
    }
    guard let object = read(node, { n throws(JSONProblem) in try n.object() }) else { return nil }
    guard let id = object["id"] else { return nil }
    return text(id).map { Self.reference($0, origin: Origin(text: id.text, path: id.path)) }
  }

  static func reference(_ text: String, origin: Origin) -> Reference {
    if let id = ResourceID(text) { return Reference(.id(id), origin: origin) }
    return Reference(.tail(text.split(separator: "/").map(String.init)), origin: origin)
  }

  /// The id of a child: its own when it has one, else its parent's with its name.
  func childID(of parent: ResourceID, _ segment: String) -> ResourceID {
    guard let id = ownID else { return parent.child(segment, string("name") ?? "") }
    note(id, named: id.names.count == parent.names.count + 1 && id.parent?.key == parent.key)
    return id
  }

  /// The innermost part of its name: of its id, else of the path of names that `name` holds.
  func innermostName() -> String? {
    guard let id = ownID else {
      guard let name = string("name") else { return nil }
      let innermost = name.split(separator: "/").last.map(String.init) ?? name
      notes?.note("name", .json(.string(innermost)))
      return innermost
    }
    note(id, named: true)
    return id.name
  }

  /// The id that it carries.
  var ownID: ResourceID? { field("id").flatMap(text).flatMap { ResourceID($0) } }

  /// Writes a child by its name where its parent tells the rest of its id.
  private func note(_ id: ResourceID, named: Bool) {
    if named { notes?.note("name", .json(.string(id.name))) } else { notes?.note("id", .json(.string(id.text))) }
  }

  /// Reports keys that are none of the legal ones; only people's own files are held to that. They are kept as they are written.
  func allowOnly(_ shape: ObjectShape) {
    if let notes { for (key, value) in node.members { notes.keep(key, JSONValue(value)) } }
    for (key, value) in node.members where !shape.names.contains(key) {
      context.report(.unknownKey(key, legal: shape.names), at: Origin(text: value.text, path: value.path))
    }
  }
}
