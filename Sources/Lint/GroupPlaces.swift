import NetworkModel
import Outcomes
import Resources

/// A place of the input where a security group is attached.
struct GroupPlace {
  /// The subnet, or that of the network interface: it decides what tags mean.
  let subnet: NetworkSubnet
  /// The network interface; nil where the subnet has the group.
  let card: Card?
}

/// Everywhere that a security group is attached.
struct GroupPlaces {
  /// The places of the input, in its order.
  private(set) var known: [GroupPlace] = []
  /// Whether it is attached as well to something of which the input does not show where it stands.
  private(set) var isElsewhere = false

  /// Whether nothing has the group.
  var isEmpty: Bool { known.isEmpty && !isElsewhere }

  /// The places of every group.
  static func all(in model: NetworkModel) -> [ResourceID: GroupPlaces] {
    var places: [ResourceID: GroupPlaces] = [:]
    for subnet in model.networks.flatMap(\.subnets) {
      if let group = subnet.networkSecurityGroup.value {
        places[group.id, default: GroupPlaces()].known.append(GroupPlace(subnet: subnet, card: nil))
      }
    }
    for card in model.cards {
      guard let group = card.networkSecurityGroup.value else { continue }
      if let subnet = card.primary?.subnet {
        places[group.id, default: GroupPlaces()].known.append(GroupPlace(subnet: subnet, card: card))
      } else {
        places[group.id, default: GroupPlaces()].isElsewhere = true
      }
    }
    for group in model.resources.networkSecurityGroups.values {
      let known = places[group.id]?.known ?? []
      let isElsewhere =
        group.subnets.contains { reference in
          guard case .one(let id) = model.find(reference, as: .subnet) else { return true }
          return !known.contains { $0.card == nil && $0.subnet.id == id }
        }
        || group.networkInterfaces.contains { reference in
          let named = reference.id.flatMap { model.card($0)?.id }
          guard let id = named ?? model.find(reference, as: .networkInterface).one else { return true }
          return !known.contains { $0.card?.id == id }
        }
      if isElsewhere { places[group.id, default: GroupPlaces()].isElsewhere = true }
    }
    return places
  }
}

extension ResourceIndex.Match {
  /// The only resource that a reference names.
  fileprivate var one: ResourceID? {
    if case .one(let id) = self { id } else { nil }
  }
}
