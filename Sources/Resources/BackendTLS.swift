import Outcomes
import X509

/// What a backend setting says of TLS (azure-semantics.md §4.4–4.6).
package struct BackendTLS: Hashable, Sendable {
  /// Trusted roots; v2 only.
  package var trustedRootCertificates: [Reference]
  /// Certificates that servers must present exactly; v1 only.
  package var authenticationCertificates: [Reference]
  /// Whether chain and validity are checked; v2 only.
  package var validateCertChainAndExpiry: Bool
  /// Whether the server's name is checked; v2 only.
  package var validateSNI: Bool
  /// The server name for requests; nil means the Host header's.
  package var sniName: String?
  /// Whether a TCP/TLS setting sends the client's address in a PROXY header.
  package var enableL4ClientIpPreservation: Bool

  /// What a setting says; by default what Azure takes for granted.
  package init(
    trustedRootCertificates: [Reference] = [], authenticationCertificates: [Reference] = [],
    validateCertChainAndExpiry: Bool = true, validateSNI: Bool = true, sniName: String? = nil,
    enableL4ClientIpPreservation: Bool = false
  ) {
    self.trustedRootCertificates = trustedRootCertificates
    self.authenticationCertificates = authenticationCertificates
    self.validateCertChainAndExpiry = validateCertChainAndExpiry
    self.validateSNI = validateSNI
    self.sniName = sniName
    self.enableL4ClientIpPreservation = enableL4ClientIpPreservation
  }
}

/// A certificate that was uploaded to a gateway: a trusted root, or a v1 gateway's authentication certificate.
package struct GatewayCertificate: Hashable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// What its `data` holds; nil when Azure's JSON does not show it, or shows something else in its place.
  package var certificates: [Certificate]?

  /// An uploaded certificate.
  package init(id: ResourceID, origin: Origin, certificates: [Certificate]?) {
    self.id = id
    self.origin = origin
    self.certificates = certificates
  }
}
