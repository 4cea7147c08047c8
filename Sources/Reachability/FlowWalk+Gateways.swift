import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Packets that pass virtual network gateways, and premises behind these (azure-semantics.md §2.7).
extension FlowWalk {
  /// Comes in by a gateway whose subnet has routes of its own.
  /// - Parameter gateways: gateway subnets passed just before.
  mutating func pass(
    _ traffic: Traffic, gatewaySubnet entry: NetworkSubnet, after gateways: [ResourceID], _ leg: Leg
  ) {
    guard !gateways.contains(entry.id) else {
      add(
        Step(
          leg, .deny,
          .route(
            RouteStep(subnet: entry.id, prefix: nil, source: .user, nextHop: NextHop(.virtualNetworkGateway))),
          packets: traffic.emitted, outcome: .routeLoop, subject: entry.routeTable.value.map { Subject($0.id) }))
      return
    }
    send(traffic, from: entry, card: nil, leg, isFresh: false, gateways: gateways + [entry.id])
  }

  /// Arrives at premises, whose replies come in by the gateway's subnet; or, on the way back, is home there.
  mutating func visitPremises(
    _ traffic: Traffic, by entry: GatewayReach.Entry, from subnet: NetworkSubnet, _ leg: Leg
  ) {
    guard leg == .forward else { return missHalf(traffic.passages[...], traffic) }
    guard !traffic.emitted.isEmpty else { return }
    assume(.premisesAnswer(traffic.there.destinations, to: model.networks[subnet.network].id))
    // Without routes of its own the gateway delivers straight to the sender, past every device that saw the way there.
    guard let gateway = entry.subnet, entry.hasRoutes || !traffic.passages.isEmpty else { return }
    add(Step(.back, .skip, .flowState, packets: traffic.emitted))
    send(traffic, from: gateway, card: nil, .back, isFresh: false)
  }

  /// Sets out from premises, by a gateway whose subnet may have routes of its own.
  mutating func arriveFromPremises(_ traffic: Traffic, by entry: GatewayReach.Entry, at site: Site) {
    assume(.premisesSend(traffic.there.sources, to: model.networks[site.network].id))
    if let gateway = entry.subnet, entry.hasRoutes {
      send(traffic, from: gateway, card: nil, .forward, isFresh: false)
    } else {
      arrive(traffic, in: site.network, by: nil)
    }
  }

  /// A private address outside every network is somebody's premises, whose routes are not in the input.
  mutating func noteOnPremises(_ addresses: AddressSet) {
    let own = addresses.subtracting(AddressSpaces.publicSpace)
    add(
      outside(.virtualNetworkGateway, packets.intersection(PacketBox(sources: own)), .onPremises(own)))
  }

  /// Packets on a way outside the networks of the input, which nothing tells.
  func outside(_ nextHop: NextHop.Kind, _ packets: PacketSet, _ missing: MissingFact) -> Step {
    Step(
      .forward, .undetermined,
      .route(RouteStep(subnet: nil, prefix: nil, source: .system, nextHop: NextHop(nextHop))), packets: packets,
      missing: missing)
  }
}
