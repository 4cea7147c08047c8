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
    if place.isFiltered {
      let closed = peering?.reverse.flatMap { $0.allowVirtualNetworkAccess ? nil : $0 }
      filter(traffic, .inbound, .forward, subnet: subnet, card: nil, closed: closed)
    }
    if place.isRouted {
      send(traffic, from: subnet, card: nil, .back, isFresh: false)
    } else {
      if case .attached = subnet.routeTable { assume(.privateEndpointRepliesDirectly(place.id)) }
      let home = traffic.passages.last { $0.translated != nil }?.device.network
      guard let home = home ?? source.network else { return }
      comeHome(traffic, in: home, from: subnet)
    }
  }
}

extension Endpoint {
  /// The network that this end stands in; nil outside all of them.
  fileprivate var network: Int? {
    if case .site(let site) = self { site.network } else { nil }
  }
}
