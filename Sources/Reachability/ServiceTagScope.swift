import NetworkModel
import Outcomes
import PacketSets
import Resources

/// What service tags mean at one subnet; `VirtualNetwork` differs from subnet to subnet (azure-semantics.md §1.7).
struct ServiceTagScope {
  /// The prefixes of a tag.
  enum Expansion {
    case known(AddressSet)
    /// Not given; a service's addresses are public ones.
    case unknown
  }

  private let virtualNetwork: AddressSet
  private let internet: AddressSet
  private let given: ServiceTags

  /// - Parameter subnet: the place whose tags are wanted.
  init(model: NetworkModel, subnet: NetworkSubnet) {
    let network = model.networks[subnet.network]
    var prefixes = network.record.addressPrefixes
    for peering in network.peerings where peering.isConnected && peering.local.allowVirtualNetworkAccess {
      prefixes += peering.remotePrefixes
    }
    let table = subnet.routeTable.value
    if table?.disableBgpRoutePropagation != true {
      prefixes += GatewayReach(model: model).learnedPrefixes(in: network)
    }
    let connected = AddressSet(prefixes: prefixes)
    let userRoutes = (table?.routes ?? []).compactMap { route -> AddressPrefix? in
      if case .prefix(let prefix) = route.destination { prefix } else { nil }
    }
    virtualNetwork = connected.union(AddressSet(prefixes: userRoutes)).union(AddressSet(AddressSpaces.platform))
    // Public ranges that a connected network uses are not the Internet's.
    internet = AddressSpaces.publicSpace.subtracting(connected)
    given = model.resources.serviceTags
  }

  func expand(_ tag: String) -> Expansion {
    switch tag.lowercased() {
    case "virtualnetwork": .known(virtualNetwork)
    case "internet": .known(internet)
    case "azureloadbalancer", "azureplatformdns": .known(AddressSet(AddressSpaces.platform))
    case "azureplatformimds": .known(AddressSet(AddressSpaces.metadata))
    default: given[tag].map { .known(AddressSet(prefixes: $0)) } ?? .unknown
    }
  }
}
