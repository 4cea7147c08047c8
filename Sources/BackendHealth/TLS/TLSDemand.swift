import Outcomes
import PacketSets
import Resources

/// What a gateway sends and wants in a TLS handshake with a member. Probe and requests make two different demands of the same
/// member (azure-semantics.md §4.5, §8 trap 12).
package struct TLSDemand: Hashable, Sendable {
  /// The gateway.
  package let gateway: ResourceID
  /// Its generation, which decides what is checked.
  package let generation: ApplicationGateway.Generation
  /// The server name that is sent and that the certificate has to be for; nil when none is sent.
  package let serverName: String?
  /// Whether chain and validity are checked.
  package let checksChain: Bool
  /// Whether the certificate's names are checked.
  package let checksName: Bool
  /// Trusted roots of the setting; v2.
  package let trustedRoots: [GatewayCertificate]
  /// Certificates of which the server must present one exactly; v1.
  package let authenticationCertificates: [GatewayCertificate]
  /// Whether a PROXY header goes before the handshake.
  package let sendsProxyHeader: Bool
  /// Cipher suites that the gateway's own policy allows; empty when it has none.
  package let policyCipherSuites: [String]
  /// What is taken for granted of the server name.
  let assumption: Assumption?

  /// The demand of a probe: the custom probe's host, the setting's host name, the pool's name, whichever is there first; v1
  /// sends the pool's name only (azure-semantics.md §4.5).
  /// - Parameter member: the pool's text for the member.
  /// - Returns: nil when the probe is not encrypted.
  package static func probe(
    of member: String, setting: BackendSetting, probe: Probe?, gateway: ApplicationGateway
  ) -> TLSDemand? {
    guard (probe?.protocol ?? setting.protocol).isEncrypted else { return nil }
    let wanted: String?
    switch gateway.generation {
    case .v1: wanted = member
    case .v2:
      let custom = probe.flatMap { $0.pickHostNameFromBackendSettings ? nil : $0.host }
      wanted = custom ?? setting.hostName ?? member
    }
    let isLayer4 = setting.protocol == .tls
    return TLSDemand(
      setting: setting, gateway: gateway, serverName: wanted,
      sendsProxyHeader: isLayer4
        && (probe.map(\.enableProbeProxyProtocolHeader) ?? setting.tls.enableL4ClientIpPreservation),
      assumption: nil)
  }

  /// The demand of a client's request: the setting's host name, the pool's name where the setting picks it, else the client's
  /// host, which `sniName` replaces; v1 sends the pool's name only (azure-semantics.md §4.5, §8 row 35).
  /// - Parameters:
  ///   - member: the pool's text for the member.
  ///   - host: the host that the client asks for.
  /// - Returns: nil when the setting is not encrypted.
  package static func request(
    to member: String, host: String, setting: BackendSetting, gateway: ApplicationGateway
  ) -> TLSDemand? {
    guard setting.protocol.isEncrypted else { return nil }
    let wanted: String?
    var assumption: Assumption?
    switch gateway.generation {
    case .v1:
      wanted = member
      if setting.hostName == nil, !setting.pickHostNameFromBackendAddress, Self.name(member) != nil {
        assumption = .poolNameIsSent(member, host: host)
      }
    case .v2:
      wanted =
        setting.tls.sniName ?? setting.hostName ?? (setting.pickHostNameFromBackendAddress ? member : host)
    }
    return TLSDemand(
      setting: setting, gateway: gateway, serverName: wanted,
      sendsProxyHeader: setting.protocol == .tls && setting.tls.enableL4ClientIpPreservation, assumption: assumption)
  }

  private init(
    setting: BackendSetting, gateway: ApplicationGateway, serverName: String?, sendsProxyHeader: Bool,
    assumption: Assumption?
  ) {
    self.gateway = gateway.id
    generation = gateway.generation
    self.serverName = serverName.flatMap(Self.name)
    // v1 has no such switches, and TCP/TLS settings do not offer them (azure-semantics.md §4.4).
    let hasSwitches = gateway.generation == .v2 && setting.protocol == .https
    checksChain = hasSwitches ? setting.tls.validateCertChainAndExpiry : true
    checksName = hasSwitches ? setting.tls.validateSNI : true
    trustedRoots = Self.uploads(
      setting.tls.trustedRootCertificates, in: gateway, among: gateway.trustedRootCertificates,
      kind: "trustedRootCertificates")
    authenticationCertificates = Self.uploads(
      setting.tls.authenticationCertificates, in: gateway, among: gateway.authenticationCertificates,
      kind: "authenticationCertificates")
    self.sendsProxyHeader = sendsProxyHeader
    policyCipherSuites = gateway.policyCipherSuites
    self.assumption = assumption
  }

  /// The uploads that a setting names; one that the input does not hold is one whose data is not shown.
  private static func uploads(
    _ names: [Reference], in gateway: ApplicationGateway, among known: [GatewayCertificate], kind: String
  ) -> [GatewayCertificate] {
    names.map { name in
      gateway.find(name, in: known, id: \.id)
        ?? GatewayCertificate(id: gateway.id.child(kind, name.name), origin: name.origin, certificates: nil)
    }
  }

  /// A host name; nil for an address, which is never sent as server name, and for a network interface.
  private static func name(_ text: String) -> String? {
    text.isEmpty || text.contains("/") || IPAddress(text) != nil ? nil : text
  }
}
