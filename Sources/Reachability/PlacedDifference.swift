import NetworkModel
import OrderedCollections
import Outcomes
import PacketSets
import Resources

/// Load balancers, private endpoints and firewalls that change, appear or go: they matter to those who ask about the networks in
/// which they stand or about their addresses.
struct PlacedDifference {
  private(set) var networks: Set<ResourceID> = []
  private(set) var addresses: Set<IPAddress> = []
  /// Whether one of them stands nobody knows where, or on the Internet.
  private(set) var isEverywhere = false

  init(from before: NetworkModel, to after: NetworkModel) {
    compare(before, after, \.loadBalancers) { balancer in
      (balancer.frontends.map(\.subnet), balancer.frontends.compactMap(\.privateIPAddress))
    }
    compare(before, after, \.privateEndpoints) { ([$0.subnet], $0.addresses) }
    compare(before, after, \.azureFirewalls) { ([$0.subnet], $0.addresses) }
  }

  private mutating func compare<Record: Equatable>(
    _ before: NetworkModel, _ after: NetworkModel,
    _ records: KeyPath<Resources, OrderedDictionary<ResourceID, Record>>,
    _ places: (Record) -> (subnets: [Reference?], addresses: [IPAddress])
  ) {
    let (old, new) = (before.resources[keyPath: records], after.resources[keyPath: records])
    if old == new { return }
    for id in Set(old.keys).union(new.keys) where old[id] != new[id] {
      for (record, model) in [(old[id], before), (new[id], after)] {
        guard let record else { continue }
        let place = places(record)
        addresses.formUnion(place.addresses)
        let found = place.subnets.map { model.network(of: $0) }
        if found.isEmpty || found.contains(nil) { isEverywhere = true }
        networks.formUnion(found.compactMap { $0 })
      }
    }
  }
}

extension NetworkModel {
  /// The network of the subnet that a reference names; nil when it is not in the input.
  fileprivate func network(of subnet: Reference?) -> ResourceID? {
    guard let subnet, case .one(let id) = index.find(subnet, as: .subnet), let known = self.subnet(id) else {
      return nil
    }
    return networks[known.network].id
  }
}
