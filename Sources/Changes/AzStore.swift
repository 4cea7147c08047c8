import OrderedCollections
import Outcomes
import Resources

/// Where records of one type stand in the resources.
struct AzStore<Record: Sendable>: Sendable {
  /// Every record with its id, in the order of the input.
  let all: @Sendable (Resources) -> [(id: ResourceID, record: Record)]
  /// The record of an id, as it is written there.
  let find: @Sendable (ResourceID, Resources) -> (id: ResourceID, record: Record)?
  /// Puts a record in the place of the one of its id, or behind the others; nil takes it away.
  let put: @Sendable (ResourceID, Record?, inout Resources) -> Void

  /// Resources of their own.
  static func collection(
    _ path: WritableKeyPath<Resources, OrderedDictionary<ResourceID, Record>> & Sendable
  ) -> AzStore {
    AzStore { resources in
      resources[keyPath: path].map { ($0.key, $0.value) }
    } find: { id, resources in
      resources[keyPath: path][id].map { (id, $0) }
    } put: { id, record, resources in
      resources[keyPath: path][id] = record
    }
  }

  /// Children that stand in their parents under names of their own.
  static func children<Parent>(
    of parents: WritableKeyPath<Resources, OrderedDictionary<ResourceID, Parent>> & Sendable,
    _ children: WritableKeyPath<Parent, [Record]> & Sendable, _ segment: String,
    name: @escaping @Sendable (Record) -> String
  ) -> AzStore {
    AzStore { resources in
      resources[keyPath: parents].flatMap { id, parent in
        parent[keyPath: children].map { (id.child(segment, name($0)), $0) }
      }
    } find: { id, resources in
      guard let parent = id.parent, let known = resources[keyPath: parents][parent]?[keyPath: children],
        let found = known.first(where: { name($0).lowercased() == id.name.lowercased() })
      else { return nil }
      return (parent.child(segment, name(found)), found)
    } put: { id, record, resources in
      guard let parent = id.parent, resources[keyPath: parents][parent] != nil else { return }
      resources[keyPath: parents][parent]![keyPath: children].replace(record) {
        name($0).lowercased() == id.name.lowercased()
      }
    }
  }
}

extension AzStore where Record == URLPathMap.PathRule {
  /// The rules of a gateway's path maps.
  static var pathRules: AzStore {
    AzStore { resources in
      resources.applicationGateways.values.flatMap(\.urlPathMaps).flatMap(\.pathRules).map { ($0.id, $0) }
    } find: { id, resources in
      let maps = id.parent?.parent.flatMap { resources.applicationGateways[$0]?.urlPathMaps } ?? []
      let rules = maps.first { $0.id == id.parent }?.pathRules ?? []
      return rules.first { $0.id == id }.map { ($0.id, $0) }
    } put: { id, record, resources in
      guard let map = id.parent, let gateway = map.parent,
        let index = resources.applicationGateways[gateway]?.urlPathMaps.firstIndex(where: { $0.id == map })
      else { return }
      resources.applicationGateways[gateway]!.urlPathMaps[index].pathRules.replace(record) { $0.id == id }
    }
  }
}

extension Array {
  /// Puts an element in the place of the one that fits, or behind the others; nil takes that one away.
  fileprivate mutating func replace(_ element: Element?, where fits: (Element) -> Bool) {
    switch (firstIndex(where: fits), element) {
    case (let index?, let element?): self[index] = element
    case (let index?, nil): remove(at: index)
    case (nil, let element?): append(element)
    case (nil, nil): break
    }
  }
}
