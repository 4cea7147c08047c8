import NetworkModel
import Outcomes
import PacketSets
import Resources

/// What service tags mean at one subnet; `VirtualNetwork` differs from subnet to subnet (azure-semantics.md §1.7).
struct ServiceTagScope: Equatable {
  /// The prefixes of a tag.
  enum Expansion {
    case known(AddressSet)
    /// Not given; a service's addresses are public ones.
    case unknown
  }

  private let virtualNetwork: AddressSet
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
  ///   - given: what `given(in:)` made of the model's resources.
  init(model: NetworkModel, subnet: NetworkSubnet, given: [String: AddressSet]) {
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
    self.given = given
  }

  /// Tags that a person gives mean the same everywhere, and are compared where they are given.
  static func == (a: ServiceTagScope, b: ServiceTagScope) -> Bool {
    a.virtualNetwork == b.virtualNetwork && a.internet == b.internet
  }

  func expand(_ tag: String) -> Expansion {
    let name = tag.lowercased()
    return switch name {
    case "virtualnetwork": .known(virtualNetwork)
    case "internet": .known(internet)
    case "azureloadbalancer", "azureplatformdns": .known(AddressSet(AddressSpaces.platform))
    case "azureplatformimds": .known(AddressSet(AddressSpaces.metadata))
    default: given[name].map { .known($0) } ?? .unknown
    }
  }
}
