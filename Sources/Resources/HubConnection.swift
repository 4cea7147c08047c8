import Outcomes

/// A connection of a virtual network with a Virtual WAN hub. What the hub routes is not evaluated.
package struct HubConnection: Equatable, Sendable {
  /// Its name, the hub's before it.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The network that is connected.
  package var remoteVirtualNetwork: Reference?

  /// A connection with a hub.
  package init(id: ResourceID, origin: Origin, remoteVirtualNetwork: Reference?) {
    self.id = id
    self.origin = origin
    self.remoteVirtualNetwork = remoteVirtualNetwork
  }
}
