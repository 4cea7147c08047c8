import Outcomes
import Resources

extension Resources {
  /// The same resources with everything that Azure writes at both ends written once, at the end where commands change it, and
  /// with what Azure fills in filled in: two equal configurations then have equal records.
  var normalized: Resources {
    var out = self
    out.foldGroups()
    out.foldPools()
    out.completePeerings()
    for (id, network) in virtualNetworks {
      for (index, subnet) in network.subnets.enumerated() where subnet.privateEndpointNetworkPolicies == nil {
        out.virtualNetworks[id]!.subnets[index].privateEndpointNetworkPolicies = "Disabled"
      }
    }
    for (id, gateway) in applicationGateways where gateway.operationalState == nil {
      out.applicationGateways[id]!.operationalState = "Running"
    }
    return out
  }

  /// Groups and tables that name subnets and interfaces which name nothing themselves.
  private mutating func foldGroups() {
    for (id, group) in networkSecurityGroups {
      let here = Reference(.id(id), origin: group.origin)
      networkSecurityGroups[id]!.subnets = group.subnets.filter { !attach(here, \.networkSecurityGroup, to: $0) }
      networkSecurityGroups[id]!.networkInterfaces = group.networkInterfaces.filter { reference in
        let exact = reference.id.flatMap { networkInterfaces[$0]?.id }
        guard let card = exact ?? networkInterfaces.keys.first(where: reference.names) else { return true }
        if networkInterfaces[card]!.networkSecurityGroup == nil { networkInterfaces[card]!.networkSecurityGroup = here }
        return false
      }
    }
    for (id, table) in routeTables {
      let here = Reference(.id(id), origin: table.origin)
      routeTables[id]!.subnets = table.subnets.filter { !attach(here, \.routeTable, to: $0) }
    }
  }

  /// - Returns: false for a subnet that is not in the input.
  private mutating func attach(
    _ reference: Reference, _ path: WritableKeyPath<Subnet, Reference?>, to subnet: Reference
  ) -> Bool {
    // People write short names where az writes ids.
    let home = subnet.id?.parent ?? virtualNetworks.values.first { $0.subnets.contains { subnet.names($0.id) } }?.id
    guard let network = home, virtualNetworks[network] != nil,
      let index = virtualNetworks[network]!.subnets.firstIndex(where: { subnet.names($0.id) })
    else { return false }
    if virtualNetworks[network]!.subnets[index][keyPath: path] == nil {
      virtualNetworks[network]!.subnets[index][keyPath: path] = reference
    }
    return true
  }

  /// Pools that name configurations of interfaces which do not name the pool.
  private mutating func foldPools() {
    for (id, gateway) in applicationGateways {
      for (index, pool) in gateway.backendAddressPools.enumerated() {
        let kept = pool.members.filter { member in
          guard case .ipConfiguration(let configuration, _) = member else { return true }
          return !join(Reference(.id(pool.id), origin: pool.origin), by: configuration)
        }
        if kept.count < pool.members.count { applicationGateways[id]!.backendAddressPools[index].members = kept }
      }
    }
  }

  /// - Returns: false for a configuration that is not in the input.
  private mutating func join(_ pool: Reference, by configuration: ResourceID) -> Bool {
    guard let card = configuration.parent, networkInterfaces[card] != nil,
      let index = networkInterfaces[card]!.ipConfigurations.firstIndex(where: { $0.id == configuration })
    else { return false }
    let known = networkInterfaces[card]!.ipConfigurations[index].applicationGatewayBackendAddressPools
    if !known.contains(where: { $0.names(pool.id!) }) {
      networkInterfaces[card]!.ipConfigurations[index].applicationGatewayBackendAddressPools = known + [pool]
    }
    return true
  }

  /// Templates leave out states and the other side's prefixes.
  private mutating func completePeerings() {
    for (id, network) in virtualNetworks {
      for (index, peering) in network.peerings.enumerated() {
        guard peering.state == nil || peering.remoteAddressPrefixes.isEmpty, let remote = peering.remoteVirtualNetwork,
          let other = virtualNetworks.values.first(where: { remote.names($0.id) })
        else { continue }
        let isAnswered = other.peerings.contains { $0.remoteVirtualNetwork?.names(id) ?? false }
        virtualNetworks[id]!.peerings[index].state = peering.state ?? (isAnswered ? .connected : .initiated)
        if peering.remoteAddressPrefixes.isEmpty {
          virtualNetworks[id]!.peerings[index].remoteAddressPrefixes = other.addressPrefixes
        }
      }
    }
  }
}
