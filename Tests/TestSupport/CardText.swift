import JSONText

/// A network interface to write.
package struct CardText {
  package var name: String
  /// The address; nil when Azure shows none.
  package var address: String?
  package var network: String
  package var subnet: String
  package var group: String?
  package var machine: String?
  package var enableIPForwarding = false
  /// Pools of load balancers that it is a member of: `lb/pool`.
  package var balancerPools: [(balancer: String, pool: String)] = []
  package var applicationSecurityGroups: [String] = []
  /// Pools of the gateway that it is a member of.
  package var pools: [String] = []

  package init(_ name: String, _ address: String?, in network: String, _ subnet: String, machine: String? = nil) {
    self.name = name
    self.address = address
    self.network = network
    self.subnet = subnet
    self.machine = machine
  }

  /// As `az network nic show` prints it.
  package var json: JSONValue {
    .sorted([
      "enableIPForwarding": .boolean(enableIPForwarding), "id": id("networkInterfaces", name), "name": .string(name),
      "ipConfigurations": [
        .sorted([
          "applicationGatewayBackendAddressPools": .array(
            pools.map { reference("applicationGateways", "agw", "backendAddressPools", $0) }),
          "applicationSecurityGroups": .array(
            applicationSecurityGroups.map { reference("applicationSecurityGroups", $0) }),
          "loadBalancerBackendAddressPools": .array(
            balancerPools.map { reference("loadBalancers", $0.balancer, "backendAddressPools", $0.pool) }),
          "id": id("networkInterfaces", name, "ipConfigurations", "ipconfig1"), "name": "ipconfig1", "primary": true,
          "privateIPAddress": address.map { .string($0) },
          "subnet": reference("virtualNetworks", network, "subnets", subnet),
        ])
      ],
      "networkSecurityGroup": group.map { reference("networkSecurityGroups", $0) },
      "type": "Microsoft.Network/networkInterfaces",
      "virtualMachine": machine.map { reference("virtualMachines", $0, provider: "Microsoft.Compute") },
    ])
  }
}
