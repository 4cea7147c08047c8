import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Azure-provided DNS: private zone, then forwarding ruleset, then public DNS (azure-semantics.md §3.2).
extension Resolver {
  /// Domains of Azure that a rule for every name does not take over (azure-semantics.md §3.2).
  private static let reservedDomains = ["windows.net", "azure.com", "azure.net", "windowsazure.us"]

  /// Asks Azure-provided DNS straight from where the question starts.
  mutating func askAzure(_ query: String) -> Answer {
    if let denial = platformDenial([subnet?.networkSecurityGroup.value]) {
      return .failure(
        note(.deny, query, .publicDNS, .unreachable, outcome: .dnsServerUnreachable, subject: denial))
    }
    return azure(query, in: network, [])
  }

  /// Azure-provided DNS is filtered only by a rule for the tag `AzurePlatformDNS` (§1.6).
  func platformDenial(_ groups: [NetworkSecurityGroup?]) -> Subject? {
    for case let group? in groups {
      let deciding = SecurityFilter.rules(of: group, .outbound).first { rule in
        let names = rule.destination.addresses.contains {
          if case .serviceTag(let tag) = $0 { tag.lowercased() == "azureplatformdns" } else { false }
        }
        return !rule.isDefault && names && rule.destination.ports.contains(53)
          && (rule.protocol == .any || rule.protocol == .udp)
      }
      if let deciding, deciding.access == .deny {
        return Subject(group.id, rule: deciding.name, origin: deciding.origin)
      }
    }
    return nil
  }

  /// What Azure-provided DNS of a network answers, every alias asked anew.
  mutating func azure(_ query: String, in network: Network, _ before: Set<Question>) -> Answer {
    let (trail, circle) = enter(Question(name: query, server: nil, network: network.index), before)
    if let circle { return circle }
    let source: NameSource
    let record: Record
    if let own = privateRecord(of: query, in: network) {
      (source, record) = own
    } else {
      switch rule(for: query, in: network) {
      case .rule(let rule, let ruleset): return forward(query, by: rule, of: ruleset, trail)
      case .unknown(let ruleset, let fact):
        return .failure(
          note(.undetermined, query, .forwardingRuleset(ruleset), .undetermined, missing: fact))
      case nil: (source, record) = (.publicDNS, publicRecord(of: query))
      }
    }
    if source == .publicDNS, let answer = publicAnswer(to: query, record, besides: network, trail) { return answer }
    let (answer, target) = take(record, query, from: source)
    return answer ?? azure(target, in: network, trail)
  }

  // MARK: Private zones

  /// What the private zones linked to a network lead to; nil where none is for the name.
  private mutating func privateRecord(of query: String, in network: Network) -> (NameSource, Record)? {
    engine.model.note(.name(query, in: network.id))
    let zones = engine.model.resources.privateDnsZones.values.filter { DomainName.covers($0.domain, query) }
    var best: (zone: PrivateDnsZone, link: VirtualNetworkLink)?
    for zone in zones where zone.domain.count > best?.zone.domain.count ?? 0 {
      if let link = zone.virtualNetworkLinks.first(where: { engine.names($0.virtualNetwork, network) }) {
        best = (zone, link)
      }
    }
    // A zone whose links are not in the input may be linked here, and wins when its name is the longest.
    if let perhaps = zones.first(where: { $0.lacksLinks && $0.domain.count > best?.zone.domain.count ?? 0 }) {
      return (.privateZone(perhaps.id), .unknown(.zoneLinks(perhaps.id)))
    }
    guard let (zone, link) = best else { return nil }
    let source = NameSource.privateZone(zone.id)
    if let record = record(of: query, in: zone) { return (source, record) }
    if zone.lacksRecords { return (source, .unknown(.zoneRecords(zone.id))) }
    // A redirect asks public DNS, whatever rulesets are linked.
    return link.redirectsNoRecord
      ? (.publicDNS, publicRecord(of: query)) : (source, .none(Subject(zone.id, origin: zone.origin)))
  }

  /// A zone's own record; a name that a machine registered comes before a wildcard, which answers for names without any record.
  private mutating func record(of query: String, in zone: PrivateDnsZone) -> Record? {
    let relative = DomainName.relative(query, to: zone.domain)
    for candidate in DomainName.candidates(for: relative) {
      if candidate != relative, let registered = registration(of: relative, in: zone) { return registered }
      let sets = zone.recordSets.filter { $0.name.lowercased() == candidate }
      guard !sets.isEmpty else { continue }
      for set in sets {
        let subject = Subject(zone.id, rule: set.name, origin: set.origin)
        switch set.data {
        case .a(let addresses) where !addresses.isEmpty: return .addresses(addresses, subject)
        case .cname(let target): return .alias(target, subject)
        case .a, .aaaa, .other: continue
        }
      }
      // The name exists, but not with an address that a gateway can use.
      return .none(Subject(zone.id, rule: candidate, origin: sets[0].origin))
    }
    return nil
  }

  /// The address that a machine registered by itself: its primary interface's, under its own name (§3.2).
  private mutating func registration(of relative: String, in zone: PrivateDnsZone) -> Record? {
    let model = engine.model
    for link in zone.virtualNetworkLinks where link.registrationEnabled {
      for machine in model.resources.virtualMachines.values where machine.id.name.lowercased() == relative {
        guard let card = model.primaryCard(of: machine.id), let primary = card.primary, let subnet = primary.subnet,
          engine.names(link.virtualNetwork, model.networks[subnet.network])
        else { continue }
        guard let address = primary.configuration.privateIPAddress else { return .unknown(.address(of: card.id)) }
        assumptions.append(.registeredName(relative + "." + zone.domain, machine: machine.id))
        return .addresses([address], Subject(zone.id, rule: machine.id.name, origin: link.origin))
      }
    }
    return nil
  }

  // MARK: Forwarding rulesets

  private enum Forwarding {
    case rule(ForwardingRule, DnsForwardingRuleset)
    case unknown(ResourceID, MissingFact)
  }

  /// The enabled rule with the longest domain in the rulesets linked to a network; nil where none is for the name.
  private func rule(for query: String, in network: Network) -> Forwarding? {
    var best: (rule: ForwardingRule, ruleset: DnsForwardingRuleset)?
    for ruleset in engine.model.resources.dnsForwardingRulesets.values {
      let isLinked = ruleset.virtualNetworkLinks.contains { engine.names($0.virtualNetwork, network) }
      guard isLinked || ruleset.lacksLinks else { continue }
      if isLinked, ruleset.lacksRules { return .unknown(ruleset.id, .rulesetRules(ruleset.id)) }
      let fitting = ruleset.forwardingRules.filter { rule in
        rule.isEnabled && DomainName.covers(rule.domainName, query)
          && !(rule.domainName == "." && Self.reservedDomains.contains { DomainName.covers($0, query) })
      }
      guard let longest = fitting.max(by: { $0.domainName.count < $1.domainName.count }) else { continue }
      if !isLinked { return .unknown(ruleset.id, .rulesetLinks(ruleset.id)) }
      if longest.domainName.count > best?.rule.domainName.count ?? 0 { best = (longest, ruleset) }
    }
    return best.map { .rule($0.rule, $0.ruleset) }
  }

  /// Asks a rule's servers from the ruleset's outbound endpoint.
  private mutating func forward(
    _ query: String, by rule: ForwardingRule, of ruleset: DnsForwardingRuleset, _ trail: Set<Question>
  ) -> Answer {
    let source = NameSource.forwardingRuleset(ruleset.id)
    let subject = Subject(ruleset.id, rule: rule.name, origin: rule.origin)
    guard let subnet = outboundSubnet(of: ruleset) else {
      let endpoint = ruleset.outboundEndpoints.first
      let id =
        endpoint?.id
        ?? ResourceID(type: ResourceKind.outboundEndpoint.rawValue, names: [ruleset.id.name, "outbound-endpoint"])
      return .failure(
        note(
          .undetermined, query, source, .undetermined, subject: subject,
          missing: .resource(id, referencedBy: ruleset.id, origin: endpoint?.origin ?? ruleset.origin)))
    }
    guard !rule.targets.isEmpty else {
      return .failure(note(.deny, query, source, .noRecord, outcome: .dnsNoRecord, subject: subject))
    }
    return askFirst(
      of: rule.targets, query, from: .site(Site(subnet: subnet)), seenFrom: subnet.network, by: (source, subject), trail
    )
  }

  /// Where a ruleset's questions leave from.
  private func outboundSubnet(of ruleset: DnsForwardingRuleset) -> NetworkSubnet? {
    let model = engine.model
    for reference in ruleset.outboundEndpoints {
      guard case .one(let id) = model.find(reference, as: .outboundEndpoint) else { continue }
      let endpoint = model.resources.dnsResolvers.values.lazy.flatMap(\.outboundEndpoints).first { $0.id == id }
      if let place = endpoint?.subnet, case .one(let subnet) = model.find(place, as: .subnet) {
        return model.subnet(subnet)
      }
    }
    return nil
  }
}

extension PrivateDnsZone {
  /// Its domain as names are compared.
  var domain: String { DomainName.normal(id.name) }
}
