import Outcomes
import PacketSets

/// A network interface of a machine, of a scale set's instance or of a private endpoint.
package struct NetworkInterface: Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Its addresses.
  package var ipConfigurations: [IPConfiguration]
  /// Whether it may carry packets that are not addressed to it.
  package var enableIPForwarding: Bool
  /// Whether it is the machine's primary interface.
  package var isPrimary: Bool
  /// The group that filters what enters and leaves it.
  package var networkSecurityGroup: Reference?
  /// The machine it belongs to.
  package var virtualMachine: Reference?
  /// The private endpoint it belongs to.
  package var privateEndpoint: Reference?
  /// Whether Azure shows it, and shows that it belongs to nothing: no machine, no endpoint, no service, and no hardware address, which
  /// it gets with its first machine.
  package var isUnattached = false

  /// A network interface.
  package init(
    id: ResourceID, origin: Origin, ipConfigurations: [IPConfiguration], enableIPForwarding: Bool = false,
    isPrimary: Bool = false, networkSecurityGroup: Reference? = nil, virtualMachine: Reference? = nil,
    privateEndpoint: Reference? = nil
  ) {
    self.id = id
    self.origin = origin
    self.ipConfigurations = ipConfigurations
    self.enableIPForwarding = enableIPForwarding
    self.isPrimary = isPrimary
    self.networkSecurityGroup = networkSecurityGroup
    self.virtualMachine = virtualMachine
    self.privateEndpoint = privateEndpoint
  }
}

/// One address of a network interface.
package struct IPConfiguration: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The private address; nil when Azure has not assigned or not shown one.
  package var privateIPAddress: IPAddress?
  /// The subnet it stands in.
  package var subnet: Reference?
  /// Whether it is the interface's primary configuration.
  package var isPrimary: Bool
  /// The public address that is translated to this one.
  package var publicIPAddress: Reference?
  /// Groups that rules may name.
  package var applicationSecurityGroups: [Reference]
  /// Gateway pools it is a member of.
  package var applicationGatewayBackendAddressPools: [Reference]
  /// Load balancer pools it is a member of.
  package var loadBalancerBackendAddressPools: [Reference]

  /// An address.
  package init(
    id: ResourceID, origin: Origin, privateIPAddress: IPAddress?, subnet: Reference?, isPrimary: Bool = false,
    publicIPAddress: Reference? = nil, applicationSecurityGroups: [Reference] = [],
    applicationGatewayBackendAddressPools: [Reference] = [], loadBalancerBackendAddressPools: [Reference] = []
  ) {
    self.id = id
    self.origin = origin
    self.privateIPAddress = privateIPAddress
    self.subnet = subnet
    self.isPrimary = isPrimary
    self.publicIPAddress = publicIPAddress
    self.applicationSecurityGroups = applicationSecurityGroups
    self.applicationGatewayBackendAddressPools = applicationGatewayBackendAddressPools
    self.loadBalancerBackendAddressPools = loadBalancerBackendAddressPools
  }
}
