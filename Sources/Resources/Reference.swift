import Outcomes

/// A resource named by another one: by a full id, or, where a person wrote it, by the tail of its path of names.
package struct Reference: Hashable, Sendable {
  /// How the target is named.
  package enum Target: Hashable, Sendable {
    case id(ResourceID)
    case tail([String])
  }

  /// How the target is named.
  package let target: Target
  /// Where it is written.
  package let origin: Origin

  /// A reference.
  package init(_ target: Target, origin: Origin) {
    self.target = target
    self.origin = origin
  }

  /// As written.
  package var text: String {
    switch target {
    case .id(let id): id.text
    case .tail(let names): names.joined(separator: "/")
    }
  }

  /// The innermost name.
  package var name: String {
    switch target {
    case .id(let id): id.name
    case .tail(let names): names.last ?? ""
    }
  }

  /// Whether it names a resource: by an id that matches, or by the tail of its path of names.
  package func names(_ resource: ResourceID) -> Bool {
    switch target {
    case .id(let id): id.matches(resource)
    case .tail(let names):
      ([resource.resourceGroup] + resource.names).suffix(names.count).map { $0.lowercased() }
        == names.map { $0.lowercased() }
    }
  }

  /// The id when one is given.
  package var id: ResourceID? {
    if case .id(let id) = target { id } else { nil }
  }
}
