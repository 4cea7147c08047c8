import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Custom DNS servers: whether they are reached, what they hold, whom they ask (azure-semantics.md §3.4, §3.5).
extension Resolver {
  // MARK: The network's own servers

  /// Asks every server that can be reached: the first answer counts, and any can be the first (§3.5). A machine asks in order.
  mutating func ask(_ servers: [IPAddress], _ query: String) -> [(server: IPAddress, answer: Answer)] {
    let source = subnet.map { Endpoint.site(Site(subnet: $0)) }
    var answers: [(server: IPAddress, answer: Answer)] = []
    var blocked: [(server: IPAddress, by: Step)] = []
    var open: [(server: IPAddress, by: Step)] = []
    var cut: (senders: AddressSet, server: IPAddress, by: Step)?
    var isReachedByAll = false
    for server in servers where isGateway || !isReachedByAll {
      switch reach(.init(address: server), from: source, seenFrom: network.index) {
      case .whole: isReachedByAll = true
      case .part(let senders, let step):
        cut = cut.map { ($0.senders.intersection(senders), $0.server, $0.by) } ?? (senders, server, step)
      case .none(let step):
        blocked.append((server, step))
        continue
      case .open(let step):
        open.append((server, step))
        continue
      }
      answers.append((server, self.server(query, at: server, seenFrom: network.index, [])))
    }
    guard !answers.isEmpty else { return unanswered(query, blocked: blocked, open: open) }
    for (server, step) in blocked { note(.skip, query, .server(server), .unreachable, subject: step.subject) }
    if !open.isEmpty {
      assumptions.append(.dnsServersAgree(name: query))
    } else if let cut, !isReachedByAll, !cut.senders.isEmpty {
      findings.append(
        note(
          .deny, query, .server(cut.server), .unreachable, packets: PacketSet(PacketBox(sources: cut.senders)),
          outcome: .dnsServerUnreachable, subject: cut.by.subject))
    }
    return answers
  }

  /// No server is certain to be reached: one that may be reached leaves the answer open, whatever keeps the others away.
  private mutating func unanswered(
    _ query: String, blocked: [(server: IPAddress, by: Step)], open: [(server: IPAddress, by: Step)]
  ) -> [(server: IPAddress, answer: Answer)] {
    let failures = blocked.map { server, step in
      (
        server,
        Answer.failure(
          note(
            open.isEmpty ? .deny : .skip, query, .server(server), .unreachable,
            outcome: open.isEmpty ? .dnsServerUnreachable : nil,
            subject: step.subject ?? Subject(network.id, origin: network.record.origin)))
      )
    }
    guard let (server, step) = open.first else { return failures }
    let undecided = note(
      .undetermined, query, .server(server), .undetermined, subject: step.subject, missing: step.missing)
    return [(server, .failure(undecided))]
  }

  /// What the servers' answers come to: one that the input does not tell is taken to be the same as the others, and the answer says
  /// so; several that differ are a finding.
  mutating func agree(_ answers: [(server: IPAddress, answer: Answer)], _ query: String) -> Answer {
    var known: [ServerAnswer] = []
    var firstFailure: Step?
    var unknown: [Step] = []
    for (server, answer) in answers {
      switch answer {
      case .addresses(let addresses): known.append(ServerAnswer(server: server, addresses: addresses))
      case .failure(let step) where step.verdict == .undetermined: unknown.append(step)
      case .failure(let step):
        firstFailure = firstFailure ?? step
        known.append(ServerAnswer(server: server, addresses: [], failure: step.outcome))
      }
    }
    guard !known.isEmpty else { return answers[0].answer }
    if !unknown.isEmpty {
      assumptions.append(.dnsServersAgree(name: query))
      for step in unknown { pass(over: step) }
    }
    var addresses: [IPAddress] = []
    for address in known.flatMap(\.addresses) where !addresses.contains(address) { addresses.append(address) }
    if Set(known.map { Set($0.addresses) }).count > 1 {
      findings.append(
        note(
          .skip, query, .servers, .disagreement(known), outcome: .dnsServersDisagree,
          subject: Subject(network.id, origin: network.record.origin)))
    }
    if addresses.isEmpty, let firstFailure { return .failure(firstFailure) }
    return .addresses(addresses)
  }

  // MARK: The way to a server

  /// Who gets through to a server.
  enum Reach {
    case whole
    /// All but these senders.
    case part(AddressSet, Step)
    case none(Step)
    case open(Step)
  }

  /// Whether a server is reached and its reply returns: routes, groups, peerings and the server's own firewall, UDP alone.
  mutating func reach(_ target: ForwardingRule.Target, from source: Endpoint?, seenFrom network: Int) -> Reach {
    if target.address == AddressSpaces.platform { return reachPlatform(from: source) }
    guard let source else { return .whole }
    let destination = engine.endpoint(of: target.address, seenFrom: network)
    if case .outside(let senders, _) = source, case .outside = destination, let sender = senders.first {
      assumptions.append(.serversReach(from: sender, to: target.address))
      return .whole
    }
    let flow = engine.flow(from: source, to: destination, port: target.port, protocol: .udp)
    guard !flow.packets.isEmpty else { return .whole }
    var denied = flow.denied
    var blocker = flow.decisive
    var home: ResourceID?
    if case .site(let site) = destination { home = engine.model.networks[site.network].id }
    if let server = engine.model.server(at: target.address, in: home) {
      for (rule, packets) in server.denials(of: flow.packets) {
        let subject = Subject(
          ResourceID(type: "servers", names: [server.name]), rule: rule.name, origin: rule.origin)
        if blocker?.verdict != .deny {
          blocker = Step(
            .forward, .deny, .guestFirewall(address: target.address, rule: rule.name), packets: packets,
            outcome: .guestDenied, subject: subject)
        }
        denied = denied.union(packets)
      }
    }
    // Behind a load balancer one machine may answer and another not.
    let cut = denied.union(flow.sometimesDenied)
    if let blocker, cut.isEmpty { return .open(blocker) }
    if let blocker, denied == flow.packets { return .none(blocker) }
    assumptions += flow.assumptions
    return blocker.map { .part(cut.sources, $0) } ?? .whole
  }

  /// Azure-provided DNS is at hand everywhere in a virtual network, and nowhere else.
  private func reachPlatform(from source: Endpoint?) -> Reach {
    func step(_ verdict: StepVerdict, subject: Subject? = nil, missing: MissingFact? = nil) -> Step {
      Step(
        .forward, verdict, .name(NameStep(query: "", source: .publicDNS, answer: .unreachable)), packets: .all,
        outcome: missing == nil ? .dnsServerUnreachable : nil, subject: subject, missing: missing)
    }
    switch source {
    case .site(let site):
      let denial = platformDenial([site.card?.networkSecurityGroup.value, site.subnet?.networkSecurityGroup.value])
      return denial.map { .none(step(.deny, subject: $0)) } ?? .whole
    case .outside(let senders, _):
      return senders.isEmpty ? .whole : .open(step(.undetermined, missing: .onPremises(senders)))
    case .name, nil: return .whole
    }
  }

  // MARK: One server

  /// Asks the first of several servers that can be reached, as forwarders and rulesets do.
  mutating func askFirst(
    of targets: [ForwardingRule.Target], _ query: String, from source: Endpoint, seenFrom network: Int,
    by asker: (source: NameSource, subject: Subject), _ trail: Set<Question>
  ) -> Answer {
    var blocked: [(target: ForwardingRule.Target, by: Step)] = []
    var open: (target: ForwardingRule.Target, by: Step)?
    for target in targets {
      switch reach(target, from: source, seenFrom: network) {
      case .whole:
        for (target, step) in blocked {
          note(.skip, query, .server(target.address), .unreachable, subject: step.subject)
        }
        if open != nil { assumptions.append(.dnsServersAgree(name: query)) }
        note(.allow, query, asker.source, .forwarded(to: target.address), subject: asker.subject)
        return server(query, at: target.address, seenFrom: network, trail)
      // A server that some of the asker's packets do not get to answers now and then.
      case .part(_, let step), .none(let step): blocked.append((target, step))
      case .open(let step): open = open ?? (target, step)
      }
    }
    if let (target, step) = open {
      return .failure(
        note(
          .undetermined, query, .server(target.address), .undetermined, subject: step.subject, missing: step.missing))
    }
    let failures = blocked.map { target, step in
      note(
        .deny, query, .server(target.address), .unreachable, outcome: .dnsServerUnreachable,
        subject: step.subject ?? asker.subject)
    }
    return .failure(failures[0])
  }

  /// What the server at an address answers: a private resolver as Azure-provided DNS of its network, a described one from its zones
  /// and forwarders.
  mutating func server(
    _ query: String, at address: IPAddress, seenFrom network: Int, _ before: Set<Question>
  ) -> Answer {
    let (trail, circle) = enter(Question(name: query, server: address, network: network), before)
    if let circle { return circle }
    if address == AddressSpaces.platform { return azure(query, in: engine.model.networks[network], trail) }
    if let (endpoint, home) = inboundEndpoint(at: address, seenFrom: network) {
      note(
        .allow, query, .server(address), .forwarded(to: AddressSpaces.platform),
        subject: Subject(endpoint.id, origin: endpoint.origin))
      return azure(query, in: home, trail)
    }
    guard let server = engine.model.resources.dnsServers.last(where: { $0.address == address }) else {
      return undescribed(query, at: address, seenFrom: network, trail)
    }
    return described(query, server, seenFrom: network, trail)
  }

  private mutating func described(
    _ query: String, _ server: DnsServer, seenFrom network: Int, _ trail: Set<Question>
  ) -> Answer {
    let source = NameSource.server(server.address)
    let subject = Subject(ResourceID(type: "dnsServers", names: [server.address.description]), origin: server.origin)
    let zone = server.zones.filter { DomainName.covers($0.domain, query) }.max { $0.domain.count < $1.domain.count }
    let forwarder = server.forwarders.filter { DomainName.covers($0.domain, query) }
      .max { $0.domain.count < $1.domain.count }
    // A forwarder for a part of the server's own zone is for names of that part.
    if let zone, zone.domain.count >= forwarder?.domain.count ?? 0 {
      let records = Dictionary(zone.records.map { ($0.name, $0.answer) }, uniquingKeysWith: { first, _ in first })
      let answer = DomainName.candidates(for: DomainName.relative(query, to: zone.domain)).lazy
        .compactMap { records[$0] }.first
      let (result, target) = take(answer?.record(subject) ?? .none(subject), query, from: source)
      return result ?? self.server(target, at: server.address, seenFrom: network, trail)
    }
    guard let forwarder, !forwarder.servers.isEmpty else {
      return .failure(
        note(.undetermined, query, source, .undetermined, missing: .dnsServer(address: server.address, name: query)))
    }
    let home = engine.endpoint(of: server.address, seenFrom: network)
    var place = network
    if case .site(let site) = home { place = site.network }
    return askFirst(
      of: forwarder.servers.map { .init(address: $0) }, query, from: home, seenFrom: place, by: (source, subject), trail
    )
  }

  /// A server that nothing describes: a public one answers as public DNS does, of any other nobody knows.
  private mutating func undescribed(
    _ query: String, at address: IPAddress, seenFrom network: Int, _ trail: Set<Question>
  ) -> Answer {
    let source = NameSource.server(address)
    guard AddressSpaces.otherParties.contains(address) else {
      return .failure(
        note(.undetermined, query, source, .undetermined, missing: .dnsServer(address: address, name: query)))
    }
    assumptions.append(.publicResolver(address))
    let record = publicRecord(of: query)
    if let answer = publicAnswer(to: query, record, besides: nil, trail) { return answer }
    let (answer, target) = take(record, query, from: source)
    return answer ?? server(target, at: address, seenFrom: network, trail)
  }

  /// The private resolver's endpoint that has an address, and the network it stands in.
  private func inboundEndpoint(
    at address: IPAddress, seenFrom network: Int
  ) -> (endpoint: DnsResolver.InboundEndpoint, home: Network)? {
    guard case .site(let site) = engine.endpoint(of: address, seenFrom: network) else { return nil }
    let home = engine.model.networks[site.network]
    for resolver in engine.model.resources.dnsResolvers.values {
      for endpoint in resolver.inboundEndpoints where endpoint.addresses.contains(address) {
        if engine.names(resolver.virtualNetwork, home) { return (endpoint, home) }
        if let place = endpoint.subnet, case .one(let id) = engine.model.find(place, as: .subnet),
          home.subnets.contains(where: { $0.id == id })
        {
          return (endpoint, home)
        }
      }
    }
    return nil
  }
}
