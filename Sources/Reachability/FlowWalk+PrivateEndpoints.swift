import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Packets to private endpoints (azure-semantics.md §1.11, §2.6).
extension FlowWalk {
  mutating func reach(_ traffic: Traffic, _ place: EndpointPlace, by peering: NetworkPeering?) {
    guard let subnet = place.subnet else {
      add(unassigned(.forward, traffic.emitted, in: model.networks[place.network]))
      return
    }
    let detail = StepDetail.privateEndpoint(
      PrivateEndpointStep(
        id: place.id, address: place.address, state: place.endpoint?.connectionState?.rawValue,
        isFiltered: place.isFiltered))
    let subject = Subject(place.id, origin: place.endpoint?.origin)
    switch place.endpoint.map(\.connectionState) {
    case nil:
      add(
        Step(
          .forward, .undetermined, detail, packets: traffic.emitted, subject: subject,
          missing: .privateEndpoint(place.id, place.address)))
    case .approved??: add(Step(.forward, .allow, detail, packets: traffic.emitted, subject: subject))
    case .some(nil):
      add(Step(.forward, .allow, detail, packets: traffic.emitted, subject: subject))
      assume(.privateEndpointApproved(place.id))
    case .pending??, .rejected??, .disconnected??:
      add(
        Step(
          .forward, .deny, detail, packets: traffic.emitted, outcome: .privateEndpointNotApproved, subject: subject))
    }
    noteCaller(of: traffic, isPublic: false)
    checkRegion(of: place, by: peering, traffic)
    if place.isFiltered {
      letIn(traffic, over: peering, .forward, subnet: subnet, card: nil)
    } else if let closed = peering?.closedThere {
      // No group looks, so that no rule can allow what the peering does not.
      forbid(traffic.emitted, by: closed, .forward)
    }
    add(Step(.back, .skip, .flowState, packets: traffic.emitted))
    if !place.isRouted, case .attached = subnet.routeTable { assume(.privateEndpointRepliesDirectly(place.id)) }
    send(
      traffic, from: subnet, card: nil, .back, isFresh: false,
      routes: place.isRouted
        ? nil : RouteComputation(model: model, reaches: engine.reaches).effectiveRoutes(of: subnet, withTable: false))
  }
}
