import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Edits of load balancers, private endpoints, firewalls and the way out of a subnet.
extension FixContext {
  // MARK: Load balancers

  func loadBalancerDrafts(_ obstacle: Obstacle) -> [Draft] {
    if obstacle.outcome == .peeringGlobalLoadBalancer {
      guard let id = obstacle.subject?.resource, resources.loadBalancers[id] != nil else { return [] }
      return [Draft(.standardLoadBalancer(id), of: resources)]
    }
    guard case .loadBalancer(let look)? = obstacle.step?.detail,
      let balancer = resources.loadBalancers.values.first(where: { $0.id.matches(look.id) })
    else { return [] }
    if case .noRule = look.event { return frontendPortDrafts(balancer, obstacle) }
    return balancerProbeDrafts(balancer, look, obstacle) + balancerGroupDrafts(balancer)
  }

  /// The setting by which the member is asked moved to a port on which the load balancer listens.
  private func frontendPortDrafts(_ balancer: LoadBalancer, _ obstacle: Obstacle) -> [Draft] {
    guard let place = SettingEdit(obstacle, in: resources) else { return [] }
    let ports = (balancer.rules + balancer.inboundNatRules).compactMap { UInt16(exactly: $0.frontendPort) }
    return ports.filter { $0 > 0 }.prefix(4).map { port in
      place.setting(.settingChanged) { $0.port = port }
    }
  }

  /// The load balancer's own probe at the port to which its rule passes packets.
  private func balancerProbeDrafts(_ balancer: LoadBalancer, _ look: LoadBalancerStep, _ obstacle: Obstacle) -> [Draft]
  {
    balancer.rules.filter { look.rule == nil || $0.id.name == look.rule }.compactMap { rule in
      guard let port = UInt16(exactly: rule.backendPort), port > 0,
        let index = balancer.probes.firstIndex(where: { rule.probe?.name.lowercased() == $0.id.name.lowercased() }),
        balancer.probes[index].port != port
      else { return nil }
      return Draft(.probeChanged, of: resources) { $0.loadBalancers[balancer.id]!.probes[index].port = port }
    }
  }

  /// The load balancer's probes let in by the groups at its machines: they come from the tag AzureLoadBalancer.
  private func balancerGroupDrafts(_ balancer: LoadBalancer) -> [Draft] {
    let members = balancer.backendAddressPools.flatMap { pool -> [NetworkSubnet] in
      let named = model.members(ofLoadBalancerPool: pool.id).compactMap(\.address.subnet)
      let listed = pool.addresses.compactMap { entry in
        model.networks(containing: entry.address).lazy.compactMap { $0.subnet(containing: entry.address) }.first
      }
      let configured = pool.backendIPConfigurations.compactMap { reference in
        reference.id?.parent.flatMap { model.card($0) }?.primary?.subnet
      }
      return named + listed + configured
    }
    var seen: Set<ResourceID> = []
    return members.compactMap(\.networkSecurityGroup.value).filter { seen.insert($0.id).inserted }.flatMap { group in
      let denier = group.securityRules.filter { $0.direction == .inbound && $0.access == .deny }
        .min { $0.priority < $1.priority }
      let subject = Subject(group.id, rule: denier?.name)
      let edits = SecurityGroupEdits(of: subject, .inbound, in: resources)
      return drafts(
        of: edits?.allowing(
          named: "Allow-AzureLoadBalancer", .all, from: RuleEndpoint(addresses: [.serviceTag("AzureLoadBalancer")]),
          to: RuleEndpoint()) ?? [])
    }
  }

  // MARK: Private endpoints

  func privateEndpointDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let id = obstacle.subject?.resource, resources.privateEndpoints[id] != nil else { return [] }
    return [Draft(.approveConnection(id), of: resources)]
  }

  /// An endpoint of the same service in the gateway's own network, and its address in the pool in place of the far one's.
  func nearEndpointDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let member = obstacle.member, let gateway = gateway(obstacle.gateway),
      let far = obstacle.subject.flatMap({ resources.privateEndpoints[$0.resource] }),
      let home = member.gatewaySubnet.flatMap({ model.subnet($0) })
    else { return [] }
    let name = Names.free(
      "\(far.id.name)-\(model.networks[home.network].id.name)",
      Set(resources.privateEndpoints.keys.map { $0.name.lowercased() }))
    let subnets = model.networks[home.network].subnets.filter { $0.id != home.id && !$0.isGatewaySubnet }
    return subnets.prefix(2).compactMap { subnet in
      guard let address = freeAddresses(in: subnet, 1).first else { return nil }
      var draft = Draft(.privateEndpoint(like: far.id, name: name, in: subnet.id, at: address), of: resources)
      return draft.replace(member, by: .address(address, origin: gateway.origin), in: gateway) ? draft : nil
    }
  }

  // MARK: The way out

  /// A NAT gateway at the gateway's subnet: one of the input in the same network, else a new one.
  func egressDrafts(_ obstacle: Obstacle) -> [Draft] {
    let id = obstacle.member?.gatewaySubnet ?? gateway(obstacle.gateway)?.subnet?.id
    guard let subnet = id.flatMap({ model.subnet($0) }) else { return [] }
    return resources.natGateways.keys.map { Draft(.natGateway($0, at: subnet.id), of: resources) }
      + [Draft(.newNatGateway(at: subnet.id), of: resources)]
  }

  // MARK: Rules of firewalls

  /// A security admin rule before the one that denies, which leaves the decision to the groups.
  func adminRuleDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard case .adminRule(let look)? = obstacle.step?.detail, let subject = obstacle.subject, let blamed = subject.rule,
      let denier = resources.securityAdminRules.values.first(where: {
        $0.id.name == blamed && ($0.id.parent?.matches(subject.resource) ?? false)
      }), let collection = denier.id.parent
    else { return [] }
    let packets = packets(obstacle)
    let siblings = resources.securityAdminRules.values.filter { $0.id.parent == collection }
    let taken = Set(siblings.filter { $0.direction == denier.direction }.map(\.priority))
    guard let priority = (1..<max(1, look.priority)).last(where: { !taken.contains($0) }) else { return [] }
    let name = Names.free("Allow-AppGw", Set(siblings.map { $0.id.name.lowercased() }))
    return [
      Draft(
        .adminRule(
          name: name, in: collection, for: denier.networkGroup, priority: priority, denier.direction,
          RuleProtocol.covering(packets.protocols), sources: packets.sources, destinations: packets.destinations,
          ports: packets.destinationPorts), of: resources)
    ]
  }

  /// A rule of the firewall's policy, or of an appliance that a scenario describes.
  func applianceDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard case .appliance(let look)? = obstacle.step?.detail else { return [] }
    let packets = packets(obstacle)
    let described = resources.appliances.filter { $0.addresses.contains(look.address) }.map { appliance in
      Draft(
        .applianceRule(
          appliance: appliance.name, sources: AddressSet(prefixes: packets.sources.subnetPrefixes),
          destinations: packets.destinations, ports: packets.destinationPorts, RuleProtocol.covering(packets.protocols)),
        of: resources)
    }
    return described + firewallDrafts(look, packets)
  }

  private func firewallDrafts(_ look: ApplianceStep, _ packets: PacketSet) -> [Draft] {
    resources.azureFirewalls.values.filter { $0.addresses.contains(look.address) }.flatMap { firewall -> [Draft] in
      let policy = firewall.firewallPolicy?.id?.name ?? firewall.firewallPolicy?.name
      let groups = resources.ruleCollectionGroups.values.filter {
        $0.id.names.first?.lowercased() == policy?.lowercased()
      }
      return groups.flatMap { group in
        group.ruleCollections.indices.compactMap { index -> Draft? in
          let collection = group.ruleCollections[index]
          guard collection.access == .allow, collection.rules.contains(where: { $0.kind == .network }) else {
            return nil
          }
          let name = Names.free("Allow-AppGw", Set(collection.rules.map { $0.name.lowercased() }))
          return Draft(
            .firewallRule(
              name: name, in: group.id, collection: collection.name, RuleProtocol.covering(packets.protocols),
              sources: packets.sources, destinations: packets.destinations, ports: packets.destinationPorts),
            of: resources)
        }
      }
    }
  }
}
