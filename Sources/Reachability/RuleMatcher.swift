import NetworkModel
import Outcomes
import PacketSets
import Resources

/// The packets that a rule matches at one place.
struct RuleMatch {
  /// Those it surely matches.
  let certain: PacketSet
  /// Those it matches if an unknown tag holds their address; empty when no tag is unknown.
  let possible: PacketSet
  /// The unknown tag.
  let unknownTag: String?
}

/// Turns rules into exact sets of packets at one subnet.
struct RuleMatcher {
  let model: NetworkModel
  /// The place where the rule is looked at.
  let subnet: NetworkSubnet
  let tags: ServiceTagScope
  /// Groups of the card that sends and of the one that receives, when the flow is between known cards.
  let sourceGroups: [ResourceID]
  let destinationGroups: [ResourceID]

  func match(_ rule: SecurityRule) -> RuleMatch {
    let source = addresses(rule.source, groups: sourceGroups)
    let destination = addresses(rule.destination, groups: destinationGroups)
    let certain = packets(rule, source.certain, destination.certain)
    guard let tag = source.unknownTag ?? destination.unknownTag else {
      return RuleMatch(certain: certain, possible: .empty, unknownTag: nil)
    }
    let possible = packets(rule, source.certain.union(source.possible), destination.certain.union(destination.possible))
    return RuleMatch(certain: certain, possible: possible.subtracting(certain), unknownTag: tag)
  }

  /// Ports count only for protocols that have them.
  private func packets(_ rule: SecurityRule, _ sources: AddressSet, _ destinations: AddressSet) -> PacketSet {
    let withPorts = ProtocolSet([IPProtocol.tcp, .udp].map { $0...$0 })
    let wanted = rule.protocol.protocols
    let ported = PacketBox(
      sources: sources, sourcePorts: rule.source.ports, destinations: destinations,
      destinationPorts: rule.destination.ports, protocols: wanted.intersection(withPorts))
    let portless = PacketBox(
      sources: sources, destinations: destinations, protocols: wanted.subtracting(withPorts))
    return PacketSet(boxes: [ported, portless])
  }

  private struct Addresses {
    var certain = AddressSet()
    var possible = AddressSet()
    var unknownTag: String?
  }

  private func addresses(_ end: RuleEndpoint, groups: [ResourceID]) -> Addresses {
    var out = Addresses()
    for address in end.addresses {
      switch address {
      case .any: out.certain = .all
      case .prefix(let prefix): out.certain = out.certain.union(AddressSet(prefix))
      case .serviceTag(let tag):
        switch tags.expand(tag) {
        case .known(let set): out.certain = out.certain.union(set)
        case .unknown:
          out.possible = AddressSpaces.publicSpace
          out.unknownTag = tag
        }
      }
    }
    for reference in end.applicationSecurityGroups {
      let id: ResourceID
      if case .one(let found) = model.index.find(reference, as: .applicationSecurityGroup) {
        id = found
      } else {
        id = reference.id ?? ResourceID(type: ResourceKind.applicationSecurityGroup.rawValue, names: [reference.name])
      }
      if groups.contains(where: id.matches) { out.certain = .all }
      out.certain = out.certain.union(members(of: id))
    }
    return out
  }

  /// Addresses of the group's cards in the network at hand and its peers: elsewhere the same address is another machine's.
  private func members(of group: ResourceID) -> AddressSet {
    let home = model.networks[subnet.network]
    let near = [home.index] + home.peerings.filter(\.isConnected).compactMap(\.remote)
    return model.cards.reduce(AddressSet()) { set, card in
      card.addresses.reduce(set) { set, address in
        guard let place = address.subnet?.network, near.contains(place),
          address.applicationSecurityGroups.contains(where: group.matches),
          let own = address.configuration.privateIPAddress
        else { return set }
        return set.union(AddressSet(own))
      }
    }
  }
}
