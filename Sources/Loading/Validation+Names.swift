import Outcomes
import Resources

extension Validation {
  /// Azure writes full ids, and their targets may lie outside the input. A name that a person wrote must lead somewhere.
  func checkNames(in resources: Resources) {
    let index = ResourceIndex(resources)
    func check(_ reference: Reference?, _ kind: ResourceKind) {
      guard let reference, case .tail(let tail) = reference.target else { return }
      switch index.find(tail: tail, kinds: [kind]) {
      case .one: break
      case .none:
        context.report(
          .name(.unknown(reference.text, kind: kind.words, known: index.names(of: [kind]))), at: reference.origin)
      case .several(let ids):
        context.report(
          .name(.ambiguous(reference.text, kind: kind.words, candidates: ids.map(\.text))), at: reference.origin)
      }
    }
    for network in resources.virtualNetworks.values {
      for subnet in network.subnets {
        check(subnet.networkSecurityGroup, .networkSecurityGroup)
        check(subnet.routeTable, .routeTable)
      }
      for peering in network.peerings { check(peering.remoteVirtualNetwork, .virtualNetwork) }
    }
    for group in resources.networkSecurityGroups.values {
      for reference in group.subnets { check(reference, .subnet) }
      for reference in group.networkInterfaces { check(reference, .networkInterface) }
      for end in group.securityRules.flatMap({ [$0.source, $0.destination] }) {
        for reference in end.applicationSecurityGroups { check(reference, .applicationSecurityGroup) }
      }
    }
    for table in resources.routeTables.values {
      for reference in table.subnets { check(reference, .subnet) }
    }
    for card in resources.networkInterfaces.values {
      check(card.networkSecurityGroup, .networkSecurityGroup)
      check(card.virtualMachine, .virtualMachine)
      for configuration in card.ipConfigurations {
        check(configuration.subnet, .subnet)
        for reference in configuration.applicationSecurityGroups { check(reference, .applicationSecurityGroup) }
      }
    }
    for machine in resources.virtualMachines.values {
      for entry in machine.networkInterfaces { check(entry.reference, .networkInterface) }
    }
    for gateway in resources.applicationGateways.values {
      check(gateway.subnet, .subnet)
      checkChildren(of: gateway)
    }
    for gateway in resources.virtualNetworkGateways.values {
      for reference in gateway.subnets { check(reference, .subnet) }
    }
    for endpoint in resources.privateEndpoints.values {
      check(endpoint.subnet, .subnet)
      for reference in endpoint.networkInterfaces { check(reference, .networkInterface) }
    }
    for zone in resources.privateDnsZones.values {
      for link in zone.virtualNetworkLinks { check(link.virtualNetwork, .virtualNetwork) }
    }
    for ruleset in resources.dnsForwardingRulesets.values {
      for endpoint in ruleset.outboundEndpoints { check(endpoint, .outboundEndpoint) }
      for link in ruleset.virtualNetworkLinks { check(link.virtualNetwork, .virtualNetwork) }
    }
    for resolver in resources.dnsResolvers.values {
      check(resolver.virtualNetwork, .virtualNetwork)
      for endpoint in resolver.inboundEndpoints { check(endpoint.subnet, .subnet) }
      for endpoint in resolver.outboundEndpoints { check(endpoint.subnet, .subnet) }
    }
    for connection in resources.connections.values {
      check(connection.virtualNetworkGateway1, .virtualNetworkGateway)
      check(connection.virtualNetworkGateway2, .virtualNetworkGateway)
      check(connection.localNetworkGateway2, .localNetworkGateway)
    }
    for connection in resources.hubConnections.values { check(connection.remoteVirtualNetwork, .virtualNetwork) }
    for routes in resources.learnedRoutes { check(routes.virtualNetwork, .virtualNetwork) }
    for server in resources.servers { check(server.virtualNetwork, .virtualNetwork) }
    for appliance in resources.appliances { check(appliance.virtualNetwork, .virtualNetwork) }
    for balancer in resources.loadBalancers.values { checkChildren(of: balancer) }
  }

  /// A load balancer's rules name its own frontends, pools and probes.
  private func checkChildren(of balancer: LoadBalancer) {
    func check(_ reference: Reference?, _ kind: String, _ known: [ResourceID]) {
      guard let reference, !known.contains(where: { $0.name.lowercased() == reference.name.lowercased() }) else {
        return
      }
      context.report(
        .name(.unknown(reference.name, kind: "\(kind) of \(balancer.id.name)", known: known.map(\.name))),
        at: reference.origin)
    }
    for rule in balancer.rules {
      check(rule.frontend, "frontend", balancer.frontends.map(\.id))
      check(rule.probe, "probe", balancer.probes.map(\.id))
      for pool in rule.pools { check(pool, "pool", balancer.backendAddressPools.map(\.id)) }
    }
  }

  /// A gateway's own parts name each other, and Azure never shows one that names nothing.
  private func checkChildren(of gateway: ApplicationGateway) {
    func check(_ reference: Reference?, _ kind: String, _ known: [ResourceID]) {
      guard let reference, !known.contains(where: { $0.name.lowercased() == reference.name.lowercased() }) else {
        return
      }
      context.report(
        .name(.unknown(reference.name, kind: "\(kind) of \(gateway.id.name)", known: known.map(\.name))),
        at: reference.origin)
    }
    func check(_ backend: PoolAndSetting) {
      check(backend.pool, "pool", gateway.backendAddressPools.map(\.id))
      check(backend.setting, "setting", gateway.backendSettings.map(\.id))
    }
    for rule in gateway.requestRoutingRules {
      check(rule.backend)
      check(rule.urlPathMap, "path map", gateway.urlPathMaps.map(\.id))
    }
    for map in gateway.urlPathMaps {
      check(map.defaultBackend)
      map.pathRules.forEach { check($0.backend) }
    }
  }
}
