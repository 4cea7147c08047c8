import BackendHealth
import NetworkModel
import Outcomes
import Reachability
import Resources

/// A private zone with a member's record that the gateway does not ask.
enum ZoneNotLinked: LintRule {
  static let about = LintDescription(
    .zoneNotLinked, .error, "the zone has the record of a gateway's member and is not linked to the gateway's network",
    flags: """
      A private DNS zone with a record of the name of a pool member, or of the private link name that stands for it, when the \
      gateway's network uses Azure-provided DNS, the zone is not linked to it, and the gateway gets no address from any linked zone. \
      Nobody can tell where the zone's links are not in the input. \
      Networks with DNS servers of their own are left out: there the servers' network counts.
      """,
    reason: """
      Links count for the network from which a name is asked, and peering does not share them. The gateway gets the public answer, \
      or none.
      """,
    remedy: """
      Link the zone to the gateway's network. A name of the zone's domain that it has no record of gets no answer there from then on: \
      add the record first, or let the link of a zone of private link ask public DNS for such names (`NxDomainRedirect`).
      """,
    source: "azure-semantics.md §3.2, §3.3")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    var seen: Set<ResourceID> = []
    return inspection.gateways.flatMap { gateway -> [LintFinding] in
      guard let subnet = inspection.subnet(of: gateway) else { return [] }
      let network = inspection.model.networks[subnet.network]
      guard network.record.dnsServers.isEmpty else { return [] }
      let prediction = inspection.predictions.first { $0.gateway == gateway.id }
      let members = prediction?.pairs.flatMap(\.members) ?? []
      return members.flatMap { member -> [LintFinding] in
        guard let resolution = member.resolution, !resolution.isPrivate else { return [] }
        return inspection.resources.privateDnsZones.values.compactMap { zone in
          let isLinked = zone.virtualNetworkLinks.contains { inspection.engine.names($0.virtualNetwork, network) }
          guard zone.holds(member.member.address), !isLinked, seen.insert(zone.id).inserted else { return nil }
          return finding(
            .name(
              .notLinked(
                name: member.member.address, gateway: gateway.id, network: network.id,
                linkedTo: zone.virtualNetworkLinks.compactMap { $0.virtualNetwork?.name },
                losing: inspection.names(losing: zone, linkedTo: network))),
            Subject(zone.id, origin: zone.origin), missing: zone.lacksLinks ? .zoneLinks(zone.id) : nil)
        }
      }
    }
  }
}

extension Inspection {
  /// Names of members that gateways of a network ask for, and that no longer had any answer if a zone were linked to it.
  fileprivate func names(losing zone: PrivateDnsZone, linkedTo network: Network) -> [String] {
    var resources = self.resources
    let reference = Reference(.id(network.id), origin: zone.origin)
    resources.privateDnsZones[zone.id]?.virtualNetworkLinks.append(
      VirtualNetworkLink(
        id: zone.id.child("virtualNetworkLinks", network.id.name), origin: zone.origin, virtualNetwork: reference,
        registrationEnabled: false, redirectsNoRecord: false))
    let linked = Engine(NetworkModel(resources))
    let here = predictions.filter { prediction in
      resources.applicationGateways[prediction.gateway].flatMap(subnet)?.network == network.index
    }
    var seen: Set<String> = []
    return here.flatMap(\.pairs).flatMap(\.members).compactMap(\.resolution).filter { today in
      guard seen.insert(today.query).inserted, today.decisive?.outcome != .dnsNoRecord else { return false }
      return linked.resolveAsGateway(today.query, from: network).decisive?.outcome == .dnsNoRecord
    }.map(\.query)
  }
}

extension NameResolution {
  /// Whether a private zone gave the answer.
  fileprivate var isPrivate: Bool {
    steps.contains { step in
      guard case .name(let name) = step.detail, case .privateZone = name.source, case .addresses = name.answer else {
        return false
      }
      return true
    }
  }
}

extension PrivateDnsZone {
  /// Whether it has a record of a name, or of the private link name that stands for it.
  fileprivate func holds(_ name: String) -> Bool {
    let domain = DomainName.normal(id.name)
    let name = DomainName.normal(name)
    if DomainName.covers(domain, name) { return has(DomainName.relative(name, to: domain)) }
    return relative(privateLinkOf: name).map(has) ?? false
  }

  private func has(_ record: String) -> Bool {
    recordSets.contains { set in
      guard set.name.lowercased() == record else { return false }
      if case .other = set.data { return false }
      return true
    }
  }
}
