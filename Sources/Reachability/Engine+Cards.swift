import NetworkModel
import Outcomes
import PacketSets
import Resources

extension Engine {
  /// The routes in effect at a network interface: those of its subnet, or the fact that its subnet is not in the input.
  package func effectiveRoutes(card: Card) -> EffectiveRoutes {
    if let subnet = card.primary?.subnet { return effectiveRoutes(of: subnet) }
    return EffectiveRoutes(
      subnet: card.primary?.configuration.subnet?.id ?? card.id, rows: [], disableBgpRoutePropagation: false,
      unknownTags: [], missing: effectiveRules(card: card).missing.first)
  }

  /// The next hop from a network interface, or the fact that its subnet is not in the input.
  package func nextHop(card: Card, to destination: IPAddress) -> NextHopAnswer {
    if let subnet = card.primary?.subnet { return nextHop(from: subnet, to: destination) }
    return NextHopAnswer(route: nil, nextHop: nil, missing: effectiveRules(card: card).missing.first)
  }
}
