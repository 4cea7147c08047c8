import NetworkModel
import Outcomes
import PacketSets
import Resources

/// The packets that a rule matches at one place.
struct RuleMatch {
  /// Those it surely matches.
  let certain: PacketSet
  /// Those it matches if the unknown holds; empty when nothing is unknown.
  let possible: PacketSet
  /// What is not known.
  let unknown: Unknown?

  /// What leaves open whether a rule matches.
  enum Unknown {
    /// The prefixes of a service tag.
    case tag(String)
    /// The application security groups of the machine at an address, whose network interface is not in the input.
    case groups(IPAddress)
    /// What a gateway has learned, which `VirtualNetwork` holds.
    case learned(MissingFact)

    func fact(_ rule: Subject) -> MissingFact {
      switch self {
      case .tag(let tag): .serviceTag(tag, rule: rule)
      case .groups(let address): .networkInterface(at: address, rule: rule)
      case .learned(let fact): fact
      }
    }
  }
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
  /// The receiver's address when no network interface of the input has it.
  var unknownReceiver: IPAddress?

  /// - Parameter bounds: a box outside which no packet matters; a rule that meets none inside costs next to nothing.
  func match(_ rule: SecurityRule, within bounds: PacketBox) -> RuleMatch {
    let none = RuleMatch(certain: .empty, possible: .empty, unknown: nil)
    let protocols = rule.protocol.protocols.intersection(bounds.protocols)
    let portsMatter = protocols.isSubset(of: .withPorts)
    if protocols.isEmpty || portsMatter && rule.destination.ports.isDisjoint(with: bounds.destinationPorts) {
      return none
    }
    let source = addresses(rule.source, groups: sourceGroups, stranger: nil, within: bounds.sources)
    if source.isEmpty { return none }
    let destination = addresses(
      rule.destination, groups: destinationGroups, stranger: unknownReceiver, within: bounds.destinations)
    if destination.isEmpty { return none }
    let certain = packets(rule, source.certain, destination.certain, within: bounds)
    guard let unknown = source.unknown ?? destination.unknown else {
      return RuleMatch(certain: certain, possible: .empty, unknown: nil)
    }
    let possible = packets(
      rule, source.certain.union(source.possible), destination.certain.union(destination.possible), within: bounds)
    return RuleMatch(certain: certain, possible: possible.subtracting(certain), unknown: unknown)
  }

  /// The senders that a rule surely names.
  func sources(of rule: SecurityRule) -> AddressSet {
    addresses(rule.source, groups: sourceGroups, stranger: nil, within: .all).certain
  }

  /// The receivers that a rule surely names.
  func destinations(of rule: SecurityRule) -> AddressSet {
    addresses(rule.destination, groups: destinationGroups, stranger: nil, within: .all).certain
  }

  private func packets(
    _ rule: SecurityRule, _ sources: AddressSet, _ destinations: AddressSet, within bounds: PacketBox
  ) -> PacketSet {
    PacketSet(boxes: rule.boxes(from: sources, to: destinations).map { $0.intersection(bounds) })
  }

  private struct Addresses {
    var certain = AddressSet()
    var possible = AddressSet()
    var unknown: RuleMatch.Unknown?

    var isEmpty: Bool { certain.isEmpty && possible.isEmpty }
  }

  /// The addresses of one end; those outside `bounds` may be left out.
  private func addresses(
    _ end: RuleEndpoint, groups: [ResourceID], stranger: IPAddress?, within bounds: AddressSet
  ) -> Addresses {
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
        case .open(let set, let possible, let fact):
          out.certain = out.certain.union(set)
          let near = possible.intersection(bounds)
          if near.isEmpty { break }
          out.possible = out.possible.union(near)
          out.unknown = .learned(fact)
        case .unknown:
          // No service has the address of the host itself.
          out.possible = out.possible.union(AddressSpaces.otherParties)
          out.unknown = .tag(tag)
        }
      }
    }
    out.certain = out.certain.union(AddressSet(prefixes: prefixes))
    for reference in end.applicationSecurityGroups {
      let id: ResourceID
      if case .one(let found) = model.find(reference, as: .applicationSecurityGroup) {
        id = found
      } else {
        id = reference.id ?? ResourceID(type: ResourceKind.applicationSecurityGroup.rawValue, names: [reference.name])
      }
      if groups.contains(where: id.matches) { out.certain = .all }
      out.certain = out.certain.union(members(of: id))
    }
    if !end.applicationSecurityGroups.isEmpty, let stranger {
      out.possible = out.possible.union(AddressSet(stranger))
      out.unknown = .groups(stranger)
    }
    return out
  }

  /// Addresses of the group's cards in the network at hand and its peers: elsewhere the same address is another machine's.
  private func members(of group: ResourceID) -> AddressSet {
    AddressSet(
      model.members(of: group).compactMap { address in
        guard let place = address.subnet?.network, model.isNear(place, to: subnet.network) else { return nil }
        return address.configuration.privateIPAddress.map { $0...$0 }
      })
  }
}

extension NetworkModel {
  /// Whether a network is another one or directly connected with it.
  func isNear(_ other: Int, to home: Int) -> Bool {
    other == home || networks[home].peerings.contains { $0.isConnected && $0.remote == other }
  }
}

extension SecurityRule {
  /// The packets that the rule matches between senders and receivers; ports count only for protocols that have them.
  package func boxes(from sources: AddressSet, to destinations: AddressSet) -> [PacketBox] {
    let wanted = self.protocol.protocols
    return [
      PacketBox(
        sources: sources, sourcePorts: source.ports, destinations: destinations, destinationPorts: destination.ports,
        protocols: wanted.intersection(.withPorts)),
      PacketBox(sources: sources, destinations: destinations, protocols: wanted.subtracting(.withPorts)),
    ]
  }
}

extension ProtocolSet {
  /// The protocols that have ports.
  static let withPorts = ProtocolSet([IPProtocol.tcp, .udp].map { $0...$0 })
}
