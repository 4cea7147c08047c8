import NetworkModel
import OrderedCollections
import Outcomes
import PacketSets
import Resources

/// Firewalls that change, appear or go: they matter to those who ask about the networks in which they stand or about their
/// addresses.
struct FirewallDifference {
  private(set) var networks: Set<ResourceID> = []
  private(set) var addresses: Set<IPAddress> = []
  /// Whether one of them stands nobody knows where.
  private(set) var isEverywhere = false

  init(from before: NetworkModel, to after: NetworkModel) {
    let (old, new) = (before.resources.azureFirewalls, after.resources.azureFirewalls)
    if old == new { return }
    for id in Set(old.keys).union(new.keys) where old[id] != new[id] {
      if let firewall = old[id] { note(firewall, in: before) }
      if let firewall = new[id] { note(firewall, in: after) }
    }
  }

  private mutating func note(_ firewall: AzureFirewall, in model: NetworkModel) {
    addresses.formUnion(firewall.addresses)
    if let reference = firewall.subnet, case .one(let id) = model.index.find(reference, as: .subnet),
      let subnet = model.subnet(id)
    {
      networks.insert(model.networks.id(at: subnet.network))
    } else {
      isEverywhere = true
    }
  }
}
