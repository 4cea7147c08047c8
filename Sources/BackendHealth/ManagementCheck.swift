import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Whether Azure can manage a gateway: a gateway that it cannot reach reports Unknown (azure-semantics.md §1.9, §2.8).
struct ManagementCheck {
  let engine: Engine
  let gateway: ApplicationGateway

  /// Ports that Azure's managers use.
  private var ports: ClosedRange<UInt16> { gateway.generation == .v1 ? 65503...65534 : 65200...65535 }

  /// What keeps Azure from managing the gateway; empty when nothing does. Isolated gateways need no management path.
  func steps(at subnet: NetworkSubnet) -> [Step] {
    if gateway.isIsolated { return [] }
    let attached = [subnet.networkSecurityGroup.missing, subnet.routeTable.missing].compactMap { $0 }
    return [inbound(at: subnet), outbound(at: subnet), defaultRoute(of: subnet)].compactMap { $0 }
      + attached.map {
        Step(.forward, .undetermined, .gateway(.management(ports: PortSet(ports))), packets: .all, missing: $0)
      }
  }

  /// The rule that keeps `GatewayManager` from the management ports of an instance, if one does.
  private func inbound(at subnet: NetworkSubnet) -> Step? {
    guard let group = subnet.networkSecurityGroup.value else { return nil }
    // The managers speak IPv4, also to a gateway in a subnet of both families.
    let instances = AddressSet(prefixes: subnet.record.addressPrefixes).intersection(.ipv4)
    var open = PacketSet(PacketBox(destinations: instances, destinationPorts: PortSet(ports)))
    let rules = (group.securityRules + NetworkSecurityGroup.defaultSecurityRules)
      .filter { $0.direction == .inbound && ($0.protocol == .any || $0.protocol == .tcp) }
      .sorted { $0.priority < $1.priority }
    for rule in rules where rule.source.addresses.contains(where: \.coversManagers) {
      let covered = open.intersection(
        PacketBox(
          destinations: rule.destination.addresses.reduce(AddressSet()) { $0.union($1.members(of: instances)) },
          destinationPorts: rule.destination.ports))
      if covered.isEmpty { continue }
      if rule.access == .deny {
        return Step(
          .forward, .deny, .gateway(.management(ports: covered.destinationPorts)), packets: .all,
          outcome: .managementBlocked,
          subject: Subject(group.id, rule: rule.name, origin: rule.origin ?? group.origin))
      }
      open = open.subtracting(covered)
      if open.isEmpty { return nil }
    }
    return nil
  }

  /// The rule that keeps the gateway from the whole Internet, where Azure's endpoints are (azure-semantics.md §1.9).
  private func outbound(at subnet: NetworkSubnet) -> Step? {
    let port: UInt16 = 443
    let flow = engine.flow(
      from: .site(Site(subnet: subnet)), to: .outside(AddressSpaces.otherParties, label: "Internet"), port: port,
      protocol: .tcp)
    let denial = flow.steps.first { step in
      if case .rule = step.detail { step.verdict == .deny && step.packets == flow.packets } else { false }
    }
    return denial.map { denial in
      Step(
        .forward, .deny, .gateway(.platformEndpoints(port: port)), packets: .all, outcome: .managementBlocked,
        subject: denial.subject)
    }
  }

  /// A default route that leads away from the Internet takes the management traffic with it.
  private func defaultRoute(of subnet: NetworkSubnet) -> Step? {
    let routes = engine.effectiveRoutes(of: subnet)
    let active = routes.rows.filter { $0.state == .active && $0.prefix == .ipv4All }
    guard let route = active.first(where: { $0.source == .user }) ?? active.first(where: { $0.source != .system }),
      route.nextHop.kind != .internet
    else { return nil }
    let detail = RouteStep(subnet: subnet.id, prefix: route.prefix, source: route.source, nextHop: route.nextHop)
    return Step(
      .forward, .deny, .gateway(.defaultRoute(detail)), packets: .all, outcome: .managementBlocked,
      subject: route.routeTable.map { Subject($0, rule: route.name, origin: route.origin) })
  }
}

extension RuleAddress {
  /// The addresses of a gateway's instances that are among these; of the tags only `VirtualNetwork` holds any.
  fileprivate func members(of instances: AddressSet) -> AddressSet {
    switch self {
    case .any: instances
    case .prefix(let prefix): instances.intersection(AddressSet(prefix))
    case .serviceTag(let tag): tag.lowercased() == "virtualnetwork" ? instances : AddressSet()
    }
  }

  /// Whether Azure's gateway managers are among the addresses. They are public addresses of Azure.
  fileprivate var coversManagers: Bool {
    switch self {
    case .any: true
    case .prefix(let prefix): prefix == .ipv4All
    case .serviceTag(let tag): ["gatewaymanager", "internet", "azurecloud"].contains(tag.lowercased())
    }
  }
}

extension HealthPredictor {
  /// What keeps Azure from managing a gateway; empty when nothing does, or when its subnet is not in the input.
  package func management(of gateway: ApplicationGateway) -> [Step] {
    guard let reference = gateway.subnet, case .one(let id) = model.find(reference, as: .subnet),
      let subnet = model.subnet(id)
    else { return [] }
    return ManagementCheck(engine: engine, gateway: gateway).steps(at: subnet)
  }
}
