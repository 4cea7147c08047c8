import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Why no route leads to an address that somebody may have.
package enum UnroutedCause: Sendable {
  case blamed(Outcome, Subject)
  case open(MissingFact)
}

extension Engine {
  /// Why a network's routes lead nowhere for an address; nil when nothing else than the missing route is at fault.
  func unrouted(_ address: IPAddress, by routes: EffectiveRoutes, in network: Network) -> UnroutedCause? {
    for peering in network.peerings
    where peering.lacksRange(for: address, of: peering.remote.map { model.networks[$0] }) {
      return .blamed(.peeringOutOfSync, Subject(peering.local.id, origin: peering.local.origin))
    }
    for peering in network.peerings where peering.leavesOut(address, of: peering.remote.map { model.networks[$0] }) {
      return .blamed(.peeringSubnetLeftOut, Subject(peering.local.id, origin: peering.local.origin))
    }
    if let fact = routes.incomplete { return .open(fact) }
    if !routes.disableBgpRoutePropagation,
      let broken = reaches[network.index].broken.first(where: { $0.prefixes.contains { $0.contains(address) } })
    {
      return .blamed(.connectionNotConnected, broken.connection)
    }
    // A mesh connects networks of the input without any trace in them.
    let isElsewhere = model.networks(containing: address).contains { $0.index != network.index }
    if isElsewhere, let mesh = model.resources.connectivityConfigurations.values.first(where: \.connectsGroups) {
      return .open(.connectedGroup(mesh.id, network: network.id))
    }
    return nil
  }
}
