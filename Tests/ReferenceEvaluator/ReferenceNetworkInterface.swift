/// A network interface with one IP configuration.
package struct ReferenceNetworkInterface: Equatable, Sendable {
  package let name: String
  package let address: UInt32
  package let subnet: ReferenceSubnetID
  /// The name of its network security group.
  package let networkSecurityGroup: String?
  /// The names of the application security groups it is a member of.
  package let applicationSecurityGroups: [String]
  package let enableIPForwarding: Bool

  /// A network interface.
  package init(
    name: String, address: UInt32, subnet: ReferenceSubnetID, networkSecurityGroup: String? = nil,
    applicationSecurityGroups: [String] = [], enableIPForwarding: Bool = false
  ) {
    self.name = name
    self.address = address
    self.subnet = subnet
    self.networkSecurityGroup = networkSecurityGroup
    self.applicationSecurityGroups = applicationSecurityGroups
    self.enableIPForwarding = enableIPForwarding
  }
}
