import Outcomes
import PacketSets

extension EffectiveRoutes {
  static func byPrecedence(_ rows: [EffectiveRoute]) -> [EffectiveRoute] {
    rows.filter { $0.state == .active }.enumerated().sorted { a, b in
      let isEndpoint = a.element.nextHop.kind == .serviceEndpoint
      if isEndpoint != (b.element.nextHop.kind == .serviceEndpoint) { return isEndpoint }
      if a.element.prefix.length != b.element.prefix.length { return a.element.prefix.length > b.element.prefix.length }
      if a.element.source != b.element.source { return a.element.source.rank < b.element.source.rank }
      return a.offset < b.offset
    }.map(\.element)
  }

  /// Cuts a set of destinations into parts that share a row; the last part, without a row, is what no route covers.
  func choose(for destinations: AddressSet) -> [(destinations: AddressSet, route: EffectiveRoute?)] {
    var rest = destinations
    var parts: [(destinations: AddressSet, route: EffectiveRoute?)] = []
    for index in byPrecedence.indices {
      guard let first = rest.first, let last = rest.last else { return parts }
      let range = byPrecedence[index].prefix.range
      if range.upperBound < first || last < range.lowerBound { continue }
      let route = byPrecedence[index]
      let part = rest.intersection(AddressSet(route.prefix))
      guard !part.isEmpty else { continue }
      rest = rest.subtracting(part)
      if let index = parts.firstIndex(where: { $0.route == route }) {
        parts[index].destinations = parts[index].destinations.union(part)
      } else {
        parts.append((part, route))
      }
    }
    if !rest.isEmpty { parts.append((rest, nil)) }
    return parts
  }
}

extension RouteSource {
  /// Precedence among routes of the same prefix, first wins.
  fileprivate var rank: Int {
    switch self {
    case .user: 0
    case .virtualNetworkGateway: 1
    case .system: 2
    }
  }
}
