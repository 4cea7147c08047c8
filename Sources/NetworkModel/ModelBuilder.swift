import OrderedCollections
import Outcomes
import PacketSets
import Resources

/// Follows references, and notes those that lead nowhere.
struct ModelBuilder {
  let resources: Resources
  let index: ResourceIndex
  private let attached: ReverseAttachments
  private(set) var missing: [MissingFact] = []
  /// The resources of `missing`.
  private var noted: Set<ResourceID> = []

  init(_ resources: Resources) {
    self.resources = resources
    index = ResourceIndex(resources)
    attached = ReverseAttachments(resources, in: index)
  }

  mutating func networks() -> [Network] {
    let records = Array(resources.virtualNetworks.values)
    var out: [Network] = []
    for (place, record) in records.enumerated() {
      var subnets: [NetworkSubnet] = []
      for subnet in record.subnets {
        subnets.append(
          NetworkSubnet(
            network: place, record: subnet, networkSecurityGroup: group(of: subnet), routeTable: table(of: subnet)))
      }
      out.append(
        Network(
          index: place, record: record, subnets: subnets,
          peerings: record.peerings.map { peering($0, of: record, among: records) }))
    }
    return out
  }

  mutating func cards(in networks: [Network]) -> [Card] {
    var out: [Card] = []
    let machines = machinesByCard()
    let subnets = Dictionary(networks.flatMap(\.subnets).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for (place, record) in resources.networkInterfaces.values.enumerated() {
      out.append(
        Card(
          index: place, id: record.id,
          addresses: addresses(record.ipConfigurations, of: record.id, in: subnets),
          networkSecurityGroup: group(of: record), enableIPForwarding: record.enableIPForwarding,
          virtualMachine: record.virtualMachine?.id ?? machines[record.id],
          privateEndpoint: record.privateEndpoint?.id ?? attached.privateEndpoint(at: record.id),
          isUnattached: record.isUnattached && machines[record.id] == nil
            && attached.privateEndpoint(at: record.id) == nil))
    }
    for set in resources.virtualMachineScaleSets.values {
      for profile in set.interfaces {
        let id = set.id.child("networkInterfaces", profile.name)
        out.append(
          Card(
            index: nil, id: id, addresses: addresses(profile.ipConfigurations, of: id, in: subnets),
            networkSecurityGroup: attachment(
              profile.networkSecurityGroup, .networkSecurityGroup, by: id, among: \.networkSecurityGroups),
            enableIPForwarding: profile.enableIPForwarding, virtualMachine: set.id, privateEndpoint: nil,
            isUnattached: false))
      }
    }
    return out
  }

  private func machinesByCard() -> [ResourceID: ResourceID] {
    var out: [ResourceID: ResourceID] = [:]
    for machine in resources.virtualMachines.values {
      for entry in machine.networkInterfaces {
        if case .one(let card) = index.find(entry.reference, as: .networkInterface) { out[card] = machine.id }
      }
    }
    return out
  }

  private mutating func addresses(
    _ configurations: [IPConfiguration], of card: ResourceID, in subnets: [ResourceID: NetworkSubnet]
  ) -> [Card.Address] {
    var out: [Card.Address] = []
    for configuration in configurations {
      var subnet: NetworkSubnet?
      if let reference = configuration.subnet {
        if case .one(let id) = index.find(reference, as: .subnet) {
          subnet = subnets[id]
        } else {
          note(reference, .subnet, by: card)
        }
      }
      out.append(
        Card.Address(
          configuration: configuration, subnet: subnet,
          applicationSecurityGroups: configuration.applicationSecurityGroups.map { reference in
            if case .one(let id) = index.find(reference, as: .applicationSecurityGroup) { return id }
            // A group is nothing but a name: membership counts whether or not the group itself is in the input.
            return reference.id
              ?? ResourceID(type: ResourceKind.applicationSecurityGroup.rawValue, names: [reference.name])
          }))
    }
    return out
  }

  private mutating func group(of subnet: Subnet) -> Attachment<NetworkSecurityGroup> {
    if subnet.networkSecurityGroup == nil, let group = attached.group(at: subnet.id) { return .attached(group) }
    return attachment(subnet.networkSecurityGroup, .networkSecurityGroup, by: subnet.id, among: \.networkSecurityGroups)
  }

  private mutating func group(of card: NetworkInterface) -> Attachment<NetworkSecurityGroup> {
    if card.networkSecurityGroup == nil, let group = attached.group(at: card.id) { return .attached(group) }
    return attachment(card.networkSecurityGroup, .networkSecurityGroup, by: card.id, among: \.networkSecurityGroups)
  }

  private mutating func table(of subnet: Subnet) -> Attachment<RouteTable> {
    if subnet.routeTable == nil, let table = attached.table(at: subnet.id) { return .attached(table) }
    return attachment(subnet.routeTable, .routeTable, by: subnet.id, among: \.routeTables)
  }

  private mutating func attachment<T>(
    _ reference: Reference?, _ kind: ResourceKind, by owner: ResourceID,
    among table: KeyPath<Resources, OrderedDictionary<ResourceID, T>>
  ) -> Attachment<T> {
    guard let reference else { return .none }
    if case .one(let id) = index.find(reference, as: kind), let value = resources[keyPath: table][id] {
      return .attached(value)
    }
    return .missing(note(reference, kind, by: owner))
  }

  @discardableResult
  private mutating func note(_ reference: Reference, _ kind: ResourceKind, by owner: ResourceID) -> MissingFact {
    let id = reference.id ?? ResourceID(type: kind.rawValue, names: [reference.text])
    let fact = MissingFact.resource(id, referencedBy: owner, origin: reference.origin)
    if noted.insert(id).inserted { missing.append(fact) }
    return fact
  }

  /// Whether two regions differ; nil where one of them is not written.
  private static func areApart(_ a: String, _ b: String) -> Bool? {
    a.isEmpty || b.isEmpty ? nil : a != b
  }

  /// The subnets that a peering carries: of this network by name, of the other one their ranges where only some are carried and both
  /// ends say the same.
  private static func carried(
    _ local: VirtualNetworkPeering, _ reverse: VirtualNetworkPeering?, into other: VirtualNetwork?
  ) -> (local: CarriedSubnets, remote: [AddressPrefix]?) {
    if local.isWhole, reverse?.isWhole ?? true { return (.all, nil) }
    func names(_ names: [String]) -> Set<String> { Set(names.map { $0.lowercased() }) }
    let (here, there) = (names(local.localSubnetNames), names(local.remoteSubnetNames))
    let subnets = other?.subnets.filter { there.contains($0.id.name.lowercased()) } ?? []
    let agree = reverse.map {
      !$0.isWhole && names($0.localSubnetNames) == there && names($0.remoteSubnetNames) == here
    }
    guard !local.isWhole, agree ?? true, !here.isEmpty, !there.isEmpty, subnets.count == there.count else {
      return (.unknown, nil)
    }
    return (.named(here), subnets.flatMap(\.addressPrefixes))
  }

  private mutating func peering(
    _ local: VirtualNetworkPeering, of network: VirtualNetwork, among networks: [VirtualNetwork]
  ) -> NetworkPeering {
    var remote: Int?
    if let reference = local.remoteVirtualNetwork {
      if case .one(let id) = index.find(reference, as: .virtualNetwork) {
        remote = resources.virtualNetworks.index(forKey: id)
      } else {
        note(reference, .virtualNetwork, by: local.id)
      }
    }
    let other = remote.map { networks[$0] }
    let reverse = other?.peerings.first { back in
      guard let reference = back.remoteVirtualNetwork, case .one(let id) = index.find(reference, as: .virtualNetwork)
      else { return false }
      return id == network.id
    }
    // What this side last learned of the other's ranges counts where the other network itself is not in the input, and where
    // Azure says that the two are not in sync: later ranges have no routes yet (azure-semantics.md §2.6).
    let synced = local.remoteAddressPrefixes
    let current = other?.addressPrefixes ?? []
    let carried = current.isEmpty || (!local.isInSync && !synced.isEmpty) ? synced : current
    let isIPv6Only = local.carriesIPv6Only || reverse?.carriesIPv6Only == true
    let some = Self.carried(local, reverse, into: other)
    let ranges = some.remote ?? carried
    return NetworkPeering(
      local: local, remote: remote, remoteID: other?.id ?? local.remoteVirtualNetwork?.id,
      isRemoteKnown: !current.isEmpty, reverse: reverse,
      knowsRanges: !carried.isEmpty, remotePrefixes: isIPv6Only ? ranges.filter { $0.family == .v6 } : ranges,
      carried: some.local,
      isGlobal: other.flatMap { Self.areApart($0.location, network.location) })
  }
}
