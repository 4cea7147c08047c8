import Outcomes
import Resources

extension AzCommand {
  /// What faces the clients, and the certificates that the gateway trusts.
  static let gatewayPartCommands = [
    ports.create, ports.update, ports.delete, listeners.create, listeners.update, listeners.delete, redirects.create,
    redirects.update, redirects.delete, roots.create, roots.update, roots.delete, ownCertificates.create,
    ownCertificates.update, ownCertificates.delete,
  ]

  private static let ports = AzGroup<FrontendPort>.gatewayParts(
    "frontend-port", "frontendPorts", "frontend port", \.frontendPorts, \.id,
    fields: [.port(AzOption("--port", shape: .integer(1...65535), required: true), \.port)],
    unevaluated: { _ in "the port that clients connect to (only requests show it)" }
  ) { FrontendPort(id: $0, origin: $1, port: 80) }.finishing { arguments, _, _, port throws(ChangeProblem) in
    port.origin = arguments.origin
  }.releasing { scope, port throws(ChangeProblem) in
    if scope.gateway?.listeners.contains(where: { $0.frontendPort?.names(port.id) ?? false }) ?? false {
      throw .refused(.invalidReference)
    }
  }

  private static let listeners = AzGroup<GatewayListener>.gatewayParts(
    "http-listener", "httpListeners", "listener", \.listeners, \.id,
    fields: [
      .part(AzOption("--frontend-port", required: true), "frontend port", \.frontendPorts, \.id, \.frontendPort),
      .unreadPart(AzOption("--frontend-ip"), "frontendIPConfigurations", \.frontend),
      AzField(option: AzOption("--host-names", shape: .list)) { arguments, _, listener throws(ChangeProblem) in
        listener.hostNames = arguments.list("--host-names")
      } say: { listener, _ in
        listener.hostNames.count > 1 ? listener.hostNames : nil
      },
      AzField(option: AzOption("--host-name")) { arguments, _, listener throws(ChangeProblem) in
        // The two are one list here; an empty text must not undo what the other option says.
        if let name = arguments.text("--host-name") {
          listener.hostNames = [name]
        } else if listener.hostNames.count == 1, !arguments.has("--host-names") {
          listener.hostNames = []
        }
      } say: { listener, _ in
        listener.hostNames.count == 1 ? listener.hostNames : nil
      },
      .unreadPart(AzOption("--ssl-cert"), "sslCertificates", \.sslCertificate),
    ], unread: [.ignored("--ssl-profile-id"), .ignored("--waf-policy")],
    unevaluated: { _ in "which requests the gateway takes (only requests show it)" }
  ) { GatewayListener(id: $0, origin: $1, protocol: .http, hostNames: []) }.finishing {
    arguments, scope, old, listener throws(ChangeProblem) in
    listener.origin = arguments.origin
    // az derives the protocol from the certificate.
    if old == nil || arguments.has("--ssl-cert") { listener.protocol = listener.sslCertificate == nil ? .http : .https }
    // az fills in the only frontend that there is.
    if old == nil, listener.frontend == nil, let gateway = scope.gateway {
      if gateway.frontends.count > 1 { throw .missingOption("--frontend-ip", command: arguments.command) }
      listener.frontend = gateway.frontends.first.map { Reference(.id($0.id), origin: arguments.origin) }
    }
    try scope.gateway?.refuse(listener)
  }.releasing { scope, listener throws(ChangeProblem) in
    if scope.gateway?.requestRoutingRules.contains(where: { $0.listener?.names(listener.id) ?? false }) ?? false {
      throw .refused(.invalidReference)
    }
  }

  private static let roots = certificates("root-cert", "trustedRootCertificates", \.trustedRootCertificates)
  private static let ownCertificates = certificates(
    "auth-cert", "authenticationCertificates", \.authenticationCertificates, mayBeInVault: false)

  /// Certificates that a gateway accepts of servers. Their files are read; of a vault's nothing is known.
  private static func certificates(
    _ path: String, _ segment: String,
    _ parts: WritableKeyPath<ApplicationGateway, [GatewayCertificate]> & Sendable, mayBeInVault: Bool = true
  ) -> AzGroup<GatewayCertificate> {
    .gatewayParts(
      path, segment, "certificate", parts, \.id,
      fields: [
        AzField(option: AzOption("--cert-file", required: !mayBeInVault)) {
          arguments, _, certificate throws(ChangeProblem) in
          certificate.certificates = try arguments.certificates("--cert-file")
        } say: { certificate, _ in
          certificate.certificates.map { _ in [certificate.fileName] }
        }
      ], unread: mayBeInVault ? [.ignored("--keyvault-secret")] : [],
      unevaluated: { arguments in
        let isRead = (try? arguments.certificates("--cert-file")) ?? nil != nil
        return isRead || !(arguments.has("--cert-file") || arguments.has("--keyvault-secret"))
          ? nil : "the certificates that the gateway trusts"
      }
    ) { GatewayCertificate(id: $0, origin: $1, certificates: nil) }
  }

  private static let redirects = AzGroup<RedirectConfiguration>.gatewayParts(
    "redirect-config", "redirectConfigurations", "redirect", \.redirectConfigurations, \.id,
    fields: [
      .choice(
        AzOption(
          "--type", "-t", shape: .oneOf(RedirectConfiguration.RedirectType.allCases.map(\.rawValue)), required: true),
        \.type),
      .part(AzOption("--target-listener"), "listener", \.listeners, \.id, \.targetListener),
      .text(AzOption("--target-url"), \.targetURL),
      .truth(AzOption("--include-path", shape: .truth), \.includesPath),
      .truth(AzOption("--include-query-string", shape: .truth), \.includesQuery),
    ]
  ) {
    RedirectConfiguration(
      id: $0, origin: $1, type: .permanent, targetListener: nil, targetURL: nil, includesPath: false,
      includesQuery: false)
  }.finishing { arguments, _, _, redirect throws(ChangeProblem) in
    redirect.origin = arguments.origin
    // One of the two is where clients are sent.
    if arguments.has("--target-url") { redirect.targetListener = nil }
    if arguments.has("--target-listener") { redirect.targetURL = nil }
  }.releasing { scope, redirect throws(ChangeProblem) in
    let rules = scope.gateway?.requestRoutingRules.map(\.redirectConfiguration) ?? []
    let maps = scope.gateway?.urlPathMaps ?? []
    let paths = maps.map(\.defaultRedirectConfiguration) + maps.flatMap(\.pathRules).map(\.redirectConfiguration)
    if (rules + paths).contains(where: { $0?.names(redirect.id) ?? false }) { throw .refused(.invalidReference) }
  }
}

extension GatewayCertificate {
  /// The name of the file that printed commands read it from.
  var fileName: String { "\(id.name).cer" }
}

extension ApplicationGateway {
  /// - Throws: another listener takes the same requests at the same frontend and port.
  fileprivate func refuse(_ listener: GatewayListener) throws(ChangeProblem) {
    guard let port = listener.frontendPort else { return }
    let names = Set(listener.hostNames.map { $0.lowercased() })
    let isTaken = listeners.contains { other in
      other.id != listener.id && other.frontendPort?.name.lowercased() == port.name.lowercased()
        && other.frontend?.name.lowercased() == listener.frontend?.name.lowercased()
        && (names.isEmpty && other.hostNames.isEmpty || other.hostNames.contains { names.contains($0.lowercased()) })
    }
    if isTaken { throw .refused(.listenersOnSamePort) }
  }
}
