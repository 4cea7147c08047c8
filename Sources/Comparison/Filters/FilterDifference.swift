import Outcomes
import PacketSets
import Reachability
import Resources

/// Exactly the packets of one direction with which two security groups do different things.
package struct FilterDifference: Hashable, Sendable {
  /// The packets of one pair of deciding rules.
  package struct Region: Hashable, Sendable {
    /// Whether they are allowed after, and denied before.
    package let isAllowed: Bool
    /// The rule that decides before; nil where no group is attached.
    package let before: SecurityRule?
    /// The rule that decides after; nil where no group is attached.
    package let after: SecurityRule?
    /// The packets; no two of the boxes share one.
    package let boxes: [Box]
    /// One of the packets.
    package let example: Packet

    /// Whether there are such packets only if a gateway has learned addresses that the input does not state.
    package var missing: MissingFact? {
      boxes.contains { $0.learned == nil } ? nil : boxes.lazy.compactMap(\.learned).first
    }
  }

  /// A product of one set a field, and of what is said of addresses that are not listed.
  package struct Box: Hashable, Sendable {
    /// The packets by their fields.
    package let packets: PacketBox
    /// Addresses that are not listed, and whether the packets have one of them.
    package let memberships: [Membership]

    fileprivate var learned: MissingFact? {
      memberships.lazy.compactMap { membership in
        if membership.isMember, case .learned(let fact) = membership.addresses.name { fact } else { nil }
      }.first
    }
  }

  /// Whether a packet's end is among addresses that are not listed.
  package struct Membership: Hashable, Sendable {
    package let addresses: UnlistedAddresses
    package let isMember: Bool
  }

  /// Inbound or outbound.
  package let direction: TrafficDirection
  /// The packets, no two of the regions share one; in the order of the rules before, then after.
  package let regions: [Region]
  /// Changed rules whose packets fall into too many parts to be listed.
  package let unlisted: [SecurityRule]

  /// Whether no packet differs, for certain.
  package var isEmpty: Bool { regions.isEmpty && unlisted.isEmpty }

  /// Compares two groups where their rules mean something; nil stands for no group, which lets everything pass.
  package init(
    _ direction: TrafficDirection, from old: NetworkSecurityGroup?, _ oldMeaning: GroupMeaning,
    to new: NetworkSecurityGroup?, _ newMeaning: GroupMeaning
  ) {
    self.direction = direction
    let before = old?.rules(direction)
    let after = new?.rules(direction)
    var numbers = AddressNumbers()
    let same = oldMeaning == newMeaning
    let common = CommonRules(before ?? [], after ?? []) { old, new in
      guard old.isAlike(new) else { return false }
      if same || !old.isNamingAddresses { return true }
      return oldMeaning.matches(of: old) { numbers[$0] } == newMeaning.matches(of: new) { numbers[$0] }
    }
    guard old == nil || new == nil || !common.oldChanged.isEmpty || !common.newChanged.isEmpty else {
      regions = []
      unlisted = []
      return
    }
    var changed: [PacketBox] = []
    for place in common.oldChanged {
      changed += oldMeaning.matches(of: before![place]) { numbers[$0] }.map(\.box)
    }
    for place in common.newChanged {
      changed += newMeaning.matches(of: after![place]) { numbers[$0] }.map(\.box)
    }
    let isFewChanged = old != nil && new != nil && changed.count <= 16
    func mayMatter(_ rule: SecurityRule) -> Bool { !isFewChanged || changed.contains { rule.mayMeet($0) } }
    let oldSide = CompiledSide(before, common.oldChanged, oldMeaning, &numbers, mayMatter)
    let newSide = CompiledSide(after, common.newChanged, newMeaning, &numbers, mayMatter)
    let difference = PolicyDifference(
      from: oldSide.policy, to: newSide.policy, changed: { oldSide.isChanged[$0] }, { newSide.isChanged[$0] })
    regions = difference.regions.compactMap { region in
      let boxes = region.boxes.map { box in
        Box(
          packets: box.box,
          memberships: box.memberships.sorted { $0.key < $1.key }.map {
            Membership(addresses: numbers.all[$0.key], isMember: $0.value)
          })
      }
      guard let example = boxes.lazy.compactMap({ $0.packets.example }).first else { return nil }
      return Region(
        isAllowed: region.isAllowed, before: region.before.flatMap { oldSide.rules[$0] },
        after: region.after.flatMap { newSide.rules[$0] }, boxes: boxes, example: example)
    }
    unlisted = difference.unlisted.compactMap { $0.isBefore ? oldSide.rules[$0.rule] : newSide.rules[$0.rule] }
  }
}

/// The rules of one side that matter, as a policy.
private struct CompiledSide {
  let policy: Policy
  /// The rule at each place of the policy; nil for no group.
  private(set) var rules: [SecurityRule?] = []
  private(set) var isChanged: [Bool] = []

  init(
    _ all: [SecurityRule]?, _ changed: [Int], _ meaning: GroupMeaning, _ numbers: inout AddressNumbers,
    _ mayMatter: (SecurityRule) -> Bool
  ) {
    guard let all else {
      policy = Policy([PolicyRule([.init(PacketBox())], isAllowed: true)])
      rules = [nil]
      isChanged = [true]
      return
    }
    var compiled: [PolicyRule] = []
    var rest = changed[...]
    for (place, rule) in all.enumerated() {
      let isOwn = rest.first == place
      if isOwn { rest.removeFirst() }
      guard isOwn || mayMatter(rule) else { continue }
      compiled.append(
        PolicyRule(meaning.matches(of: rule) { numbers[$0] }, isAllowed: rule.access == .allow))
      rules.append(rule)
      isChanged.append(isOwn)
    }
    policy = Policy(compiled)
  }
}

/// Numbers for addresses that are not listed.
private struct AddressNumbers {
  private(set) var all: [UnlistedAddresses] = []

  subscript(addresses: UnlistedAddresses) -> Int {
    mutating get {
      if let known = all.firstIndex(of: addresses) { return known }
      all.append(addresses)
      return all.count - 1
    }
  }
}
