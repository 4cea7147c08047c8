import Outcomes
import PacketSets

/// Prefixes that a network's gateway or Route Server learns by BGP: no configuration of Azure's holds them, so a person states
/// them. What is stated for a network is all that it learns.
package struct LearnedRoutes: Sendable, Hashable {
  /// Who told Azure.
  package enum Teacher: String, CaseIterable, Sendable {
    case expressRoute, vpn, routeServer
  }

  /// Where it is written.
  package var origin: Origin
  /// The network whose gateway learns them.
  package var virtualNetwork: Reference
  /// What is learned; empty when nothing is.
  package var prefixes: [AddressPrefix]
  /// Who told Azure.
  package var from: Teacher

  /// Learned routes.
  package init(origin: Origin, virtualNetwork: Reference, prefixes: [AddressPrefix], from: Teacher) {
    self.origin = origin
    self.virtualNetwork = virtualNetwork
    self.prefixes = prefixes
    self.from = from
  }
}
