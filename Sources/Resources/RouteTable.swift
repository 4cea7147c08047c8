import Outcomes
import PacketSets

/// A route table (azure-semantics.md §2).
package struct RouteTable: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Its user-defined routes, in the order given.
  package var routes: [Route]
  /// Whether routes learned from gateways are kept out of its subnets.
  package var disableBgpRoutePropagation: Bool
  /// Subnets that name themselves as associated (back-references).
  package var subnets: [Reference]

  /// A route table.
  package init(
    id: ResourceID, origin: Origin, routes: [Route], disableBgpRoutePropagation: Bool = false, subnets: [Reference] = []
  ) {
    self.id = id
    self.origin = origin
    self.routes = routes
    self.disableBgpRoutePropagation = disableBgpRoutePropagation
    self.subnets = subnets
  }
}

/// A user-defined route.
package struct Route: Sendable, Hashable {
  /// What a route can send.
  package enum Destination: Sendable, Hashable {
    case prefix(AddressPrefix)
    case serviceTag(String)
  }

  /// `nextHopType` of a user-defined route.
  package enum NextHopType: String, CaseIterable, Sendable {
    case virtualNetworkGateway = "VirtualNetworkGateway"
    case vnetLocal = "VnetLocal"
    case internet = "Internet"
    case virtualAppliance = "VirtualAppliance"
    case virtualApplianceEcmp = "VirtualApplianceEcmp"
    case none = "None"
  }

  /// Its name, unique in its table.
  package var name: String
  /// Where it is written.
  package var origin: Origin
  /// What it sends.
  package var destination: Destination
  /// Where it sends it.
  package var nextHopType: NextHopType
  /// The appliance's address; only with `VirtualAppliance`.
  package var nextHopIPAddress: IPAddress?
  /// The appliances that share the packets; only with `VirtualApplianceEcmp`.
  package var nextHopIPAddresses: [IPAddress] = []

  /// A route.
  package init(
    name: String, origin: Origin, destination: Destination, nextHopType: NextHopType, nextHopIPAddress: IPAddress?
  ) {
    self.name = name
    self.origin = origin
    self.destination = destination
    self.nextHopType = nextHopType
    self.nextHopIPAddress = nextHopIPAddress
  }

  /// The next hop in the words of effective routes.
  package var nextHop: NextHop {
    switch nextHopType {
    case .virtualNetworkGateway: NextHop(.virtualNetworkGateway)
    case .vnetLocal: NextHop(.vnetLocal)
    case .internet: NextHop(.internet)
    case .virtualAppliance: NextHop(.virtualAppliance, address: nextHopIPAddress)
    case .virtualApplianceEcmp:
      NextHop(
        .virtualApplianceEcmp, address: nextHopIPAddresses.first, others: Array(nextHopIPAddresses.dropFirst()))
    case .none: NextHop(.none)
    }
  }
}
