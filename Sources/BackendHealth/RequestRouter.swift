import Outcomes
import Resources

/// Which listener, rule and path rule of a gateway take a request (azure-semantics.md §5.1). No packet is looked at.
package struct RequestRouter: Sendable {
  /// The listener that takes a request.
  package struct Match: Sendable {
    /// The listener.
    package let listener: GatewayListener
    /// The host name of it that fits; nil for a listener that takes every host.
    package let hostPattern: String?
    /// Its rule; nil for a listener that no rule names.
    package let rule: RequestRoutingRule?
  }

  /// What the listeners of a port do with a request.
  package enum Reception: Sendable {
    case taken(Match)
    /// No listener has the port; these ports have one.
    case noPort(listening: [UInt16])
    /// The port's listeners speak TLS and the client does not, or the other way round.
    case otherScheme(GatewayListener)
    /// The port's listeners know other hosts only.
    case noHost(known: [String])
  }

  /// Where a rule sends a request.
  package enum Target: Sendable {
    case backend(PoolAndSetting)
    case redirect(RedirectConfiguration)
    /// The rule names something that is not there.
    case lost(Reference)
    /// The rule names nothing.
    case none
  }

  /// A target, and the path rule that leads to it.
  package struct Route: Sendable {
    /// The target.
    package let target: Target
    /// The map that was asked; nil for a basic rule.
    package let map: URLPathMap?
    /// The path rule; nil for a basic rule and for a map's default.
    package let pathRule: ResourceID?
    /// The pattern of the path rule that fits.
    package let pattern: String?
  }

  let gateway: ApplicationGateway

  /// A router for a gateway.
  package init(_ gateway: ApplicationGateway) { self.gateway = gateway }

  // MARK: Listeners

  /// The port of a listener: the usual one of its protocol where the input shows none.
  package func port(of listener: GatewayListener) -> UInt16 {
    gateway.find(listener.frontendPort, in: gateway.frontendPorts, id: \.id)?.port
      ?? (listener.protocol.isEncrypted ? 443 : 80)
  }

  /// Whether a listener's port is written.
  func showsPort(of listener: GatewayListener) -> Bool {
    gateway.find(listener.frontendPort, in: gateway.frontendPorts, id: \.id) != nil
  }

  /// The listeners of a frontend; one that names no frontend counts for each.
  func listeners(of frontend: GatewayFrontend?) -> [GatewayListener] {
    gateway.listeners.filter { listener in
      guard let frontend, let own = gateway.find(listener.frontend, in: gateway.frontends, id: \.id) else {
        return true
      }
      return own.id == frontend.id
    }
  }

  /// What the listeners of a frontend do with a request.
  package func receive(_ request: ClientRequest, on frontend: GatewayFrontend?) -> Reception {
    let all = listeners(of: frontend)
    let here = all.filter { port(of: $0) == request.url.port }
    guard !here.isEmpty else { return .noPort(listening: Set(all.map(port)).sorted()) }
    let matches = inOrder(here).compactMap { listener, rule in
      pattern(of: listener, for: request.host).map { Match(listener: listener, hostPattern: $0, rule: rule) }
    }
    guard let match = matches.first else { return .noHost(known: here.flatMap(\.hostNames)) }
    // A TCP listener passes on whatever the client speaks.
    let isEncrypted = request.url.scheme == .https
    if match.listener.protocol != .tcp, match.listener.protocol.isEncrypted != isEncrypted {
      return .otherScheme(match.listener)
    }
    return .taken(match)
  }

  /// Listeners in the order in which they are tried: by their rules' priority in v2, else as listed (§5.1 item 3); those without
  /// a rule come last.
  private func inOrder(_ listeners: [GatewayListener]) -> [(GatewayListener, RequestRoutingRule?)] {
    let ranked = listeners.enumerated().map {
      index, listener -> (rank: (Int, Int), GatewayListener, RequestRoutingRule?) in
      let place = gateway.requestRoutingRules.firstIndex {
        gateway.find($0.listener, in: gateway.listeners, id: \.id)?.id == listener.id
      }
      guard let place else { return ((Int.max, index), listener, nil) }
      let rule = gateway.requestRoutingRules[place]
      // Before priorities, multi-site listeners came before basic ones in v2.
      let priority =
        gateway.generation == .v1 ? 0 : rule.priority ?? (listener.hostNames.isEmpty ? Int.max - 1 : 20001)
      return ((priority, place), listener, rule)
    }
    return ranked.sorted { $0.rank < $1.rank }.map { ($0.1, $0.2) }
  }

  /// Whether a listener takes a host, by which of its names: nil when it does not, an inner nil when it takes every host.
  private func pattern(of listener: GatewayListener, for host: String) -> String?? {
    if listener.hostNames.isEmpty || !listener.protocol.isHTTP { return .some(nil) }
    return listener.hostNames.first { Wildcard($0, knowsQuestionMark: true).matches(host) }.map { .some($0) }
  }

  // MARK: Rules

  /// Where a rule sends a path.
  package func route(_ path: String, by rule: RequestRoutingRule) -> Route {
    guard let reference = rule.urlPathMap else {
      return Route(
        target: target(rule.backend, redirect: rule.redirectConfiguration), map: nil, pathRule: nil, pattern: nil)
    }
    guard let map = gateway.find(reference, in: gateway.urlPathMaps, id: \.id) else {
      return Route(target: .lost(reference), map: nil, pathRule: nil, pattern: nil)
    }
    let wanted = normal(path)
    for pathRule in map.pathRules {
      guard let pattern = pathRule.paths.first(where: { Self.fits(wanted, pattern: $0) }) else { continue }
      return Route(
        target: target(pathRule.backend, redirect: pathRule.redirectConfiguration), map: map, pathRule: pathRule.id,
        pattern: pattern)
    }
    return Route(
      target: target(map.defaultBackend, redirect: map.defaultRedirectConfiguration), map: map, pathRule: nil,
      pattern: nil)
  }

  /// The path as patterns are compared with it: v2 decodes `%2F` first (§5.1).
  private func normal(_ path: String) -> String {
    gateway.generation == .v2 ? path.replacing("%2F", with: "/").replacing("%2f", with: "/") : path
  }

  /// Whether a path fits a pattern: letter case does not matter, and `*` at the end stands for any rest (§5.1, §8 row 3).
  package static func fits(_ path: String, pattern: String) -> Bool {
    let path = path.lowercased()
    let pattern = pattern.lowercased()
    return pattern.hasSuffix("*") ? path.hasPrefix(pattern.dropLast()) : path == pattern
  }

  private func target(_ backend: PoolAndSetting, redirect: Reference?) -> Target {
    if let redirect {
      return gateway.find(redirect, in: gateway.redirectConfigurations, id: \.id).map { .redirect($0) }
        ?? .lost(redirect)
    }
    if backend.pool == nil, backend.setting == nil { return .none }
    if let pool = backend.pool, gateway.find(pool, in: gateway.backendAddressPools, id: \.id) == nil {
      return .lost(pool)
    }
    if let setting = backend.setting, gateway.find(setting, in: gateway.backendSettings, id: \.id) == nil {
      return .lost(setting)
    }
    return backend.pool == nil || backend.setting == nil ? .none : .backend(backend)
  }

  // MARK: Redirects

  /// Where a redirect sends a client (azure-semantics.md §5.3); nil when its target listener is not there.
  func location(of redirect: RedirectConfiguration, for request: ClientRequest) -> String? {
    var base: String
    if let reference = redirect.targetListener {
      guard let listener = gateway.find(reference, in: gateway.listeners, id: \.id) else { return nil }
      let scheme = listener.protocol.isEncrypted ? RequestURL.Scheme.https : .http
      let port = port(of: listener)
      let named = listener.hostNames.first { !$0.contains("*") && !$0.contains("?") }
      base = "\(scheme.rawValue)://\(named ?? request.host)" + (port == scheme.defaultPort ? "" : ":\(port)")
    } else if let url = redirect.targetURL {
      base = url
    } else {
      return nil
    }
    if redirect.includesPath {
      if base.hasSuffix("/") { base.removeLast() }
      base += request.url.path
    } else if redirect.targetListener != nil {
      base += "/"
    }
    if redirect.includesQuery, let query = request.url.query { base += "?" + query }
    return base
  }
}

extension ApplicationGateway {
  /// The pool and the setting that references name.
  func backend(_ named: PoolAndSetting) -> (pool: BackendAddressPool, setting: BackendSetting)? {
    guard let pool = find(named.pool, in: backendAddressPools, id: \.id),
      let setting = find(named.setting, in: backendSettings, id: \.id)
    else { return nil }
    return (pool, setting)
  }
}
