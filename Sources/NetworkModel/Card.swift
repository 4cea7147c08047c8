import Outcomes
import PacketSets
import Resources

/// A network interface with its references followed.
package struct Card: Sendable {
  /// One address of it.
  package struct Address: Sendable {
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

  /// Whether another model has the same interface. What is attached to its subnets counts as the subnets' own.
  package func isSame(as other: Card) -> Bool {
    id == other.id && (index == nil) == (other.index == nil) && networkSecurityGroup == other.networkSecurityGroup
      && enableIPForwarding == other.enableIPForwarding && virtualMachine == other.virtualMachine
      && privateEndpoint == other.privateEndpoint
      && addresses.elementsEqual(other.addresses) { one, two in
        one.configuration == two.configuration && one.subnet?.id == two.subnet?.id
          && one.applicationSecurityGroups == two.applicationSecurityGroups
      }
  }

  /// The primary address.
  package var primary: Address? { addresses.first { $0.configuration.isPrimary } ?? addresses.first }
}
