import NetworkModel
import Outcomes
import PacketSets
import Resources

extension Engine {
  /// Where a gateway leads packets that a network sends to an address.
  package func behindGateway(of network: Network, to address: IPAddress) -> GatewayReach.Destination {
    let reach = reaches[network.index]
    guard let (end, prefix) = reach.farEnd(of: address) else {
      return .unknown(reach.unknown ?? .virtualNetworkGateway(reach.gateway))
    }
    switch end.place {
    case .network(let far):
      return .network(far, entry(of: end.entrance))
    case .premises:
      // Whether the premises pass on what is not theirs is not in the input.
      if prefix.length == 0, AddressSpaces.publicSpace.contains(address) { return .unknown(.forcedTunnel(address)) }
      // Nor whether they are connected with a network of the input that has the address.
      if !model.networks(containing: address).isEmpty { return .unknown(.virtualNetworkGateway(reach.gateway)) }
      return .premises(entry(of: end.entrance))
    }
  }

  /// By which gateway subnet premises that have these addresses send into a network; nil when no gateway of the network leads to
  /// all of them.
  package func arrival(from addresses: AddressSet, into network: Network) -> GatewayReach.Entry? {
    guard let first = addresses.first, let (end, prefix) = reaches[network.index].farEnd(of: first),
      case .premises = end.place, prefix.length > 0 || !AddressSpaces.publicSpace.contains(first),
      addresses.isSubset(of: AddressSet(prefix))
    else { return nil }
    return entry(of: end.entrance)
  }

  /// What an answer for public addresses and for what a user's routes send away rests on: a gateway of the network may learn
  /// routes that the input does not state.
  package func gatewayAssumption(_ route: EffectiveRoute, in routes: EffectiveRoutes, from network: Network)
    -> Assumption?
  {
    guard routes.incomplete != nil else { return nil }
    switch route.nextHop.kind {
    case .vnetLocal, .vnetPeering, .vnetGlobalPeering, .serviceEndpoint, .interfaceEndpoint, .virtualNetworkGateway:
      return nil
    case .none where route.source == .system: return nil
    case .internet, .none, .virtualAppliance, .virtualApplianceEcmp:
      // Nothing is more specific than one address.
      let range = route.prefix.range
      return range.lowerBound == range.upperBound ? nil : .learnsNoMore(network.id)
    }
  }

  /// The addresses of premises behind gateways, each set behind one prefix and in no other set. A default route stands for
  /// private addresses only: whether the premises pass on public ones is not in the input.
  package var premises: [AddressSet] {
    let prefixes = reaches.flatMap(\.farEnds).filter { $0.place == .premises }.flatMap(\.prefixes)
    var taken = model.networks.ranges.reduce(AddressSet()) { $0.union($1) }
    return Set(prefixes).sorted { ($1.length, $0.range.lowerBound) < ($0.length, $1.range.lowerBound) }.compactMap {
      let own = AddressSet($0).intersection($0.length == 0 ? AddressSpaces.premises : .all).subtracting(taken)
      taken = taken.union(own)
      return own.isEmpty ? nil : own
    }
  }

  /// Whether gateways may lead to premises that the input does not tell.
  package var mayReachMorePremises: Bool { reaches.contains { $0.unknown != nil } }

  private func entry(of network: Int) -> GatewayReach.Entry {
    let subnet = model.networks[network].subnets.first(where: \.isGatewaySubnet)
    if let subnet { model.note(.subnet(subnet.id)) }
    return GatewayReach.Entry(subnet: subnet)
  }
}
