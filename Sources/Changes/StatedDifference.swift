import Resources

/// What scenarios state of one kind, where two states do not have the same of it.
package struct StatedDifference: Hashable, Sendable {
  /// The name of the collection in a scenario, such as `appliances`.
  package let name: String
  /// What differs of it, such as `fw1/rules`; empty where that has no name.
  package let properties: [String]

  /// The collections that a person states and that no other comparison tells apart: Azure's records are in `ResourceTable`.
  package static let names = collections.map(\.name) + ["assume", "wellKnownRoots"]

  private static let collections: [(name: String, value: @Sendable (Resources) -> Any)] = [
    ("servers", { $0.servers }), ("appliances", { $0.appliances }), ("dnsServers", { $0.dnsServers }),
    ("publicDns", { $0.publicDns }), ("loads", { $0.loads }), ("learnedRoutes", { $0.learnedRoutes }),
  ]

  /// The collections of which two states do not have the same, wherever it is written.
  package static func all(_ one: Resources, _ other: Resources) -> [StatedDifference] {
    let stated = collections.compactMap { collection -> StatedDifference? in
      let (before, after) = (RecordShape(collection.value(one)), RecordShape(collection.value(other)))
      if before == after { return nil }
      return StatedDifference(
        name: collection.name, properties: before.differences(from: after).filter { !$0.isEmpty })
    }
    return stated + (one.assume == other.assume ? [] : [StatedDifference(name: "assume", properties: [])])
      + (one.wellKnownRoots == other.wellKnownRoots ? [] : [StatedDifference(name: "wellKnownRoots", properties: [])])
  }
}
