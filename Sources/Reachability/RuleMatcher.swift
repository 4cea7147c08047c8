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

  /// - Parameter bounds: a box outside which no packet matters; a rule that meets none inside costs next to nothing.
  func match(_ rule: SecurityRule, within bounds: PacketBox) -> RuleMatch {
    let none = RuleMatch(certain: .empty, possible: .empty, unknownTag: nil)
    let protocols = rule.protocol.protocols.intersection(bounds.protocols)
    let portsMatter = protocols.isSubset(of: .withPorts)
    if protocols.isEmpty || portsMatter && rule.destination.ports.isDisjoint(with: bounds.destinationPorts) {
      return none
    }
    let source = addresses(rule.source, groups: sourceGroups, within: bounds.sources)
    if source.isEmpty { return none }
    let destination = addresses(rule.destination, groups: destinationGroups, within: bounds.destinations)
    if destination.isEmpty { return none }
    let certain = packets(rule, source.certain, destination.certain, within: bounds)
    guard let tag = source.unknownTag ?? destination.unknownTag else {
      return RuleMatch(certain: certain, possible: .empty, unknownTag: nil)
    }
    let possible = packets(
      rule, source.certain.union(source.possible), destination.certain.union(destination.possible), within: bounds)
    return RuleMatch(certain: certain, possible: possible.subtracting(certain), unknownTag: tag)
  }

  /// The senders that a rule surely names.
  func sources(of rule: SecurityRule) -> AddressSet {
    addresses(rule.source, groups: sourceGroups, within: .all).certain
  }

  /// The receivers that a rule surely names.
  func destinations(of rule: SecurityRule) -> AddressSet {
    addresses(rule.destination, groups: destinationGroups, within: .all).certain
  }

  /// Ports count only for protocols that have them.
  private func packets(
    _ rule: SecurityRule, _ sources: AddressSet, _ destinations: AddressSet, within bounds: PacketBox
  ) -> PacketSet {
    let wanted = rule.protocol.protocols
    let ported = PacketBox(
      sources: sources, sourcePorts: rule.source.ports, destinations: destinations,
      destinationPorts: rule.destination.ports, protocols: wanted.intersection(.withPorts))
    let portless = PacketBox(
      sources: sources, destinations: destinations, protocols: wanted.subtracting(.withPorts))
    return PacketSet(boxes: [ported, portless].map { $0.intersection(bounds) })
  }

  private struct Addresses {
    var certain = AddressSet()
    var possible = AddressSet()
    var unknownTag: String?

    var isEmpty: Bool { certain.isEmpty && possible.isEmpty }
  }

  /// The addresses of one end; those outside `bounds` may be left out.
  private func addresses(_ end: RuleEndpoint, groups: [ResourceID], within bounds: AddressSet) -> Addresses {
    var out = Addresses()
    guard let first = bounds.first, let last = bounds.last else { return out }
    var prefixes: [AddressPrefix] = []
    for address in end.addresses {
      switch address {
      case .any: out.certain = .all
      case .prefix(let prefix):
        if prefix.range.lowerBound <= last, first <= prefix.range.upperBound { prefixes.append(prefix) }
      case .serviceTag(let tag):
        switch tags.expand(tag) {
        case .known(let set): out.certain = out.certain.union(set)
        case .unknown:
          out.possible = AddressSpaces.publicSpace
          out.unknownTag = tag
        }
      }
    }
    out.certain = out.certain.union(AddressSet(prefixes: prefixes))
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
    return AddressSet(
      model.members(of: group).compactMap { address in
        guard let place = address.subnet?.network, near.contains(place) else { return nil }
        return address.configuration.privateIPAddress.map { $0...$0 }
      })
  }
}

extension ProtocolSet {
  /// The protocols that have ports.
  static let withPorts = ProtocolSet([IPProtocol.tcp, .udp].map { $0...$0 })
}
