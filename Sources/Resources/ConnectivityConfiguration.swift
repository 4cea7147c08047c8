import Outcomes

/// A connectivity configuration of Virtual Network Manager. Which networks are in its groups is not evaluated.
package struct ConnectivityConfiguration: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Whether it connects the members of a group with each other, without peerings (azure-semantics.md §2.1: `ConnectedGroup`).
  package var connectsGroups: Bool

  /// A connectivity configuration.
  package init(id: ResourceID, origin: Origin, connectsGroups: Bool) {
    self.id = id
    self.origin = origin
    self.connectsGroups = connectsGroups
  }
}
