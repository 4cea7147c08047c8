/// Why a file that should hold certificates holds none that can be used. Nothing of a private key is ever kept.
package enum CertificateProblem: Error, Hashable, Sendable {
  /// The file holds no certificate at all.
  case none
  /// A private key stands at the line.
  case privateKey(line: Int)
  /// Another PEM document than a certificate, such as a certificate request, stands at the line.
  case other(label: String, line: Int)
  /// The PEM document that begins at the line has no end, or another one's.
  case unfinished(line: Int)
  /// The PEM document that begins at the line is not base64 in lines of 64 characters.
  case notBase64(line: Int)
  /// The PEM document that begins at the line is no X.509 certificate.
  case notACertificate(line: Int)
  /// The file is binary and no X.509 certificate, as a PFX file.
  case binary
}
