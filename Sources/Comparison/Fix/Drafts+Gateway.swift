import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Edits for the gateway itself: its state, and what Azure's managers and clients need at its subnet.
extension FixContext {
  func gatewayDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let gateway = gateway(obstacle.gateway) else { return [] }
    if let finding = obstacle.finding { return findingDrafts(finding, gateway) }
    guard case .gateway(let look)? = obstacle.step?.detail else { return [] }
    switch look {
    case .operationalState(let state):
      return state?.lowercased() == "stopped"
        ? [Draft(.resumed, of: resources) { $0.applicationGateways[gateway.id]!.operationalState = "Running" }]
        : [Draft(.gatewayRuns(gateway.id), of: resources)]
    case .provisioningState:
      return [Draft(.resumed, of: resources) { $0.applicationGateways[gateway.id]!.provisioningState = "Succeeded" }]
    case .management(let ports): return managementDrafts(obstacle.subject, ports)
    case .platformEndpoints: return outboundDrafts(obstacle.subject)
    case .defaultRoute(let route): return defaultRouteDrafts(route, obstacle.subject)
    }
  }

  private func findingDrafts(_ finding: Finding, _ gateway: ApplicationGateway) -> [Draft] {
    switch finding.detail {
    case .refusal(.gatewaySubnetInbound):
      return managementDrafts(finding.subject, PortSet(gateway.generation == .v1 ? 65503...65534 : 65200...65535))
    case .refusal(.gatewaySubnetOutbound): return outboundDrafts(finding.subject)
    case .refusal(.gatewaySubnetRoute):
      guard let subnet = gateway.subnet?.id.flatMap({ model.subnet($0) }) ?? home(of: gateway) else { return [] }
      return defaultRouteDrafts(
        RouteStep(subnet: subnet.id, prefix: .ipv4All, source: .user, nextHop: NextHop(.virtualAppliance)),
        finding.subject)
    case .refusal(.gatewaySubnetShared): return movedCardDrafts(finding.subject, from: gateway)
    case .platformProbesDenied:
      return rule(
        before: finding.subject, "Allow-AzureLoadBalancer", from: .serviceTag("AzureLoadBalancer"), .any, .all)
    case .clientsDenied(_, let port, let seenAs):
      let subnet = home(of: gateway)
      let receiver =
        seenAs.map { RuleAddress.prefix(AddressPrefix($0)) }
        ?? subnet?.record.addressPrefixes.first.map { .prefix($0) } ?? .any
      return rule(
        before: finding.subject, "Allow-Clients-\(port)", from: .serviceTag("Internet"), receiver, PortSet(port))
        + rule(before: finding.subject, "Allow-Clients-\(port)", from: .any, receiver, PortSet(port))
    case .refusal, .instances, .vacantAddress, .observed: return []
    }
  }

  /// The subnet of a gateway.
  private func home(of gateway: ApplicationGateway) -> NetworkSubnet? {
    guard let reference = gateway.subnet, case .one(let id) = model.index.find(reference, as: .subnet) else {
      return nil
    }
    return model.subnet(id)
  }

  // MARK: Groups

  /// The rule that Azure's managers need.
  private func managementDrafts(_ subject: Subject?, _ ports: PortSet) -> [Draft] {
    rule(before: subject, "Allow-AppGw-Management", from: .serviceTag("GatewayManager"), .any, ports)
  }

  private func rule(
    before subject: Subject?, _ name: String, from sender: RuleAddress, _ receiver: RuleAddress, _ ports: PortSet
  ) -> [Draft] {
    guard let edits = subject.flatMap({ SecurityGroupEdits(of: $0, .inbound, in: resources) }) else { return [] }
    return drafts(
      of: edits.allowing(
        named: name, ports.isAll ? .all : ProtocolSet(.tcp), from: RuleEndpoint(addresses: [sender]),
        to: RuleEndpoint(addresses: [receiver], ports: ports)))
  }

  /// The way out to the Internet, which a classic gateway needs as a whole.
  private func outboundDrafts(_ subject: Subject?) -> [Draft] {
    guard let edits = subject.flatMap({ SecurityGroupEdits(of: $0, .outbound, in: resources) }) else { return [] }
    return drafts(
      of: edits.allowing(
        named: "Allow-AppGw-Internet", .all, from: RuleEndpoint(),
        to: RuleEndpoint(addresses: [.serviceTag("Internet")])))
  }

  // MARK: Routes

  /// The default route of the gateway's subnet put back to the Internet.
  private func defaultRouteDrafts(_ look: RouteStep, _ subject: Subject?) -> [Draft] {
    guard let subnet = look.subnet.flatMap({ model.subnet($0) }) else { return [] }
    switch subnet.routeTable {
    case .attached(let table):
      if let index = table.routes.firstIndex(where: { $0.destination == .prefix(.ipv4All) }) {
        return tableDrafts(.routeChanged, table, at: subnet) { table in
          table.routes[index].nextHopType = .internet
          table.routes[index].nextHopIPAddress = nil
        }
      }
      return tableDrafts(.routeChanged, table, at: subnet) { $0.disableBgpRoutePropagation = true }
        + tableDrafts(.routeAdded, table, at: subnet) { $0.add(.ipv4All, .internet, nil) }
    case .none:
      return [
        Draft(.tableAttached, of: resources) { resources in
          let table = resources.addRouteTable(for: subnet)
          resources.routeTables[table]!.disableBgpRoutePropagation = true
        },
        Draft(.tableAttached, of: resources) { resources in
          let table = resources.addRouteTable(for: subnet)
          resources.routeTables[table]!.add(.ipv4All, .internet, nil)
        },
      ]
    // Nobody knows what the subnet would lose with the table that it has.
    case .missing: return []
    }
  }

  // MARK: Others in the gateway's subnet

  /// The machine in the gateway's subnet moved to another subnet of the network, whose addresses Azure chooses.
  private func movedCardDrafts(_ subject: Subject?, from gateway: ApplicationGateway) -> [Draft] {
    guard let card = subject.flatMap({ resources.networkInterfaces[$0.resource] }), let home = home(of: gateway) else {
      return []
    }
    let others = model.networks[home.network].subnets.filter { $0.id != home.id && !$0.isGatewaySubnet }
    return others.prefix(4).compactMap { subnet in
      let addresses = freeAddresses(in: subnet, card.ipConfigurations.count)
      guard addresses.count == card.ipConfigurations.count else { return nil }
      return Draft(.resourceChanged, of: resources) { resources in
        for (index, address) in zip(card.ipConfigurations.indices, addresses) {
          resources.networkInterfaces[card.id]!.ipConfigurations[index].subnet = Reference(
            .id(subnet.id), origin: card.origin)
          resources.networkInterfaces[card.id]!.ipConfigurations[index].privateIPAddress = address
        }
      }
    }
  }

  /// The first addresses of a subnet that nothing of the input has, as many as are wanted and there are.
  func freeAddresses(in subnet: NetworkSubnet, _ count: Int) -> [IPAddress] {
    let taken = Set(model.occupants(of: subnet).compactMap(\.address.configuration.privateIPAddress))
      .union(resources.privateEndpoints.values.flatMap(\.addresses))
    let declared = Set(resources.servers.flatMap(\.addresses))
    guard let first = subnet.usableAddresses.first else { return [] }
    return Array(
      (0..<250).lazy.compactMap { first.advanced(by: $0) }.filter {
        !taken.contains($0) && !declared.contains($0) && subnet.usableAddresses.contains($0)
      }.prefix(count))
  }
}
