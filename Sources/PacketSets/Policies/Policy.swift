/// Rules of which the first one that matches a packet decides.
package struct Policy: Hashable, Sendable {
  /// The rules, in the order in which they are looked at.
  package let rules: [PolicyRule]

  /// A policy. A packet that no rule matches is denied.
  package init(_ rules: [PolicyRule]) {
    self.rules = rules
  }
}

/// One rule of a policy.
package struct PolicyRule: Hashable, Sendable {
  /// Packets that a rule matches: those of a box whose ends are in every one of some sets that nobody can list.
  package struct Match: Hashable, Sendable {
    /// The packets by their fields.
    package let box: PacketBox
    /// The numbers of the sets, ascending. A packet is in a set or not; its fields do not say.
    package let memberships: [Int]

    /// The packets of a box that are in sets which cannot be listed.
    package init(_ box: PacketBox, memberships: [Int] = []) {
      self.box = box
      self.memberships = memberships
    }
  }

  /// What it matches: a packet of any of them.
  package let matches: [Match]
  /// What it does with those.
  package let isAllowed: Bool

  /// A rule.
  package init(_ matches: [Match], isAllowed: Bool) {
    self.matches = matches
    self.isAllowed = isAllowed
  }
}
