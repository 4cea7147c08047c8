import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Edits of what answers a name: records and links of private zones, forwarding rules, and DNS servers of one's own.
extension FixContext {
  func nameDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let step = obstacle.step, case .name(let look) = step.detail else { return [] }
    switch look.answer {
    case .publicAnswer(let answer): return publicAnswerDrafts(answer, look, obstacle)
    case .disagreement(let answers): return agreementDrafts(answers, look)
    case .loop:
      return aliasDrafts(look, obstacle) + ruleDrafts(look) + forwarderDrafts(look, obstacle)
        + ownServerDrafts(obstacle)
    case .noRecord, .undetermined, .addresses, .alias, .forwarded, .unreachable:
      var drafts = linkDrafts(look, obstacle) + ruleDrafts(look)
      switch look.source {
      case .privateZone(let zone): drafts += recordDrafts(look, zone, obstacle) + aliasDrafts(look, obstacle)
      case .server(let server): drafts += serverRecordDrafts(look, server, obstacle) + forwarderDrafts(look, obstacle)
      case .publicDNS: drafts += forwarderDrafts(look, obstacle)
      case .forwardingRuleset, .servers, .literal: break
      }
      return drafts
    }
  }

  // MARK: Links

  /// The networks in which Azure-provided DNS may be asked: the gateway's, and those of the DNS servers on the way.
  private func askingNetworks(_ obstacle: Obstacle) -> [Network] {
    var out: [Network] = []
    let subnet = obstacle.member?.gatewaySubnet ?? gateway(obstacle.gateway)?.subnet?.id
    if let home = subnet.flatMap({ $0.parent }).flatMap({ model.network($0) }) { out.append(home) }
    for server in resources.dnsServers {
      for home in model.networks(containing: server.address) where !out.contains(where: { $0.index == home.index }) {
        out.append(home)
      }
    }
    return out
  }

  /// Zones that hold the name, linked to a network in which it is asked for.
  private func linkDrafts(_ look: NameStep, _ obstacle: Obstacle) -> [Draft] {
    let query = look.query.lowercased()
    let zones = resources.privateDnsZones.values.filter { zone in
      guard let name = zone.relative(query) else { return false }
      return DomainName.candidates(for: name).contains { candidate in
        zone.recordSets.contains { $0.name.lowercased() == candidate && !$0.isOther }
      }
    }
    return zones.flatMap { zone in
      askingNetworks(obstacle).compactMap { linkDraft(zone, to: $0) }
    } + registrationDrafts(query) + redirectDrafts(query)
  }

  private func linkDraft(_ zone: PrivateDnsZone, to network: Network) -> Draft? {
    let isLinked = zone.virtualNetworkLinks.contains { link in
      link.virtualNetwork.map { model.index.find($0, as: .virtualNetwork).id == network.id } ?? false
    }
    if isLinked { return nil }
    let taken = Set(zone.virtualNetworkLinks.map { $0.id.name.lowercased() })
    let name = Names.free("link-\(network.id.name)", taken)
    return Draft(.linkAdded, of: resources) {
      $0.privateDnsZones[zone.id]!.virtualNetworkLinks.append(
        VirtualNetworkLink(
          id: zone.id.child("virtualNetworkLinks", name), origin: zone.origin,
          virtualNetwork: Reference(.id(network.id), origin: zone.origin), registrationEnabled: false,
          redirectsNoRecord: false))
    }
  }

  /// Links that let machines register themselves, for the name of one that would.
  private func registrationDrafts(_ query: String) -> [Draft] {
    links { zone, link in
      guard let name = zone.relative(query), !link.registrationEnabled,
        resources.virtualMachines.keys.contains(where: { $0.name.lowercased() == name })
      else { return nil }
      return Draft(.linkAdded, of: resources) { resources in
        resources.edit(link: link.id, of: zone.id) { $0.registrationEnabled = true }
      }
    }
  }

  /// Links that let public DNS answer what the zone does not hold.
  private func redirectDrafts(_ query: String) -> [Draft] {
    links { zone, link in
      guard zone.relative(query) != nil, !link.redirectsNoRecord, zone.id.name.lowercased().hasPrefix("privatelink.")
      else { return nil }
      return Draft(.linkAdded, of: resources) { resources in
        resources.edit(link: link.id, of: zone.id) { $0.redirectsNoRecord = true }
      }
    }
  }

  private func links(_ draft: (PrivateDnsZone, VirtualNetworkLink) -> Draft?) -> [Draft] {
    resources.privateDnsZones.values.flatMap { zone in zone.virtualNetworkLinks.compactMap { draft(zone, $0) } }
  }

  // MARK: Records

  /// An A record of the name with the address that a wildcard of the zone has, else with that of the machine that is meant.
  private func recordDrafts(_ look: NameStep, _ id: ResourceID, _ obstacle: Obstacle) -> [Draft] {
    guard let zone = resources.privateDnsZones[id], let name = zone.relative(look.query.lowercased()),
      !zone.recordSets.contains(where: { $0.name.lowercased() == name && $0.isAlias })
    else { return [] }
    func draft(_ addresses: [IPAddress], _ premises: [FixPremise]) -> Draft {
      Draft(.recordAdded, of: resources, premises: premises) {
        $0.privateDnsZones[id]!.recordSets.append(RecordSet(name: name, origin: zone.origin, data: .a(addresses)))
      }
    }
    let wildcards = zone.recordSets.compactMap { set -> Draft? in
      guard set.name.hasPrefix("*"), case .a(let addresses) = set.data,
        DomainName.candidates(for: name).contains(set.name)
      else { return nil }
      return draft(addresses, [])
    }
    return wildcards
      + machines(for: look.query).map { machine in
        draft([machine.address], [.nameIsServedAt(look.query, machine.address, machine: machine.name)])
      }
  }

  /// The alias that leads to a name without an answer, led to another name of its zone, or replaced by an address.
  private func aliasDrafts(_ look: NameStep, _ obstacle: Obstacle) -> [Draft] {
    let queries = obstacle.member?.resolution?.steps.compactMap { step -> String? in
      if case .name(let look) = step.detail { look.query.lowercased() } else { nil }
    }
    let asked = Set((queries ?? []) + [look.query.lowercased()])
    return resources.privateDnsZones.values.flatMap { zone -> [Draft] in
      zone.recordSets.indices.flatMap { index -> [Draft] in
        let set = zone.recordSets[index]
        guard case .cname(let target) = set.data, asked.contains(target.lowercased()) else { return [] }
        let name = set.name == "@" ? zone.id.name : "\(set.name).\(zone.id.name)"
        let others = zone.recordSets.filter { if case .a = $0.data { !$0.name.contains("*") } else { false } }
        let turned =
          others.count > 4
          ? []
          : others.map { other in
            Draft(.nameChanged, of: resources, premises: [.aliasMeans(name, "\(other.name).\(zone.id.name)")]) {
              $0.privateDnsZones[zone.id]!.recordSets[index].data = .cname("\(other.name).\(zone.id.name)")
            }
          }
        let member = obstacle.member?.member.address ?? name
        let replaced = machines(for: member).map { machine in
          Draft(
            .nameChanged, of: resources, premises: [.nameIsServedAt(name, machine.address, machine: machine.name)]
          ) {
            $0.privateDnsZones[zone.id]!.recordSets[index] = RecordSet(
              name: set.name, origin: set.origin, data: .a([machine.address]))
          }
        }
        return turned + replaced
      }
    }
  }

  // MARK: Rulesets

  /// Forwarding rules for the name: enabled, or led to a server that holds it.
  private func ruleDrafts(_ look: NameStep) -> [Draft] {
    resources.dnsForwardingRulesets.values.flatMap { ruleset in
      ruleset.forwardingRules.indices.flatMap { index -> [Draft] in
        let rule = ruleset.forwardingRules[index]
        guard DomainName.covers(DomainName.normal(rule.domainName), look.query.lowercased()) else { return [] }
        let holders = resources.dnsServers.filter { server in
          server.zones.contains { DomainName.covers($0.domain, look.query.lowercased()) }
        }
        let targets = (rule.isEnabled ? [] : [rule.targets]) + holders.prefix(4).map { [.init(address: $0.address)] }
        return targets.map { Draft(.forwardingRule(name: rule.name, in: ruleset.id, to: $0), of: resources) }
      }
    }
  }

  // MARK: Servers of one's own

  /// A record at the server that has none.
  private func serverRecordDrafts(_ look: NameStep, _ address: IPAddress, _ obstacle: Obstacle) -> [Draft] {
    guard let server = resources.dnsServers.last(where: { $0.address == address }),
      let zone = server.zones.filter({ DomainName.covers($0.domain, look.query.lowercased()) })
        .max(by: { $0.domain.count < $1.domain.count })
    else { return [] }
    let name = DomainName.relative(look.query.lowercased(), to: zone.domain)
    return machines(for: look.query).map { machine in
      var draft = Draft(
        .dnsRecord(server: address, domain: zone.domain, name: name, addresses: [machine.address]), of: resources)
      draft.premises = [.nameIsServedAt(look.query, machine.address, machine: machine.name)]
      return draft
    }
  }

  /// Servers on the way that ask Azure-provided DNS.
  private func forwarderDrafts(_ look: NameStep, _ obstacle: Obstacle) -> [Draft] {
    let azure = IPAddress("168.63.129.16")!
    return resources.dnsServers.flatMap { server -> [Draft] in
      let query = look.query.lowercased()
      var domains: [String] = []
      if server.zones.contains(where: { DomainName.covers($0.domain, query) }), let dot = query.firstIndex(of: ".") {
        domains.append(String(query[query.index(after: dot)...]))
      } else if let known = server.forwarders.filter({ DomainName.covers($0.domain, query) })
        .max(by: { $0.domain.count < $1.domain.count }), known.servers != [azure]
      {
        domains.append(known.domain)
      }
      return domains.map { Draft(.dnsForwarder(server: server.address, domain: $0, to: [azure]), of: resources) }
    } + ownServerDrafts(obstacle)
  }

  /// The gateway's network with Azure-provided DNS in place of servers of its own.
  private func ownServerDrafts(_ obstacle: Obstacle) -> [Draft] {
    askingNetworks(obstacle).prefix(1).filter { !$0.record.dnsServers.isEmpty }.map { network in
      Draft(.deleted, of: resources) { $0.virtualNetworks[network.id]!.dnsServers = [] }
    }
  }

  /// Servers that answer differently: one told what another knows, or no longer asked.
  private func agreementDrafts(_ answers: [ServerAnswer], _ look: NameStep) -> [Draft] {
    let query = look.query.lowercased()
    let known = answers.filter { !$0.addresses.isEmpty }
    let told = answers.flatMap { answer -> [Draft] in
      guard let server = resources.dnsServers.last(where: { $0.address == answer.server }),
        let zone = server.zones.first(where: { DomainName.covers($0.domain, query) })
      else { return [] }
      return known.filter { $0.addresses != answer.addresses }.map { other in
        Draft(
          .dnsRecord(
            server: answer.server, domain: zone.domain, name: DomainName.relative(query, to: zone.domain),
            addresses: other.addresses), of: resources)
      }
    }
    let dropped = resources.virtualNetworks.values.flatMap { network -> [Draft] in
      guard network.dnsServers.count > 1, Set(network.dnsServers) == Set(answers.map(\.server)) else { return [] }
      return known.map { answer in
        Draft(.deleted, of: resources) { $0.virtualNetworks[network.id]!.dnsServers = [answer.server] }
      }
    }
    return told + dropped
  }

  private func publicAnswerDrafts(_ answer: PublicAnswer, _ look: NameStep, _ obstacle: Obstacle) -> [Draft] {
    var drafts: [Draft] = []
    if let zone = answer.zone.flatMap({ resources.privateDnsZones[$0] }) {
      let networks = answer.network.flatMap { model.network($0) }.map { [$0] } ?? askingNetworks(obstacle)
      drafts += networks.compactMap { linkDraft(zone, to: $0) }
    }
    return drafts + forwarderDrafts(look, obstacle)
  }

  // MARK: Ways to servers

  /// What keeps a question from a DNS server, asked again of everybody who may send it.
  func dnsServerDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let step = obstacle.step, case .name(let look) = step.detail else { return [] }
    if case .publicDNS = look.source { return platformDrafts(obstacle) }
    guard case .server(let server) = look.source else { return ruleDrafts(look) }
    var sources: [NetworkSubnet] = []
    if let subnet = obstacle.member?.gatewaySubnet.flatMap({ model.subnet($0) }) { sources.append(subnet) }
    for address in resources.dnsServers.map(\.address) {
      sources += model.networks(containing: address).compactMap { $0.subnet(containing: address) }
    }
    for endpoint in resources.dnsResolvers.values.flatMap(\.outboundEndpoints) {
      if let subnet = endpoint.subnet, case .one(let id) = model.index.find(subnet, as: .subnet),
        let found = model.subnet(id)
      {
        sources.append(found)
      }
    }
    let ways = sources.flatMap { source -> [Draft] in
      let flow = engine.flow(
        from: .site(Site(subnet: source)), to: engine.endpoint(of: server, seenFrom: source.network), port: 53,
        protocol: .udp)
      guard let blocker = flow.steps.first(where: { $0.verdict == .deny }),
        let inner = Obstacle(blocker, gateway: obstacle.gateway)
      else { return [] }
      return FixContext(resources: resources, forecast: forecast, companions: [], mayDelete: mayDelete)
        .drafts(for: inner)
    }
    return ways + platformDrafts(obstacle) + ruleDrafts(look)
  }

  /// A rule that lets questions to Azure-provided DNS pass, before the one that names its tag.
  private func platformDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let subject = obstacle.subject,
      let edits = SecurityGroupEdits(of: subject, .outbound, in: resources), edits.denier?.namesPlatformDNS ?? false
    else { return [] }
    return drafts(
      of: edits.allowing(
        named: "Allow-Azure-Dns", ProtocolSet(.udp), from: RuleEndpoint(),
        to: RuleEndpoint(addresses: [.serviceTag("AzurePlatformDNS")], ports: PortSet(53))))
  }
}

extension SecurityRule {
  fileprivate var namesPlatformDNS: Bool {
    destination.addresses.contains {
      if case .serviceTag(let tag) = $0 { tag.lowercased() == "azureplatformdns" } else { false }
    }
  }
}

extension PrivateDnsZone {
  /// A name without the zone's own, `@` for the zone itself; nil for a name that is not below it.
  fileprivate func relative(_ query: String) -> String? {
    DomainName.covers(id.name.lowercased(), query) ? DomainName.relative(query, to: id.name.lowercased()) : nil
  }
}

extension RecordSet {
  fileprivate var isAlias: Bool { if case .cname = data { true } else { false } }
  fileprivate var isOther: Bool { if case .other = data { true } else { false } }
}

extension ResourceIndex.Match {
  /// What it leads to; nil where that is nothing, or several.
  fileprivate var id: ResourceID? { if case .one(let id) = self { id } else { nil } }
}

extension Resources {
  fileprivate mutating func edit(
    link: ResourceID, of zone: ResourceID, _ change: (inout VirtualNetworkLink) -> Void
  ) {
    guard let index = privateDnsZones[zone]?.virtualNetworkLinks.firstIndex(where: { $0.id == link }) else { return }
    change(&privateDnsZones[zone]!.virtualNetworkLinks[index])
  }
}
