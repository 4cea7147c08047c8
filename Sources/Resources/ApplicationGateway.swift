import Outcomes
import PacketSets

/// An application gateway, v1 or v2 (azure-json-shapes.md §5.3).
package struct ApplicationGateway: Equatable, Sendable {
  /// Its generation, which decides many details.
  package enum Generation: Sendable {
    case v1, v2
  }

  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// `sku.name` as written; empty when absent.
  package var skuName: String
  /// `operationalState` as written; nil when not shown.
  package var operationalState: String?
  /// `provisioningState` as written; nil when not shown.
  package var provisioningState: String?
  /// Whether it was created with network isolation (tag `EnhancedNetworkControl`, azure-semantics.md §1.9).
  package var isIsolated: Bool
  /// The subnet of its instances.
  package var subnet: Reference?
  /// Private frontend addresses.
  package var frontendAddresses: [IPAddress]
  /// Its pools.
  package var backendAddressPools: [BackendAddressPool]
  /// Its HTTP and its TCP/TLS settings.
  package var backendSettings: [BackendSetting]
  /// Its custom probes.
  package var probes: [Probe]
  /// Its listeners, HTTP and TCP/TLS.
  package var listeners: [GatewayListener]
  /// Its path maps.
  package var urlPathMaps: [URLPathMap]
  /// Its rules.
  package var requestRoutingRules: [RequestRoutingRule]
  /// Where clients reach it.
  package var frontends: [GatewayFrontend] = []
  /// Its ports by their own names.
  package var frontendPorts: [FrontendPort] = []
  /// The pools that its load distribution policies name.
  package var loadDistributionPools: [Reference] = []
  /// Where it sends clients instead of answering.
  package var redirectConfigurations: [RedirectConfiguration] = []
  /// How far it scales.
  package var scale = GatewayScale()
  /// Roots uploaded for its settings; v2.
  package var trustedRootCertificates: [GatewayCertificate] = []
  /// Servers' certificates uploaded for its settings; v1.
  package var authenticationCertificates: [GatewayCertificate] = []
  /// The public parts of the certificates that its listeners present.
  package var sslCertificates: [GatewayCertificate] = []
  /// The cipher suites of a custom TLS policy, which a v1 gateway uses toward servers too (azure-semantics.md §4.5).
  package var policyCipherSuites: [String] = []
  /// Whether requests pass a web application firewall that can refuse them.
  package var webFirewall = WebFirewall.none

  /// A gateway.
  package init(
    id: ResourceID, origin: Origin, skuName: String, operationalState: String?, provisioningState: String?,
    isIsolated: Bool, subnet: Reference?, frontendAddresses: [IPAddress], backendAddressPools: [BackendAddressPool],
    backendSettings: [BackendSetting], probes: [Probe], listeners: [GatewayListener], urlPathMaps: [URLPathMap],
    requestRoutingRules: [RequestRoutingRule]
  ) {
    self.id = id
    self.origin = origin
    self.skuName = skuName
    self.operationalState = operationalState
    self.provisioningState = provisioningState
    self.isIsolated = isIsolated
    self.subnet = subnet
    self.frontendAddresses = frontendAddresses
    self.backendAddressPools = backendAddressPools
    self.backendSettings = backendSettings
    self.probes = probes
    self.listeners = listeners
    self.urlPathMaps = urlPathMaps
    self.requestRoutingRules = requestRoutingRules
  }

  /// v1 for `Standard_Small` … `WAF_Large`, else v2.
  package var generation: Generation {
    let name = skuName.lowercased()
    return name.hasSuffix("_v2") || name == "basic" || name.isEmpty ? .v2 : .v1
  }
}

/// A pool and its members.
package struct BackendAddressPool: Equatable, Sendable {
  /// A member as the pool writes it.
  package enum Member: Equatable, Sendable {
    case address(IPAddress, origin: Origin)
    case fqdn(String, origin: Origin)
    case ipConfiguration(ResourceID, origin: Origin)
  }

  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Its members in the order given.
  package var members: [Member]

  /// A pool.
  package init(id: ResourceID, origin: Origin, members: [Member]) {
    self.id = id
    self.origin = origin
    self.members = members
  }
}

/// The protocols that settings, probes and listeners speak.
package enum GatewayProtocol: String, CaseIterable, Sendable {
  case http = "Http"
  case https = "Https"
  case tcp = "Tcp"
  case tls = "Tls"

  /// Whether certificates are exchanged.
  package var isEncrypted: Bool { self == .https || self == .tls }

  /// Whether requests and responses are exchanged.
  package var isHTTP: Bool { self == .http || self == .https }
}

/// A backend setting, HTTP(S) or TCP/TLS (azure-semantics.md §4.4).
package struct BackendSetting: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The members' port, and the probe's unless the probe names one.
  package var port: UInt16
  /// The protocol spoken with members.
  package var `protocol`: GatewayProtocol
  /// Seconds until a request is given up; 20 when not written.
  package var requestTimeoutSeconds: Int
  /// Host name sent to members.
  package var hostName: String?
  /// Whether the member's own name is sent.
  package var pickHostNameFromBackendAddress: Bool
  /// The custom probe.
  package var probe: Reference?
  /// What it says of TLS.
  package var tls = BackendTLS()
  /// What takes the place of the matched part of a request's path; nil leaves paths alone.
  package var path: String?
  /// Seconds that requests in flight get when a member is removed; nil when draining is not enabled.
  package var drainTimeoutSeconds: Int?

  /// A setting.
  package init(
    id: ResourceID, origin: Origin, port: UInt16, protocol: GatewayProtocol, requestTimeoutSeconds: Int,
    hostName: String?, pickHostNameFromBackendAddress: Bool, probe: Reference?
  ) {
    self.id = id
    self.origin = origin
    self.port = port
    self.protocol = `protocol`
    self.requestTimeoutSeconds = requestTimeoutSeconds
    self.hostName = hostName
    self.pickHostNameFromBackendAddress = pickHostNameFromBackendAddress
    self.probe = probe
  }
}

/// A custom probe (azure-semantics.md §4.3).
package struct Probe: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Must equal the setting's.
  package var `protocol`: GatewayProtocol
  /// Host header and, on v2, SNI.
  package var host: String?
  /// Path, beginning with `/`.
  package var path: String
  /// Own port; nil means the setting's.
  package var port: UInt16?
  /// Seconds between two probes.
  package var intervalSeconds: Int
  /// Seconds until a probe has failed.
  package var timeoutSeconds: Int
  /// Failures in a row until Unhealthy.
  package var unhealthyThreshold: Int
  /// Whether the setting's host name is used.
  package var pickHostNameFromBackendSettings: Bool
  /// Members that count as healthy whatever they answer.
  package var minServers: Int
  /// Status codes that count as healthy.
  package var statusCodes: [ClosedRange<Int>]
  /// Text that the body must contain; empty means any.
  package var body: String
  /// Whether it sends a PROXY header first; TCP and TLS only.
  package var enableProbeProxyProtocolHeader = false

  /// A probe.
  package init(
    id: ResourceID, origin: Origin, protocol: GatewayProtocol, host: String?, path: String, port: UInt16?,
    intervalSeconds: Int, timeoutSeconds: Int, unhealthyThreshold: Int, pickHostNameFromBackendSettings: Bool,
    minServers: Int, statusCodes: [ClosedRange<Int>], body: String
  ) {
    self.id = id
    self.origin = origin
    self.protocol = `protocol`
    self.host = host
    self.path = path
    self.port = port
    self.intervalSeconds = intervalSeconds
    self.timeoutSeconds = timeoutSeconds
    self.unhealthyThreshold = unhealthyThreshold
    self.pickHostNameFromBackendSettings = pickHostNameFromBackendSettings
    self.minServers = minServers
    self.statusCodes = statusCodes
    self.body = body
  }
}

/// A listener of the gateway.
package struct GatewayListener: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// What clients speak.
  package var `protocol`: GatewayProtocol
  /// Host names it serves; empty means all.
  package var hostNames: [String]
  /// The frontend on which it listens; nil when not written.
  package var frontend: Reference?
  /// The port on which it listens; nil when not written.
  package var frontendPort: Reference?
  /// The certificate that it shows to clients.
  package var sslCertificate: Reference?

  /// A listener.
  package init(id: ResourceID, origin: Origin, protocol: GatewayProtocol, hostNames: [String]) {
    self.id = id
    self.origin = origin
    self.protocol = `protocol`
    self.hostNames = hostNames
  }
}

/// Where requests go: a pool by way of a setting.
package struct PoolAndSetting: Equatable, Sendable {
  /// The pool.
  package var pool: Reference?
  /// The setting.
  package var setting: Reference?

  /// A pool by way of a setting.
  package init(pool: Reference?, setting: Reference?) {
    self.pool = pool
    self.setting = setting
  }
}

/// A path map.
package struct URLPathMap: Equatable, Sendable {
  /// Paths and where they go.
  package struct PathRule: Equatable, Sendable {
    /// Its name.
    package var id: ResourceID
    /// Patterns such as `/images/*`.
    package var paths: [String]
    /// Where they go.
    package var backend: PoolAndSetting
    /// Where clients are sent instead.
    package var redirectConfiguration: Reference?

    /// A path rule.
    package init(id: ResourceID, paths: [String], backend: PoolAndSetting) {
      self.id = id
      self.paths = paths
      self.backend = backend
    }
  }

  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Where paths go that no rule names.
  package var defaultBackend: PoolAndSetting
  /// Its rules, in the order in which they are tried.
  package var pathRules: [PathRule]
  /// Where clients are sent whose path no rule names.
  package var defaultRedirectConfiguration: Reference?

  /// A path map.
  package init(id: ResourceID, origin: Origin, defaultBackend: PoolAndSetting, pathRules: [PathRule]) {
    self.id = id
    self.origin = origin
    self.defaultBackend = defaultBackend
    self.pathRules = pathRules
  }
}

/// A request routing rule, or the routing rule of a TCP/TLS listener.
package struct RequestRoutingRule: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Order among rules; nil in v1 and before API 2021-08.
  package var priority: Int?
  /// The listener whose requests it takes.
  package var listener: Reference?
  /// Where requests go; empty for a path map or a redirect.
  package var backend: PoolAndSetting
  /// The path map.
  package var urlPathMap: Reference?
  /// Where clients are sent instead.
  package var redirectConfiguration: Reference?
  /// Rewrites of headers and URLs, which are not evaluated.
  package var rewriteRuleSet: Reference?

  /// A rule.
  package init(
    id: ResourceID, origin: Origin, priority: Int?, listener: Reference?, backend: PoolAndSetting,
    urlPathMap: Reference?
  ) {
    self.id = id
    self.origin = origin
    self.priority = priority
    self.listener = listener
    self.backend = backend
    self.urlPathMap = urlPathMap
  }
}
