/// The closed vocabulary of what keeps a flow or a probe from succeeding, and of what cannot be told. Never renamed.
///
/// docs/outcomes.md gives each one's condition, Azure's message, the guide's resolution and the repair.
package enum Outcome: String, CaseIterable, Hashable, Sendable {
  // Names
  case dnsNoRecord = "dns-no-record"
  case dnsServerUnreachable = "dns-server-unreachable"
  case dnsLoop = "dns-loop"
  case dnsPublicAnswer = "dns-public-answer"
  case dnsServersDisagree = "dns-servers-disagree"
  // Routes
  case routeNone = "route-none"
  case routeInternet = "route-internet"
  case routeApplianceAbsent = "route-appliance-absent"
  case routeApplianceNotForwarding = "route-appliance-not-forwarding"
  case routeAsymmetric = "route-asymmetric"
  case routeLoop = "route-loop"
  case addressUnassigned = "address-unassigned"
  case noEgress = "no-egress"
  case peeringNotConnected = "peering-not-connected"
  case peeringAccessDisabled = "peering-access-disabled"
  case peeringOutOfSync = "peering-out-of-sync"
  case peeringSubnetLeftOut = "peering-subnet-left-out"
  case connectionNotConnected = "connection-not-connected"
  case peeringForwardingDisabled = "peering-forwarding-disabled"
  case peeringGlobalLoadBalancer = "peering-global-load-balancer"
  case peeringGlobalPrivateEndpoint = "peering-global-private-endpoint"
  case loadBalancerNoRule = "load-balancer-no-rule"
  case loadBalancerNoMember = "load-balancer-no-member"
  case privateEndpointNotApproved = "private-endpoint-not-approved"
  // Filters
  case nsgDenied = "nsg-denied"
  case applianceDenied = "appliance-denied"
  case adminRuleDenied = "admin-rule-denied"
  case guestDenied = "guest-denied"
  // Ports
  case portClosed = "port-closed"
  case portWrong = "port-wrong"
  case portProtocol = "port-protocol"
  // TLS
  case tlsProxyProtocol = "tls-proxy-protocol"
  case tlsVersion = "tls-version"
  case tlsCipher = "tls-cipher"
  case tlsLeafMissing = "tls-leaf-missing"
  case tlsChainOrder = "tls-chain-order"
  case tlsChainIncomplete = "tls-chain-incomplete"
  case tlsUntrustedRoot = "tls-untrusted-root"
  case tlsIntermediateUnknown = "tls-intermediate-unknown"
  case tlsRootMismatch = "tls-root-mismatch"
  case tlsNotWhitelisted = "tls-not-whitelisted"
  case tlsUnverifiable = "tls-unverifiable"
  case tlsExpired = "tls-expired"
  case tlsNameMismatch = "tls-name-mismatch"
  // HTTP
  case probeStatus = "probe-status"
  case probeBody = "probe-body"
  case probeTimeout = "probe-timeout"
  case hostRejected = "host-rejected"
  case accessRestricted = "access-restricted"
  case siteStopped = "site-stopped"
  // Pool
  case poolEmpty = "pool-empty"
  case memberStale = "member-stale"
  // Gateway
  case managementBlocked = "management-blocked"
  case gatewayStopped = "gateway-stopped"
  case gatewayFailed = "gateway-failed"
  case capacity = "capacity"
  // Requests
  case requestInvalid = "request-invalid"
  case listenerNone = "listener-none"
  case ruleMissing = "rule-missing"
  case redirectLoop = "redirect-loop"
  case backendStatus = "backend-status"
  case requestTimeout = "request-timeout"
  case connectionClosed = "connection-closed"
  case clientClosed = "client-closed"
  case gatewayNotDeployable = "gateway-not-deployable"
  case instanceDependent = "instance-dependent"
  case clientsBlocked = "clients-blocked"
  case observedDiffers = "observed-differs"
  // Cannot tell
  case undeterminedListener = "undetermined-listener"
  case undeterminedResponse = "undetermined-response"
  case undeterminedTLS = "undetermined-tls"
  case undeterminedName = "undetermined-name"
  case undeterminedAddress = "undetermined-address"
  case undeterminedResource = "undetermined-resource"
  case undeterminedServiceTag = "undetermined-service-tag"
  case undeterminedAppliance = "undetermined-appliance"
  case undeterminedLoadBalancer = "undetermined-load-balancer"
  case undeterminedPrivateEndpoint = "undetermined-private-endpoint"
  case undeterminedGateway = "undetermined-gateway"
  case undeterminedOnPremises = "undetermined-on-premises"
}

extension Outcome {
  /// What an outcome is about.
  package enum Family: String, CaseIterable, Sendable {
    case name, route, filter, port, tls, http, pool, gateway, request, undetermined
  }

  /// What can repair it.
  package enum Repair: String, Sendable {
    case configuration, server, client, input, neither
  }

  /// What this outcome is about.
  package var family: Family {
    switch self {
    case .dnsNoRecord, .dnsServerUnreachable, .dnsLoop: .name
    case .dnsPublicAnswer, .dnsServersDisagree: .name
    case .routeNone, .routeInternet, .routeApplianceAbsent, .addressUnassigned, .peeringNotConnected,
      .peeringAccessDisabled, .peeringOutOfSync, .connectionNotConnected:
      .route
    case .routeApplianceNotForwarding, .routeAsymmetric, .routeLoop, .peeringForwardingDisabled: .route
    case .peeringGlobalLoadBalancer, .peeringGlobalPrivateEndpoint, .peeringSubnetLeftOut: .route
    case .loadBalancerNoRule, .loadBalancerNoMember, .privateEndpointNotApproved: .route
    case .nsgDenied, .guestDenied: .filter
    case .applianceDenied: .filter
    case .noEgress: .route
    case .adminRuleDenied: .filter
    case .portClosed, .portWrong, .portProtocol: .port
    case .tlsProxyProtocol, .tlsVersion, .tlsCipher, .tlsLeafMissing, .tlsChainOrder, .tlsChainIncomplete,
      .tlsUntrustedRoot, .tlsIntermediateUnknown, .tlsRootMismatch, .tlsNotWhitelisted, .tlsUnverifiable, .tlsExpired,
      .tlsNameMismatch:
      .tls
    case .probeStatus, .probeBody, .probeTimeout: .http
    case .hostRejected, .accessRestricted, .siteStopped: .http
    case .poolEmpty: .pool
    case .memberStale: .pool
    case .managementBlocked, .gatewayStopped, .gatewayFailed: .gateway
    case .capacity: .gateway
    case .requestInvalid, .listenerNone, .ruleMissing, .redirectLoop, .backendStatus, .requestTimeout,
      .connectionClosed, .clientClosed:
      .request
    case .gatewayNotDeployable, .instanceDependent, .clientsBlocked, .observedDiffers: .gateway
    case .undeterminedListener, .undeterminedResponse, .undeterminedTLS, .undeterminedName, .undeterminedAddress,
      .undeterminedResource, .undeterminedServiceTag, .undeterminedAppliance, .undeterminedLoadBalancer,
      .undeterminedPrivateEndpoint, .undeterminedGateway, .undeterminedOnPremises:
      .undetermined
    }
  }

  /// Whether it says that the input does not tell.
  package var isUndetermined: Bool { family == .undetermined }

  /// Who can repair it: the configuration, the server, a line in the input (for what cannot be told), or neither.
  package var repair: Repair {
    switch self {
    case .dnsNoRecord, .dnsServerUnreachable, .dnsLoop, .routeNone, .routeInternet, .routeApplianceAbsent,
      .addressUnassigned, .peeringNotConnected, .peeringAccessDisabled, .nsgDenied, .portWrong, .portProtocol,
      .probeStatus, .probeBody,
      .probeTimeout, .poolEmpty, .managementBlocked, .gatewayStopped:
      .configuration
    case .hostRejected, .accessRestricted, .siteStopped, .capacity, .listenerNone, .ruleMissing, .redirectLoop,
      .requestTimeout:
      .configuration
    case .backendStatus, .connectionClosed: .server
    case .requestInvalid, .clientClosed: .client
    case .peeringOutOfSync, .connectionNotConnected: .configuration
    case .dnsPublicAnswer, .dnsServersDisagree: .configuration
    case .tlsUntrustedRoot, .tlsIntermediateUnknown, .tlsRootMismatch, .tlsNotWhitelisted, .tlsNameMismatch:
      .configuration
    case .tlsProxyProtocol, .tlsVersion, .tlsCipher, .tlsLeafMissing, .tlsChainOrder, .tlsChainIncomplete,
      .tlsUnverifiable, .tlsExpired:
      .server
    case .routeApplianceNotForwarding, .routeAsymmetric, .routeLoop, .peeringForwardingDisabled: .configuration
    case .peeringGlobalLoadBalancer, .peeringGlobalPrivateEndpoint, .peeringSubnetLeftOut: .configuration
    case .loadBalancerNoRule, .loadBalancerNoMember, .privateEndpointNotApproved: .configuration
    // The rules of a firewall or an appliance on the way are configuration, whoever owns it; the machine's own firewall is not.
    case .applianceDenied, .adminRuleDenied, .noEgress, .memberStale, .gatewayNotDeployable, .instanceDependent,
      .clientsBlocked:
      .configuration
    case .observedDiffers: .input
    case .guestDenied, .portClosed: .server
    case .gatewayFailed: .neither
    case .undeterminedListener, .undeterminedResponse, .undeterminedTLS, .undeterminedName, .undeterminedAddress,
      .undeterminedResource, .undeterminedServiceTag, .undeterminedAppliance, .undeterminedLoadBalancer,
      .undeterminedPrivateEndpoint, .undeterminedGateway, .undeterminedOnPremises:
      .input
    }
  }
}
