import Certificates

extension CertificateProblem {
  /// What is wrong with a file of certificates. Nothing of its content but the kind of a PEM document is shown.
  func message(in file: String) -> String {
    let file = file.quoted
    switch self {
    case .none: return "\(file) holds no certificate"
    case .privateKey(let line): return "\(file) holds a private key, at line \(line); nothing more of it was read"
    case .other(let label, let line):
      return "\(file) holds a \(label.quoted) at line \(line), which is not a certificate"
    case .unfinished(let line):
      return "\(file) is cut short: what begins or ends at line \(line) has no counterpart"
    case .notBase64(let line): return "\(file) is damaged: the certificate at line \(line) is not base64"
    case .notACertificate(let line):
      return "\(file) is damaged: what stands at line \(line) is not an X.509 certificate"
    case .binary: return "\(file) is neither PEM nor an X.509 certificate in DER"
    }
  }

  /// What to do about it.
  var hint: String {
    switch self {
    case .privateKey: "give a file with certificates alone, and keep the key where it belongs"
    case .binary: "of a PFX file make PEM: openssl pkcs12 -in FILE -nokeys -out chain.pem"
    case .none, .other, .unfinished, .notBase64, .notACertificate:
      "a chain as the server sends it: openssl s_client -connect HOST:443 -showcerts </dev/null"
    }
  }
}
