import Outcomes
import PacketSets

/// A resource that owns private addresses and whose own behaviour is not evaluated: a flow to it is told as undetermined.
package struct AddressOwner: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The private addresses written in it.
  package var addresses: [IPAddress]
  /// The subnet it stands in.
  package var subnet: Reference?
  /// Its network interfaces, when it has any of its own.
  package var networkInterfaces: [Reference]

  /// An owner of addresses.
  package init(
    id: ResourceID, origin: Origin, addresses: [IPAddress], subnet: Reference? = nil,
    networkInterfaces: [Reference] = []
  ) {
    self.id = id
    self.origin = origin
    self.addresses = addresses
    self.subnet = subnet
    self.networkInterfaces = networkInterfaces
  }
}
