import Outcomes
import PacketSets
import Resources

/// Follows references, and notes those that lead nowhere.
struct ModelBuilder {
  let resources: Resources
  let index: ResourceIndex
  private(set) var missing: [MissingFact] = []

  init(_ resources: Resources) {
    self.resources = resources
    index = ResourceIndex(resources)
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
    for (place, record) in resources.networkInterfaces.values.enumerated() {
      let endpoint =
        record.privateEndpoint?.id
        ?? resources.privateEndpoints.values.first { owner in
          owner.networkInterfaces.contains { names($0, record.id, .networkInterface) }
        }?.id
      out.append(
        Card(
          index: place, id: record.id,
          addresses: addresses(record.ipConfigurations, of: record.id, in: networks),
          networkSecurityGroup: group(of: record), enableIPForwarding: record.enableIPForwarding,
          virtualMachine: record.virtualMachine?.id ?? machines[record.id], privateEndpoint: endpoint))
    }
    for set in resources.virtualMachineScaleSets.values {
      for profile in set.interfaces {
        let id = set.id.child("networkInterfaces", profile.name)
        out.append(
          Card(
            index: nil, id: id, addresses: addresses(profile.ipConfigurations, of: id, in: networks),
            networkSecurityGroup: attachment(
              profile.networkSecurityGroup, .networkSecurityGroup, by: id,
              in: resources.networkSecurityGroups.values.map { ($0.id, $0) }),
            enableIPForwarding: profile.enableIPForwarding, virtualMachine: set.id, privateEndpoint: nil))
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
    _ configurations: [IPConfiguration], of card: ResourceID, in networks: [Network]
  ) -> [Card.Address] {
    var out: [Card.Address] = []
    for configuration in configurations {
      var subnet: NetworkSubnet?
      if let reference = configuration.subnet {
        if case .one(let id) = index.find(reference, as: .subnet) {
          subnet = networks.lazy.flatMap(\.subnets).first { $0.id == id }
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
    let groups = resources.networkSecurityGroups.values
    if subnet.networkSecurityGroup == nil,
      let group = groups.first(where: { $0.subnets.contains { names($0, subnet.id, .subnet) } })
    {
      return .attached(group)
    }
    return attachment(subnet.networkSecurityGroup, .networkSecurityGroup, by: subnet.id, in: groups.map { ($0.id, $0) })
  }

  private mutating func group(of card: NetworkInterface) -> Attachment<NetworkSecurityGroup> {
    let groups = resources.networkSecurityGroups.values
    if card.networkSecurityGroup == nil,
      let group = groups.first(where: { $0.networkInterfaces.contains { names($0, card.id, .networkInterface) } })
    {
      return .attached(group)
    }
    return attachment(card.networkSecurityGroup, .networkSecurityGroup, by: card.id, in: groups.map { ($0.id, $0) })
  }

  private mutating func table(of subnet: Subnet) -> Attachment<RouteTable> {
    let tables = resources.routeTables.values
    if subnet.routeTable == nil,
      let table = tables.first(where: { $0.subnets.contains { names($0, subnet.id, .subnet) } })
    {
      return .attached(table)
    }
    return attachment(subnet.routeTable, .routeTable, by: subnet.id, in: tables.map { ($0.id, $0) })
  }

  /// Whether a reference leads to this resource, by id or by the tail of its path of names.
  private func names(_ reference: Reference, _ id: ResourceID, _ kind: ResourceKind) -> Bool {
    switch reference.target {
    case .id(let written): return written.matches(id)
    case .tail:
      guard case .one(let found) = index.find(reference, as: kind) else { return false }
      return found == id
    }
  }

  private mutating func attachment<T>(
    _ reference: Reference?, _ kind: ResourceKind, by owner: ResourceID, in known: [(ResourceID, T)]
  ) -> Attachment<T> {
    guard let reference else { return .none }
    if case .one(let id) = index.find(reference, as: kind), let value = known.first(where: { $0.0 == id })?.1 {
      return .attached(value)
    }
    return .missing(note(reference, kind, by: owner))
  }

  @discardableResult
  private mutating func note(_ reference: Reference, _ kind: ResourceKind, by owner: ResourceID) -> MissingFact {
    let id = reference.id ?? ResourceID(type: kind.rawValue, names: [reference.text])
    let fact = MissingFact.resource(id, referencedBy: owner, origin: reference.origin)
    if !missing.contains(where: { if case .resource(let known, _, _) = $0 { known == id } else { false } }) {
      missing.append(fact)
    }
    return fact
  }

  private mutating func peering(
    _ local: VirtualNetworkPeering, of network: VirtualNetwork, among networks: [VirtualNetwork]
  ) -> NetworkPeering {
    var remote: Int?
    if let reference = local.remoteVirtualNetwork {
      if case .one(let id) = index.find(reference, as: .virtualNetwork) {
        remote = networks.firstIndex { $0.id == id }
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
    return NetworkPeering(
      local: local, remote: remote, remoteID: other?.id ?? local.remoteVirtualNetwork?.id,
      isRemoteKnown: !current.isEmpty, reverse: reverse,
      remotePrefixes: current.isEmpty || (!local.isInSync && !synced.isEmpty) ? synced : current,
      isGlobal: other.map { !$0.location.isEmpty && !network.location.isEmpty && $0.location != network.location }
        ?? false)
  }
}
