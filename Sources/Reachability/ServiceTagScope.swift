import NetworkModel
import Outcomes
import PacketSets
import Resources

/// What service tags mean at one subnet; `VirtualNetwork` differs from subnet to subnet (azure-semantics.md §1.7).
struct ServiceTagScope: Equatable {
  /// The prefixes of a tag.
  enum Expansion: Equatable {
    case known(AddressSet)
    /// More of the addresses may be in it: a gateway may have learned them.
    case open(AddressSet, possible: AddressSet, MissingFact)
    /// Not given; a service's addresses are public ones.
    case unknown
  }

  private let virtualNetwork: Expansion
  private let internet: AddressSet
  private let given: [String: AddressSet]

  /// The given tags that rules name, by name in lower case: of Azure's thousands a network uses a few.
  static func given(in resources: Resources) -> [String: AddressSet] {
    if resources.serviceTags.isEmpty { return [:] }
    var sets: [String: AddressSet] = [:]
    let ends =
      resources.networkSecurityGroups.values.lazy.flatMap(\.securityRules).map { ($0.source, $0.destination) }
      + resources.securityAdminRules.values.map { ($0.source, $0.destination) }
    for (source, destination) in ends {
      for case .serviceTag(let tag) in source.addresses + destination.addresses {
        let name = tag.lowercased()
        if sets[name] == nil, let prefixes = resources.serviceTags[tag] { sets[name] = AddressSet(prefixes: prefixes) }
      }
    }
    return sets
  }

  /// - Parameters:
  ///   - subnet: the place whose tags are wanted.
  ///   - reach: what the subnet's network reaches through gateways.
  ///   - given: what `given(in:)` made of the model's resources.
  init(model: NetworkModel, subnet: NetworkSubnet, reach: GatewayReach, given: [String: AddressSet]) {
    let network = model.networks[subnet.network]
    var prefixes = network.record.addressPrefixes
    for peering in network.peerings where peering.isConnected && peering.local.allowVirtualNetworkAccess {
      prefixes += peering.remotePrefixes
    }
    let table = subnet.routeTable.value
    let learns = table?.disableBgpRoutePropagation != true
    if learns { prefixes += reach.prefixes }
    let connected = AddressSet(prefixes: prefixes)
    let userRoutes = (table?.routes ?? []).compactMap { route -> AddressPrefix? in
      if case .prefix(let prefix) = route.destination { prefix } else { nil }
    }
    let known = connected.union(AddressSet(prefixes: userRoutes)).union(AddressSet(AddressSpaces.platform))
    // A user's route may have any prefix, and so may a peer that nothing describes.
    let unread =
      subnet.routeTable.missing
      ?? network.peerings.first {
        $0.isConnected && $0.local.allowVirtualNetworkAccess && !$0.knowsRanges
      }?.missingNetwork
    if let unread {
      virtualNetwork = .open(known, possible: known.complement, unread)
    } else if learns, let fact = reach.unknown {
      // A peer's ranges are preferred over learned ones, with access or without.
      let peers = AddressSet(prefixes: network.peerings.filter(\.isConnected).flatMap(\.remotePrefixes))
      virtualNetwork = .open(
        known, possible: AddressSpaces.notInternet.subtracting(known).subtracting(peers), fact)
    } else {
      virtualNetwork = .known(known)
    }
    // Public ranges that a connected network uses are not the Internet's; a learned default route takes nothing from it.
    internet = AddressSpaces.publicSpace.subtracting(AddressSet(prefixes: prefixes.filter { $0.length > 0 }))
    self.given = given
  }

  /// Precedence among tags that hold the same prefix in a route table, first wins: a service's region, the service, a region of
  /// Azure, Azure (azure-semantics.md §2.2).
  static func rank(of tag: String) -> Int {
    let name = tag.lowercased()
    return (name.hasPrefix("azurecloud") ? 2 : 0) + (name.contains(".") ? 0 : 1)
  }

  /// Tags that a person gives mean the same everywhere, and are compared where they are given.
  static func == (a: ServiceTagScope, b: ServiceTagScope) -> Bool {
    a.virtualNetwork == b.virtualNetwork && a.internet == b.internet
  }

  func expand(_ tag: String) -> Expansion {
    let name = tag.lowercased()
    return switch name {
    case "virtualnetwork": virtualNetwork
    case "internet": .known(internet)
    case "azureloadbalancer", "azureplatformdns": .known(AddressSet(AddressSpaces.platform))
    case "azureplatformimds": .known(AddressSet(AddressSpaces.metadata))
    default: given[name].map { .known($0) } ?? .unknown
    }
  }
}
