import Outcomes
import PacketSets
import Resources

/// A network interface with its references followed.
package struct Card: Equatable, Sendable {
  /// One address of it.
  package struct Address: Equatable, Sendable {
    /// The configuration.
    package let configuration: IPConfiguration
    /// The subnet, by network and its place there; nil when it is not in the input.
    package let subnet: NetworkSubnet?
    /// Application security groups it is in.
    package let applicationSecurityGroups: [ResourceID]

    /// The addresses it can have: its own, else every usable one of its subnet.
    package var addresses: AddressSet {
      configuration.privateIPAddress.map { AddressSet($0) } ?? subnet?.usableAddresses ?? AddressSet()
    }
  }

  /// Its place in `NetworkModel.cards`; a scale set's profile has none.
  package let index: Int?
  /// Its name.
  package let id: ResourceID
  /// Its addresses.
  package let addresses: [Address]
  /// The group that filters here.
  package let networkSecurityGroup: Attachment<NetworkSecurityGroup>
  /// Whether it may carry packets that are not addressed to it.
  package let enableIPForwarding: Bool
  /// The machine that holds it, when one is known.
  package let virtualMachine: ResourceID?
  /// The private endpoint that holds it, when one is known.
  package let privateEndpoint: ResourceID?
  /// Whether Azure shows that nothing holds it, so that nobody has its addresses.
  package let isUnattached: Bool

  /// The primary address.
  package var primary: Address? { addresses.first { $0.configuration.isPrimary } ?? addresses.first }
}
