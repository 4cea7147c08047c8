import JSONText
import OrderedCollections
import Outcomes
import Resources

/// Writes what a transcript holds, with short names for what other resources are called.
struct TranscriptWriter {
  private let transcript: Transcript
  private let index: ResourceIndex
  /// How many resources of the input have a type and a path of names.
  private let counts: [String: Int]

  init(_ transcript: Transcript, _ index: ResourceIndex) {
    self.transcript = transcript
    self.index = index
    counts = index.all.reduce(into: [:]) { $0[$1.key, default: 0] += 1 }
  }

  /// The resources of a collection.
  func resources(_ entries: [ScenarioWriter.Entry], of kind: ResourceKind) -> [JSONValue] {
    let places = entries.reduce(into: [String: Int]()) { $0[Self.place($1.id), default: 0] += 1 }
    return entries.map { entry in
      let id = entry.id
      // A name and a group are enough where nothing else has both, in another subscription.
      let isPlain = id.names.count == 1 && id.typeKey == kind.rawValue.lowercased() && places[Self.place(id)] == 1
      let name: [JSONValue.Member] =
        isPlain
        ? [.init("name", .string(id.name))]
          + (id.resourceGroup.isEmpty ? [] : [.init("resourceGroup", .string(id.resourceGroup))])
        : [.init("id", .string(id.text))]
      return .object(name + members(of: entry))
    }
  }

  private static func place(_ id: ResourceID) -> String { id.key + "|" + id.resourceGroup.lowercased() }

  private func members(of entry: ScenarioWriter.Entry) -> [JSONValue.Member] {
    var members = entry.isPlaceholder ? [] : fields(at: entry.origin, in: entry.id)
    for part in entry.parts where !part.children.isEmpty {
      let children = part.children.map { child in
        JSONValue.object([.init("name", .string(child.name))] + fields(at: child.origin, in: entry.id))
      }
      members.removeAll { $0.key == part.key }
      members.append(.init(part.key, .array(children)))
    }
    return members
  }

  /// The object at a place as it was read, its name included.
  func object(at origin: Origin) -> JSONValue {
    .object(fields(transcript.object(at: origin), in: nil, leavingOut: []))
  }

  /// What was read of the object at a place, without what names it.
  func fields(at origin: Origin, in root: ResourceID) -> [JSONValue.Member] {
    fields(transcript.object(at: origin), in: root, leavingOut: ["id", "name", "resourceGroup"])
  }

  private func fields(
    _ object: Transcript.Object, in root: ResourceID?, leavingOut: Set<String>
  ) -> [JSONValue.Member] {
    let members = object.fields.compactMap { key, value -> JSONValue.Member? in
      leavingOut.contains(key) ? nil : json(value, in: root).map { .init(key, $0) }
    }
    return members.filter { $0.key == "name" } + members.filter { $0.key != "name" }
  }

  /// A value; nil for an object of Azure's of which nothing was read.
  private func json(_ value: Transcript.Value, in root: ResourceID?) -> JSONValue? {
    switch value {
    case .json(let json): return json
    case .reference(let reference, let isObject):
      let text = JSONValue.string(text(of: reference, in: root))
      return isObject ? ["id": text] : text
    case .object(let object):
      let members = fields(object, in: root, leavingOut: [])
      return members.isEmpty && root != nil ? nil : .object(members)
    case .list(let values):
      let elements = values.compactMap { json($0, in: root) }
      return elements.isEmpty && !values.isEmpty && root != nil ? nil : .array(elements)
    }
  }

  /// A reference as short as it can be, inside the resource that makes it.
  func text(of reference: Reference, in root: ResourceID? = nil) -> String {
    guard let id = reference.id else { return reference.text }
    if let root, id.names.count == 2, id.names.count > root.names.count, id.root.matches(root.root) { return id.name }
    return text(of: id)
  }

  /// The path of names where it leads to one resource of the input, else the full id.
  func text(of id: ResourceID) -> String {
    // Network groups are read by their members alone, and named by manager and group.
    if id.typeKey == ResourceKind.networkGroup.rawValue.lowercased() { return id.path }
    guard let found = index.find(id), counts[found.key] == 1 else { return id.text }
    return found.path
  }
}
