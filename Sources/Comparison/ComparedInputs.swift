import Outcomes
import Resources

/// Two inputs that are compared: what is known of Azure itself from one of them counts for both.
package struct ComparedInputs: Sendable {
  /// The input before.
  package let before: Resources
  /// The input after.
  package let after: Resources
  /// What the comparison rests on.
  package let assumptions: [Assumption]

  /// Takes two inputs.
  package init(before: Resources, after: Resources) {
    var (old, new) = (before, after)
    let known = (Set(before.serviceTags.names), Set(after.serviceTags.names))
    for tag in known.0.subtracting(known.1) { new.serviceTags[tag] = before.serviceTags[tag] }
    for tag in known.1.subtracting(known.0) { old.serviceTags[tag] = after.serviceTags[tag] }
    self.before = old
    self.after = new
    let shared = known.0.symmetricDifference(known.1)
    let isUsed =
      !shared.isEmpty
      && [before, after].contains { $0.hasServiceEndpoints || !shared.isDisjoint(with: $0.namedTags) }
    assumptions = isUsed ? [.sharedServiceTags] : []
  }
}

extension Resources {
  /// Whether subnets reach services directly, whose addresses are those of tags.
  fileprivate var hasServiceEndpoints: Bool {
    virtualNetworks.values.contains { $0.subnets.contains { !$0.serviceEndpoints.isEmpty } }
  }

  /// The service tags that groups and routes name, in lower case.
  fileprivate var namedTags: Set<String> {
    let rules = networkSecurityGroups.values.lazy.flatMap(\.securityRules)
    let ends = rules.flatMap { $0.source.addresses + $0.destination.addresses }
    let named = ends.compactMap { address -> String? in
      if case .serviceTag(let tag) = address { tag.lowercased() } else { nil }
    }
    let routed = routeTables.values.lazy.flatMap(\.routes).compactMap { route -> String? in
      if case .serviceTag(let tag) = route.destination { tag.lowercased() } else { nil }
    }
    return Set(named).union(routed)
  }
}
