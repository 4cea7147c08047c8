import NetworkModel
import Outcomes
import PacketSets
import Resources

extension Engine {
  /// Who asks for a name: a classic gateway asks Azure-provided DNS for names of the platform whatever the network's servers are.
  package enum Asker: Sendable {
    case machine
    case gateway(isIsolated: Bool)
  }

  /// The answer that somebody in a network gets for a name (azure-semantics.md §3).
  /// - Parameter subnet: where the question starts; custom servers must be reached from there.
  package func resolve(
    _ name: String, from network: Network, subnet: NetworkSubnet? = nil, asker: Asker = .machine
  ) -> NameResolution {
    var resolver = Resolver(engine: self, network: network, subnet: subnet ?? network.subnets.first, asker: asker)
    return resolver.resolve(name)
  }

  /// The answer that a gateway in a network gets: the one that stands there, else a classic one.
  package func resolveAsGateway(_ name: String, from network: Network) -> NameResolution {
    for gateway in model.resources.applicationGateways.values {
      guard let reference = gateway.subnet, case .one(let id) = model.find(reference, as: .subnet),
        let subnet = network.subnets.first(where: { $0.id == id })
      else { continue }
      return resolve(name, from: network, subnet: subnet, asker: .gateway(isIsolated: gateway.isIsolated))
    }
    return resolve(name, from: network, asker: .gateway(isIsolated: false))
  }
}

/// One look-up with all the servers and aliases it needs.
struct Resolver {
  /// Longer chains of aliases and forwarders than this are taken for a circle.
  private static let hopLimit = 16

  /// Names that a classic gateway never asks custom servers for (azure-semantics.md §3.1).
  private static let platformSuffixes = [
    "windows.net", "chinacloudapi.cn", "azure.net", "azure.cn", "usgovcloudapi.net", "azure.us", "microsoft.scloud",
    "msftcloudes.com", "microsoft.com",
  ]

  let engine: Engine
  let network: Network
  let subnet: NetworkSubnet?
  let asker: Engine.Asker
  private var steps: [Step] = []
  private var assumptions: [Assumption] = []

  init(engine: Engine, network: Network, subnet: NetworkSubnet?, asker: Engine.Asker) {
    self.engine = engine
    self.network = network
    self.subnet = subnet
    self.asker = asker
  }

  /// What one server says.
  private enum Answer {
    case addresses([IPAddress], NameSource, Subject?)
    case alias(String, NameSource, Subject?)
    case noRecord(NameSource, Subject?)
    case unknown(NameSource, MissingFact)
    case loop(NameSource)
  }

  mutating func resolve(_ name: String) -> NameResolution {
    let query = normal(name)
    let addresses = ask(query)
    if addresses.count > 1 { assumptions.append(.everyAddressMustWork(name: query)) }
    return NameResolution(query: query, steps: steps, addresses: addresses, assumptions: assumptions)
  }

  private func normal(_ name: String) -> String {
    let lower = name.lowercased()
    return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
  }

  private mutating func note(
    _ verdict: StepVerdict, _ query: String, _ source: NameSource, _ answer: NameAnswer, outcome: Outcome? = nil,
    subject: Subject? = nil, missing: MissingFact? = nil
  ) {
    steps.append(
      Step(
        .forward, verdict, .name(NameStep(query: query, source: source, answer: answer)), packets: .all,
        outcome: outcome, subject: subject, missing: missing))
  }

  private func usesAzureDNS(_ query: String) -> Bool {
    if network.record.dnsServers.isEmpty { return true }
    guard case .gateway(isIsolated: false) = asker else { return false }
    return Self.platformSuffixes.contains { query == $0 || query.hasSuffix("." + $0) }
  }

  private mutating func ask(_ query: String) -> [IPAddress] {
    if usesAzureDNS(query) { return askAzure(query) }
    // Any server that can be reached is enough, as all are supposed to hold the same records (§3.5).
    var firstFailure: Step?
    var reachable: IPAddress?
    for server in network.record.dnsServers where reachable == nil {
      if server == AddressSpaces.platform { return askAzure(query) }
      switch reach(server) {
      case nil: reachable = server
      case let failure?:
        // A server that may be reached leaves the answer open, whatever keeps the others away.
        if firstFailure == nil || (firstFailure?.verdict == .deny && failure.verdict == .undetermined) {
          firstFailure = failure
        }
      }
    }
    if let reachable {
      if network.record.dnsServers.count > 1 { assumptions.append(.dnsServersAgree(name: query)) }
      return follow(query) { resolver, name in resolver.custom(name, at: reachable, depth: 0) }
    }
    guard let failure = firstFailure, let server = network.record.dnsServers.first else { return [] }
    if failure.verdict == .undetermined {
      note(.undetermined, query, .server(server), .undetermined, subject: failure.subject, missing: failure.missing)
    } else {
      note(
        .deny, query, .server(server), .unreachable, outcome: .dnsServerUnreachable,
        subject: failure.subject ?? Subject(network.id, origin: network.record.origin))
    }
    return []
  }

  private mutating func askAzure(_ query: String) -> [IPAddress] {
    if let denial = platformDenial() {
      note(.deny, query, .publicDNS, .unreachable, outcome: .dnsServerUnreachable, subject: denial)
      return []
    }
    return follow(query) { resolver, name in resolver.azure(name, in: resolver.network) }
  }

  /// The step that keeps a custom server from being reached on UDP 53; nil when nothing does.
  private func reach(_ server: IPAddress) -> Step? {
    guard let subnet else { return nil }
    let flow = engine.flow(
      from: .site(Site(subnet: subnet)), to: engine.endpoint(of: server, seenFrom: network.index), port: 53,
      protocol: .udp)
    return flow.path == .allow ? nil : flow.decisive
  }

  /// Azure-provided DNS is filtered only by a rule for the tag `AzurePlatformDNS` (§1.6).
  private func platformDenial() -> Subject? {
    guard let group = subnet?.networkSecurityGroup.value else { return nil }
    for rule in SecurityFilter.rules(of: group, .outbound) where !rule.isDefault {
      let names = rule.destination.addresses.contains {
        if case .serviceTag(let tag) = $0 { tag.lowercased() == "azureplatformdns" } else { false }
      }
      if names, rule.destination.ports.contains(53), rule.protocol == .any || rule.protocol == .udp {
        return rule.access == .deny ? Subject(group.id, rule: rule.name, origin: rule.origin) : nil
      }
    }
    return nil
  }

  /// Follows aliases until there are addresses or there is no answer.
  private mutating func follow(_ query: String, _ server: (Resolver, String) -> Answer) -> [IPAddress] {
    var name = query
    var seen: Set<String> = []
    while seen.count < Self.hopLimit, seen.insert(name).inserted {
      switch server(self, name) {
      case .addresses(let addresses, let source, let subject):
        note(.allow, name, source, .addresses(addresses), subject: subject)
        return addresses
      case .alias(let target, let source, let subject):
        note(.allow, name, source, .alias(target), subject: subject)
        name = normal(target)
      case .noRecord(let source, let subject):
        note(.deny, name, source, .noRecord, outcome: .dnsNoRecord, subject: subject)
        return []
      case .unknown(let source, let fact):
        note(.undetermined, name, source, .undetermined, missing: fact)
        return []
      case .loop(let source):
        note(.deny, name, source, .loop, outcome: .dnsLoop)
        return []
      }
    }
    note(.deny, name, .publicDNS, .loop, outcome: .dnsLoop)
    return []
  }

  // MARK: Azure-provided DNS (§3.2)

  private func azure(_ query: String, in network: Network) -> Answer {
    engine.model.note(.name(query, in: network.id))
    let linked = engine.model.resources.privateDnsZones.values.compactMap {
      zone -> (PrivateDnsZone, VirtualNetworkLink)? in
      guard covers(zone.id.name, query),
        let link = zone.virtualNetworkLinks.first(where: {
          $0.virtualNetwork?.id.map(network.id.matches) ?? namesNetwork($0, network)
        })
      else { return nil }
      return (zone, link)
    }
    let best = linked.max(by: { $0.0.id.name.count < $1.0.id.name.count })
    // A zone whose links are not in the input may be linked here, and wins when its name is the longest.
    let perhaps = engine.model.resources.privateDnsZones.values.first { zone in
      zone.lacksLinks && covers(zone.id.name, query) && zone.id.name.count > (best?.0.id.name.count ?? 0)
    }
    if let perhaps { return .unknown(.privateZone(perhaps.id), .zoneLinks(perhaps.id)) }
    guard let (zone, link) = best else { return publicAnswer(query) }
    if let answer = answer(in: zone, query) { return answer }
    if zone.lacksRecords { return .unknown(.privateZone(zone.id), .zoneRecords(zone.id)) }
    return link.redirectsNoRecord
      ? publicAnswer(query) : .noRecord(.privateZone(zone.id), Subject(zone.id, origin: zone.origin))
  }

  private func namesNetwork(_ link: VirtualNetworkLink, _ network: Network) -> Bool {
    guard let reference = link.virtualNetwork,
      case .one(let id) = engine.model.find(reference, as: .virtualNetwork)
    else { return false }
    return id == network.id
  }

  private func covers(_ domain: String, _ query: String) -> Bool {
    let domain = normal(domain)
    return query == domain || query.hasSuffix("." + domain)
  }

  /// A zone's own answer; nil when it has no record for the name. A wildcard answers for names without any record of their own.
  private func answer(in zone: PrivateDnsZone, _ query: String) -> Answer? {
    let domain = normal(zone.id.name)
    let relative = query == domain ? "@" : String(query.dropLast(domain.count + 1))
    let source = NameSource.privateZone(zone.id)
    var candidates = [relative]
    // `*.a` and then `*` may answer for `x.y.a`.
    var rest = relative[...]
    while relative != "@" {
      guard let dot = rest.firstIndex(of: ".") else {
        candidates.append("*")
        break
      }
      rest = rest[rest.index(after: dot)...]
      candidates.append("*." + rest)
    }
    for candidate in candidates {
      let sets = zone.recordSets.filter { $0.name.lowercased() == candidate }
      guard !sets.isEmpty else { continue }
      for set in sets {
        let subject = Subject(zone.id, rule: set.name, origin: set.origin)
        switch set.data {
        case .a(let addresses) where !addresses.isEmpty: return .addresses(addresses, source, subject)
        case .cname(let target): return .alias(target, source, subject)
        case .a, .aaaa, .other: continue
        }
      }
      // The name exists, but not with an address that a gateway can use.
      return .noRecord(source, Subject(zone.id, rule: candidate, origin: sets[0].origin))
    }
    return nil
  }

  private func publicAnswer(_ query: String) -> Answer {
    if let declared = engine.model.resources.publicDns.last(where: { $0.name == query }) {
      return answer(
        declared.answer, .publicDNS, Subject(ResourceID(type: "publicDns", names: [query]), origin: declared.origin))
    }
    for address in engine.model.resources.publicIPAddresses.values where address.fqdn?.lowercased() == query {
      if let ip = address.ipAddress { return .addresses([ip], .publicDNS, Subject(address.id, origin: address.origin)) }
    }
    return .unknown(.publicDNS, .publicName(query))
  }

  private func answer(_ declared: DeclaredName.Answer, _ source: NameSource, _ subject: Subject?) -> Answer {
    switch declared {
    case .addresses(let addresses):
      addresses.isEmpty ? .noRecord(source, subject) : .addresses(addresses, source, subject)
    case .cname(let target): .alias(target, source, subject)
    }
  }

  // MARK: Custom servers (§3.4, §3.5)

  private func custom(_ query: String, at address: IPAddress, depth: Int) -> Answer {
    let source = NameSource.server(address)
    guard depth < Self.hopLimit else { return .loop(source) }
    guard let server = engine.model.resources.dnsServers.last(where: { $0.address == address }) else {
      return .unknown(source, .dnsServer(address: address, name: query))
    }
    let subject = Subject(ResourceID(type: "dnsServers", names: [address.description]), origin: server.origin)
    let zone = server.zones.filter { covers($0.domain, query) }.max { $0.domain.count < $1.domain.count }
    let forwarder = server.forwarders.filter { $0.domain == "." || covers($0.domain, query) }
      .max { $0.domain.count < $1.domain.count }
    // A forwarder for a part of the server's own zone is for names of that part.
    if let zone, zone.domain.count >= forwarder?.domain.count ?? 0 {
      let relative = query == zone.domain ? "@" : String(query.dropLast(zone.domain.count + 1))
      for wanted in [relative, "*"] {
        if let record = zone.records.first(where: { $0.name == wanted }) {
          return answer(record.answer, source, subject)
        }
      }
      return .noRecord(source, subject)
    }
    guard let next = forwarder?.servers.first else {
      return .unknown(source, .dnsServer(address: address, name: query))
    }
    if next == AddressSpaces.platform {
      // The links of the network in which the forwarding server stands count.
      guard case .site(let home) = engine.endpoint(of: address, seenFrom: network.index) else {
        return .unknown(source, .onPremises(address))
      }
      return azure(query, in: engine.model.networks[home.network])
    }
    return custom(query, at: next, depth: depth + 1)
  }
}
