import Outcomes

/// What Azure writes beside a member's health, in the wording of its troubleshooting page (azure-semantics.md §4.7).
package enum AzureMessage: Hashable, Sendable {
  /// The probe succeeded.
  case success(status: Int)
  /// M1: no answer within the probe's timeout.
  case timeout
  /// M3: no TCP connection.
  case noConnection
  /// M4: another status than the probe wants.
  case status(expected: String, received: String)
  /// M5: the body lacks the text that the probe wants.
  case body(String)
  /// M6 of a v2 gateway: the certificate is for other names.
  case commonName
  /// M6 of a v1 gateway.
  case commonNameV1
  /// M7: expired or not yet valid.
  case certificateDates
  /// M8: an intermediate certificate is missing.
  case intermediateMissing
  /// M9: the leaf certificate is missing.
  case leafMissing
  /// M10: a private root that was not uploaded.
  case rootUnknown
  /// M11: an intermediate of an unknown authority.
  case intermediateUnknown
  /// M12: an intermediate that no uploaded root signed.
  case intermediateNotSigned
  /// M13: another root than the uploaded one.
  case rootMismatch
  /// M14: the chain does not begin with the leaf.
  case leafNotTopmost
  /// M15: another error of the verification.
  case unverified
  /// M16: the server does not take the PROXY header.
  case proxyHeader
  /// A v1 gateway's words for a certificate that was not uploaded to it.
  case notWhitelisted
  /// M17: the gateway cannot tell the health.
  case unknown

  /// The number in azure-semantics.md §4.7; nil for a success and for older words.
  package var number: String? {
    switch self {
    case .success: nil
    case .timeout: "M1"
    case .noConnection: "M3"
    case .status: "M4"
    case .body: "M5"
    case .commonName, .commonNameV1: "M6"
    case .certificateDates: "M7"
    case .intermediateMissing: "M8"
    case .leafMissing: "M9"
    case .rootUnknown: "M10"
    case .intermediateUnknown: "M11"
    case .intermediateNotSigned: "M12"
    case .rootMismatch: "M13"
    case .leafNotTopmost: "M14"
    case .unverified: "M15"
    case .proxyHeader: "M16"
    case .notWhitelisted: nil
    case .unknown: "M17"
    }
  }

  /// Azure's words.
  package var text: String {
    switch self {
    case .success(let status): "Success. Received \(status) status code"
    case .timeout:
      """
      Time taken by the backend to respond to application gateway's health probe is more than the timeout threshold in the \
      probe setting.
      """
    case .noConnection:
      """
      Application Gateway could not connect to the backend. Check that the backend responds on the port used for the probe. \
      Also check whether any NSG/UDR/Firewall is blocking access to the Ip and port of this backend.
      """
    case .status(let expected, let received):
      """
      Status code of the backend's HTTP response did not match the probe setting. Expected:\(expected) \
      Received:\(received).
      """
    case .body(let text):
      """
      Body of the backend's HTTP response did not match the probe setting. Received response body doesn't contain \
      \(text.printable).
      """
    case .commonName:
      """
      The Common Name of the leaf certificate presented by the backend server does not match the Probe or Backend Setting \
      hostname of the application gateway.
      """
    case .commonNameV1: "The Common Name (CN) of the backend certificate doesn't match."
    case .certificateDates:
      """
      Backend certificate is invalid. Current date is not within the "Valid from" and "Valid to" date range on the certificate.
      """
    case .intermediateMissing:
      """
      The Intermediate certificate is missing from the certificate chain presented by the backend server. Ensure the \
      certificate chain is complete and correctly ordered on the backend server.
      """
    case .leafMissing:
      """
      The Leaf certificate is missing from the certificate chain presented by the backend server. Ensure the chain is complete \
      and correctly ordered on the backend server.
      """
    case .rootUnknown:
      """
      The backend Server certificate is not signed by a well-known Certificate Authority (CA). To use unknown CA certificates, \
      its Root certificate must be uploaded to the Backend Setting of the application gateway.
      """
    case .intermediateUnknown:
      """
      The Intermediate certificate is not signed by a well-known Certificate Authority (CA). Ensure the certificate chain is \
      complete and correctly ordered on the backend server.
      """
    case .intermediateNotSigned:
      """
      The Intermediate certificate not signed by any Root certificates uploaded to the application gateway. Ensure the \
      certificate chain is complete and correctly ordered on the backend server.
      """
    case .rootMismatch:
      """
      The root certificate of the server certificate used by the backend doesn't match the trusted root certificate added to \
      the application gateway. Ensure that you add the correct root certificate to allowlist the backend.
      """
    case .leafNotTopmost:
      """
      The Leaf certificate is not the topmost certificate in the chain presented by the backend server. Ensure the certificate \
      chain is correctly ordered on the backend server.
      """
    case .unverified:
      """
      The validity of the backend certificate could not be verified. To find out the reason, check OpenSSL diagnostics for the \
      message associated with error code {errorCode}
      """
    case .proxyHeader:
      "Verify that the backend server is set up to accept the Proxy protocol header sent by the probes."
    case .notWhitelisted: "Backend server certificate is not whitelisted with Application Gateway."
    case .unknown:
      """
      The backend health status could not be retrieved. This happens when an NSG/UDR/Firewall on the application gateway \
      subnet is blocking traffic on ports 65503-65534 in case of v1 SKU, and ports 65200-65535 in case of the v2 SKU or if the \
      FQDN configured in the backend pool could not be resolved to an IP address. To learn more visit - \
      https://aka.ms/UnknownBackendHealth.
      """
    }
  }
}

extension Outcome {
  /// What Azure writes when this keeps a member from being healthy, its blanks filled in from the step that decided; nil where
  /// Azure shows no message, or none that is documented.
  package func azureMessage(decidedBy step: Step? = nil) -> AzureMessage? {
    switch self {
    case .dnsNoRecord, .dnsServerUnreachable, .dnsLoop, .managementBlocked: return .unknown
    case .routeNone, .routeInternet, .routeApplianceAbsent, .addressUnassigned, .peeringNotConnected,
      .peeringAccessDisabled, .nsgDenied, .guestDenied, .portClosed, .portWrong:
      return .noConnection
    case .peeringOutOfSync, .connectionNotConnected: return .noConnection
    // Services with private endpoints mostly refuse what comes to their public address (azure-semantics.md §3.7).
    case .dnsPublicAnswer: return .status(expected: "{HTTPStatusCode0}", received: "{HTTPStatusCode1}")
    case .dnsServersDisagree: return nil
    case .routeApplianceNotForwarding, .routeAsymmetric, .routeLoop, .peeringForwardingDisabled, .applianceDenied:
      return .noConnection
    case .peeringGlobalLoadBalancer, .peeringGlobalPrivateEndpoint, .peeringSubnetLeftOut: return .noConnection
    case .loadBalancerNoRule, .loadBalancerNoMember, .privateEndpointNotApproved: return .noConnection
    case .probeStatus:
      guard case .response(let response) = step?.detail else {
        return .status(expected: "{HTTPStatusCode0}", received: "{HTTPStatusCode1}")
      }
      return .status(expected: response.expectedText, received: response.status.map(String.init) ?? "{HTTPStatusCode1}")
    case .probeBody:
      guard case .response(let response) = step?.detail else { return .body("{string}") }
      return .body(response.expectedBody)
    case .probeTimeout: return .timeout
    case .noEgress, .adminRuleDenied, .memberStale: return .noConnection
    case .gatewayNotDeployable, .instanceDependent, .clientsBlocked, .observedDiffers: return nil
    case .tlsProxyProtocol: return .proxyHeader
    case .tlsCipher, .tlsExpired: return .certificateDates
    case .tlsLeafMissing: return .leafMissing
    case .tlsChainOrder: return .leafNotTopmost
    case .tlsChainIncomplete: return .intermediateMissing
    case .tlsUntrustedRoot: return .rootUnknown
    case .tlsIntermediateUnknown:
      guard case .tls(let handshake) = step?.detail, case .trust(_, _, let uploaded) = handshake.check else {
        return .intermediateUnknown
      }
      return uploaded.isEmpty ? .intermediateUnknown : .intermediateNotSigned
    case .tlsRootMismatch: return .rootMismatch
    case .tlsNotWhitelisted: return .notWhitelisted
    case .tlsUnverifiable: return .unverified
    case .tlsNameMismatch:
      guard case .tls(let handshake) = step?.detail, handshake.isByV1 else { return .commonName }
      return .commonNameV1
    case .tlsVersion: return nil
    case .hostRejected: return .status(expected: "200-399", received: "404")
    case .accessRestricted, .siteStopped: return .status(expected: "200-399", received: "403")
    case .capacity, .requestInvalid, .listenerNone, .ruleMissing, .redirectLoop, .backendStatus, .requestTimeout,
      .connectionClosed, .clientClosed:
      return nil
    case .portProtocol, .poolEmpty, .gatewayStopped, .gatewayFailed: return nil
    case .undeterminedListener, .undeterminedResponse, .undeterminedTLS, .undeterminedName, .undeterminedAddress,
      .undeterminedResource, .undeterminedServiceTag, .undeterminedAppliance, .undeterminedLoadBalancer,
      .undeterminedPrivateEndpoint, .undeterminedGateway, .undeterminedOnPremises:
      return nil
    }
  }
}

extension ResponseStep {
  /// The statuses that count as healthy, as the probe writes them: `200-399`.
  package var expectedText: String {
    expected.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
  }
}
