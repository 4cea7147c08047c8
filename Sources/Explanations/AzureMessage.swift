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
  /// M17: the gateway cannot tell the health.
  case unknown

  /// The number in azure-semantics.md §4.7; nil for a success.
  package var number: String? {
    switch self {
    case .success: nil
    case .timeout: "M1"
    case .noConnection: "M3"
    case .status: "M4"
    case .body: "M5"
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
