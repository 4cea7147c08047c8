import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// One edit of a security group by which packets pass that a rule of it denies.
package struct SecurityGroupEdit: Hashable, Sendable {
  /// What becomes of the rule that lets them pass.
  package enum Act: Hashable, Sendable {
    /// It is new.
    case added
    /// It nearly let them pass before.
    case corrected(NearMiss)
  }

  /// A rule that makes room for it.
  package struct Move: Hashable, Sendable {
    /// The rule.
    package let rule: String
    /// Its priority afterwards.
    package let priority: Int
  }

  /// The group.
  package let group: NetworkSecurityGroup
  /// What becomes of the rule.
  package let act: Act
  /// The rule as it is afterwards.
  package let rule: SecurityRule
  /// The rules that make room for it.
  package let moves: [Move]

  /// How deep it goes.
  var kind: RepairKind {
    switch act {
    case .added: moves.isEmpty ? .ruleAdded : .ruleMoved
    case .corrected(let miss): miss.priority == rule.priority ? .ruleChanged : .ruleMoved
    }
  }

  /// The group afterwards.
  package var result: NetworkSecurityGroup {
    var result = group
    for index in result.securityRules.indices where result.securityRules[index].direction == rule.direction {
      let name = result.securityRules[index].name
      if let move = moves.first(where: { $0.rule == name }) { result.securityRules[index].priority = move.priority }
    }
    switch act {
    case .added: result.securityRules.append(rule)
    case .corrected:
      result.securityRules = result.securityRules.map {
        $0.name == rule.name && $0.direction == rule.direction ? rule : $0
      }
    }
    return result
  }
}

/// The edits of one group and direction by which packets pass before a rule.
package struct SecurityGroupEdits {
  private let group: NetworkSecurityGroup
  private let direction: TrafficDirection
  /// The rule that denies; nil where a default one does.
  let denier: SecurityRule?
  /// Its priority.
  private let priority: Int

  /// Nil where the group is not in the input.
  /// - Parameter priority: that of the rule that denies; nil to look it up.
  package init?(
    of subject: Subject, _ direction: TrafficDirection, before priority: Int? = nil, in resources: Resources
  ) {
    guard let group = resources.networkSecurityGroups.values.first(where: { $0.id.matches(subject.resource) }) else {
      return nil
    }
    self.group = group
    self.direction = direction
    denier = group.securityRules.first { $0.name == subject.rule && $0.direction == direction }
    self.priority = priority ?? denier?.priority ?? 65500
  }

  private var used: Set<Int> { Set(group.securityRules.filter { $0.direction == direction }.map(\.priority)) }

  /// A free priority before the rule that denies: behind all others where a default rule does, else next to it.
  private var freePriority: Int? {
    let used = used
    if priority > 4096 {
      let next = ((used.max() ?? 90) / 10 + 1) * 10
      if next <= 4096, !used.contains(next) { return next }
    }
    return (100..<max(100, min(priority, 4097))).last { !used.contains($0) }
  }

  // MARK: Rules of their own

  /// A rule for the packets: everything that its senders, receivers, ports and protocols make up.
  package func allowing(_ packets: PacketSet, named name: String) -> [SecurityGroupEdit] {
    let ports = packets.destinationPorts
    let isOnePort = ports.ranges.count == 1 && ports.first == ports.last
    let destination = Self.end(packets.destinations)
    return allowing(
      named: isOnePort && !ports.isAll ? "\(name)-\(ports.first!)" : name, packets.protocols,
      from: Self.end(packets.sources), to: RuleEndpoint(addresses: destination.addresses, ports: ports))
  }

  /// A rule of its own before the one that denies. Where no number is free there, that one moves back: with the rules behind it, so
  /// that all of them keep their order, or alone, behind rules that may let more through than before.
  package func allowing(
    named name: String, _ protocols: ProtocolSet, from source: RuleEndpoint, to destination: RuleEndpoint
  ) -> [SecurityGroupEdit] {
    var rule = SecurityRule(
      name: Names.free(name, Set(group.securityRules.map { $0.name.lowercased() })), origin: group.origin, priority: 0,
      direction: direction, access: .allow, protocol: RuleProtocol.covering(protocols), source: source,
      destination: destination)
    if let freePriority {
      rule.priority = freePriority
      return [SecurityGroupEdit(group: group, act: .added, rule: rule, moves: [])]
    }
    guard let denier, let later = (priority + 1..<4097).first(where: { !used.contains($0) }) else { return [] }
    rule.priority = priority
    let behind = group.securityRules.filter { $0.direction == direction && (priority..<later).contains($0.priority) }
      .sorted { $0.priority > $1.priority }
    let inOrder = behind.map { SecurityGroupEdit.Move(rule: $0.name, priority: $0.priority + 1) }
    let alone = [SecurityGroupEdit.Move(rule: denier.name, priority: later)]
    return (later == priority + 1 ? [inOrder] : [inOrder, alone]).map {
      SecurityGroupEdit(group: group, act: .added, rule: rule, moves: $0)
    }
  }

  /// An end of a rule for addresses: subnets where they are whole ones.
  private static func end(_ addresses: AddressSet) -> RuleEndpoint {
    if addresses.isSubset(of: AddressSpaces.publicSpace), AddressSpaces.otherParties.isSubset(of: addresses) {
      return RuleEndpoint(addresses: [.serviceTag("Internet")])
    }
    return addresses.isAll || addresses == .ipv4
      ? RuleEndpoint() : RuleEndpoint(addresses: addresses.subnetPrefixes.map { .prefix($0) })
  }

  // MARK: Near misses

  /// The rule that nearly lets the packets through, put right; moved before the one that denies where it stands behind.
  package func correcting(_ miss: NearMiss, sources: AddressSet) -> SecurityGroupEdit? {
    guard var rule = group.securityRules.first(where: { $0.name == miss.rule && $0.direction == direction }) else {
      return nil
    }
    if miss.priority > priority {
      guard let freePriority else { return nil }
      rule.priority = freePriority
    }
    switch miss.lack {
    case .precedence: break
    case .source(_, let needed):
      // A tag, and a group of machines, stand for addresses that an edit by prefix would freeze.
      guard rule.source.isWrittenInPrefixes else { return nil }
      rule.source.addresses = Self.widened(rule.source.addresses, by: needed.union(sources))
    case .destination(_, let needed):
      guard rule.destination.isWrittenInPrefixes else { return nil }
      rule.destination.addresses = Self.widened(rule.destination.addresses, by: needed)
    case .destinationPort(_, let needed): rule.destination.ports = rule.destination.ports.union(needed)
    case .sourcePort: rule.source.ports = .all
    case .protocol(let allowed, let needed): rule.protocol = RuleProtocol.covering(allowed.union(needed))
    }
    return SecurityGroupEdit(group: group, act: .corrected(miss), rule: rule, moves: [])
  }

  private static func widened(_ addresses: [RuleAddress], by needed: AddressSet) -> [RuleAddress] {
    let prefixes = addresses.compactMap { address -> AddressPrefix? in
      if case .prefix(let prefix) = address { prefix } else { nil }
    }
    let whole = AddressSet(prefixes: prefixes).union(AddressSet(prefixes: needed.subnetPrefixes))
    return whole.prefixes.map { .prefix($0) }
  }
}

extension RuleEndpoint {
  /// Whether its addresses are prefixes, and no tags or application security groups.
  fileprivate var isWrittenInPrefixes: Bool {
    applicationSecurityGroups.isEmpty
      && addresses.allSatisfy { address in
        if case .prefix = address { true } else { false }
      }
  }
}

extension RuleProtocol {
  /// The narrowest protocol of a rule that covers protocols.
  package static func covering(_ protocols: ProtocolSet) -> RuleProtocol {
    allCases.first { $0 != .any && protocols.isSubset(of: $0.protocols) } ?? .any
  }
}
