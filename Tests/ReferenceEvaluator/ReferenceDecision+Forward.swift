/// The way of the packet itself.
extension ReferenceDecision {
  /// Sends the packet from its sender, or on from an appliance: route, outbound groups, then what the route leads to.
  mutating func send(from sender: ReferencePlace) -> ReferenceVerdict {
    let isFirst = hops.isEmpty
    let hop = network.nextHop(from: sender.subnet, to: packet.destination)
    if isFirst { forward = hop }
    let way = network.way(of: hop, from: sender.subnet, to: packet.destination)
    if case .lost(let cause) = way { return end(.denied, .forwardRoute, cause) }

    let outbound = leave(sender)
    if isFirst { self.outbound = outbound } else { hops[hops.count - 1].outbound = outbound }
    if let denial = outbound.denial {
      return end(.denied, isFirst ? .outboundFilter : .applianceFilter, cause(of: denial))
    }

    switch way {
    case .lost(let cause): return end(.denied, .forwardRoute, cause)
    case .internet: return leaveForInternet(from: sender)
    case .gateway: return end(.undecided, .gateway, .gateway)
    case .deafAppliance(let address): return end(.denied, .appliance, .applianceNotForwarding(address))
    case .appliance(let address):
      let interface = network.networkInterface(address, seenFrom: sender.subnet.network)!
      return pass(interface, chosenBy: nil, from: sender, outbound)
    case .loadBalancer(let address):
      let (loadBalancer, frontend) = network.frontend(address, seenFrom: sender.subnet.network)!
      switch choice(loadBalancer, frontend, from: sender.subnet.network) {
      case .failure(let refusal): return end(.denied, .loadBalancer, refusal.cause)
      case .success(let (_, members)):
        return worst(loadBalancer, members) { branch, member in
          branch.pass(member, chosenBy: address, from: sender, outbound)
        }
      }
    case .virtualNetwork(let name):
      return deliver(in: name, from: sender, outbound)
    }
  }

  /// Through an appliance and on (azure-semantics §0 step 5, §2.5).
  private mutating func pass(
    _ interface: ReferenceNetworkInterface, chosenBy frontend: UInt32?, from sender: ReferencePlace,
    _ outbound: ReferenceFilterVerdict
  ) -> ReferenceVerdict {
    if !interface.enableIPForwarding { return end(.denied, .appliance, .applianceNotForwarding(interface.address)) }
    if hops.contains(where: { $0.networkInterface == interface.name }) {
      return end(.denied, .appliance, .loop(interface.address))
    }
    let inbound = enter(interface.place)
    hops.append(
      ReferenceHop(
        networkInterface: interface.name, place: interface.place, frontend: frontend, received: packet, sent: packet,
        inbound: inbound))
    if let denial = inbound.denial { return end(.denied, .applianceFilter, cause(of: denial)) }
    if let refusal = cross(from: sender, outbound, to: interface.place, inbound) { return refusal }

    guard let appliance = network.appliance(of: interface) else {
      return end(.undecided, .appliance, .appliance(interface.address))
    }
    if !appliance.lets(packet) { return end(.denied, .appliance, .applianceDenied(appliance.name)) }
    if appliance.sourceNAT {
      packet = packet.translated(to: interface.place)
      hops[hops.count - 1].sent = packet
      translations.append(hops[hops.count - 1])
    }
    return send(from: interface.place)
  }

  /// Into a virtual network: to a load balancer's member or to the address itself.
  private mutating func deliver(
    in name: String, from sender: ReferencePlace, _ outbound: ReferenceFilterVerdict
  ) -> ReferenceVerdict {
    guard let (loadBalancer, frontend) = network.frontend(packet.destination, in: name) else {
      guard let subnet = network.subnet(of: name, holding: packet.destination) else {
        return end(.denied, .destination, .noSubnet)
      }
      return arrive(at: ReferencePlace(address: packet.destination, subnet: subnet), from: sender, outbound)
    }
    switch choice(loadBalancer, frontend, from: sender.subnet.network) {
    case .failure(let refusal): return end(.denied, .loadBalancer, refusal.cause)
    case .success(let (rule, members)):
      return worst(loadBalancer, members) { branch, member in
        if member.place == ReferencePlace(address: packet.source, subnet: packet.sourceSubnet!) {
          return branch.end(.denied, .loadBalancer, .loadBalancerHairpin(loadBalancer.name))
        }
        branch.balanced = branch.packet
        branch.packet = branch.packet.readdressed(to: member.address, port: rule.backendPort)
        return branch.arrive(at: member.place, from: sender, outbound)
      }
    }
  }

  /// At the receiver: groups, peering, private endpoint (azure-semantics §0 step 7, §1.11).
  private mutating func arrive(
    at place: ReferencePlace, from sender: ReferencePlace, _ outbound: ReferenceFilterVerdict
  ) -> ReferenceVerdict {
    receiver = place
    let endpoint = network.privateEndpoint(at: place)
    let policies = network.endpointPolicies(of: place.subnet)
    let isFiltered = endpoint == nil || policies.includesNetworkSecurityGroups
    let inbound = isFiltered ? enter(place) : ReferenceFilterVerdict(steps: [])
    self.inbound = inbound
    if let denial = inbound.denial { return end(.denied, .inboundFilter, cause(of: denial)) }
    if let refusal = cross(from: sender, outbound, to: place, inbound) { return refusal }

    if let endpoint {
      if endpoint.state != .approved { return end(.denied, .privateEndpoint, .endpointNotApproved(endpoint.name)) }
      let isApart =
        network.virtualNetwork(sender.subnet.network).location != network.virtualNetwork(place.subnet.network).location
      if isApart && hops.isEmpty && network.subnet(sender.subnet).isIsolatedGateway {
        return end(.denied, .privateEndpoint, .endpointInOtherRegion(endpoint.name))
      }
      if packet.protocol != .tcp { return end(.denied, .privateEndpoint, .endpointProtocol(endpoint.name)) }
    }
    packet = (balanced ?? packet).answer(from: place.subnet)
    return sendReply(from: place, isKnown: true, ignoringTable: endpoint != nil && !policies.includesRouteTables)
  }

  /// To the Internet, from which only replies to the sender's own address come back (azure-semantics §2.5).
  private mutating func leaveForInternet(from sender: ReferencePlace) -> ReferenceVerdict {
    if hops.isEmpty { return end(.allowed, .completed, .leftForInternet) }
    if translations.last?.place != sender {
      return end(.denied, .returnRoute, .internetWithoutSourceNAT(sender.address))
    }
    packet = packet.answer(from: nil)
    return takeBackTranslation()
  }

  /// Across the peering between two places, if there is one; the verdict when it does not let the packet through.
  private mutating func cross(
    from sender: ReferencePlace, _ outbound: ReferenceFilterVerdict, to place: ReferencePlace,
    _ inbound: ReferenceFilterVerdict
  ) -> ReferenceVerdict? {
    let (near, far) = (sender.subnet.network, place.subnet.network)
    crossed.insert([near, far])
    if let cause = forbiddenAccess(near, outbound.steps, far, inbound.steps) {
      return end(.denied, .peeringAccess, cause)
    }
    return refusedForwarding(near, far).map { end(.denied, .peeringForwarding, $0) }
  }
}
