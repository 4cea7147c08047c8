import Outcomes
import PacketSets

/// A virtual machine, as far as its network interfaces go.
package struct VirtualMachine: Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Its network interfaces, and which one is primary.
  package var networkInterfaces: [(reference: Reference, isPrimary: Bool)]

  /// A virtual machine.
  package init(id: ResourceID, origin: Origin, networkInterfaces: [(reference: Reference, isPrimary: Bool)]) {
    self.id = id
    self.origin = origin
    self.networkInterfaces = networkInterfaces
  }
}

/// A virtual machine scale set: its instances' interfaces are described by a profile and get their addresses from Azure.
package struct VirtualMachineScaleSet: Sendable {
  /// One interface that every instance has.
  package struct InterfaceProfile: Sendable {
    /// Its name.
    package var name: String
    /// Its addresses, without the address itself.
    package var ipConfigurations: [IPConfiguration]
    /// The group that filters what enters and leaves it.
    package var networkSecurityGroup: Reference?
    /// Whether it may carry packets that are not addressed to it.
    package var enableIPForwarding: Bool

    /// An interface that every instance has.
    package init(
      name: String, ipConfigurations: [IPConfiguration], networkSecurityGroup: Reference?, enableIPForwarding: Bool
    ) {
      self.name = name
      self.ipConfigurations = ipConfigurations
      self.networkSecurityGroup = networkSecurityGroup
      self.enableIPForwarding = enableIPForwarding
    }
  }

  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// What each instance's interfaces look like.
  package var interfaces: [InterfaceProfile]

  /// A scale set.
  package init(id: ResourceID, origin: Origin, interfaces: [InterfaceProfile]) {
    self.id = id
    self.origin = origin
    self.interfaces = interfaces
  }
}

/// A public IP address.
package struct PublicIPAddress: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The address, when Azure has assigned one.
  package var ipAddress: IPAddress?
  /// Its DNS name, when it has one.
  package var fqdn: String?

  /// A public address.
  package init(id: ResourceID, origin: Origin, ipAddress: IPAddress?, fqdn: String?) {
    self.id = id
    self.origin = origin
    self.ipAddress = ipAddress
    self.fqdn = fqdn
  }
}
