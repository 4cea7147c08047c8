import NetworkModel
import Outcomes
import PacketSets
import Resources

/// What one network security group does with packets (azure-semantics.md §1): ascending priority, the first match decides.
struct SecurityFilter {
  /// One rule's share of the packets.
  struct Decision {
    let packets: PacketSet
    /// nil when something unknown leaves it open.
    let access: Access?
    let rule: SecurityRule
    let unknown: RuleMatch.Unknown?
  }

  let group: NetworkSecurityGroup
  let matcher: RuleMatcher

  /// The group's rules of one direction, the default ones last, in the order in which they are looked at.
  static func rules(of group: NetworkSecurityGroup, _ direction: TrafficDirection) -> [SecurityRule] {
    (group.securityRules + NetworkSecurityGroup.defaultSecurityRules).filter { $0.direction == direction }
      .sorted { $0.priority < $1.priority }
  }

  func decide(_ packets: PacketSet, _ direction: TrafficDirection) -> [Decision] {
    decide(packets, Self.rules(of: group, direction)[...])
  }

  private func decide(_ packets: PacketSet, _ rules: ArraySlice<SecurityRule>) -> [Decision] {
    var rest = packets
    let bounds = packets.hull
    var decisions: [Decision] = []
    for index in rules.indices {
      if rest.isEmpty { break }
      let rule = rules[index]
      let match = matcher.match(rule, within: bounds)
      let certain = rest.intersection(match.certain)
      if !certain.isEmpty {
        decisions.append(Decision(packets: certain, access: rule.access, rule: rule, unknown: nil))
        rest = rest.subtracting(certain)
      }
      let possible = rest.intersection(match.possible)
      if !possible.isEmpty {
        decisions += weigh(possible, rule, unknown: match.unknown, after: rules[(index + 1)...])
        rest = rest.subtracting(possible)
      }
    }
    return decisions
  }

  /// Packets that a rule matches only if something unknown holds: where the later rules come to the same access, it does not
  /// matter.
  private func weigh(
    _ packets: PacketSet, _ rule: SecurityRule, unknown: RuleMatch.Unknown?, after rules: ArraySlice<SecurityRule>
  ) -> [Decision] {
    decide(packets, rules).map { later in
      later.access == rule.access
        ? later : Decision(packets: later.packets, access: nil, rule: rule, unknown: unknown ?? later.unknown)
    }
  }

  /// Allow rules that lack one thing to let denied packets through, nearest first, three at most.
  func nearMisses(for denied: PacketSet, by denier: SecurityRule, _ direction: TrafficDirection) -> [NearMiss] {
    guard !denied.isEmpty else { return [] }
    let allows = group.securityRules.filter {
      $0.direction == direction && $0.access == .allow && $0.name != denier.name
    }
    let bounds = denied.hull
    return allows.compactMap { rule in
      if lacksSeveral(rule, for: bounds) { return nil }
      return lack(of: rule, for: denied, denier: denier).map {
        NearMiss(rule: rule.name, priority: rule.priority, origin: rule.origin, lack: $0)
      }
    }.sorted { $0.priority < $1.priority }.prefix(3).map { $0 }
  }

  /// Whether a rule lacks two things or more, as its fields tell before any set of packets is made: most rules do.
  private func lacksSeveral(_ rule: SecurityRule, for denied: PacketBox) -> Bool {
    let protocols = rule.protocol.protocols
    let portsMatter = denied.protocols.isSubset(of: .withPorts) && !protocols.isDisjoint(with: .withPorts)
    var lacks = denied.protocols.isSubset(of: protocols) ? 0 : 1
    if portsMatter, !denied.destinationPorts.isSubset(of: rule.destination.ports) { lacks += 1 }
    if lacks < 2, !denied.sources.isSubset(of: matcher.sources(of: rule)) { lacks += 1 }
    if lacks < 2, !denied.destinations.isSubset(of: matcher.destinations(of: rule)) { lacks += 1 }
    return lacks >= 2
  }

  private func lack(of rule: SecurityRule, for denied: PacketSet, denier: SecurityRule) -> NearMiss.Lack? {
    let matched = matcher.match(rule, within: PacketBox()).certain
    // A rule for any protocol also matches those without ports, at every port: only the denied protocols are compared.
    let comparable = matched.intersection(PacketBox(protocols: denied.protocols))
    let match = denied.protocols.isSubset(of: matched.protocols) ? comparable : matched
    if denied.isSubset(of: match) { return rule.priority > denier.priority ? .precedence : nil }
    var lacks: [NearMiss.Lack] = []
    if !denied.sources.isSubset(of: match.sources) {
      lacks.append(.source(allowed: match.sources, needed: denied.sources))
    }
    if !denied.sourcePorts.isSubset(of: match.sourcePorts) {
      lacks.append(.sourcePort(allowed: match.sourcePorts, needed: denied.sourcePorts))
    }
    if !denied.destinations.isSubset(of: match.destinations) {
      lacks.append(.destination(allowed: match.destinations, needed: denied.destinations))
    }
    if !denied.destinationPorts.isSubset(of: match.destinationPorts) {
      lacks.append(.destinationPort(allowed: match.destinationPorts, needed: denied.destinationPorts))
    }
    if !denied.protocols.isSubset(of: match.protocols) {
      lacks.append(.protocol(allowed: match.protocols, needed: denied.protocols))
    }
    return lacks.count == 1 ? lacks[0] : nil
  }
}
