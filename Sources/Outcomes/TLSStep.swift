import PacketSets

/// A look at a TLS handshake between the gateway and a server (azure-semantics.md §4.5).
package struct TLSStep: Hashable, Sendable {
  /// The address asked.
  package let address: IPAddress
  /// The port asked.
  package let port: UInt16
  /// The server name that the gateway sends; nil when it sends none.
  package let serverName: String?
  /// What was looked at.
  package let check: TLSCheck
  /// Whether a v1 gateway looks, which has words of its own.
  package let isByV1: Bool

  /// A look at a handshake.
  package init(address: IPAddress, port: UInt16, serverName: String?, check: TLSCheck, isByV1: Bool = false) {
    self.address = address
    self.port = port
    self.serverName = serverName
    self.check = check
    self.isByV1 = isByV1
  }
}

/// One check of a handshake, with the facts that a reader wants to see.
package enum TLSCheck: Hashable, Sendable {
  /// A PROXY header before the handshake.
  case proxyProtocol
  /// The versions of both sides.
  case version(server: [TLSVersion], gateway: [TLSVersion])
  /// The server's cipher suites up to TLS 1.2.
  case cipherSuites(server: [String])
  /// The order and completeness of what the server sends: the names of its certificates.
  case chain(sent: [String])
  /// The trust in the chain: the last certificate that the chain leads to, its issuer, and the uploaded roots.
  case trust(last: String, issuer: String, uploaded: [String])
  /// A rule of RFC 5280 that the chain of a certificate breaks.
  case rules(certificate: String)
  /// The validity of one certificate of the chain; nil where it is not said.
  case validity(certificate: String, notBefore: String?, notAfter: String?, clock: String?)
  /// The name expected and those of the certificate.
  case name(expected: String, certificate: [String])
  /// The certificate among those uploaded to a v1 gateway.
  case authenticationCertificate(certificate: String)
  /// The certificate as a whole, when nothing in it is refused.
  case certificate(String?)
}

/// Versions of TLS, spelt as Azure's policies spell them.
package enum TLSVersion: String, CaseIterable, Hashable, Sendable {
  case tls10 = "TLSv1_0"
  case tls11 = "TLSv1_1"
  case tls12 = "TLSv1_2"
  case tls13 = "TLSv1_3"
}
