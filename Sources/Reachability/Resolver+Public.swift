import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Public DNS, as far as the input tells, and what it hides of private endpoints (azure-semantics.md §3.3).
extension Resolver {
  /// What public DNS holds for a name: what a scenario states, the names of public addresses, and the alias that a private
  /// endpoint brings.
  mutating func publicRecord(of query: String) -> Record {
    let resources = engine.model.resources
    if let declared = resources.publicDns.last(where: { $0.name == query }) {
      return declared.answer.record(
        Subject(ResourceID(type: "publicDns", names: [query]), origin: declared.origin))
    }
    for address in resources.publicIPAddresses.values where address.fqdn?.lowercased() == query {
      if let ip = address.ipAddress { return .addresses([ip], Subject(address.id, origin: address.origin)) }
    }
    if let target = privateLinkAlias(of: query) {
      assumptions.append(.privateLinkAlias(name: query, target: target))
      return .alias(target, nil)
    }
    return .unknown(.publicName(query))
  }

  /// The alias that Azure gives a public name once it has a private endpoint, told by the record in the endpoint's zone.
  private func privateLinkAlias(of query: String) -> String? {
    for zone in engine.model.resources.privateDnsZones.values where !query.hasSuffix(zone.domain) {
      guard let relative = zone.relative(privateLinkOf: query), relative != "@" else { continue }
      if zone.recordSets.contains(where: { $0.name.lowercased() == relative }) { return relative + "." + zone.domain }
    }
    return nil
  }

  /// The finding that public DNS answers where a private endpoint has the name: in a zone that is not asked, or by its own DNS
  /// hints; nil where none has it.
  /// - Parameters:
  ///   - network: the network whose Azure-provided DNS asks; nil where a custom server asks public DNS itself
  ///   - trail: the questions that led to this one
  mutating func publicAnswer(
    to query: String, _ record: Record, besides network: Network?, _ trail: Set<Question>
  ) -> Answer? {
    let zone = endpointZone(of: query, notLinkedTo: network)
    guard let holder = zone ?? hintingEndpoint(of: trail) else { return nil }
    func answer(_ addresses: [IPAddress]) -> NameAnswer {
      .publicAnswer(
        PublicAnswer(
          addresses: addresses, endpoints: holder.endpoints, zone: zone?.subject.resource, network: network?.id))
    }
    switch record {
    case .addresses(let all, _):
      let addresses = all.filter { $0.family == .v4 }
      if addresses.allSatisfy(holder.endpoints.contains) { return nil }
      findings.append(
        note(.allow, query, .publicDNS, answer(addresses), outcome: .dnsPublicAnswer, subject: holder.subject))
      return .addresses(addresses)
    // Without the zone, it may be linked and not in the input: then the name may well lead to the endpoint.
    case .unknown(let fact) where zone != nil:
      // That the name leads past its endpoint is the cause; the address is one more thing that is not known.
      note(.undetermined, query, .publicDNS, .undetermined, missing: fact)
      return .failure(
        note(.undetermined, query, .publicDNS, answer([]), outcome: .dnsPublicAnswer, subject: holder.subject))
    case .unknown, .alias, .none: return nil
    }
  }

  /// The zone that holds the address of a private endpoint for the name, and is not asked.
  private func endpointZone(
    of query: String, notLinkedTo network: Network?
  ) -> (subject: Subject, endpoints: [IPAddress])? {
    for zone in engine.model.resources.privateDnsZones.values where DomainName.covers(zone.domain, query) {
      if let network, zone.virtualNetworkLinks.contains(where: { engine.names($0.virtualNetwork, network) }) {
        continue
      }
      let relative = DomainName.relative(query, to: zone.domain)
      for set in zone.recordSets where set.name.lowercased() == relative {
        guard case .a(let addresses) = set.data, !addresses.isEmpty else { continue }
        if zone.domain.hasPrefix("privatelink.") || addresses.contains(where: isPrivateEndpoint) {
          return (Subject(zone.id, origin: zone.origin), addresses)
        }
      }
    }
    return nil
  }

  /// The private endpoint that hints at one of the names asked for.
  private func hintingEndpoint(of trail: Set<Question>) -> (subject: Subject, endpoints: [IPAddress])? {
    let names = Set(trail.map(\.name))
    let endpoint = engine.model.resources.privateEndpoints.values.first { endpoint in
      !endpoint.addresses.isEmpty && endpoint.fqdns.contains { names.contains(DomainName.normal($0)) }
    }
    return endpoint.map { (Subject($0.id, origin: $0.origin), $0.addresses) }
  }

  private func isPrivateEndpoint(_ address: IPAddress) -> Bool {
    engine.model.note(.privateEndpoint(at: address))
    return engine.endpointPlaces.hasEndpoint(at: address)
  }
}

extension DeclaredName.Answer {
  /// What a person stated, as a record.
  func record(_ subject: Subject?) -> Resolver.Record {
    switch self {
    case .addresses(let addresses): addresses.isEmpty ? .none(subject) : .addresses(addresses, subject)
    case .cname(let target): .alias(target, subject)
    }
  }
}

extension PrivateDnsZone {
  /// Public suffixes whose zone of private link is not named after them (azure-semantics.md §3.3).
  private static let publicSuffixes = [
    "vaultcore.azure.net": "vault.azure.net", "vaultcore.usgovcloudapi.net": "vault.usgovcloudapi.net",
    "vaultcore.azure.cn": "vault.azure.cn",
  ]

  /// The domain of the public names that are aliases into a zone of private link; nil for another zone.
  package static func publicDomain(ofPrivateLink domain: String) -> String? {
    let prefix = "privatelink."
    guard domain.hasPrefix(prefix) else { return nil }
    let suffix = String(domain.dropFirst(prefix.count))
    return publicSuffixes[suffix] ?? suffix
  }

  /// The zone's name for a public name that a private endpoint makes an alias into the zone, relative to it; nil where the zone
  /// is not the one of private link for that name.
  package func relative(privateLinkOf name: String) -> String? {
    guard let own = Self.publicDomain(ofPrivateLink: domain), DomainName.covers(own, name) else { return nil }
    return DomainName.relative(name, to: own)
  }
}
