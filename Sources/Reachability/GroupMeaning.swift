import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Addresses of one end of a packet that the input does not list: an end is among them or not.
package struct UnlistedAddresses: Hashable, Sendable {
  /// What names them.
  package enum Name: Hashable, Sendable {
    case serviceTag(TagName)
    case applicationSecurityGroup(ResourceID)
    /// What a gateway has learned, which `VirtualNetwork` holds.
    case learned(MissingFact)
  }

  /// A service tag as it is written; its letter case does not tell it from another.
  package struct TagName: Hashable, Sendable {
    /// As it is written.
    package let text: String

    package static func == (a: TagName, b: TagName) -> Bool { a.text.lowercased() == b.text.lowercased() }

    package func hash(into hasher: inout Hasher) { hasher.combine(text.lowercased()) }
  }

  /// What names them.
  package let name: Name
  /// Whether the sender is meant, else the receiver.
  package let isSource: Bool
}

/// What the rules of a group mean: at a place, or, where the input does not say where the group is attached, for every place that it
/// could be attached to.
package struct GroupMeaning: Equatable, Sendable {
  private let scope: ServiceTagScope?
  private let given: ServiceTags
  /// The addresses of the members of application security groups nearby.
  private var listed: [ResourceID: AddressSet]
  /// The addresses among which further members are, whose own the input does not fix.
  private let open: [ResourceID: AddressSet]

  /// What rules mean at a subnet.
  /// - Parameter listsMembers: whether an application security group is what the input shows of it, else any addresses.
  init(_ engine: Engine, at subnet: NetworkSubnet, listsMembers: Bool) {
    scope = engine.tags(at: subnet)
    given = engine.model.resources.serviceTags
    var listed: [ResourceID: AddressSet] = [:]
    var open: [ResourceID: AddressSet] = [:]
    for card in listsMembers ? engine.model.cards : [] {
      for address in card.addresses {
        guard let home = address.subnet?.network, engine.model.isNear(home, to: subnet.network) else { continue }
        for group in address.applicationSecurityGroups {
          if address.configuration.privateIPAddress == nil {
            open[group] = (open[group] ?? .empty).union(address.addresses)
          } else {
            listed[group] = (listed[group] ?? .empty).union(address.addresses)
          }
        }
      }
    }
    self.listed = listed
    self.open = open
  }

  /// What rules mean at any place.
  package init(anywhereIn resources: Resources) {
    scope = nil
    given = resources.serviceTags
    listed = [:]
    open = [:]
  }

  /// The same where a group that another meaning lists members of, and this one does not, is known to have none.
  package func knowing(groupsOf other: GroupMeaning) -> GroupMeaning {
    var out = self
    for group in other.listed.keys where !(listed.keys.contains { $0.matches(group) } || open[group] != nil) {
      out.listed[group] = .empty
    }
    return out
  }

  /// What a rule matches.
  /// - Parameter number: the number of a set of addresses that is not listed.
  package func matches(of rule: SecurityRule, number: (UnlistedAddresses) -> Int) -> [PolicyRule.Match] {
    let sources = addresses(of: rule.source, isSource: true)
    let destinations = addresses(of: rule.destination, isSource: false)
    let boxes = rule.services
    return sources.flatMap { source in
      destinations.flatMap { destination in
        boxes.map { box in
          PolicyRule.Match(
            PacketBox(
              sources: source.set, sourcePorts: box.sourcePorts, destinations: destination.set,
              destinationPorts: box.destinationPorts, protocols: box.protocols),
            memberships: (source.unlisted + destination.unlisted).map(number).sorted())
        }
      }
    }
  }

  private typealias Addresses = (set: AddressSet, unlisted: [UnlistedAddresses])

  /// The addresses of an end, those first that can be listed.
  private func addresses(of end: RuleEndpoint, isSource: Bool) -> [Addresses] {
    var prefixes: [AddressPrefix] = []
    var sets: [AddressSet] = []
    var unlisted: [Addresses] = []
    func add(_ name: UnlistedAddresses.Name, within set: AddressSet) {
      unlisted.append((set, [UnlistedAddresses(name: name, isSource: isSource)]))
    }
    for address in end.addresses {
      switch address {
      case .any: return [(.all, [])]
      case .prefix(let prefix): prefixes.append(prefix)
      case .serviceTag(let tag):
        switch expand(tag) {
        case .known(let set): sets.append(set)
        case .open(let set, let possible, let fact):
          sets.append(set)
          add(.learned(fact), within: possible)
        case .unknown: add(.serviceTag(.init(text: tag)), within: Self.possible(tag))
        }
      }
    }
    for group in end.applicationSecurityGroups {
      let id = group.id ?? ResourceID(type: ResourceKind.applicationSecurityGroup.rawValue, names: [group.name])
      let members = listed.filter { $0.key.matches(id) }.map(\.value)
      let further = open.filter { $0.key.matches(id) }.map(\.value)
      sets += members
      for set in further { add(.applicationSecurityGroup(id), within: set) }
      if members.isEmpty, further.isEmpty { add(.applicationSecurityGroup(id), within: .all) }
    }
    if !prefixes.isEmpty { sets.append(AddressSet(prefixes: prefixes)) }
    guard let first = sets.first else { return unlisted }
    let all = sets.dropFirst().reduce(first) { $0.union($1) }
    return (all.isEmpty ? [] : [(all, [])]) + unlisted
  }

  /// The prefixes of a tag; anywhere those of `VirtualNetwork` and `Internet` are not known.
  private func expand(_ tag: String) -> ServiceTagScope.Expansion {
    if let scope { return scope.expand(tag) }
    return switch tag.lowercased() {
    case "azureloadbalancer", "azureplatformdns": .known(AddressSet(AddressSpaces.platform))
    case "azureplatformimds": .known(AddressSet(AddressSpaces.metadata))
    default: given[tag].map { .known(AddressSet(prefixes: $0)) } ?? .unknown
    }
  }

  /// The addresses among which those of a tag are: a service's are public ones, and the host's own address is no service's.
  private static func possible(_ tag: String) -> AddressSet {
    switch tag.lowercased() {
    case "virtualnetwork": .all
    case "internet": AddressSpaces.publicSpace
    default: AddressSpaces.otherParties
    }
  }
}

extension SecurityRule {
  /// What it says of protocols and ports: ports count only for protocols that have them.
  fileprivate var services: [PacketBox] {
    let wanted = self.protocol.protocols
    if source.ports.isAll, destination.ports.isAll { return [PacketBox(protocols: wanted)] }
    return [
      PacketBox(
        sourcePorts: source.ports, destinationPorts: destination.ports, protocols: wanted.intersection(.withPorts)),
      PacketBox(protocols: wanted.subtracting(.withPorts)),
    ].filter { !$0.isEmpty }
  }

  /// Whether two rules match the same packets and do the same with them, as their text tells wherever names mean the same.
  package func isAlike(_ other: SecurityRule) -> Bool {
    access == other.access && direction == other.direction && self.protocol == other.protocol
      && source.isAlike(other.source) && destination.isAlike(other.destination)
  }

  /// Whether it names addresses that depend on the place.
  package var isNamingAddresses: Bool { source.isNaming || destination.isNaming }

  /// Whether the rule may match a packet of a box; no set is made for that, so that most rules cost next to nothing.
  package func mayMeet(_ box: PacketBox) -> Bool {
    let wanted = self.protocol.protocols
    if wanted.isDisjoint(with: box.protocols) { return false }
    if wanted.intersection(box.protocols).isSubset(of: .withPorts),
      destination.ports.isDisjoint(with: box.destinationPorts) || source.ports.isDisjoint(with: box.sourcePorts)
    {
      return false
    }
    return source.mayMeet(box.sources) && destination.mayMeet(box.destinations)
  }
}

extension RuleEndpoint {
  fileprivate func isAlike(_ other: RuleEndpoint) -> Bool {
    addresses == other.addresses && ports == other.ports
      && applicationSecurityGroups.elementsEqual(other.applicationSecurityGroups) { $0.target == $1.target }
  }

  fileprivate var isNaming: Bool {
    !applicationSecurityGroups.isEmpty
      || addresses.contains { address in
        if case .serviceTag = address { true } else { false }
      }
  }

  fileprivate func mayMeet(_ set: AddressSet) -> Bool {
    guard let first = set.first, let last = set.last else { return false }
    if isNaming { return true }
    return addresses.contains { address in
      guard case .prefix(let prefix) = address else { return true }
      return prefix.range.lowerBound <= last && first <= prefix.range.upperBound
    }
  }
}

extension Engine {
  /// What the rules of a group mean at a subnet.
  /// - Parameter listsMembers: whether an application security group is what the input shows of it, else any addresses.
  package func meaning(at subnet: NetworkSubnet, listsMembers: Bool = true) -> GroupMeaning {
    GroupMeaning(self, at: subnet, listsMembers: listsMembers)
  }
}

extension NetworkSecurityGroup {
  /// Its rules of one direction, the default ones last, in the order in which they are looked at.
  package func rules(_ direction: TrafficDirection) -> [SecurityRule] { SecurityFilter.rules(of: self, direction) }
}
