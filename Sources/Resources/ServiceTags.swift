import PacketSets

/// The prefixes of service tags, as Azure publishes them.
package struct ServiceTags: Equatable, Sendable {
  /// Prefixes by tag in lower case.
  private var prefixes: [String: [AddressPrefix]] = [:]

  /// No tag.
  package init() {}

  /// The prefixes of a tag; nil when it was not given.
  package subscript(tag: String) -> [AddressPrefix]? {
    get { prefixes[tag.lowercased()] }
    set { prefixes[tag.lowercased()] = newValue }
  }

  /// The tags that were given, in lower case, by name.
  package var names: [String] { prefixes.keys.sorted() }

  /// Whether any tag was given.
  package var isEmpty: Bool { prefixes.isEmpty }
}
