import JSONText
import Outcomes
import Resources

/// Finds resources in the containers Azure puts them in (azure-json-shapes.md §5.1) and reads each on its own.
struct Containers {
  let context: ReadingContext
  let assembly: Assembly

  /// Reads every resource of a document that is not a scenario.
  /// - Returns: whether anything was recognised.
  func read(_ slice: JSONSlice) -> Bool {
    switch slice.kind {
    case .array:
      return slice.elements.reduce(false) { read($1) || $0 }
    case .object:
      return readObject(slice)
    default:
      return false
    }
  }

  private func readObject(_ slice: JSONSlice) -> Bool {
    let members = slice.membersByName
    // Network Watcher's topology names resources without what they hold: read as such, they would empty the real ones.
    if ["resources", "createddatetime", "lastmodified"].allSatisfy({ members[$0] != nil }) { return false }
    if members["id"] != nil || members["type"] != nil {
      if readResource(slice, parent: nil) { return true }
    }
    if let resources = members["resources"], resources.kind == .array {
      return readTemplate(slice, resources: resources)
    }
    if members["planned_values"] != nil || members["resource_changes"] != nil {
      context.notes.append(.notReadYet(.terraformPlan, file: slice.text.name))
      return true
    }
    if let values = members["value"], values.kind == .array { return read(values) }
    if let data = members["data"] {
      if data.kind == .array { return read(data) }
      if data.kind == .object, let rows = data["rows"], let columns = data["columns"] {
        return GraphTable(columns: columns, rows: rows).read(with: self)
      }
    }
    // `az … create` wraps its answer in one more object; templates are exported inside `template`.
    if members.count == 1, let only = members.first?.value, only.kind == .object { return readObject(only) }
    if let template = members["template"], template.kind == .object { return readObject(template) }
    return false
  }

  private func readTemplate(_ slice: JSONSlice, resources: JSONSlice) -> Bool {
    let outer = context.template
    defer { context.template = outer }
    context.template = TemplateScope(
      parameters: slice["parameters"].flatMap { try? $0.parse() },
      variables: slice["variables"].flatMap { try? $0.parse() })
    return resources.elements.reduce(false) { readResource($1, parent: nil) || $0 }
  }

  /// Reads one resource and, in templates, the children nested in its `resources`.
  /// - Returns: whether it names a type.
  func readResource(_ slice: JSONSlice, parent: ResourceID?) -> Bool {
    let node: JSONNode
    do {
      node = try slice.parse()
    } catch {
      context.report(error)
      return true
    }
    return readResource(node, slice: slice, parent: parent)
  }

  private func readResource(_ node: JSONNode, slice: JSONSlice, parent: ResourceID?) -> Bool {
    guard node.kind == .object else { return false }
    let reader = FieldReader(node, in: context)
    context.unreadExpression = nil
    if node["copy"] != nil, context.template != nil {
      context.notes.append(.notReadYet(.copyLoop, file: slice.text.name))
      return true
    }
    guard let id = identify(reader, parent: parent) else {
      return noteUnreadExpression(in: node)
    }
    if id.typeKey == "microsoft.resources/deployments", context.template != nil {
      context.notes.append(.notReadYet(.nestedDeployment, file: slice.text.name))
      return true
    }
    guard !assembly.knows(id) || holdsMoreThanItsName(node) else {
      context.notes.append(.nothingButItsName(id, origin: reader.origin))
      return true
    }
    readWhole(reader, id: id)
    if context.template != nil, let nested = slice["resources"], nested.kind == .array {
      for child in nested.elements { _ = readResource(child, parent: id) }
    }
    return true
  }

  /// Keys that say which resource it is and nothing of it, in lower case.
  private static let namingKeys: Set<String> = [
    "id", "name", "type", "location", "resourcegroup", "subscriptionid", "tenantid", "tags", "etag", "kind",
    "apiversion", "dependson", "zones",
  ]

  /// A projection such as `[].{id:id, name:name}` must not replace what another input says of the resource.
  private func holdsMoreThanItsName(_ node: JSONNode) -> Bool {
    node.members.contains { !Self.namingKeys.contains($0.key.lowercased()) && $0.value.kind != .null }
  }

  /// Reads a resource, unless one of its fields is an expression that is not read: then it is only named. In a template this
  /// shows in a first reading whose records are dropped.
  private func readWhole(_ reader: FieldReader, id: ResourceID) {
    guard context.template != nil else { return ResourceType.read(reader, id: id, into: assembly) }
    let problems = context.problems.count
    let notes = context.notes.count
    ResourceType.read(reader, id: id, into: Assembly(context: context))
    context.problems.removeSubrange(problems...)
    context.notes.removeSubrange(notes...)
    guard let unread = context.unreadExpression else { return ResourceType.read(reader, id: id, into: assembly) }
    context.notes.append(.templateExpression(unread.text, resource: id.path, type: id.type, origin: unread.origin))
  }

  private func noteUnreadExpression(in node: JSONNode) -> Bool {
    guard let unread = context.unreadExpression else { return false }
    let type = node["type"].flatMap { try? $0.string() } ?? ""
    context.notes.append(.templateExpression(unread.text, resource: unread.text, type: type, origin: unread.origin))
    return true
  }

  /// The resource's id, or what its type and name make when it has none.
  private func identify(_ reader: FieldReader, parent: ResourceID?) -> ResourceID? {
    if let text = reader.node["id"].flatMap({ try? $0.string() }), let id = ResourceID(text) { return id }
    guard let type = reader.string("type"), let name = reader.string("name") else { return nil }
    // Whoever writes it back knows where it belongs.
    reader.forget("type")
    var names = name.split(separator: "/").map(String.init)
    var fullType = type
    if let parent, !type.contains(".") {
      fullType = parent.type + "/" + type
      names = parent.names + names
    }
    guard fullType.split(separator: "/").count == names.count + 1 else { return nil }
    return ResourceID(type: fullType, names: names)
  }
}

/// Resource Graph's table form: a list of columns, and rows of values.
private struct GraphTable {
  let columns: JSONSlice
  let rows: JSONSlice

  /// A row is read like a resource when its columns hold at least an id; the columns' own order does not matter.
  func read(with containers: Containers) -> Bool {
    let names = columns.elements.compactMap { column in
      column["name"].flatMap { try? $0.parse().string() }
    }
    guard let idColumn = names.firstIndex(where: { $0.lowercased() == "id" }) else { return !names.isEmpty }
    for row in rows.elements {
      let cells = row.elements
      guard cells.indices.contains(idColumn), let text = try? cells[idColumn].parse().string(),
        let id = ResourceID(text)
      else { continue }
      if let index = names.firstIndex(where: { $0.lowercased() == "properties" }), cells.indices.contains(index),
        let properties = try? cells[index].parse()
      {
        ResourceType.read(
          FieldReader(properties, in: containers.context, name: id.name), id: id, into: containers.assembly)
      } else {
        containers.context.notes.append(
          .notModelled(type: id.type, name: id.path, origin: Origin(text: row.text, path: row.path)))
      }
    }
    return true
  }
}
