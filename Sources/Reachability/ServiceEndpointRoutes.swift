import NetworkModel
import Outcomes
import PacketSets
import Resources

/// The rows that a subnet's service endpoints add: public prefixes of the service, which no route of the user or of a gateway
/// overrides (azure-semantics.md §2.2, §8 row 22).
struct ServiceEndpointRoutes {
  /// Rows of the services whose prefixes are known.
  private let rows: [EffectiveRoute]
  /// Services whose prefixes are not known, and the public addresses among which they are.
  let open: [EffectiveRoutes.OpenEndpoint]

  init(of subnet: NetworkSubnet, tags: ServiceTags) {
    var prefixes: [AddressPrefix] = []
    var taken: Set<AddressPrefix> = []
    var open: [EffectiveRoutes.OpenEndpoint] = []
    for endpoint in subnet.record.serviceEndpoints {
      for tag in endpoint.serviceTags {
        if let known = tags[tag] {
          prefixes += known.filter { taken.insert($0).inserted }
        } else {
          // A region's prefixes are among the whole service's.
          let whole = tags[endpoint.serviceTag].map { AddressSet(prefixes: $0) }
          open.append(.init(tag: tag, within: whole ?? AddressSpaces.publicSpace))
        }
      }
    }
    rows = prefixes.map { EffectiveRoute(source: .system, prefix: $0, nextHop: NextHop(.serviceEndpoint)) }
    self.open = open
  }

  /// A subnet's other rows with these: what lies inside one of them is not in effect.
  func overriding(_ others: [EffectiveRoute]) -> [EffectiveRoute] {
    if rows.isEmpty { return others }
    return others.map { other in
      guard other.source != .system, rows.contains(where: { $0.prefix.contains(other.prefix) }) else { return other }
      return other.with(state: .invalid)
    } + rows
  }
}
