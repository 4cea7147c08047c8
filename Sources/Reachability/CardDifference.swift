import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Network interfaces that two models describe differently, or that one of them lacks.
struct CardDifference {
  private(set) var ids: Set<ResourceID> = []
  /// Their addresses, with the networks that these are in; nil where the subnet is not in the input.
  private(set) var addresses: [IPAddress: Set<ResourceID?>] = [:]

  init(from before: NetworkModel, to after: NetworkModel) {
    let old = Dictionary(grouping: before.cards, by: \.id)
    let new = Dictionary(grouping: after.cards, by: \.id)
    for id in Set(old.keys).union(new.keys) {
      let (was, becomes) = (old[id] ?? [], new[id] ?? [])
      if was == becomes { continue }
      ids.insert(id)
      for card in was { note(card, in: before) }
      for card in becomes { note(card, in: after) }
    }
  }

  private mutating func note(_ card: Card, in model: NetworkModel) {
    for address in card.addresses {
      guard let own = address.configuration.privateIPAddress else { continue }
      addresses[own, default: []].insert(address.subnet.map { model.networks[$0.network].id })
    }
  }
}
