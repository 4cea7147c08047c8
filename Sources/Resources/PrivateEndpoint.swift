import Outcomes
import PacketSets

/// A private endpoint: an address in a network that stands for a service (azure-semantics.md §1.11, §2.6).
package struct PrivateEndpoint: Equatable, Sendable {
  /// `privateLinkServiceConnectionState.status`.
  package enum ConnectionState: String, CaseIterable, Sendable {
    case approved = "Approved"
    case pending = "Pending"
    case rejected = "Rejected"
    case disconnected = "Disconnected"
  }

  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The addresses written in it.
  package var addresses: [IPAddress]
  /// The subnet it stands in.
  package var subnet: Reference?
  /// Its network interfaces.
  package var networkInterfaces: [Reference]
  /// Whether the service's owner lets it in; nil when not shown.
  package var connectionState: ConnectionState?
  /// The service behind it.
  package var service: Reference?
  /// Names that should resolve to it, as Azure hints.
  package var fqdns: [String]

  /// A private endpoint.
  package init(
    id: ResourceID, origin: Origin, addresses: [IPAddress], subnet: Reference? = nil,
    networkInterfaces: [Reference] = [], connectionState: ConnectionState? = nil, service: Reference? = nil,
    fqdns: [String] = []
  ) {
    self.id = id
    self.origin = origin
    self.addresses = addresses
    self.subnet = subnet
    self.networkInterfaces = networkInterfaces
    self.connectionState = connectionState
    self.service = service
    self.fqdns = fqdns
  }
}
