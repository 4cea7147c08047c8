import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// A rule for some addresses of a gateway's subnet.
enum InstanceAddressRule: LintRule {
  static let about = LintDescription(
    .instanceAddressRule, .warning, "the rule names addresses of a gateway's instances one by one",
    flags: """
      A prefix of a security rule that lies inside an application gateway's subnet and holds some of its usable addresses only, when \
      its group treats packets of the other addresses differently. Private frontends of the gateway are no instances.
      """,
    reason: """
      Azure gives the instances any addresses of the subnet, and others when it scales out or replaces one: the rule holds today \
      and stops holding after a platform upgrade.
      """,
    remedy: "Name the prefix of the whole gateway subnet.",
    source: "azure-semantics.md §1.4, §1.10")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    let subnets = inspection.gatewaySubnets.map { subnet in
      let frontends = inspection.gateways.filter { inspection.subnet(of: $0)?.id == subnet.id }.flatMap(
        \.frontendAddresses)
      return (subnet, instances: subnet.usableAddresses.subtracting(AddressSet(frontends.map { $0...$0 })))
    }
    return inspection.groups.flatMap { group in
      group.securityRules.filter { !$0.isDefault }.compactMap { rule in
        subnets.lazy.compactMap { subnet, instances in
          of(rule, in: group, subnet, instances, inspection)
        }.first
      }
    }
  }

  private static func of(
    _ rule: SecurityRule, in group: NetworkSecurityGroup, _ subnet: NetworkSubnet, _ instances: AddressSet,
    _ inspection: Inspection
  ) -> LintFinding? {
    for isSource in [true, false] {
      let named = (isSource ? rule.source : rule.destination).prefixes(inside: subnet.record.addressPrefixes)
      let some = named.intersection(instances)
      guard !some.isEmpty, !instances.isSubset(of: named),
        differs(rule, in: group, some, instances, isSource: isSource, inspection)
      else { continue }
      return finding(
        .group(.instanceAddresses(RuleMention(rule), addresses: some, subnet: subnet.id)), Subject(rule, of: group))
    }
    return nil
  }

  /// Whether the group treats the named addresses and the others differently, wherever it is attached.
  private static func differs(
    _ rule: SecurityRule, in group: NetworkSecurityGroup, _ named: AddressSet, _ instances: AddressSet, isSource: Bool,
    _ inspection: Inspection
  ) -> Bool {
    inspection.places(of: group.id).known.contains { place in
      let like = inspection.engine.packets(of: rule, at: place.subnet, card: place.card)
      func access(_ addresses: AddressSet) -> (allowed: Bool, denied: Bool) {
        let boxes = like.boxes.map { box in
          PacketBox(
            sources: isSource ? addresses : box.sources, sourcePorts: box.sourcePorts,
            destinations: isSource ? box.destinations : addresses, destinationPorts: box.destinationPorts,
            protocols: box.protocols)
        }
        let packets = PacketSet(boxes: boxes)
        let passing = inspection.engine.passing(
          packets, rule.direction, by: group, at: place.subnet, card: place.card)
        return (!passing.isEmpty, passing != packets)
      }
      return access(named) != access(instances.subtracting(named))
    }
  }
}

extension RuleEndpoint {
  /// The addresses of those prefixes that lie inside one of some others.
  fileprivate func prefixes(inside outer: [AddressPrefix]) -> AddressSet {
    AddressSet(
      prefixes: addresses.compactMap { address -> AddressPrefix? in
        guard case .prefix(let prefix) = address, outer.contains(where: { $0.contains(prefix) }) else { return nil }
        return prefix
      })
  }
}
