import Resources
import Testing

@Test func `every collection of the resources is compared where a change is evaluated`() {
  /// Those that are followed question by question, and those that decide no prediction.
  let followed: Set = [
    "virtualNetworks", "networkSecurityGroups", "routeTables", "networkInterfaces", "virtualMachines",
    "virtualMachineScaleSets", "applicationGateways", "privateDnsZones", "loadBalancers", "privateEndpoints",
    "azureFirewalls",
  ]
  let idle: Set = ["changes", "expectations", "webApps"]
  let all = Set(Mirror(reflecting: Resources()).children.compactMap(\.label))
  #expect(all == followed.union(idle).union(Resources.surroundings.map(\.name)))
}
