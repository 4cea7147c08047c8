import Outcomes
import Resources

extension ProbePlan {
  /// The probe of a member: the setting's custom probe, else the default one (azure-semantics.md §4.1, §4.3).
  /// - Parameter member: the pool's text for the member, which may be sent as host name.
  package init(setting: BackendSetting, member: String, gateway: ApplicationGateway) {
    let ownHost = setting.hostName ?? (setting.pickHostNameFromBackendAddress ? member : nil)
    if let probe = gateway.find(setting.probe, in: gateway.probes, id: \.id) {
      let host = probe.pickHostNameFromBackendSettings ? ownHost : probe.host
      self.init(
        probe: probe.id, protocol: probe.protocol,
        // Only v2 honours a probe's own port (§4.3).
        port: gateway.generation == .v2 ? probe.port ?? setting.port : setting.port,
        host: probe.protocol.isHTTP ? host ?? "127.0.0.1" : nil, path: probe.path,
        intervalSeconds: probe.intervalSeconds, timeoutSeconds: probe.timeoutSeconds,
        unhealthyThreshold: probe.unhealthyThreshold,
        statusCodes: probe.statusCodes.isEmpty ? [200...399] : probe.statusCodes,
        body: probe.body,
        tls: .probe(of: member, setting: setting, probe: probe, gateway: gateway))
    } else {
      self.init(
        probe: nil, protocol: setting.protocol, port: setting.port,
        host: setting.protocol.isHTTP ? ownHost ?? "127.0.0.1" : nil, path: "/", intervalSeconds: 30,
        timeoutSeconds: 30,
        unhealthyThreshold: 3, statusCodes: [200...399], body: "",
        tls: .probe(of: member, setting: setting, probe: nil, gateway: gateway))
    }
  }
}
