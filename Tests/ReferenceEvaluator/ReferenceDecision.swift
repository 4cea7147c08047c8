/// Decides the fate of the flow that a packet begins: forward, then the reply's way back.
///
/// The steps and their order are those of azure-semantics §0: route, outbound groups, appliance, inbound groups, return
/// route. Readings:
/// - An absent appliance fails at the route (§0 step 3 "dead appliance", §11 R7), one that does not forward after the
///   outbound groups (§0 step 5); one that forwards leaves the flow undecided there.
/// - A route to an appliance whose address is the destination itself delivers directly (§2.5: an interface takes packets
///   for its own address).
/// - An address of a subnet that no interface has is treated as alive, since instances of gateways have no interface of
///   the user (§1.3).
/// - Forbidden access of a peering is looked at last, so that a group that denies is blamed first (§10 vector 11).
/// - Groups never matter for the reply (§1.5); its route does (§2.7). A reply by way of a forwarding appliance that the
///   packet itself did not pass is undecided, as it hangs on the appliance's state.
package func decide(_ packet: ReferencePacket, in network: ReferenceNetwork) -> ReferenceVerdict {
  var decision = ReferenceDecision(packet: packet, network: network)
  let (outcome, stage, cause) = decision.run()
  return ReferenceVerdict(
    outcome: outcome, stage: stage, cause: cause, forward: decision.forward, outbound: decision.outbound,
    destinationSubnet: decision.destinationSubnet,
    destinationInterface: decision.destinationSubnet.flatMap { network.networkInterface(packet.destination, in: $0) }?
      .name,
    inbound: decision.inbound, reply: decision.reply)
}

/// One run of the steps, keeping what each of them saw.
private struct ReferenceDecision {
  typealias End = (ReferenceOutcome, ReferenceStage, ReferenceCause)

  let packet: ReferencePacket
  let network: ReferenceNetwork
  var forward: ReferenceNextHop?
  var outbound: ReferenceFilterVerdict?
  var destinationSubnet: ReferenceSubnetID?
  var inbound: ReferenceFilterVerdict?
  var reply: ReferenceNextHop?

  init(packet: ReferencePacket, network: ReferenceNetwork) {
    self.packet = packet
    self.network = network
  }

  mutating func run() -> End {
    guard let sourceSubnet = packet.sourceSubnet else { return (.undecided, .source, .unknownSource) }
    if [ReferenceAddress.platform, ReferenceAddress.instanceMetadata].contains(packet.destination) {
      return (.undecided, .destination, .platformAddress)
    }

    let forward = network.nextHop(from: sourceSubnet, to: packet.destination)
    self.forward = forward
    let way = network.way(of: forward, from: sourceSubnet, to: packet.destination)
    if case .lost(let cause) = way { return (.denied, .forwardRoute, cause) }

    let outbound = network.evaluate(
      network.outboundGroups(packet.source, in: sourceSubnet), packet, .outbound, at: sourceSubnet)
    self.outbound = outbound
    if let denial = outbound.denial { return (.denied, .outboundFilter, cause(of: denial)) }

    let destinationNetwork: String
    switch way {
    case .lost(let cause): return (.denied, .forwardRoute, cause)
    case .internet: return (.allowed, .completed, .leftForInternet)
    case .gateway: return (.undecided, .gateway, .gateway)
    case .deafAppliance(let address): return (.denied, .appliance, .applianceNotForwarding(address))
    case .appliance(let address): return (.undecided, .appliance, .appliance(address))
    case .virtualNetwork(let name): destinationNetwork = name
    }

    guard let subnet = network.subnet(of: destinationNetwork, holding: packet.destination) else {
      return (.denied, .destination, .noSubnet)
    }
    self.destinationSubnet = subnet
    let inbound = network.evaluate(
      network.inboundGroups(packet.destination, in: subnet), packet, .inbound, at: subnet)
    self.inbound = inbound
    if let denial = inbound.denial { return (.denied, .inboundFilter, cause(of: denial)) }

    if let cause = forbiddenAccess(sourceSubnet.network, destinationNetwork, outbound, inbound) {
      return (.denied, .peeringAccess, cause)
    }
    return replyEnd(from: subnet)
  }

  /// The end of the flow by the route of its reply.
  private mutating func replyEnd(from subnet: ReferenceSubnetID) -> End {
    let reply = network.nextHop(from: subnet, to: packet.source)
    self.reply = reply
    switch network.way(of: reply, from: subnet, to: packet.source) {
    case .lost(let cause): return (.denied, .returnRoute, cause)
    case .internet: return (.denied, .returnRoute, .internetForPrivateAddress)
    case .gateway: return (.undecided, .returnRoute, .gateway)
    case .deafAppliance(let address): return (.denied, .returnRoute, .applianceNotForwarding(address))
    case .appliance(let address): return (.undecided, .returnRoute, .appliance(address))
    case .virtualNetwork: return (.allowed, .completed, .delivered)
    }
  }

  /// The object of the crossed peering that forbids the flow (azure-semantics §11 R1); the source's is named first.
  ///
  /// Reading: each object closes its own end, as it is that end's `VirtualNetwork` tag that lacks the other network; an
  /// explicitly allowing rule in a group at that end opens it again. The rule must be the one that decided in its group.
  /// The reply is not asked again.
  private func forbiddenAccess(
    _ source: String, _ destination: String, _ outbound: ReferenceFilterVerdict, _ inbound: ReferenceFilterVerdict
  ) -> ReferenceCause? {
    if source == destination { return nil }
    for (local, remote, filters) in [(source, destination, outbound), (destination, source, inbound)] {
      let isClosed = network.peering(from: local, to: remote)!.allowVirtualNetworkAccess == false
      if isClosed && !filters.steps.contains(where: \.isExplicitAllow) {
        return .peeringAccess(local: local, remote: remote)
      }
    }
    return nil
  }

  private func cause(of denial: ReferenceFilterStep) -> ReferenceCause {
    .networkSecurityGroup(denial.networkSecurityGroup, rule: denial.rule.name)
  }
}
