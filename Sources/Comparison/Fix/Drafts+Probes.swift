import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Edits of probes and settings: what is asked, where, and how long the gateway waits.
extension FixContext {
  // MARK: Ports and protocols

  func portDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard case .listener(let look)? = obstacle.step?.detail, let place = SettingEdit(obstacle, in: resources) else {
      return []
    }
    let ports = look.listening.filter { $0 != look.port }.prefix(4)
    var drafts = ports.map { port in place.setting(.settingChanged) { $0.port = port } }
    if let probe = place.probe, obstacle.request == nil {
      if let own = probe.port, own == look.port {
        drafts.append(place.probe(.probeChanged) { $0.port = nil })
        drafts += ports.map { port in place.probe(.probeChanged) { $0.port = port } }
      }
      if probe.protocol != place.setting.protocol {
        drafts.append(place.probe(.probeChanged) { $0.protocol = place.setting.protocol })
      }
    }
    guard obstacle.outcome == .portProtocol else { return drafts }
    let other = place.setting.protocol.other
    drafts.append(place.both(.settingChanged, { $0.protocol = other }, probe: { $0.protocol = other }))
    return drafts
  }

  // MARK: Answers

  func probeDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard case .response(let look)? = obstacle.step?.detail, let place = SettingEdit(obstacle, in: resources),
      let plan = obstacle.member?.probe
    else { return [] }
    switch obstacle.outcome {
    case .probeTimeout: return timeoutDrafts(look, plan, place)
    case .probeBody: return bodyDrafts(look, plan, place, obstacle) + questionDrafts(look, plan, place, obstacle)
    default:
      return questionDrafts(look, plan, place, obstacle) + hostDrafts(place, plan, obstacle, known: [])
        + statusDrafts(look, plan, place)
    }
  }

  private func timeoutDrafts(_ look: ResponseStep, _ plan: ProbePlan, _ place: SettingEdit) -> [Draft] {
    let seconds = Int((look.delayMilliseconds / 1000).rounded(.up)) + 1
    // Azure allows 86400 seconds at most (azure-semantics.md §4.3).
    guard seconds <= 86400 else { return [] }
    return [
      place.ownProbe(like: plan, .probeChanged) {
        $0.timeoutSeconds = seconds
        $0.intervalSeconds = max($0.intervalSeconds, seconds)
      }
    ]
  }

  /// The hosts and paths that the servers are known to answer as the probe wants.
  private func questionDrafts(
    _ look: ResponseStep, _ plan: ProbePlan, _ place: SettingEdit, _ obstacle: Obstacle
  ) -> [Draft] {
    let answers = responses(to: obstacle).filter { response in
      plan.statusCodes.contains { $0.contains(response.status) } && !response.closesConnection
        && (response.method ?? "GET") == "GET"
    }
    var drafts: [Draft] = []
    for answer in answers.prefix(12) {
      guard let path = answer.path(like: plan.path) else { continue }
      let premises = path == plan.path ? [] : [FixPremise.pathTellsHealth(path)]
      let host = answer.host.contains("*") ? nil : answer.host
      drafts.append(
        place.ownProbe(like: plan, .probeChanged, premises: premises) { probe in
          probe.path = path
          if let host, plan.host?.lowercased() != host.lowercased() {
            probe.host = host
            probe.pickHostNameFromBackendSettings = false
          }
        })
    }
    // API Management answers there without a subscription key (azure-semantics.md §4.11).
    if plan.host?.lowercased().hasSuffix(".azure-api.net") ?? false {
      drafts.append(place.ownProbe(like: plan, .probeChanged) { $0.path = "/status-0123456789abcdef" })
    }
    return drafts
  }

  private func statusDrafts(_ look: ResponseStep, _ plan: ProbePlan, _ place: SettingEdit) -> [Draft] {
    // A login and a redirect come from a server that works; other answers are no sign of that.
    guard let status = look.status, status == 401 || (300...399).contains(status) else { return [] }
    return [
      place.ownProbe(like: plan, .probeLoosened, premises: [.statusMeansWell(status, path: plan.path)]) {
        $0.statusCodes = plan.statusCodes + [status...status]
      }
    ]
  }

  private func bodyDrafts(
    _ look: ResponseStep, _ plan: ProbePlan, _ place: SettingEdit, _ obstacle: Obstacle
  ) -> [Draft] {
    let bodies = responses(to: obstacle).filter { $0.fits(host: plan.host ?? "", path: plan.path, method: "GET") }
      .compactMap(\.body)
    var drafts = bodies.prefix(1).compactMap { body -> Draft? in
      // The same text in other letters is what was meant.
      guard let meant = body.part(alike: plan.body) else { return nil }
      return place.ownProbe(like: plan, .probeChanged) { $0.body = meant }
    }
    if drafts.isEmpty {
      drafts += bodies.prefix(1).filter { !$0.isEmpty && $0.utf8.count <= 60 }.map { body in
        place.ownProbe(like: plan, .probeChanged, premises: [.bodyMeansWell]) { $0.body = body }
      }
    }
    return drafts + [place.ownProbe(like: plan, .probeLoosened, premises: [.bodyMeansWell]) { $0.body = "" }]
  }

  /// What the servers at a member's addresses are known to answer at the probe's port.
  private func responses(to obstacle: Obstacle) -> [Response] {
    guard let plan = obstacle.member?.probe, let step = obstacle.step else { return [] }
    let servers = resources.servers.filter { server in
      server.addresses.contains { step.packets.destinations.contains($0) } || step.subject?.resource.name == server.name
    }
    return servers.flatMap { $0.listeners ?? [] }.filter { $0.ports.contains(plan.port) }.flatMap { $0.responses ?? [] }
  }

  // MARK: Host names

  /// Host names that the gateway may send: those that somebody knows the server by, and the member's own.
  func hostDrafts(_ place: SettingEdit, _ plan: ProbePlan?, _ obstacle: Obstacle, known: [String]) -> [Draft] {
    var drafts: [Draft] = []
    let fqdn = obstacle.member.map(\.member.address).flatMap { IPAddress($0) == nil ? $0 : nil }
    for host in known.filter({ !$0.contains("*") }).prefix(4) {
      drafts.append(
        place.setting(.settingChanged) {
          $0.hostName = host
          $0.pickHostNameFromBackendAddress = false
        })
    }
    if fqdn != nil {
      drafts.append(
        place.setting(.settingChanged) {
          $0.pickHostNameFromBackendAddress = true
          $0.hostName = nil
        })
    }
    guard obstacle.request == nil, let probe = place.probe else { return drafts }
    for host in (known.filter { !$0.contains("*") } + (fqdn.map { [$0] } ?? [])).prefix(4) where probe.host != host {
      drafts.append(
        place.probe(.probeChanged) {
          $0.host = host
          $0.pickHostNameFromBackendSettings = false
        })
    }
    if fqdn != nil {
      drafts.append(
        place.both(
          .settingChanged,
          {
            $0.pickHostNameFromBackendAddress = true
            $0.hostName = nil
          },
          probe: {
            $0.host = nil
            $0.pickHostNameFromBackendSettings = true
          }))
    }
    return drafts
  }
}

/// Edits of the setting by which a member is asked, and of its probe.
struct SettingEdit {
  let gateway: ApplicationGateway
  let setting: BackendSetting
  /// The custom probe; nil for the default one.
  let probe: Probe?
  private let resources: Resources

  /// Nil where no setting of the input is meant.
  init?(_ obstacle: Obstacle, in resources: Resources) {
    guard let gateway = resources.applicationGateways[obstacle.gateway],
      let id = obstacle.member?.setting ?? obstacle.request?.setting,
      let setting = gateway.backendSettings.first(where: { $0.id == id })
    else { return nil }
    self.gateway = gateway
    self.setting = setting
    self.resources = resources
    probe = setting.probe.flatMap { reference in
      gateway.probes.first { $0.id.name.lowercased() == reference.name.lowercased() }
    }
  }

  /// The setting changed.
  func setting(_ kind: RepairKind, _ change: (inout BackendSetting) -> Void) -> Draft {
    Draft(kind, of: resources) { edit(&$0, change) }
  }

  /// The custom probe changed.
  func probe(_ kind: RepairKind, _ change: (inout Probe) -> Void) -> Draft {
    Draft(kind, of: resources) { edit(probe: &$0, change) }
  }

  /// The setting and the custom probe changed, where there is one.
  func both(
    _ kind: RepairKind, _ change: (inout BackendSetting) -> Void, probe changeProbe: (inout Probe) -> Void
  ) -> Draft {
    Draft(kind, of: resources) { resources in
      edit(&resources, change)
      edit(probe: &resources, changeProbe)
    }
  }

  /// The custom probe changed; where the setting has the default one, a custom one in its place.
  func ownProbe(
    like plan: ProbePlan, _ kind: RepairKind, premises: [FixPremise] = [], _ change: (inout Probe) -> Void
  ) -> Draft {
    if probe != nil { return Draft(kind, of: resources, premises: premises) { edit(probe: &$0, change) } }
    let name = Names.free("probe-\(setting.id.name)", Set(gateway.probes.map { $0.id.name.lowercased() }))
    var probe = Probe(
      id: gateway.id.child("probes", name), origin: setting.origin, protocol: plan.protocol, host: plan.host,
      path: plan.path, port: nil, intervalSeconds: plan.intervalSeconds, timeoutSeconds: plan.timeoutSeconds,
      unhealthyThreshold: plan.unhealthyThreshold, pickHostNameFromBackendSettings: false, minServers: 0,
      statusCodes: plan.statusCodes == [200...399] ? [] : plan.statusCodes, body: plan.body)
    change(&probe)
    return Draft(kind, of: resources, premises: premises) { resources in
      resources.applicationGateways[gateway.id]!.probes.append(probe)
      edit(&resources) { $0.probe = Reference(.id(probe.id), origin: setting.origin) }
    }
  }

  private func edit(_ resources: inout Resources, _ change: (inout BackendSetting) -> Void) {
    guard let index = gateway.backendSettings.firstIndex(where: { $0.id == setting.id }) else { return }
    change(&resources.applicationGateways[gateway.id]!.backendSettings[index])
  }

  private func edit(probe resources: inout Resources, _ change: (inout Probe) -> Void) {
    guard let probe, let index = gateway.probes.firstIndex(where: { $0.id == probe.id }) else { return }
    change(&resources.applicationGateways[gateway.id]!.probes[index])
  }
}

extension Response {
  /// A path that it answers to: the one given, its own, or what stands beside a star.
  fileprivate func path(like asked: String) -> String? {
    if Wildcard(path).matches(asked) { return asked }
    let plain = path.filter { $0 != "*" }
    return plain.hasPrefix("/") ? plain : nil
  }
}

extension GatewayProtocol {
  /// The same conversation with or without encryption.
  fileprivate var other: GatewayProtocol {
    switch self {
    case .http: .https
    case .https: .http
    case .tcp: .tls
    case .tls: .tcp
    }
  }
}

extension String {
  /// The part of the text that equals another one but for letter case.
  fileprivate func part(alike other: String) -> String? {
    let (text, wanted) = (Array(self), Array(other.lowercased()))
    guard !wanted.isEmpty, text.count >= wanted.count else { return nil }
    for start in 0...(text.count - wanted.count) {
      let part = text[start..<(start + wanted.count)]
      if part.elementsEqual(wanted, by: { $0.lowercased() == String($1) }) { return String(part) }
    }
    return nil
  }
}
