import Outcomes

/// A NAT gateway: the public addresses under which its subnets call the Internet.
package struct NatGateway: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Its public addresses.
  package var publicIPAddresses: [Reference]
  /// Subnets that name themselves as associated (back-references).
  package var subnets: [Reference]

  /// A NAT gateway.
  package init(id: ResourceID, origin: Origin, publicIPAddresses: [Reference], subnets: [Reference]) {
    self.id = id
    self.origin = origin
    self.publicIPAddresses = publicIPAddresses
    self.subnets = subnets
  }
}
