import NetworkModel
import Outcomes
import PacketSets
import Resources

/// The security admin rules of Azure Virtual Network Manager: they are looked at before every network security group, at the
/// sender's and at the receiver's virtual network (azure-semantics.md §1.8).
struct AdminRules: Sendable {
  /// What the rules of one place do with packets.
  struct Judgement {
    var steps: [Step] = []
    var assumptions: [Assumption] = []
    /// Packets that the groups decide about. Denied ones are among them, so that every blocker is found; what is always allowed
    /// is not.
    var forGroups: PacketSet
  }

  /// A rule that applies at a place, or may apply.
  private struct Applied {
    let rule: SecurityAdminRule
    /// The rule in the shape that a matcher takes; its access does not count.
    let pattern: SecurityRule
    /// Why it cannot be told whether it applies; nil when it applies.
    let missing: MissingFact?
  }

  /// One rule's share of the packets.
  private struct Decision {
    let packets: PacketSet
    /// nil when something unknown leaves it open.
    let access: AdminRuleAccess?
    let rule: SecurityAdminRule
    let missing: MissingFact?
    /// Whether the groups might not be asked.
    let mayBypass: Bool
  }

  private let model: NetworkModel
  /// Every rule, in the order in which rules are looked at.
  private let rules: [SecurityAdminRule]
  /// The subnets of gateways without network isolation, where no rule holds (azure-semantics.md §1.8, §8 trap 16).
  private let exempt: Set<ResourceID>

  init(_ model: NetworkModel, exempt: Set<ResourceID>) {
    self.model = model
    self.exempt = exempt
    rules = model.resources.securityAdminRules.values.enumerated()
      .sorted { ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset) }.map(\.element)
  }

  /// Whether there are rules that may apply at a subnet.
  func hold(at subnet: NetworkSubnet) -> Bool {
    !rules.isEmpty && !exempt.contains(subnet.id) && !Self.platformSubnets.contains(subnet.id.name.lowercased())
  }

  /// Subnets of the platform's own services, which the rules leave out [concept-security-admins].
  private static let platformSubnets: Set = [
    "azurefirewallsubnet", "azurefirewallmanagementsubnet", "azurebastionsubnet", "gatewaysubnet", "routeserversubnet",
  ]

  /// What the rules do with packets that leave or enter a subnet.
  /// - Parameter emitted: the packets as their sender emits them, for packets as the rules see them.
  func judge(
    _ packets: PacketSet, _ direction: TrafficDirection, _ leg: Leg, at subnet: NetworkSubnet, matcher: RuleMatcher,
    emitted: (PacketSet) -> PacketSet
  ) -> Judgement {
    var out = Judgement(forGroups: packets)
    if !hold(at: subnet) { return out }
    for decision in decide(packets, applied(at: subnet, direction)[...], matcher) {
      let network = model.networks[subnet.network].id
      let collection = decision.rule.id.parent ?? decision.rule.id
      let subject = Subject(collection, rule: decision.rule.id.name, origin: decision.rule.origin)
      let detail = StepDetail.adminRule(
        AdminRuleStep(
          point: FilterPoint(direction, at: network), priority: decision.rule.priority, access: decision.rule.access))
      let share = emitted(decision.packets)
      switch decision.access {
      case .deny?:
        out.steps.append(Step(leg, .deny, detail, packets: share, outcome: .adminRuleDenied, subject: subject))
      case .allow?, .alwaysAllow?:
        out.steps.append(Step(leg, .allow, detail, packets: share, subject: subject))
      case nil:
        out.steps.append(
          Step(leg, .undetermined, detail, packets: share, subject: subject, missing: decision.missing))
      }
      if decision.mayBypass { out.forGroups = out.forGroups.subtracting(decision.packets) }
      out.assumptions.append(.adminRulesDeployed(decision.rule.id.parent?.parent ?? decision.rule.id))
    }
    out.assumptions += groupsTakenAsStatic(packets, direction, at: subnet, matcher)
    return out
  }

  /// The rules at a subnet, inbound first; those that may apply say what is not known.
  func effective(at subnet: NetworkSubnet) -> [EffectiveAdminRule] {
    if !hold(at: subnet) { return [] }
    return TrafficDirection.allCases.flatMap { applied(at: subnet, $0) }
      .map { EffectiveAdminRule(rule: $0.rule, missing: $0.missing) }
  }

  /// What IP flow verify says before it asks any group; nil when the groups decide.
  func ipFlow(
    _ packets: PacketSet, _ direction: TrafficDirection, at subnet: NetworkSubnet, tags: ServiceTagScope
  ) -> IPFlowAnswer? {
    if !hold(at: subnet) { return nil }
    let matcher = RuleMatcher(
      model: model, subnet: subnet, tags: tags, sourceGroups: [], destinationGroups: [])
    let decisions = decide(packets, applied(at: subnet, direction)[...], matcher)
    func answer(_ access: Access?, _ decision: Decision) -> IPFlowAnswer {
      IPFlowAnswer(
        access: access, rule: nil, group: decision.rule.id.parent, attachedTo: model.networks[subnet.network].id,
        missing: decision.missing, adminRule: decision.rule)
    }
    if let denied = decisions.first(where: { $0.access == .deny }) { return answer(.deny, denied) }
    if let open = decisions.first(where: { $0.access == nil }) { return answer(nil, open) }
    let passed = decisions.filter { $0.access == .alwaysAllow }
    guard let first = passed.first, passed.reduce(PacketSet.empty, { $0.union($1.packets) }) == packets else {
      return nil
    }
    return answer(.allow, first)
  }

  // MARK: Deciding

  /// Packets that no rule matches are in no decision: the groups decide about them.
  private func decide(_ packets: PacketSet, _ rules: ArraySlice<Applied>, _ matcher: RuleMatcher) -> [Decision] {
    var rest = packets
    var decisions: [Decision] = []
    for index in rules.indices {
      if rest.isEmpty { break }
      let applied = rules[index]
      let match = matcher.match(applied.pattern, within: rest.hull)
      let isOpen = applied.missing != nil
      let certain = rest.intersection(isOpen ? .empty : match.certain)
      if !certain.isEmpty {
        decisions.append(
          Decision(
            packets: certain, access: applied.rule.access, rule: applied.rule, missing: nil,
            mayBypass: applied.rule.access == .alwaysAllow))
        rest = rest.subtracting(certain)
      }
      let possible = rest.intersection(isOpen ? match.certain.union(match.possible) : match.possible)
      if !possible.isEmpty {
        let subject = Subject(
          applied.rule.id.parent ?? applied.rule.id, rule: applied.rule.id.name, origin: applied.rule.origin)
        decisions += weigh(
          possible, applied.rule, missing: applied.missing ?? match.unknown?.fact(subject),
          later: decide(possible, rules[(index + 1)...], matcher))
        rest = rest.subtracting(possible)
      }
    }
    return decisions
  }

  /// Packets that a rule matches only if something unknown holds: where the later rules do the same, it does not matter.
  private func weigh(
    _ packets: PacketSet, _ rule: SecurityAdminRule, missing: MissingFact?, later: [Decision]
  ) -> [Decision] {
    func open(_ packets: PacketSet, _ other: Decision?) -> Decision {
      Decision(
        packets: packets, access: nil, rule: rule, missing: missing ?? other?.missing,
        mayBypass: rule.access == .alwaysAllow || other?.mayBypass == true)
    }
    let unmatched = later.reduce(packets) { $0.subtracting($1.packets) }
    let decided = later.map { $0.access == rule.access ? $0 : open($0.packets, $0) }
    return unmatched.isEmpty || rule.access == .allow ? decided : decided + [open(unmatched, nil)]
  }

  // MARK: Where rules apply

  private func applied(at subnet: NetworkSubnet, _ direction: TrafficDirection) -> [Applied] {
    rules.filter { $0.direction == direction }.compactMap { rule in
      let membership = membership(of: subnet, in: rule)
      if membership == .absent { return nil }
      var missing: MissingFact?
      if case .open(let fact) = membership { missing = fact }
      if let group = rule.networkGroup { missing = missing ?? .networkGroupMembers(group, rule: subject(of: rule)) }
      return Applied(rule: rule, pattern: pattern(of: rule), missing: missing)
    }
  }

  private enum Membership: Equatable {
    case member
    case absent
    case open(MissingFact)
  }

  /// Whether a network is in one of the groups that a rule is for. A group with static members in the input is taken to hold
  /// those and no others; of a group without any, members by policy are possible and do not show.
  private func membership(of subnet: NetworkSubnet, in rule: SecurityAdminRule) -> Membership {
    guard let collection = collection(of: rule) else {
      let id = rule.id.parent ?? rule.id
      return .open(.resource(id, referencedBy: rule.id, origin: rule.origin))
    }
    let network = model.networks[subnet.network].id
    var open: MissingFact?
    for group in collection.networkGroups {
      let members = staticMembers(of: group)
      let holds = members.contains { $0.resource.names(network) || $0.resource.names(subnet.id) }
      if holds { return .member }
      if members.isEmpty { open = open ?? .networkGroupMembers(group.groupID, rule: subject(of: rule)) }
    }
    return open.map { .open($0) } ?? .absent
  }

  private func collection(of rule: SecurityAdminRule) -> AdminRuleCollection? {
    guard let parent = rule.id.parent else { return nil }
    return model.resources.adminRuleCollections.values.first { $0.id.matches(parent) }
  }

  private func staticMembers(of group: Reference) -> [NetworkGroupMember] {
    model.resources.networkGroupMembers.values.filter { $0.id.parent.map(group.names) ?? false }
  }

  private func subject(of rule: SecurityAdminRule) -> Subject {
    Subject(rule.id.parent ?? rule.id, rule: rule.id.name, origin: rule.origin)
  }

  /// The groups of rules that match the packets and are taken not to apply because the network is no static member.
  private func groupsTakenAsStatic(
    _ packets: PacketSet, _ direction: TrafficDirection, at subnet: NetworkSubnet, _ matcher: RuleMatcher
  ) -> [Assumption] {
    let absent = rules.filter { $0.direction == direction && membership(of: subnet, in: $0) == .absent }
    return absent.flatMap { rule -> [Assumption] in
      let match = matcher.match(pattern(of: rule), within: packets.hull)
      if packets.isDisjoint(with: match.certain.union(match.possible)) { return [] }
      return (collection(of: rule)?.networkGroups ?? []).map { .networkGroupIsStatic($0.groupID) }
    }
  }

  /// The rule in the shape that a matcher takes; its access does not count.
  private func pattern(of rule: SecurityAdminRule) -> SecurityRule {
    SecurityRule(
      name: rule.id.name, origin: rule.origin, priority: rule.priority, direction: rule.direction, access: .deny,
      protocol: rule.protocol, source: rule.source, destination: rule.destination)
  }
}

extension Reference {
  /// The network group that is meant.
  fileprivate var groupID: ResourceID {
    switch target {
    case .id(let id): id
    case .tail(let names): ResourceID(type: ResourceKind.networkGroup.rawValue, names: names)
    }
  }

  /// Whether it names a resource, by its id or by the tail of its path of names.
  fileprivate func names(_ resource: ResourceID) -> Bool {
    switch target {
    case .id(let id): id.matches(resource)
    case .tail(let names):
      ([resource.resourceGroup] + resource.names).suffix(names.count).map { $0.lowercased() }
        == names.map { $0.lowercased() }
    }
  }
}
