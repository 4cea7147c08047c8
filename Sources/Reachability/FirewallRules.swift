import NetworkModel
import Outcomes
import PacketSets
import Resources

/// The rules of an Azure Firewall in the order in which it looks at them: network rules, then application rules, each by the
/// priority of group and collection, a base policy's before its own; what no rule allows is dropped.
struct FirewallRules {
  let engine: Engine
  let firewall: AzureFirewall
  let device: Device

  private var resources: Resources { engine.model.resources }

  /// Rules in their order, or what of them is not in the input.
  private enum Known {
    case rules([(rule: FirewallRule, access: Access)], privateRanges: [AddressPrefix])
    case missing(MissingFact)
  }

  func decide(_ packets: PacketSet) -> [DeviceDecision] {
    switch known {
    case .missing(let fact): [open(packets, nil, fact)]
    case .rules(let rules, let ranges): decide(packets, rules, AddressSet(prefixes: ranges))
    }
  }

  private func open(_ packets: PacketSet, _ rule: FirewallRule?, _ fact: MissingFact) -> DeviceDecision {
    DeviceDecision(
      packets: packets, access: nil, rule: rule?.name, origin: rule?.origin, translation: nil, missing: fact)
  }

  // MARK: Which rules

  private var known: Known {
    guard let reference = firewall.firewallPolicy else {
      return .rules(Self.ordered([firewall.ruleCollections]), privateRanges: AddressPrefix.privateRanges)
    }
    var collections: [[FirewallRuleCollection]] = []
    var ranges: [AddressPrefix]?
    var next: Reference? = reference
    var seen: Set<ResourceID> = []
    while let wanted = next {
      guard case .one(let id) = engine.model.index.find(wanted, as: .firewallPolicy),
        let policy = resources.firewallPolicies[id], seen.insert(id).inserted
      else { return .missing(lacking(wanted)) }
      ranges = ranges ?? policy.privateRanges
      let groups = resources.ruleCollectionGroups.values.filter { $0.id.parent.map(id.matches) ?? false }
      if groups.isEmpty, policy.basePolicy == nil { return .missing(lacking(wanted)) }
      // A base policy's rules come first.
      collections.insert(contentsOf: groups.sorted { $0.priority < $1.priority }.map(\.ruleCollections), at: 0)
      next = policy.basePolicy
    }
    return .rules(Self.ordered(collections), privateRanges: ranges ?? AddressPrefix.privateRanges)
  }

  private func lacking(_ policy: Reference) -> MissingFact {
    .resource(
      policy.id ?? ResourceID(type: ResourceKind.firewallPolicy.rawValue, names: [policy.text]),
      referencedBy: firewall.id, origin: policy.origin)
  }

  private static func ordered(_ groups: [[FirewallRuleCollection]]) -> [(rule: FirewallRule, access: Access)] {
    let rules = groups.flatMap { group in
      group.sorted { $0.priority < $1.priority }.flatMap { collection in
        collection.rules.map { (rule: $0, access: collection.access) }
      }
    }
    return rules.filter { $0.rule.kind == .network } + rules.filter { $0.rule.kind == .application }
  }

  // MARK: What they do

  private func decide(
    _ packets: PacketSet, _ rules: [(rule: FirewallRule, access: Access)], _ privateRanges: AddressSet
  ) -> [DeviceDecision] {
    var rest = packets
    var decisions: [DeviceDecision] = []
    for (rule, access) in rules {
      if rest.isEmpty { break }
      let sources = addresses(of: rule.sources)
      let destinations =
        rule.kind == .application || !rule.names.isEmpty ? Ends(set: .all) : addresses(of: rule.destinations)
      let protocols = rule.protocols.reduce(ProtocolSet.empty) { $0.union($1.protocols) }
      let matched = rest.intersection(
        PacketBox(
          sources: sources.set, destinations: destinations.set, destinationPorts: rule.ports, protocols: protocols))
      if matched.isEmpty { continue }
      rest = rest.subtracting(matched)
      if let fact = sources.missing ?? destinations.missing {
        decisions.append(open(matched, rule, fact))
      } else if rule.kind == .application || !rule.names.isEmpty, !rule.names.contains("*") {
        decisions.append(
          open(matched, rule, .firewallNames(Subject(firewall.id, rule: rule.name, origin: rule.origin))))
      } else {
        decisions += allowed(matched, rule, access, privateRanges)
      }
    }
    if !rest.isEmpty {
      decisions.append(
        DeviceDecision(
          packets: rest, access: .deny, rule: nil, origin: firewall.origin, translation: nil, missing: nil))
    }
    return decisions
  }

  /// Application rules always translate the sender's address, network rules where the receiver is outside the private ranges.
  private func allowed(
    _ packets: PacketSet, _ rule: FirewallRule, _ access: Access, _ privateRanges: AddressSet
  ) -> [DeviceDecision] {
    let own = device.subnet?.usableAddresses ?? AddressSet(device.address)
    let kept =
      rule.kind == .application ? PacketSet.empty : packets.intersection(PacketBox(destinations: privateRanges))
    return [(kept, nil), (packets.subtracting(kept), own)].filter { !$0.0.isEmpty }.map { share, translation in
      DeviceDecision(
        packets: share, access: access, rule: rule.name, origin: rule.origin,
        translation: access == .allow ? translation : nil, missing: nil)
    }
  }

  private struct Ends {
    var set = AddressSet()
    var missing: MissingFact?
  }

  private func addresses(of ends: [FirewallRule.End]) -> Ends {
    ends.reduce(into: Ends()) { out, end in
      switch end {
      case .any: out.set = .all
      case .prefix(let prefix): out.set = out.set.union(AddressSet(prefix))
      case .range(let range): out.set = out.set.union(range)
      case .serviceTag(let tag):
        if let prefixes = resources.serviceTags[tag] {
          out.set = out.set.union(AddressSet(prefixes: prefixes))
        } else {
          out.set = out.set.union(AddressSpaces.publicSpace)
          out.missing = .serviceTag(tag, rule: device.subject())
        }
      case .ipGroup(let reference):
        if case .one(let id) = engine.model.index.find(reference, as: .ipGroup), let group = resources.ipGroups[id] {
          out.set = out.set.union(group.addresses)
        } else {
          out.set = .all
          out.missing = .resource(
            reference.id ?? ResourceID(type: ResourceKind.ipGroup.rawValue, names: [reference.text]),
            referencedBy: firewall.id, origin: reference.origin)
        }
      }
    }
  }
}
