import JSONText
import Outcomes
import PacketSets
import Resources

/// Reads a scenario file: Azure collections in `az … show` shape, and the facts that Azure does not know.
struct ScenarioReader {
  let context: ReadingContext
  let assembly: Assembly

  /// Keys that Azure does not have: a file with one of them is a scenario.
  private static let ownKeys = ObjectShape.scenario.names.filter {
    !["$schema", "description"].contains($0) && collections[$0] == nil
  }

  private static let collections: [String: ResourceKind] = Dictionary(
    uniqueKeysWithValues: ResourceKind.allCases.compactMap { kind in kind.collection.map { ($0, kind) } })

  /// Whether a document is a scenario: by its file's name, or by a key that Azure does not have.
  static func isScenario(_ root: JSONSlice) -> Bool {
    guard root.kind == .object else { return false }
    let name = InputFiles.name(of: root.text.name)
    if name == "scenario.json" || name.hasSuffix(".scenario.json") { return true }
    let members = root.members
    if members.contains(where: { ["id", "type", "resources"].contains($0.key) }) { return false }
    return members.contains { ownKeys.contains($0.key) || (collections[$0.key] != nil && $0.value.kind == .array) }
  }

  /// The files that a scenario names, relative to its own folder: those it includes and the one that holds service tags.
  func files(namedIn root: JSONSlice) -> [(text: String, origin: Origin)] {
    root.members.flatMap { key, slice -> [(text: String, origin: Origin)] in
      guard key == "include" || (key == "serviceTags" && slice.kind == .string), let node = parse(slice) else {
        return []
      }
      return texts(node)
    }
  }

  /// Reads a scenario without the files that it names.
  func read(_ root: JSONSlice) {
    for (key, slice) in root.members {
      let origin = Origin(text: slice.text, path: slice.path)
      if let kind = Self.collections[key] {
        readCollection(slice, kind: kind, key: key)
        continue
      }
      guard let node = parse(slice), node.kind != .null else { continue }
      switch key {
      case "$schema", "include": break
      case "description": context.transcript?.describe(JSONValue(node))
      case "observedHealth":
        let observed = ObservedHealthReader(context: context, assembly: assembly)
        for answer in objects(node) { observed.read(answer) }
      case "serviceTags": if node.kind != .string { readTags(node) }
      case "servers": assembly.resources.servers += objects(node).compactMap { Server($0) }
      case "dnsServers": assembly.resources.dnsServers += objects(node).compactMap { DnsServer($0) }
      case "publicDns": assembly.resources.publicDns += object(node).map { DeclaredName.read($0) } ?? []
      case "wellKnownRoots": assembly.resources.wellKnownRoots = WellKnownRoots.read(texts(node), in: context)
      case "clock": assembly.resources.clock = clock(node)
      case "assume": if let reader = object(node) { assembly.resources.assume = Assume(reader) }
      case "appliances": assembly.resources.appliances += objects(node).compactMap { Appliance($0) }
      case "learnedRoutes": assembly.resources.learnedRoutes += objects(node).compactMap { LearnedRoutes($0) }
      case "load":
        assembly.resources.loads += (node.kind == .array ? objects(node) : [object(node)].compactMap { $0 }).compactMap
        { GatewayLoad($0) }
      case "changes":
        if object(node) != nil { assembly.resources.changes += NamedChange.read(slice, in: context) }
      case "expect": assembly.resources.expectations += objects(node).compactMap { Expectation($0) }
      default: context.report(.unknownKey(key, legal: ObjectShape.scenario.names), at: origin)
      }
    }
  }

  private func parse(_ slice: JSONSlice) -> JSONNode? {
    do {
      return try slice.parse()
    } catch {
      context.report(error)
      return nil
    }
  }

  /// An Azure collection: each object alone, so that a large one is never parsed as a whole.
  private func readCollection(_ slice: JSONSlice, kind: ResourceKind, key: String) {
    guard slice.kind == .array else {
      if let node = parse(slice) { _ = array(node) }
      return
    }
    for element in slice.elements {
      guard let node = parse(element) else { continue }
      guard let reader = object(node) else { continue }
      let id: ResourceID
      if let text = node["id"].flatMap({ try? $0.string() }), let full = ResourceID(text) {
        id = full
      } else if let name = reader.string("name") {
        id = ResourceID(
          resourceGroup: reader.string("resourceGroup") ?? "", type: kind.rawValue, names: [name])
      } else {
        context.report(.missingField("name"), at: reader.origin)
        continue
      }
      ResourceType.read(reader, id: id, into: assembly)
    }
  }

  private func array(_ node: JSONNode) -> [JSONNode]? {
    do {
      return try node.array()
    } catch {
      context.report(error)
      return nil
    }
  }

  private func object(_ node: JSONNode) -> FieldReader? {
    do {
      return FieldReader(try node.object(), in: context)
    } catch {
      context.report(error)
      return nil
    }
  }

  private func objects(_ node: JSONNode) -> [FieldReader] { (array(node) ?? []).compactMap(object) }

  private func texts(_ node: JSONNode) -> [(text: String, origin: Origin)] {
    let nodes = node.kind == .string ? [node] : array(node) ?? []
    return nodes.compactMap { node in
      do throws(JSONProblem) {
        return (try node.string(), Origin(text: node.text, path: node.path))
      } catch {
        context.report(error)
        return nil
      }
    }
  }

  private func readTags(_ node: JSONNode) {
    guard let reader = object(node) else { return }
    for (tag, _) in node.members { assembly.resources.serviceTags[tag] = reader.prefixes(tag, or: tag) }
  }

  /// A moment such as `2026-11-01T00:00:00Z`.
  private func clock(_ node: JSONNode) -> String? {
    guard let written = texts(node).first?.text else { return nil }
    let fits = written.isMoment
    if !fits {
      context.report(.notA(.date, field: "clock", found: written), at: Origin(text: node.text, path: node.path))
    }
    return fits ? written : nil
  }
}
