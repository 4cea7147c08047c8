import Outcomes
import PacketSets
import Resources

/// Goes through the checks of a handshake in their order (azure-semantics.md §4.5–4.6).
struct TLSJudge {
  let demand: TLSDemand
  let listener: ListenerTLS
  let address: IPAddress
  let port: UInt16
  let roots: WellKnownRoots?
  let clock: String?
  var findings: [TLSVerdict.Finding] = []
  var assumptions: [Assumption] = []
  /// The name of the server's own certificate, once it is known.
  var certificate: String?

  init(
    demand: TLSDemand, listener: ListenerTLS, address: IPAddress, port: UInt16, roots: WellKnownRoots?, clock: String?
  ) {
    self.demand = demand
    self.listener = listener
    self.address = address
    self.port = port
    self.roots = roots
    self.clock = clock
  }

  mutating func judge() -> TLSVerdict {
    if let assumption = demand.assumption { assumptions.append(assumption) }
    judgeProxyHeader()
    judgeVersions()
    judgeCertificate()
    if findings.isEmpty { add(.allow, .certificate(certificate)) }
    return TLSVerdict(findings: findings, assumptions: assumptions)
  }

  private mutating func add(
    _ verdict: StepVerdict, _ check: TLSCheck, outcome: Outcome? = nil, missing: MissingFact? = nil
  ) {
    let step = TLSStep(
      address: address, port: port, serverName: demand.serverName, check: check, isByV1: demand.generation == .v1)
    findings.append(TLSVerdict.Finding(verdict: verdict, step: step, outcome: outcome, missing: missing))
  }

  mutating func deny(_ outcome: Outcome, _ check: TLSCheck) { add(.deny, check, outcome: outcome) }

  mutating func cannotTell(_ missing: MissingFact, _ check: TLSCheck) { add(.undetermined, check, missing: missing) }

  private mutating func judgeCertificate() {
    if demand.generation == .v2, !demand.checksChain, !demand.checksName { return }
    switch listener.certificate {
    case nil: cannotTell(.certificate(address: address, port: port), .certificate(nil))
    case .chain(let chain) where chain.isEmpty: deny(.tlsLeafMissing, .chain(sent: []))
    case .chain(let chain) where demand.generation == .v1: judgeExactly(chain)
    case .chain(let chain): judge(chain)
    case .described(let words) where demand.generation == .v1: judgeExactly(words)
    case .described(let words): judge(words)
    }
  }

  // MARK: Before certificates

  private mutating func judgeProxyHeader() {
    guard demand.sendsProxyHeader else { return }
    switch listener.acceptsProxyProtocol {
    case true?: break
    case false?: deny(.tlsProxyProtocol, .proxyProtocol)
    case nil: cannotTell(.proxyProtocol(address: address, port: port), .proxyProtocol)
    }
  }

  /// Azure's gateways gave the old versions up on this day (azure-semantics.md §4.5, §8 row 6).
  private static let retirement = "2025-08-31T00:00:00Z"

  private mutating func judgeVersions() {
    let before: [TLSVersion] = [.tls10, .tls11, .tls12]
    let after: [TLSVersion] = demand.generation == .v1 ? [.tls12] : [.tls12, .tls13]
    let own = clock.map { $0 >= Self.retirement ? after : before } ?? after
    guard let versions = listener.versions else { return judgeCipherSuites(common: [.tls12]) }
    let common = own.filter(versions.contains)
    if clock == nil, common.isEmpty != before.allSatisfy({ !versions.contains($0) }) {
      return cannotTell(.clock(address: address, port: port), .version(server: versions, gateway: own))
    }
    guard !common.isEmpty else { return deny(.tlsVersion, .version(server: versions, gateway: own)) }
    judgeCipherSuites(common: common)
  }

  private mutating func judgeCipherSuites(common: [TLSVersion]) {
    // The suites of TLS 1.3 are its own, and both sides have them.
    guard let offered = listener.cipherSuites, !common.contains(.tls13) else { return }
    let known = demand.generation == .v1 && !demand.policyCipherSuites.isEmpty ? demand.policyCipherSuites : nil
    if known == nil { assumptions.append(.gatewayCipherSuites) }
    let accepted = Set((known ?? CipherSuites.towardServers(demand.generation)).map { $0.uppercased() })
    if !offered.contains(where: { accepted.contains($0.uppercased()) }) {
      deny(.tlsCipher, .cipherSuites(server: offered))
    }
  }

  // MARK: Names and validity

  mutating func judgeName(_ names: [String], fits: (String) -> Bool) {
    guard demand.checksName else { return }
    guard let expected = demand.serverName else {
      assumptions.append(.nameNotChecked(address: address, port: port))
      return
    }
    if !fits(expected) { deny(.tlsNameMismatch, .name(expected: expected, certificate: names)) }
  }

  mutating func judgeValidity(of name: String, notBefore: String?, notAfter: String?) {
    let check = TLSCheck.validity(certificate: name, notBefore: notBefore, notAfter: notAfter, clock: clock)
    guard let clock else { return cannotTell(.clock(address: address, port: port), check) }
    // Moments of one form compare as texts.
    if let notBefore, clock < notBefore { return deny(.tlsExpired, check) }
    if let notAfter, clock > notAfter { return deny(.tlsExpired, check) }
  }
}

/// Cipher suites up to TLS 1.2 that gateways know (azure-semantics.md §4.5); which of them they use toward servers is not
/// documented exactly.
private enum CipherSuites {
  static func towardServers(_ generation: ApplicationGateway.Generation) -> [String] {
    var suites = ["RSA", "ECDSA"].flatMap { key in
      ["256_GCM_SHA384", "128_GCM_SHA256", "256_CBC_SHA384", "128_CBC_SHA256", "256_CBC_SHA", "128_CBC_SHA"].map {
        "TLS_ECDHE_\(key)_WITH_AES_\($0)"
      }
    }
    suites += ["256_GCM_SHA384", "128_GCM_SHA256", "256_CBC_SHA256", "128_CBC_SHA256", "256_CBC_SHA", "128_CBC_SHA"].map
    { "TLS_RSA_WITH_AES_\($0)" }
    suites.append("TLS_RSA_WITH_3DES_EDE_CBC_SHA")
    if generation == .v1 {
      suites += ["256_GCM_SHA384", "128_GCM_SHA256", "256_CBC_SHA", "128_CBC_SHA"].map {
        "TLS_DHE_RSA_WITH_AES_\($0)"
      }
    }
    return suites
  }
}

/// Judges the handshake that a gateway makes with a server.
///
/// - Parameters:
///   - demand: what the gateway sends and wants: `TLSDemand.probe` or `TLSDemand.request`.
///   - listener: what the server does in a handshake.
///   - address: the server's address, for output.
///   - port: its port, for output.
///   - resources: the clock, and the roots of well-known authorities.
package func tlsVerdict(
  _ demand: TLSDemand, with listener: ListenerTLS, at address: IPAddress, port: UInt16, in resources: Resources
) -> TLSVerdict {
  var judge = TLSJudge(
    demand: demand, listener: listener, address: address, port: port, roots: resources.wellKnownRoots,
    clock: resources.clock)
  return judge.judge()
}
