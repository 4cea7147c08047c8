import JSONText
import Outcomes
import PacketSets
import Resources
import X509

/// A gateway with one HTTPS setting, and what tests vary of it.
enum TLSSamples {
  static let address: IPAddress = "10.0.2.4"
  static let origin = Origin(text: SourceText(name: "scenario.json", bytes: Array("{}".utf8)), path: .root)
  static let id = ResourceID(
    subscription: "s", resourceGroup: "rg", type: "Microsoft.Network/applicationGateways", names: ["agw"])

  /// A gateway with uploaded certificates, all of which its setting names.
  static func gateway(
    sku: String = "Standard_v2", protocol: GatewayProtocol = .https, hostName: String? = nil,
    pickHostName: Bool = false,
    roots: [(String, [Certificate]?)] = [], authentication: [(String, [Certificate]?)] = [], tls: BackendTLS? = nil
  ) -> ApplicationGateway {
    func uploads(_ kind: String, _ given: [(String, [Certificate]?)]) -> [GatewayCertificate] {
      given.map { GatewayCertificate(id: id.child(kind, $0.0), origin: origin, certificates: $0.1) }
    }
    var setting = BackendSetting(
      id: id.child("backendHttpSettingsCollection", "set"), origin: origin, port: 443, protocol: `protocol`,
      requestTimeoutSeconds: 20, hostName: hostName, pickHostNameFromBackendAddress: pickHostName, probe: nil)
    setting.tls = tls ?? BackendTLS()
    let trusted = uploads("trustedRootCertificates", roots)
    let accepted = uploads("authenticationCertificates", authentication)
    setting.tls.trustedRootCertificates = trusted.map { Reference(.id($0.id), origin: origin) }
    setting.tls.authenticationCertificates = accepted.map { Reference(.id($0.id), origin: origin) }
    var gateway = ApplicationGateway(
      id: id, origin: origin, skuName: sku, operationalState: "Running", provisioningState: "Succeeded",
      isIsolated: false, subnet: nil, frontendAddresses: [], backendAddressPools: [], backendSettings: [setting],
      probes: [], listeners: [], urlPathMaps: [], requestRoutingRules: [])
    gateway.trustedRootCertificates = trusted
    gateway.authenticationCertificates = accepted
    return gateway
  }

  static func probe(
    host: String? = nil, protocol: GatewayProtocol = .https, picksHost: Bool = false, sendsHeader: Bool = false
  ) -> Probe {
    var probe = Probe(
      id: id.child("probes", "probe"), origin: origin, protocol: `protocol`, host: host, path: "/", port: nil,
      intervalSeconds: 30, timeoutSeconds: 30, unhealthyThreshold: 3, pickHostNameFromBackendSettings: picksHost,
      minServers: 0, statusCodes: [], body: "")
    probe.enableProbeProxyProtocolHeader = sendsHeader
    return probe
  }
}
