import Outcomes
import PacketSets
import Resources

extension ApplicationGateway {
  init(_ reader: FieldReader, id: ResourceID) {
    func children<T>(_ segments: [String], _ read: (FieldReader, ResourceID) -> T?) -> [T] {
      segments.flatMap { segment in reader.readers(segment).compactMap { read($0, $0.childID(of: id, segment)) } }
    }
    self.init(
      id: id, origin: reader.origin, skuName: reader.reader("sku")?.string("name") ?? "",
      operationalState: reader.string("operationalState"), provisioningState: reader.string("provisioningState"),
      isIsolated: reader.tag("EnhancedNetworkControl")?.lowercased() == "true",
      subnet: reader.readers("gatewayIPConfigurations").compactMap { $0.reference("subnet") }.first,
      frontendAddresses: reader.readers("frontendIPConfigurations").compactMap { $0.address("privateIPAddress") },
      backendAddressPools: children(["backendAddressPools"]) { BackendAddressPool($0, id: $1) },
      backendSettings: children(["backendHttpSettingsCollection", "backendSettingsCollection"]) {
        BackendSetting($0, id: $1)
      },
      probes: children(["probes"]) { Probe($0, id: $1) },
      listeners: children(["httpListeners", "listeners"]) { GatewayListener($0, id: $1) },
      urlPathMaps: children(["urlPathMaps"]) { URLPathMap($0, id: $1) },
      requestRoutingRules: children(["requestRoutingRules", "routingRules"]) { RequestRoutingRule($0, id: $1) })
    trustedRootCertificates = children(["trustedRootCertificates"]) { GatewayCertificate($0, id: $1) }
    authenticationCertificates = children(["authenticationCertificates"]) { GatewayCertificate($0, id: $1) }
    sslCertificates = children(["sslCertificates"]) { GatewayCertificate(publicPart: $0, id: $1) }
    policyCipherSuites = reader.reader("sslPolicy")?.strings("cipherSuites").map(\.text) ?? []
    frontends = children(["frontendIPConfigurations"]) { GatewayFrontend($0, id: $1) }
    frontendPorts = children(["frontendPorts"]) { FrontendPort($0, id: $1) }
    redirectConfigurations = children(["redirectConfigurations"]) { RedirectConfiguration($0, id: $1) }
    loadDistributionPools = reader.readers("loadDistributionPolicies").flatMap { policy in
      policy.readers("loadDistributionTargets").compactMap { $0.reference("backendAddressPool") }
    }
    scale = GatewayScale(reader)
    webFirewall = WebFirewall(reader)
  }
}

extension BackendAddressPool {
  init(_ reader: FieldReader, id: ResourceID) {
    // An FQDN may stand in `ipAddress` (azure-json-shapes.md §5.2).
    let addresses: [Member] = reader.readers("backendAddresses").compactMap { member in
      let key = member.field("ipAddress") == nil ? "fqdn" : "ipAddress"
      guard let written = member.string(key) else { return nil }
      let origin = member.origin(key)
      return IPAddress(written).map { .address($0, origin: origin) } ?? .fqdn(written, origin: origin)
    }
    let configurations: [Member] = reader.ipConfigurations("backendIPConfigurations").compactMap { reference in
      reference.id.map { .ipConfiguration($0, origin: reference.origin) }
    }
    self.init(id: id, origin: reader.origin, members: addresses + configurations)
  }
}

extension BackendSetting {
  /// Reads a setting; nil, with the reason reported, when its port or protocol is missing or illegal.
  init?(_ reader: FieldReader, id: ResourceID) {
    let port = reader.port("port")
    let speaks = reader.enumeration("protocol", as: GatewayProtocol.self)
    reader.require("port", "protocol")
    guard let port, let speaks else { return nil }
    self.init(
      id: id, origin: reader.origin, port: port, protocol: speaks,
      requestTimeoutSeconds: reader.integer("requestTimeout", in: 1...86400) ?? reader.integer("timeout", in: 1...86400)
        ?? 20,
      hostName: reader.string("hostName"),
      pickHostNameFromBackendAddress: reader.boolean("pickHostNameFromBackendAddress") ?? false,
      probe: reader.reference("probe"))
    tls = BackendTLS(reader)
    path = reader.string("path")
    let draining = reader.reader("connectionDraining")
    if draining?.boolean("enabled") == true {
      drainTimeoutSeconds = draining?.integer("drainTimeoutInSec", in: 1...3600) ?? 30
    }
  }
}

extension Probe {
  /// Reads a probe; nil, with the reason reported, when its protocol is missing or illegal.
  init?(_ reader: FieldReader, id: ResourceID) {
    guard let speaks = reader.enumeration("protocol", as: GatewayProtocol.self) else {
      reader.require("protocol")
      return nil
    }
    let match = reader.reader("match")
    self.init(
      id: id, origin: reader.origin, protocol: speaks, host: reader.string("host"), path: reader.string("path") ?? "/",
      // Azure writes 0 where no own port is meant.
      port: reader.integer("port", in: 0...65535).flatMap { $0 == 0 ? nil : UInt16($0) },
      intervalSeconds: reader.integer("interval", in: 1...86400) ?? 30,
      timeoutSeconds: reader.integer("timeout", in: 1...86400) ?? 30,
      unhealthyThreshold: reader.integer("unhealthyThreshold", in: 1...20) ?? 3,
      pickHostNameFromBackendSettings: reader.boolean("pickHostNameFromBackendHttpSettings")
        ?? reader.boolean("pickHostNameFromBackendSettings") ?? false,
      minServers: reader.integer("minServers", in: 0...1200) ?? 0,
      statusCodes: match.map { readStatusCodes($0) } ?? [], body: match?.string("body") ?? "")
    enableProbeProxyProtocolHeader = reader.boolean("enableProbeProxyProtocolHeader") ?? false
  }
}

/// Reads `statusCodes` such as `["200-399", "401"]`; empty when none are written.
private func readStatusCodes(_ match: FieldReader) -> [ClosedRange<Int>] {
  match.strings("statusCodes").flatMap { written, origin in
    written.split(separator: ",").compactMap { part in
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0.trimmingBlanks()) }
      if ends.count <= 2, let low = ends.first ?? nil, let high = ends.last ?? nil, low <= high,
        (100...999).contains(low)
      {
        return low...high
      }
      match.context.report(.notA(.statusCodes, field: "statusCodes", found: written), at: origin)
      return nil
    }
  }
}

extension GatewayListener {
  /// Reads a listener; nil, with the reason reported, when its protocol is missing or illegal.
  init?(_ reader: FieldReader, id: ResourceID) {
    guard let speaks = reader.enumeration("protocol", as: GatewayProtocol.self) else {
      reader.require("protocol")
      return nil
    }
    self.init(
      id: id, origin: reader.origin, protocol: speaks,
      hostNames: reader.strings("hostNames", or: "hostName").map(\.text))
    frontend = reader.reference("frontendIPConfiguration")
    frontendPort = reader.reference("frontendPort")
    sslCertificate = reader.reference("sslCertificate")
  }
}

extension PoolAndSetting {
  /// Reads `backendAddressPool` and `backendHttpSettings` (or `backendSettings`), with a path map's prefix where it has one.
  init(_ reader: FieldReader, prefix: String = "") {
    func key(_ name: String) -> String {
      prefix.isEmpty ? name : prefix + name.prefix(1).uppercased() + name.dropFirst()
    }
    self.init(
      pool: reader.reference(key("backendAddressPool")),
      setting: reader.reference(key("backendHttpSettings")) ?? reader.reference(key("backendSettings")))
  }
}

extension URLPathMap {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, defaultBackend: PoolAndSetting(reader, prefix: "default"),
      pathRules: reader.readers("pathRules").map { PathRule($0, of: id) })
    defaultRedirectConfiguration = reader.reference("defaultRedirectConfiguration")
  }
}

extension RequestRoutingRule {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, priority: reader.integer("priority", in: 1...20000),
      listener: reader.reference("httpListener") ?? reader.reference("listener"), backend: PoolAndSetting(reader),
      urlPathMap: reader.reference("urlPathMap"))
    redirectConfiguration = reader.reference("redirectConfiguration")
    rewriteRuleSet = reader.reference("rewriteRuleSet")
  }
}

extension URLPathMap.PathRule {
  init(_ reader: FieldReader, of map: ResourceID) {
    self.init(
      id: reader.childID(of: map, "pathRules"), paths: reader.strings("paths").map(\.text),
      backend: PoolAndSetting(reader))
    redirectConfiguration = reader.reference("redirectConfiguration")
  }
}
