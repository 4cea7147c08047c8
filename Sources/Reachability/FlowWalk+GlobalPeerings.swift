import NetworkModel
import Outcomes
import PacketSets
import Resources

/// What a peering between two regions does not carry (azure-semantics.md §1.9, §2.6).
extension FlowWalk {
  /// Packets that come over a peering for a load balancer's frontend, or by way of it: between regions none get to a Basic one.
  mutating func checkRegion(of frontend: FrontendPlace, by peering: NetworkPeering?, _ traffic: Traffic, _ leg: Leg) {
    guard let peering, peering.isGlobal != false, frontend.balancer.isBasic != false else { return }
    let subject = Subject(frontend.balancer.id, origin: frontend.balancer.origin)
    var missing: MissingFact?
    if frontend.balancer.isBasic == nil {
      missing = .loadBalancerSku(frontend.balancer.id)
    } else if peering.isGlobal == nil {
      missing = .region(of: unplaced(peering, to: frontend.network), matters: frontend.balancer.id)
    }
    add(step(over: peering, subject, .peeringGlobalLoadBalancer, missing, traffic, leg, to: frontend.network))
  }

  /// Packets that come over a peering for a private endpoint: between regions none of an isolated gateway's get there.
  mutating func checkRegion(of place: EndpointPlace, by peering: NetworkPeering?, _ traffic: Traffic) {
    // Behind a device that translates it is the device that calls.
    guard let peering, peering.isGlobal != false, traffic.sender == nil, let subnet = source.subnet,
      engine.gatewaySubnets.isolated.contains(subnet.id)
    else { return }
    guard traffic.passages.isEmpty else { return assume(.applianceReachesEndpoint(place.id)) }
    let missing: MissingFact? =
      peering.isGlobal == nil ? .region(of: unplaced(peering, to: place.network), matters: place.id) : nil
    let subject = Subject(place.id, origin: place.endpoint?.origin)
    add(step(over: peering, subject, .peeringGlobalPrivateEndpoint, missing, traffic, .forward, to: place.network))
  }

  private func step(
    over peering: NetworkPeering, _ subject: Subject, _ outcome: Outcome, _ missing: MissingFact?, _ traffic: Traffic,
    _ leg: Leg, to index: Int
  ) -> Step {
    let remote = model.networks[index].id
    let detail = StepDetail.peering(
      PeeringStep(
        network: peering.local.id.parent ?? peering.local.id, remote: remote, unreached: subject.resource))
    return Step(
      leg, missing == nil ? .deny : .undetermined, detail, packets: traffic.emitted,
      outcome: missing == nil ? outcome : nil, subject: subject, missing: missing)
  }

  /// An end of a peering whose region is not in the input.
  private func unplaced(_ peering: NetworkPeering, to index: Int) -> ResourceID {
    let remote = model.networks[index]
    return remote.record.location.isEmpty ? remote.id : peering.local.id.parent ?? remote.id
  }
}

extension LoadBalancer {
  /// Whether its SKU is Basic; nil when the input does not show it.
  fileprivate var isBasic: Bool? { sku.map { $0.lowercased() == "basic" } }
}
