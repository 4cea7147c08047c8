/// The way of the reply, which routes of its own decide (azure-semantics §2.7).
extension ReferenceDecision {
  /// Sends the reply from the receiver, or on from an appliance.
  ///
  /// - Parameters:
  ///   - isKnown: whether the flow passed here, so that the groups let the reply out (§1.5).
  ///   - ignoringTable: whether the subnet's route table is left aside.
  mutating func sendReply(
    from sender: ReferencePlace, isKnown: Bool, ignoringTable: Bool = false
  ) -> ReferenceVerdict {
    let hop = network.nextHop(from: sender.subnet, to: packet.destination, ignoringTable: ignoringTable)
    if sender == receiver { reply = hop }
    let way = network.way(of: hop, from: sender.subnet, to: packet.destination)
    if case .lost(let cause) = way { return end(.denied, .returnRoute, cause) }
    if !isKnown, let denial = leave(sender).denial { return end(.denied, .returnFilter, cause(of: denial)) }

    switch way {
    case .lost(let cause): return end(.denied, .returnRoute, cause)
    case .internet: return end(.denied, .returnRoute, .internetForPrivateAddress)
    case .gateway: return end(.undecided, .returnRoute, .gateway)
    case .deafAppliance(let address): return end(.denied, .returnRoute, .applianceNotForwarding(address))
    case .appliance(let address):
      return passReply(network.networkInterface(address, seenFrom: sender.subnet.network)!, from: sender)
    case .loadBalancer(let address):
      return spreadReply(address, from: sender)
    case .virtualNetwork(let name):
      return deliverReply(in: name, from: sender)
    }
  }

  /// Through an appliance and on.
  private mutating func passReply(
    _ interface: ReferenceNetworkInterface, from sender: ReferencePlace
  ) -> ReferenceVerdict {
    if !interface.enableIPForwarding {
      return end(.denied, .returnRoute, .applianceNotForwarding(interface.address))
    }
    if replyHops.contains(interface.name) { return end(.denied, .returnRoute, .loop(interface.address)) }
    replyHops.append(interface.name)
    let isKnown = hops.contains { $0.networkInterface == interface.name && $0.sent.isAnswered(by: packet) }
    if !isKnown, let denial = enter(interface.place).denial { return end(.denied, .returnFilter, cause(of: denial)) }
    if let refusal = crossBack(from: sender, to: interface.place) { return refusal }

    guard let appliance = network.appliance(of: interface) else {
      return end(.undecided, .returnRoute, .appliance(interface.address))
    }
    if isKnown { answered.insert(interface.name) }
    if appliance.keepsState && !isKnown { return end(.denied, .returnRoute, .asymmetric(interface.address)) }
    if !appliance.keepsState && !appliance.lets(packet) {
      return end(.denied, .returnRoute, .applianceDenied(appliance.name))
    }
    return sendReply(from: interface.place, isKnown: isKnown)
  }

  /// To the appliance that a load balancer chooses: the one it chose for the packet, if it was asked then (§2.5).
  private mutating func spreadReply(_ address: UInt32, from sender: ReferencePlace) -> ReferenceVerdict {
    let (loadBalancer, frontend) = network.frontend(address, seenFrom: sender.subnet.network)!
    switch choice(loadBalancer, frontend, from: sender.subnet.network) {
    case .failure(let refusal): return end(.denied, .returnRoute, refusal.cause)
    case .success(let (_, members)):
      let before = hops.first {
        $0.frontend == address && $0.place.subnet.network == loadBalancer.virtualNetwork
      }
      if let before { return passReply(network.networkInterface(named: before.networkInterface), from: sender) }
      return worst(loadBalancer, members) { branch, member in branch.passReply(member, from: sender) }
    }
  }

  /// Into a virtual network: to the appliance whose NAT has to be undone, else to the sender of the packet.
  private mutating func deliverReply(in name: String, from sender: ReferencePlace) -> ReferenceVerdict {
    let place =
      translations.last?.place ?? ReferencePlace(address: original.source, subnet: original.sourceSubnet!)
    if place.subnet.network != name { return end(.denied, .returnRoute, .otherNetwork(name)) }
    if let refusal = crossBack(from: sender, to: place) { return refusal }
    if !translations.isEmpty { return takeBackTranslation() }

    for hop in hops where !answered.contains(hop.networkInterface) {
      let appliance = network.appliance(of: network.networkInterface(named: hop.networkInterface))!
      if appliance.keepsState { return end(.denied, .returnRoute, .asymmetric(appliance.address)) }
    }
    return end(.allowed, .completed, receiver == nil ? .leftForInternet : .delivered)
  }

  /// Undoes the last source NAT at its appliance and sends the reply on to the source that it replaced.
  mutating func takeBackTranslation() -> ReferenceVerdict {
    let hop = translations.removeLast()
    replyHops.append(hop.networkInterface)
    answered.insert(hop.networkInterface)
    packet = packet.readdressed(to: hop.received.source, port: hop.received.sourcePort)
    return sendReply(from: hop.place, isKnown: true)
  }

  /// Across the peering between two places, if there is one; the verdict when it does not let the reply through.
  private func crossBack(from sender: ReferencePlace, to place: ReferencePlace) -> ReferenceVerdict? {
    let (near, far) = (sender.subnet.network, place.subnet.network)
    if !crossed.contains([near, far]) {
      let (nearSteps, farSteps) = (filterSteps[sender] ?? [], filterSteps[place] ?? [])
      if let cause = forbiddenAccess(near, nearSteps, far, farSteps) { return end(.denied, .returnRoute, cause) }
    }
    return refusedForwarding(near, far).map { end(.denied, .returnRoute, $0) }
  }
}
