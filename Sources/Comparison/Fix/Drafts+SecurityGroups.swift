import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Edits of network security groups: a rule that nearly lets the packets through put right, else a rule of its own.
extension FixContext {
  func securityGroupDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let step = obstacle.step, case .rule(let rule) = step.detail, let subject = obstacle.subject else {
      return []
    }
    var packets = packets(obstacle)
    // A rule has to let every instance pass, unless an appliance stands in for them.
    let senders = senders(of: obstacle)
    let sources = packets.sources.isSubset(of: senders) ? senders : packets.sources
    packets = packets.union(widened(packets, to: sources))
    let edit = SecurityGroupEdit(
      of: subject, rule.point.direction, before: rule.priority, in: resources)
    guard let edit else { return [] }
    return rule.nearMisses.compactMap { edit.correcting($0, sources: sources) }
      + edit.allowing(packets, named: obstacle.request == nil ? "Allow-AppGw" : "Allow-Clients")
  }

  /// Every address that the probes or the request of an obstacle can come from.
  private func senders(of obstacle: Obstacle) -> AddressSet {
    let flows = (obstacle.member?.flows ?? []) + (obstacle.request?.flows ?? [])
    return flows.reduce(AddressSet()) { $0.union($1.packets.sources) }
  }

  private func widened(_ packets: PacketSet, to sources: AddressSet) -> PacketSet {
    PacketSet(
      boxes: packets.boxes.map {
        PacketBox(
          sources: sources, sourcePorts: $0.sourcePorts, destinations: $0.destinations,
          destinationPorts: $0.destinationPorts, protocols: $0.protocols)
      })
  }
}

/// Edits of one group and direction that come before a rule.
struct SecurityGroupEdit {
  let group: NetworkSecurityGroup
  let direction: TrafficDirection
  /// The rule that denies; nil where a default one does.
  let denier: SecurityRule?
  /// Its priority.
  let priority: Int
  let resources: Resources

  /// Nil where the group is not in the input.
  init?(of subject: Subject, _ direction: TrafficDirection, before priority: Int? = nil, in resources: Resources) {
    guard let group = resources.networkSecurityGroups.values.first(where: { $0.id.matches(subject.resource) }) else {
      return nil
    }
    self.group = group
    self.direction = direction
    self.resources = resources
    denier = group.securityRules.first { $0.name == subject.rule && $0.direction == direction }
    self.priority = priority ?? denier?.priority ?? 65500
  }

  private var used: Set<Int> { group.priorities(direction) }

  /// A free priority before the rule that denies: behind all others where a default rule does, else next to it.
  private var freePriority: Int? {
    let used = used
    if priority > 4096 {
      let next = ((used.max() ?? 90) / 10 + 1) * 10
      if next <= 4096, !used.contains(next) { return next }
    }
    return group.freePriority(direction, before: priority)
  }

  private func draft(_ kind: RepairKind, _ change: (inout NetworkSecurityGroup) -> Void) -> Draft {
    Draft(kind, of: resources) { change(&$0.networkSecurityGroups[group.id]!) }
  }

  // MARK: Rules of their own

  /// A rule for the packets, one for each box of sources and destinations that they make up.
  func allowing(_ packets: PacketSet, named name: String) -> [Draft] {
    let ports = packets.destinationPorts
    let isOnePort = ports.ranges.count == 1 && ports.first == ports.last
    let source = Self.end(packets.sources, in: resources)
    let destination = Self.end(packets.destinations, in: resources)
    return allowing(
      named: isOnePort && !ports.isAll ? "\(name)-\(ports.first!)" : name, packets.protocols, from: source,
      to: RuleEndpoint(addresses: destination.addresses, ports: ports))
  }

  /// A rule of its own before the one that denies. Where no number is free there, that one moves back: with the rules behind it, so
  /// that all of them keep their order, or alone, behind rules that may let more through than before.
  func allowing(
    named name: String, _ protocols: ProtocolSet, from source: RuleEndpoint, to destination: RuleEndpoint
  ) -> [Draft] {
    var rule = SecurityRule(
      name: group.freeName(name), origin: group.origin, priority: 0, direction: direction, access: .allow,
      protocol: RuleProtocol.covering(protocols), source: source, destination: destination)
    if let freePriority {
      rule.priority = freePriority
      return [draft(.ruleAdded) { $0.securityRules.append(rule) }]
    }
    guard let denier, let later = (priority + 1..<4097).first(where: { !used.contains($0) }) else { return [] }
    rule.priority = priority
    func moved(_ isMoved: (SecurityRule) -> Bool, to place: (SecurityRule) -> Int) -> Draft {
      draft(.ruleMoved) { group in
        for index in group.securityRules.indices
        where group.securityRules[index].direction == direction && isMoved(group.securityRules[index]) {
          group.securityRules[index].priority = place(group.securityRules[index])
        }
        group.securityRules.append(rule)
      }
    }
    let inOrder = moved({ (priority..<later).contains($0.priority) }, to: { $0.priority + 1 })
    return later == priority + 1 ? [inOrder] : [inOrder, moved({ $0.name == denier.name }, to: { _ in later })]
  }

  /// An end of a rule for addresses: subnets where they are whole ones.
  private static func end(_ addresses: AddressSet, in resources: Resources) -> RuleEndpoint {
    if addresses.isSubset(of: AddressSpaces.publicSpace), AddressSpaces.otherParties.isSubset(of: addresses) {
      return RuleEndpoint(addresses: [.serviceTag("Internet")])
    }
    return addresses.isAll || addresses == .ipv4
      ? RuleEndpoint() : RuleEndpoint(addresses: addresses.subnetPrefixes.map { .prefix($0) })
  }

  // MARK: Near misses

  /// The rule that nearly lets the packets through, put right; moved before the one that denies where it stands behind.
  func correcting(_ miss: NearMiss, sources: AddressSet) -> Draft? {
    guard let index = group.securityRules.firstIndex(where: { $0.name == miss.rule && $0.direction == direction })
    else {
      return nil
    }
    var rule = group.securityRules[index]
    var kind = RepairKind.ruleChanged
    if miss.priority > priority {
      guard let freePriority else { return nil }
      rule.priority = freePriority
      kind = .ruleMoved
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
    return draft(kind) { $0.securityRules[index] = rule }
  }

  private static func widened(_ addresses: [RuleAddress], by needed: AddressSet) -> [RuleAddress] {
    let prefixes = addresses.compactMap { address -> AddressPrefix? in
      if case .prefix(let prefix) = address { prefix } else { nil }
    }
    let whole = AddressSet(prefixes: prefixes).union(AddressSet(prefixes: needed.subnetPrefixes))
    return whole.prefixes.map { .prefix($0) }
  }
}

extension NetworkSecurityGroup {
  /// The priorities that rules of a direction have.
  package func priorities(_ direction: TrafficDirection) -> Set<Int> {
    Set(securityRules.filter { $0.direction == direction }.map(\.priority))
  }

  /// The free priority next before another; nil where there is none.
  package func freePriority(_ direction: TrafficDirection, before priority: Int) -> Int? {
    let used = priorities(direction)
    return (100..<max(100, min(priority, 4097))).last { !used.contains($0) }
  }

  /// The name, or one like it that no rule has.
  package func freeName(_ wanted: String) -> String {
    Names.free(wanted, Set(securityRules.map { $0.name.lowercased() }))
  }
}

extension RuleEndpoint {
  /// Whether its addresses are prefixes, and no tags or application security groups.
  package var isWrittenInPrefixes: Bool {
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
