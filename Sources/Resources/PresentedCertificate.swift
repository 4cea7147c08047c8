import Certificates
import Outcomes
import X509

/// What a listener does in a TLS handshake, as far as a scenario says.
package struct ListenerTLS: Hashable, Sendable {
  /// What it presents; nil when not said.
  package var certificate: PresentedCertificate?
  /// The versions it speaks; nil when not said.
  package var versions: [TLSVersion]?
  /// The cipher suites it speaks up to TLS 1.2; nil when not said.
  package var cipherSuites: [String]?
  /// Whether it takes a PROXY header before the handshake; nil when not said.
  package var acceptsProxyProtocol: Bool?

  /// What a listener does; nothing is said by default.
  package init(
    certificate: PresentedCertificate? = nil, versions: [TLSVersion]? = nil, cipherSuites: [String]? = nil,
    acceptsProxyProtocol: Bool? = nil
  ) {
    self.certificate = certificate
    self.versions = versions
    self.cipherSuites = cipherSuites
    self.acceptsProxyProtocol = acceptsProxyProtocol
  }
}

/// What a server presents in a TLS handshake, as a scenario gives it.
package enum PresentedCertificate: Hashable, Sendable {
  /// The certificates of a file, in the order in which the server sends them.
  case chain([Certificate])
  case described(DescribedCertificate)
}

/// A certificate and its chain in a few words.
package struct DescribedCertificate: Hashable, Sendable {
  /// What the server sends beside the certificate, or in its place.
  package enum Chain: String, CaseIterable, Sendable {
    case complete
    case intermediateMissing = "intermediate-missing"
    case reversed
    case leafMissing = "leaf-missing"
    case selfSigned = "self-signed"
  }

  /// The names it is for.
  package var names: [String]
  /// The common name of the root that its chain ends with; nil when not said.
  package var issuer: String?
  /// Its first moment, as a scenario's clock writes it; nil when not said.
  package var notBefore: String?
  /// Its last moment; nil when not said.
  package var notAfter: String?
  /// What the server sends.
  package var chain: Chain
  /// Whether its root is one of the well-known ones; nil when not said.
  package var isWellKnown: Bool?

  /// A description.
  package init(
    names: [String], issuer: String?, notBefore: String?, notAfter: String?, chain: Chain, isWellKnown: Bool?
  ) {
    self.names = names
    self.issuer = issuer
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.chain = chain
    self.isWellKnown = isWellKnown
  }
}

/// The roots of well-known certificate authorities, as the input gives them.
package struct WellKnownRoots: Hashable, Sendable {
  /// The bundle that Linux systems keep.
  package static let systemBundle = "/etc/ssl/certs/ca-certificates.crt"

  /// The files that they come from; empty for a list without any.
  package var files: [String]
  /// The roots.
  package var certificates: [Certificate]

  /// Roots of files.
  package init(files: [String], certificates: [Certificate]) {
    self.files = files
    self.certificates = certificates
  }
}
