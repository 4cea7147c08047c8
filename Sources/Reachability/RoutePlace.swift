import NetworkModel
import Outcomes
import PacketSets

/// Where a chosen route leads.
indirect enum RoutePlace {
  case network(Int, by: NetworkPeering?)
  /// A device that is to pass the packets on; the route that names it is to blame when nobody knows what it does.
  case device(IPAddress, in: Int, by: NetworkPeering?, route: Subject?)
  /// Any of several devices, by a hash of the conversation that need not be the same on its way back.
  case anyOf([RoutePlace])
  case internet
  /// To a gateway's far side, where the routes of this gateway subnet apply.
  case gateway(NetworkSubnet)
  /// Premises behind a gateway.
  case premises(GatewayReach.Entry)
  /// Nowhere that can be followed; the step says why.
  case lost
}

extension RoutePlace {
  /// The peering on the way there.
  var peering: NetworkPeering? {
    switch self {
    case .network(_, let peering), .device(_, _, let peering, _): peering
    case .internet, .gateway, .premises, .lost, .anyOf: nil
    }
  }

  /// Every peering that may be on the way there.
  var peerings: [NetworkPeering] {
    if case .anyOf(let places) = self { return places.flatMap(\.peerings) }
    return peering.map { [$0] } ?? []
  }
}
