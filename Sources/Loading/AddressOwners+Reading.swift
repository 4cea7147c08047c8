import Outcomes
import PacketSets
import Resources

extension AddressOwner {
  /// A private endpoint: its addresses stand in its static configurations, its DNS hints and its network interface.
  init(privateEndpoint reader: FieldReader, id: ResourceID) {
    let fixed = reader.readers("ipConfigurations").compactMap { $0.address("privateIPAddress") }
    let hinted = reader.readers("customDnsConfigs").flatMap { $0.addresses("ipAddresses") }
    self.init(
      id: id, origin: reader.origin, addresses: fixed + hinted, subnet: reader.reference("subnet"),
      networkInterfaces: reader.references("networkInterfaces"))
  }

  /// A load balancer: the private addresses of its frontends.
  init(loadBalancer reader: FieldReader, id: ResourceID) {
    let frontends = reader.readers("frontendIPConfigurations")
    self.init(
      id: id, origin: reader.origin, addresses: frontends.compactMap { $0.address("privateIPAddress") },
      subnet: frontends.compactMap { $0.reference("subnet") }.first)
  }

  /// An Azure Firewall: its private addresses.
  init(azureFirewall reader: FieldReader, id: ResourceID) {
    let configurations = reader.readers("ipConfigurations")
    self.init(
      id: id, origin: reader.origin, addresses: configurations.compactMap { $0.address("privateIPAddress") },
      subnet: configurations.compactMap { $0.reference("subnet") }.first)
  }
}
