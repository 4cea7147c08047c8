import NetworkModel
import Outcomes
import PacketSets
import Resources

/// What the platform in front of a server does with a caller (azure-semantics.md §4.11).
extension ServerJudge {
  /// The web apps of the input that are reached at the address, as servers: by an inbound address of their own, or because the
  /// member is called by a host name of theirs.
  func hostedApps(for conversation: Conversation) -> [Server] {
    if case .transport = conversation { return [] }
    let apps = model.resources.webApps.values.filter { app in
      app.inboundAddresses.contains(address) || (memberName.map(app.site.knows) ?? false)
    }
    return apps.map { app in
      var server = Server(
        name: app.id.name, origin: app.origin, addresses: [address],
        listeners: [
          Listener(origin: app.origin, ports: PortSet(80), protocol: .http, responses: nil),
          Listener(origin: app.origin, ports: PortSet(443), protocol: .https, responses: nil),
        ])
      server.site = app.site
      return server
    }
  }

  /// Whether the platform lets the server behind it answer; where it does not, a step says why. A probe may take the platform's
  /// own answer for a healthy one: then the member is well, whatever clients get.
  mutating func passes(
    _ site: HostedSite?, of server: Subject, host: String, probe: ProbePlan? = nil
  ) -> Bool {
    guard let site else { return true }
    let subject = site.owner.map { Subject($0, origin: model.resources.webApps[$0]?.origin) } ?? server
    let look = SiteLook(site: site, host: host, caller: caller?())
    if !site.knows(host: host) {
      refuse(look.step(.unknownHost(known: site.hostNames)), with: .hostRejected, subject: subject, probe: probe)
      return false
    }
    if !site.isRunning {
      refuse(look.step(.stopped), with: .siteStopped, subject: subject, probe: probe)
      return false
    }
    if site.accessRestrictions.isEmpty, site.defaultAccess != .deny { return true }
    return passesRestrictions(of: look, subject: subject, probe: probe)
  }

  /// Adds what the platform answers in the site's stead: 404 to a host that it does not know, else 403 (azure-semantics.md §4.11).
  private mutating func refuse(
    _ detail: StepDetail, with outcome: Outcome, subject: Subject, probe: ProbePlan?,
    packets share: PacketSet? = nil
  ) {
    let status = outcome == .hostRejected ? 404 : 403
    guard let probe, probe.body.isEmpty, probe.statusCodes.contains(where: { $0.contains(status) }) else {
      add(.deny, detail, outcome: outcome, subject: subject, packets: share)
      return
    }
    add(.allow, detail, subject: subject, packets: share)
    let answer = ResponseStep(
      host: probe.host, path: probe.path, status: status, expected: probe.statusCodes, expectedBody: "",
      delayMilliseconds: 0, timeoutSeconds: probe.timeoutSeconds)
    add(.allow, .response(answer), subject: subject, packets: share)
  }

  /// The first restriction that names the caller decides; of callers whom none names, the default access.
  private mutating func passesRestrictions(
    of look: SiteLook, subject: Subject, probe: ProbePlan?
  ) -> Bool {
    let site = look.site
    guard let caller = look.caller, let addresses = caller.addresses else {
      add(.undetermined, look.step(.restriction(nil)), subject: subject, missing: look.caller?.missing)
      return false
    }
    if let doubt = caller.missing, let admitted = admitted(of: addresses, to: site, caller), !admitted.isEmpty,
      admitted != addresses
    {
      add(.undetermined, look.step(.restriction(nil)), subject: subject, missing: doubt)
      return false
    }
    var rest = addresses
    var lets = false
    func share(_ part: AddressSet) -> PacketSet {
      caller.isDirect ? packets.intersection(PacketBox(sources: part)) : packets
    }
    for restriction in site.accessRestrictions where !rest.isEmpty {
      let blamed = Subject(subject.resource, rule: restriction.name, origin: restriction.origin)
      guard let named = self.named(by: restriction, among: rest, caller) else {
        if case .serviceTag(let tag) = restriction.caller {
          add(
            .undetermined, look.step(.restriction(restriction.name)), subject: blamed,
            missing: .serviceTag(tag, rule: blamed))
        }
        return false
      }
      if named.isEmpty { continue }
      let detail = look.step(.restriction(restriction.name))
      if restriction.access == .allow {
        add(.allow, detail, subject: blamed, packets: share(named))
        lets = true
      } else {
        refuse(detail, with: .accessRestricted, subject: blamed, probe: probe, packets: share(named))
      }
      rest = rest.subtracting(named)
    }
    if rest.isEmpty { return lets }
    if site.admitsOthers { return true }
    refuse(
      look.step(.restriction(nil)), with: .accessRestricted, subject: subject, probe: probe,
      packets: share(rest))
    return lets
  }

  /// Which of a caller's addresses a restriction names; nil where it names a service tag whose prefixes are not in the input.
  private func named(by restriction: AccessRestriction, among addresses: AddressSet, _ caller: Caller) -> AddressSet? {
    switch restriction.caller {
    case .any: return addresses
    case .prefixes(let prefixes):
      return caller.subnet == nil ? addresses.intersection(AddressSet(prefixes: prefixes)) : AddressSet()
    case .subnet(let reference):
      let id: ResourceID? =
        if case .one(let id) = model.index.find(reference, as: .subnet) { id } else { reference.id }
      return caller.subnet.map { id?.matches($0) ?? false } ?? false ? addresses : AddressSet()
    case .serviceTag(let tag):
      return model.resources.serviceTags[tag].map { addresses.intersection(AddressSet(prefixes: $0)) }
    }
  }

  /// The addresses that a site's restrictions let in; nil where that cannot be told.
  private func admitted(of addresses: AddressSet, to site: HostedSite, _ caller: Caller) -> AddressSet? {
    var rest = addresses
    var admitted = AddressSet()
    for restriction in site.accessRestrictions {
      guard let named = named(by: restriction, among: rest, caller) else { return nil }
      if restriction.access == .allow { admitted = admitted.union(named) }
      rest = rest.subtracting(named)
    }
    return site.admitsOthers ? admitted.union(rest) : admitted
  }
}

extension HostedSite {
  /// Whether callers whom no restriction names are let in.
  fileprivate var admitsOthers: Bool {
    (defaultAccess ?? (accessRestrictions.isEmpty ? .allow : .deny)) == .allow
  }
}

/// What is known when a platform looks at a caller.
private struct SiteLook {
  let site: HostedSite
  let host: String
  let caller: Caller?

  func step(_ finding: SiteStep.Finding) -> StepDetail {
    .site(SiteStep(platform: site.kind.rawValue, host: host, caller: caller?.addresses, finding: finding))
  }
}
