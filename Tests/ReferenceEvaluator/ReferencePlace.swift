/// An address in a subnet: where a packet is, or is sent from.
package struct ReferencePlace: Hashable, Sendable {
  package let address: UInt32
  package let subnet: ReferenceSubnetID

  /// A place.
  package init(address: UInt32, subnet: ReferenceSubnetID) {
    self.address = address
    self.subnet = subnet
  }
}

extension ReferenceNetworkInterface {
  /// Where the interface is.
  package var place: ReferencePlace { ReferencePlace(address: address, subnet: subnet) }
}
