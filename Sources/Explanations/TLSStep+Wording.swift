import Outcomes
import PacketSets

extension TLSStep {
  /// What a look at a handshake found, in one line.
  func line(verdict: StepVerdict) -> String {
    let name = serverName.map { "server name \($0)" } ?? "no server name"
    return "TLS with \(endpoint(address, port)), \(name): \(check.words(verdict: verdict))"
  }
}

extension TLSCheck {
  fileprivate func words(verdict: StepVerdict) -> String {
    switch self {
    case .proxyProtocol: "a PROXY header goes before the handshake"
    case .version(let server, let gateway):
      "the server speaks \(server.words), the gateway \(gateway.words)"
    case .cipherSuites(let server): "the server has the cipher suites \(server.listed)"
    case .chain(let sent): sent.isEmpty ? "the server sends no certificate" : "the server sends \(sent.listed)"
    case .trust(let last, let issuer, let uploaded):
      "the chain leads to \(last)" + (issuer == last ? ", which is self-signed" : ", signed by \(issuer)") + "; "
        + (uploaded.isEmpty
          ? "the setting has no trusted root" : "the setting trusts \(uploaded.listed)")
    case .rules(let certificate): "the chain of \(certificate) breaks a rule"
    case .validity(let certificate, let notBefore, let notAfter, let clock):
      "\(certificate) is valid\(notBefore.map { " from \($0)" } ?? "")\(notAfter.map { " to \($0)" } ?? "")"
        + (clock.map { ", and it is \($0)" } ?? "")
    case .name(_, let certificate):
      certificate.isEmpty ? "the certificate is for no name" : "the certificate is for \(certificate.listed)"
    case .authenticationCertificate(let certificate):
      "the certificate of \(certificate) is compared with those that the setting names"
    case .certificate(let certificate):
      verdict == .allow
        ? certificate.map { "the certificate of \($0) is accepted" } ?? "certificates are not checked"
        : "the server's certificate"
    }
  }
}

extension [TLSVersion] {
  fileprivate var words: String { isEmpty ? "none" : map(\.rawValue).joined(separator: ", ") }
}

extension [String] {
  /// The first few, so that a line stays a line.
  fileprivate var listed: String {
    let shown = prefix(4).joined(separator: ", ")
    return count > 4 ? "\(shown) and \(count - 4) more" : shown
  }
}
