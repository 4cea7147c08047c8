import Outcomes

extension FixContext {
  /// Edits that may remove an obstacle; none where no configuration does.
  func drafts(for obstacle: Obstacle) -> [Draft] {
    switch obstacle.outcome {
    // Names
    case .dnsNoRecord, .dnsLoop, .dnsPublicAnswer, .dnsServersDisagree, .undeterminedName: nameDrafts(obstacle)
    case .dnsServerUnreachable: dnsServerDrafts(obstacle)
    // Routes
    case .routeNone, .routeInternet, .routeApplianceAbsent, .routeApplianceNotForwarding, .routeAsymmetric, .routeLoop:
      routeDrafts(obstacle)
    case .peeringNotConnected, .peeringAccessDisabled, .peeringOutOfSync, .peeringForwardingDisabled,
      .peeringSubnetLeftOut:
      peeringDrafts(obstacle)
    case .connectionNotConnected: connectionDrafts(obstacle)
    case .addressUnassigned, .memberStale: memberDrafts(obstacle)
    case .noEgress: egressDrafts(obstacle)
    case .loadBalancerNoRule, .loadBalancerNoMember, .peeringGlobalLoadBalancer: loadBalancerDrafts(obstacle)
    case .privateEndpointNotApproved: privateEndpointDrafts(obstacle)
    case .peeringGlobalPrivateEndpoint: nearEndpointDrafts(obstacle)
    // Filters
    case .nsgDenied: securityGroupDrafts(obstacle)
    case .adminRuleDenied: adminRuleDrafts(obstacle)
    case .applianceDenied: applianceDrafts(obstacle)
    // Ports and answers
    case .portWrong, .portProtocol: portDrafts(obstacle)
    case .probeStatus, .probeBody, .probeTimeout: probeDrafts(obstacle)
    case .hostRejected, .accessRestricted, .siteStopped: siteDrafts(obstacle)
    // TLS
    case .tlsUntrustedRoot, .tlsIntermediateUnknown, .tlsRootMismatch, .tlsNotWhitelisted, .tlsNameMismatch,
      .tlsChainIncomplete, .tlsExpired, .tlsUnverifiable:
      tlsDrafts(obstacle)
    // The gateway
    case .poolEmpty: memberDrafts(obstacle)
    case .managementBlocked, .gatewayStopped, .gatewayFailed, .gatewayNotDeployable, .clientsBlocked:
      gatewayDrafts(obstacle)
    case .capacity, .listenerNone, .ruleMissing, .redirectLoop, .requestTimeout, .backendStatus:
      requestDrafts(obstacle)
    // The network's path past what nobody can tell
    case .undeterminedAppliance, .undeterminedOnPremises: routeDrafts(obstacle)
    // What no configuration repairs
    case .guestDenied, .portClosed, .tlsProxyProtocol, .tlsVersion, .tlsCipher, .tlsLeafMissing, .tlsChainOrder: []
    case .connectionClosed, .requestInvalid, .clientClosed: []
    // Other words for what decides a member's health
    case .instanceDependent, .observedDiffers: []
    case .undeterminedListener, .undeterminedResponse, .undeterminedTLS, .undeterminedAddress, .undeterminedResource,
      .undeterminedServiceTag, .undeterminedLoadBalancer, .undeterminedPrivateEndpoint, .undeterminedGateway:
      []
    }
  }
}
