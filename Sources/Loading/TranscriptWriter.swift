import JSONText
import OrderedCollections
import Outcomes
import Resources

/// Writes what a transcript holds, with short names for what other resources are called.
struct TranscriptWriter {
  private let transcript: Transcript
  private let index: ResourceIndex
  private let groups: [String: ResourceID]
  /// How many resources of the input have a type and a path of names.
  private let counts: [String: Int]
  /// The subscriptions of full ids that the scenario holds, by what else such an id says.
  private var mentioned: [String: Set<String>] = [:]

  /// - Parameter groups: network groups of which members are known.
  init(_ transcript: Transcript, _ index: ResourceIndex, networkGroups groups: Set<ResourceID>) {
    self.transcript = transcript
    self.index = index
    counts = (index.all + groups).reduce(into: [:]) { $0[$1.key, default: 0] += 1 }
    self.groups = Dictionary(groups.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Keeps in mind that a full id stands in the scenario: no name and group may let it lead to another resource.
  mutating func mention(_ id: ResourceID) {
    guard !id.subscription.isEmpty else { return }
    mentioned[Self.place(id.root), default: []].insert(id.subscription.lowercased())
  }

  /// The resources of a collection.
  func resources(_ entries: [ScenarioWriter.Entry], of kind: ResourceKind) -> [JSONValue] {
    zip(entries, names(of: entries.map(\.id), kind)).map { .object($1 + members(of: $0)) }
  }

  /// What names each resource of a collection: a name and a group where these are enough, else its full id.
  func names(of ids: [ResourceID], _ kind: ResourceKind) -> [[JSONValue.Member]] {
    let places = ids.reduce(into: [String: Int]()) { $0[Self.place($1), default: 0] += 1 }
    return ids.map { id in
      let place = Self.place(id)
      // They are not where the same is known, or referred to, in another subscription.
      let isAlone = places[place] == 1 && isMentionedAlone(id, place)
      guard isAlone, id.names.count == 1, id.typeKey == kind.rawValue.lowercased() else {
        return [.init("id", .string(id.text))]
      }
      return [.init("name", .string(id.name))]
        + (id.resourceGroup.isEmpty ? [] : [.init("resourceGroup", .string(id.resourceGroup))])
    }
  }

  private func isMentionedAlone(_ id: ResourceID, _ place: String) -> Bool {
    id.subscription.isEmpty || mentioned[place, default: []].isSubset(of: [id.subscription.lowercased()])
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
    if let root, id.typeKey != Self.networkGroup, id.names.count == 2, id.names.count > root.names.count,
      id.root.matches(root.root)
    {
      return id.name
    }
    return text(of: id)
  }

  /// The path of names where it leads to one resource of the input, else the full id.
  func text(of id: ResourceID) -> String {
    // Network groups are read by their members alone.
    let known = id.typeKey == Self.networkGroup ? groups[id.key].flatMap { $0.matches(id) ? $0 : nil } : index.find(id)
    guard let known, counts[known.key] == 1 else { return id.text }
    return known.path
  }

  private static let networkGroup = ResourceKind.networkGroup.rawValue.lowercased()
}
