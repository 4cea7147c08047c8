import Outcomes
import PacketSets

/// One row of a subnet's effective routes (azure-semantics.md §2.3).
package struct EffectiveRoute: Hashable, Sendable {
  /// Whether it takes part in the choice.
  package enum State: String, CaseIterable, Sendable {
    case active = "Active"
    case invalid = "Invalid"
  }

  /// The route's name; only user-defined ones have one.
  package let name: String?
  /// Where it comes from.
  package let source: RouteSource
  /// Whether it takes part in the choice.
  package let state: State
  /// What it sends.
  package let prefix: AddressPrefix
  /// Where it sends it.
  package let nextHop: NextHop
  /// The route table of a user-defined route.
  package let routeTable: ResourceID?
  /// Where a user-defined route is written.
  package let origin: Origin?
  /// The network at the other end of the peering that it goes over.
  package let peer: ResourceID?

  /// A row.
  package init(
    name: String? = nil, source: RouteSource, state: State = .active, prefix: AddressPrefix, nextHop: NextHop,
    routeTable: ResourceID? = nil, origin: Origin? = nil, peer: ResourceID? = nil
  ) {
    self.name = name
    self.source = source
    self.state = state
    self.prefix = prefix
    self.nextHop = nextHop
    self.routeTable = routeTable
    self.origin = origin
    self.peer = peer
  }

  /// The same row in another state.
  package func with(state: State) -> EffectiveRoute {
    EffectiveRoute(
      name: name, source: source, state: state, prefix: prefix, nextHop: nextHop, routeTable: routeTable,
      origin: origin, peer: peer)
  }
}

/// The effective routes of a subnet, and what is not known about them.
package struct EffectiveRoutes: Equatable, Sendable {
  /// A user-defined route for a service tag whose prefixes are not known.
  package struct UnknownTag: Equatable, Sendable {
    /// The tag.
    package let tag: String
    /// The route, with a prefix that stands for the tag's.
    package let route: EffectiveRoute
  }

  /// A service endpoint whose prefixes are not known.
  package struct OpenEndpoint: Equatable, Sendable {
    /// The tag that holds them.
    package let tag: String
    /// The public addresses among which they are.
    package let within: AddressSet
  }

  /// The subnet.
  package let subnet: ResourceID
  /// All rows, in the order in which Azure lists them.
  package let rows: [EffectiveRoute]
  /// Whether its route table keeps learned routes out.
  package let disableBgpRoutePropagation: Bool
  /// User-defined routes for service tags whose prefixes are not known.
  package let unknownTags: [UnknownTag]
  /// Service endpoints whose prefixes are not known.
  package let openEndpoints: [OpenEndpoint]
  /// The route table is attached but not in the input, or the network's own address space is not.
  package let missing: MissingFact?
  /// Why gateways may add rows that the input does not state; nil when they cannot.
  package let incomplete: MissingFact?
  /// Active rows in the order of precedence: service endpoints, then longest prefix, then user, gateway, system
  /// (azure-semantics.md §2.2).
  let byPrecedence: [EffectiveRoute]

  /// The rows of a subnet.
  init(
    subnet: ResourceID, rows: [EffectiveRoute], disableBgpRoutePropagation: Bool,
    unknownTags: [UnknownTag], openEndpoints: [OpenEndpoint] = [], missing: MissingFact?,
    incomplete: MissingFact? = nil
  ) {
    self.subnet = subnet
    self.rows = rows
    self.disableBgpRoutePropagation = disableBgpRoutePropagation
    self.unknownTags = unknownTags
    self.openEndpoints = openEndpoints
    self.missing = missing
    self.incomplete = incomplete
    byPrecedence = Self.byPrecedence(rows)
  }
}

/// What next hop says (azure-semantics.md §6.2).
package struct NextHopAnswer: Hashable, Sendable {
  /// The chosen row; nil when it cannot be told.
  package let route: EffectiveRoute?
  /// The next hop, `None` when the chosen appliance does not exist (§11 R7).
  package let nextHop: NextHop?
  /// Why it cannot be told.
  package let missing: MissingFact?
}
