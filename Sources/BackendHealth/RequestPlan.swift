import Resources

/// What the gateway sends a member for a client's request (azure-semantics.md §4.4, §5.2).
package struct RequestPlan: Hashable, Sendable {
  /// What it speaks with members.
  package let `protocol`: GatewayProtocol
  /// The members' port.
  package let port: UInt16
  /// The method.
  package let method: String
  /// The Host header.
  package let host: String
  /// The path, overridden where the setting says so.
  package let path: String
  /// Seconds until the gateway gives up.
  package let timeoutSeconds: Int
  /// Seconds without a request after which the gateway closes a connection.
  package let idleSeconds: Int
  /// What it wants of the member's certificate; nil for a plain conversation.
  let tls: TLSDemand?

  /// - Parameters:
  ///   - member: the pool's text for the member, which may be sent as host name.
  ///   - pattern: the path rule's pattern that took the request; nil for a basic rule or a map's default.
  init(
    _ request: ClientRequest, to member: String, by setting: BackendSetting, pattern: String?,
    gateway: ApplicationGateway
  ) {
    switch setting.protocol {
    case .http, .https: `protocol` = setting.protocol
    // A TCP proxy passes on what the client speaks; a TLS proxy encrypts it again.
    case .tcp: `protocol` = request.url.scheme == .https ? .https : .http
    case .tls: `protocol` = .https
    }
    port = setting.port
    method = request.method
    host = setting.hostName ?? (setting.pickHostNameFromBackendAddress ? member : request.host)
    path = setting.path.map { Self.overridden(request.url.path, by: $0, pattern: pattern) } ?? request.url.path
    timeoutSeconds = setting.requestTimeoutSeconds
    idleSeconds = gateway.generation == .v1 ? 120 : 75
    tls = TLSDemand.request(to: member, host: host, setting: setting, gateway: gateway)
  }

  /// The override stands before the whole path, or, under a path rule, in place of what the rule's pattern matched.
  static func overridden(_ path: String, by override: String, pattern: String?) -> String {
    var rest = path
    if let pattern {
      let fixed = pattern.hasSuffix("*") ? String(pattern.dropLast()) : pattern
      rest = String(path.dropFirst(fixed.count))
    }
    let head = override.hasSuffix("/") ? String(override.dropLast()) : override
    let whole = head + (rest.hasPrefix("/") || rest.isEmpty ? rest : "/" + rest)
    return whole.hasPrefix("/") ? whole : "/" + whole
  }
}
