import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Edits for clients' requests: listeners, rules, redirects, how long the gateway waits and how far it scales.
extension FixContext {
  func requestDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let gateway = gateway(obstacle.gateway), let step = obstacle.step else { return [] }
    switch (obstacle.outcome, step.detail) {
    case (.capacity, .request(.load(let units, _, _))): return capacityDrafts(gateway, units)
    case (.requestTimeout, .answer(let answer)): return waitDrafts(obstacle, answer)
    case (.listenerNone, .request(.noHost(let host, _))): return hostDrafts(gateway, host, obstacle)
    case (.listenerNone, .request(.noPort(let port, _))): return portDrafts(gateway, port, obstacle)
    case (.ruleMissing, _): return ruleDrafts(gateway, obstacle)
    case (.redirectLoop, _): return redirectDrafts(gateway, obstacle)
    default: return []
    }
  }

  /// As many instances as the load needs, ten capacity units each; Azure allows 125 of v2 and 32 of v1 (azure-semantics.md §7.2).
  private func capacityDrafts(_ gateway: ApplicationGateway, _ units: Double) -> [Draft] {
    let instances = max(2, Int((units / 10).rounded(.up)))
    guard instances <= (gateway.generation == .v1 ? 32 : 125) else { return [] }
    return [
      Draft(.settingChanged, of: resources) { resources in
        if gateway.scale.minimum == nil {
          resources.applicationGateways[gateway.id]!.scale.instances = instances
        } else {
          resources.applicationGateways[gateway.id]!.scale.maximum = instances
        }
      }
    ]
  }

  private func waitDrafts(_ obstacle: Obstacle, _ answer: AnswerStep) -> [Draft] {
    guard let place = SettingEdit(obstacle, in: resources) else { return [] }
    let slowest =
      slowestAnswer(to: obstacle, answer).map { max($0, answer.delayMilliseconds) } ?? answer.delayMilliseconds
    let seconds = Int((slowest / 1000).rounded(.up)) + 1
    guard seconds > answer.timeoutSeconds, seconds <= 86400 else { return [] }
    return [place.setting(.settingChanged) { $0.requestTimeoutSeconds = seconds }]
  }

  /// Milliseconds of the slowest answer that a server is known to give to the request.
  private func slowestAnswer(to obstacle: Obstacle, _ answer: AnswerStep) -> Double? {
    resources.servers.filter { $0.name == obstacle.subject?.resource.name }.flatMap { $0.listeners ?? [] }
      .flatMap { $0.responses ?? [] }.filter { $0.fits(host: answer.host, path: answer.path, method: answer.method) }
      .map(\.delay.longestMilliseconds).max()
  }

  // MARK: Listeners

  /// The host among those of a listener of the port.
  private func hostDrafts(_ gateway: ApplicationGateway, _ host: String, _ obstacle: Obstacle) -> [Draft] {
    gateway.listeners.indices.filter { !gateway.listeners[$0].hostNames.isEmpty }.map { index in
      Draft(.settingChanged, of: resources) {
        $0.applicationGateways[gateway.id]!.listeners[index].hostNames.append(host)
      }
    }
  }

  /// A listener on the port, with a rule that leads where another one does.
  private func portDrafts(_ gateway: ApplicationGateway, _ port: UInt16, _ obstacle: Obstacle) -> [Draft] {
    guard let request = obstacle.request?.request,
      let model = gateway.requestRoutingRules.first(where: { $0.backend.pool != nil || $0.urlPathMap != nil }),
      let old = gateway.listeners.first(where: { model.listener?.name.lowercased() == $0.id.name.lowercased() })
    else { return [] }
    let isEncrypted = request.url.scheme == .https
    // A listener for https needs a certificate, which only another one can lend.
    let certificate = gateway.listeners.compactMap(\.sslCertificate).first
    if isEncrypted, certificate == nil {
      let name = "cert-\(port)"
      var draft = Draft(.clientCertificate(gateway.id, name: name), of: resources)
      draft.resources.addListener(
        to: gateway, on: port, like: old,
        certificate: Reference(.id(gateway.id.child("sslCertificates", name)), origin: gateway.origin), rule: model)
      return [draft]
    }
    return [
      Draft(.settingChanged, of: resources) { resources in
        resources.addListener(
          to: gateway, on: port, like: old, certificate: isEncrypted ? certificate : nil, rule: model)
      }
    ]
  }

  // MARK: Rules

  /// A rule for the listener that has none, or a pool for a rule that names none.
  private func ruleDrafts(_ gateway: ApplicationGateway, _ obstacle: Obstacle) -> [Draft] {
    guard let blamed = obstacle.subject?.resource else { return [] }
    if let index = gateway.requestRoutingRules.firstIndex(where: { $0.id == blamed }) {
      return targets(of: gateway).map { target in
        Draft(.settingChanged, of: resources, premises: target.premises) { resources in
          if let pool = target.newPool { resources.applicationGateways[gateway.id]!.backendAddressPools.append(pool) }
          resources.applicationGateways[gateway.id]!.requestRoutingRules[index].backend = target.backend
        }
      }
    }
    guard let listener = gateway.listeners.first(where: { $0.id == blamed }) else { return [] }
    let name = Names.free("rule-\(listener.id.name)", Set(gateway.requestRoutingRules.map { $0.id.name.lowercased() }))
    let taken = gateway.requestRoutingRules.compactMap(\.priority)
    let priority = gateway.generation == .v1 && taken.isEmpty ? nil : ((taken.max() ?? 90) / 10 + 1) * 10
    return targets(of: gateway).map { target in
      Draft(.settingChanged, of: resources, premises: target.premises) { resources in
        if let pool = target.newPool { resources.applicationGateways[gateway.id]!.backendAddressPools.append(pool) }
        resources.applicationGateways[gateway.id]!.requestRoutingRules.append(
          RequestRoutingRule(
            id: gateway.id.child("requestRoutingRules", name), origin: listener.origin, priority: priority,
            listener: Reference(.id(listener.id), origin: listener.origin), backend: target.backend, urlPathMap: nil))
      }
    }
  }

  /// Where a rule may lead.
  private struct Target {
    let backend: PoolAndSetting
    let premises: [FixPremise]
    var newPool: BackendAddressPool?
  }

  /// The pairs of pool and setting that other rules use, else the only ones that there are, else a pool of the only machine.
  private func targets(of gateway: ApplicationGateway) -> [Target] {
    func reference(_ id: ResourceID) -> Reference { Reference(.id(id), origin: gateway.origin) }
    let used = gateway.probedPairs.map { ($0.pool.id, $0.setting.id) }
    var pairs = used
    if pairs.isEmpty, gateway.backendAddressPools.count == 1, let setting = gateway.backendSettings.first {
      pairs = [(gateway.backendAddressPools[0].id, setting.id)]
    }
    if !pairs.isEmpty {
      return pairs.prefix(4).map { pool, setting in
        Target(
          backend: PoolAndSetting(pool: reference(pool), setting: reference(setting)),
          premises: pairs.count > 1 ? [.requestsGoTo(pool.name)] : [])
      }
    }
    guard gateway.backendSettings.count == 1, gateway.backendAddressPools.isEmpty else { return [] }
    let setting = gateway.backendSettings[0].id
    let words = setting.name
    return machines(for: words).map { machine in
      let name = "pool-" + (Names.words(of: machine.name ?? "").first ?? "backend")
      let pool = BackendAddressPool(
        id: gateway.id.child("backendAddressPools", name), origin: gateway.origin,
        members: [.address(machine.address, origin: gateway.origin)])
      return Target(
        backend: PoolAndSetting(pool: reference(pool.id), setting: reference(setting)),
        premises: [.memberIsAt(name, machine.address, machine: machine.name)], newPool: pool)
    }
  }

  // MARK: Redirects

  /// The redirect led to another listener than the one that sends clients to it.
  private func redirectDrafts(_ gateway: ApplicationGateway, _ obstacle: Obstacle) -> [Draft] {
    gateway.redirectConfigurations.indices.flatMap { index -> [Draft] in
      let redirect = gateway.redirectConfigurations[index]
      guard let target = redirect.targetListener else { return [] }
      return gateway.listeners.filter { $0.id.name.lowercased() != target.name.lowercased() }.prefix(4).map {
        listener in
        Draft(.settingChanged, of: resources) {
          $0.applicationGateways[gateway.id]!.redirectConfigurations[index].targetListener = Reference(
            .id(listener.id), origin: redirect.origin)
        }
      }
    }
  }
}

extension Resources {
  /// A listener on a port, and a rule that leads where another one does.
  mutating func addListener(
    to gateway: ApplicationGateway, on port: UInt16, like old: GatewayListener, certificate: Reference?,
    rule model: RequestRoutingRule
  ) {
    let origin = gateway.origin
    var place = gateway.frontendPorts.first { $0.port == port }?.id
    if place == nil {
      let new = FrontendPort(id: gateway.id.child("frontendPorts", "port-\(port)"), origin: origin, port: port)
      applicationGateways[gateway.id]!.frontendPorts.append(new)
      place = new.id
    }
    let name = Names.free("listener-\(port)", Set(gateway.listeners.map { $0.id.name.lowercased() }))
    var listener = GatewayListener(
      id: gateway.id.child("httpListeners", name), origin: origin, protocol: certificate == nil ? .http : .https,
      hostNames: old.hostNames)
    listener.frontend = old.frontend
    listener.frontendPort = place.map { Reference(.id($0), origin: origin) }
    listener.sslCertificate = certificate
    applicationGateways[gateway.id]!.listeners.append(listener)
    let rule = Names.free("rule-\(port)", Set(gateway.requestRoutingRules.map { $0.id.name.lowercased() }))
    let taken = gateway.requestRoutingRules.compactMap(\.priority)
    applicationGateways[gateway.id]!.requestRoutingRules.append(
      RequestRoutingRule(
        id: gateway.id.child("requestRoutingRules", rule), origin: origin,
        priority: taken.isEmpty ? nil : (taken.max()! / 10 + 1) * 10,
        listener: Reference(.id(listener.id), origin: origin), backend: model.backend, urlPathMap: model.urlPathMap))
  }
}
