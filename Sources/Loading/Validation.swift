import Outcomes
import PacketSets
import Resources

/// What Azure would never hold: overlapping prefixes and repeated priorities.
struct Validation {
  let context: ReadingContext

  func check(_ resources: Resources) {
    checkNames(in: resources)
    let networks = Dictionary(grouping: resources.virtualNetworks.values) { $0.id.name.lowercased() }
    for network in resources.virtualNetworks.values {
      checkSubnets(of: network)
      checkPeers(of: network, among: networks)
    }
    for group in resources.networkSecurityGroups.values { checkPriorities(of: group) }
  }

  private func checkSubnets(of network: VirtualNetwork) {
    let subnets = network.subnets
    for (index, subnet) in subnets.enumerated() {
      for other in subnets[..<index] {
        report(subnet.addressPrefixes, subnet.id, subnet.origin, against: other.addressPrefixes, other.id, other.origin)
      }
    }
    for (index, prefix) in network.addressPrefixes.enumerated() {
      report(
        [prefix], network.id, network.origin, against: Array(network.addressPrefixes[..<index]), network.id,
        network.origin)
    }
  }

  /// Networks that are peered may not overlap; a pair is looked at once, whichever of them has the peering.
  /// - Parameter networks: all networks, by name in lower case.
  private func checkPeers(of network: VirtualNetwork, among networks: [String: [VirtualNetwork]]) {
    let names = Set(network.peerings.compactMap { $0.remoteVirtualNetwork?.name.lowercased() })
    for remote in names.sorted().flatMap({ networks[$0] ?? [] }) where remote.id != network.id {
      guard network.isPeered(with: remote), !remote.isPeered(with: network) || network.id.key < remote.id.key else {
        continue
      }
      report(
        network.addressPrefixes, network.id, network.origin, against: remote.addressPrefixes, remote.id, remote.origin)
    }
  }

  private func report(
    _ prefixes: [AddressPrefix], _ owner: ResourceID, _ origin: Origin, against others: [AddressPrefix],
    _ otherOwner: ResourceID, _ otherOrigin: Origin
  ) {
    for prefix in prefixes {
      for other in others where prefix.overlaps(other) {
        context.report(
          .overlap(prefix, of: owner, other: other, otherOwner: otherOwner, otherOrigin: otherOrigin), at: origin)
      }
    }
  }

  private func checkPriorities(of group: NetworkSecurityGroup) {
    var seen: [TrafficDirection: [Int: SecurityRule]] = [:]
    for rule in group.securityRules {
      if let other = seen[rule.direction]?[rule.priority] {
        context.report(
          .duplicatePriority(
            rule.priority, rule.direction, rule: rule.name, other: other.name, otherOrigin: other.origin),
          at: rule.origin)
      }
      seen[rule.direction, default: [:]][rule.priority] = rule
    }
  }
}

extension VirtualNetwork {
  /// Whether one of its peering objects names a network, by id or by the tail of its path of names.
  fileprivate func isPeered(with other: VirtualNetwork) -> Bool {
    peerings.contains { $0.remoteVirtualNetwork?.names(other.id) ?? false }
  }
}
