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
  /// The name of a child resource, when its own field holds the whole path of names.
  private let knownName: String?

  init(_ node: JSONNode, in context: ReadingContext, name: String? = nil) {
    self.node = node
    self.context = context
    knownName = name
    if let nested = node["properties"], nested.kind == .object { properties = nested } else { properties = nil }
  }

  var origin: Origin { Origin(text: node.text, path: node.path) }

  /// The field itself, whatever its type; null counts as missing.
  func field(_ key: String) -> JSONNode? { node[key] ?? properties?[key] }

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
    if let knownName, key == "name" { return knownName }
    return field(key).flatMap(text)
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
    return value
  }

  func port(_ key: String) -> UInt16? { integer(key, in: 1...65535).map(UInt16.init) }

  /// A truth value; templates may write it as text.
  func boolean(_ key: String) -> Bool? {
    guard let node = field(key) else { return nil }
    guard node.kind == .string else { return read(node) { n throws(JSONProblem) in try n.boolean() } }
    guard let written = text(node) else { return nil }
    switch written.lowercased() {
    case "true": return true
    case "false": return false
    default:
      report(.illegalValue(field: key, found: written, legal: ["true", "false"]), at: key)
      return nil
    }
  }

  /// A value of a closed list, compared without regard to letter case.
  func enumeration<E: RawRepresentable & CaseIterable>(_ key: String, as type: E.Type) -> E?
  where E.RawValue == String {
    guard let written = string(key) else { return nil }
    if let match = E(rawValue: written) { return match }
    let name = written.lowercased()
    if let match = E.allCases.first(where: { $0.rawValue.lowercased() == name }) { return match }
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
    return read(node) { n throws(JSONProblem) in try n.object() }.map { FieldReader($0, in: context) }
  }

  /// The objects of an array.
  func readers(_ key: String) -> [FieldReader] {
    nodes(key).compactMap { node in
      read(node) { n throws(JSONProblem) in try n.object() }.map { FieldReader($0, in: context) }
    }
  }

  /// The texts of an array.
  func strings(_ key: String) -> [(text: String, origin: Origin)] {
    nodes(key).compactMap { node in text(node).map { ($0, Origin(text: node.text, path: node.path)) } }
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
    guard let node = field(key) else { return nil }
    return reference(node)
  }

  func references(_ key: String) -> [Reference] { nodes(key).compactMap(reference) }

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
    if let written = string("id"), let id = ResourceID(written) { return id }
    return parent.child(segment, string("name") ?? "")
  }

  /// Reports keys that are none of the legal ones; only people's own files are held to that.
  func allowOnly(_ shape: ObjectShape) {
    for (key, value) in node.members where !shape.names.contains(key) {
      context.report(.unknownKey(key, legal: shape.names), at: Origin(text: value.text, path: value.path))
    }
  }
}
