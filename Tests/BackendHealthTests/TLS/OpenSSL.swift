import Certificates
import Foundation
import X509

/// The real `openssl`, which makes certificates for tests and judges chains of them.
final class OpenSSL: Sendable {
  /// What openssl says of a chain.
  struct Judgement {
    /// Whether it is accepted.
    let accepts: Bool
    /// The numbers of its errors (X509_V_ERR_…).
    let errors: [Int]
  }

  /// What a certificate is to be.
  struct Wish {
    var name: String
    var commonName: String?
    var alternativeNames: [String] = []
    /// The certificate that signs; nil for its own.
    var issuer: String?
    var isAuthority = false
    var from = "20200101000000Z"
    var to = "20491231235959Z"
  }

  private let folder: URL

  /// A place of its own for keys and certificates, which disappears with the value.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "agwsim-openssl-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appending(path: "db"), withIntermediateDirectories: true)
    try write("", to: "db/index")
    try write("01", to: "db/serial")
    try write("unique_subject = no", to: "db/index.attr")
    _ = try run(["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key"])
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Makes a certificate.
  func make(_ wish: Wish) throws {
    let extensions =
      "basicConstraints = critical,CA:\(wish.isAuthority)\nsubjectKeyIdentifier = hash\n"
      + (wish.issuer == nil ? "" : "authorityKeyIdentifier = keyid\n")
      + (wish.alternativeNames.isEmpty
        ? "" : "subjectAltName = \(wish.alternativeNames.map { "DNS:\($0)" }.joined(separator: ","))\n")
    try write(
      """
      [ca]
      default_ca = d
      [d]
      database = db/index
      serial = db/serial
      new_certs_dir = db
      default_md = sha256
      policy = any
      [any]
      commonName = optional
      organizationName = optional
      [req]
      distinguished_name = dn
      [dn]
      [one]
      \(extensions)
      """, to: "one.cnf")
    // Every authority has a key of its own; servers may share one.
    let key = wish.isAuthority || wish.issuer == nil ? "\(wish.name).key" : "key"
    if key != "key" { _ = try run(["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key]) }
    let subject = wish.commonName.map { "/CN=\($0)" } ?? "/O=Contoso"
    _ = try run(["req", "-new", "-config", "one.cnf", "-key", key, "-subj", subject, "-out", "csr"])
    let signer =
      wish.issuer.map { ["-cert", "\($0).pem", "-keyfile", "\($0).key"] } ?? ["-selfsign", "-keyfile", key]
    let output = try run(
      ["ca", "-batch", "-notext", "-config", "one.cnf", "-extensions", "one", "-in", "csr", "-out", "\(wish.name).pem"]
        + ["-startdate", wish.from, "-enddate", wish.to] + signer)
    guard FileManager.default.fileExists(atPath: folder.appending(path: "\(wish.name).pem").path) else {
      throw Failure(text: output.text)
    }
  }

  /// A certificate that was made.
  func certificate(_ name: String) throws -> Certificate {
    try CertificateFile.read(Array(try Data(contentsOf: folder.appending(path: "\(name).pem"))))[0]
  }

  /// What openssl says of the first certificate, with the others at hand, as a client does in a handshake.
  func judge(presented: [String], trusted: [String], host: String, at seconds: Int) throws -> Judgement {
    // Tests ask side by side.
    let mark = UUID().uuidString
    try write(try bundle(presented), to: "presented-\(mark).pem")
    try write(try bundle(trusted), to: "trusted-\(mark).pem")
    let trust = trusted.isEmpty ? ["-no-CAfile"] : ["-CAfile", "trusted-\(mark).pem"]
    let output = try run(
      ["verify", "-no-CApath", "-no-CAstore"] + trust
        + [
          "-untrusted", "presented-\(mark).pem", "-verify_hostname", host, "-attime", "\(seconds)",
          "\(presented[0]).pem",
        ])
    let errors = output.text.matches(of: /error (\d+) at/).compactMap { Int($0.1) }
    return Judgement(accepts: output.status == 0, errors: errors)
  }

  private func bundle(_ names: [String]) throws -> String {
    try names.map { try String(contentsOf: folder.appending(path: "\($0).pem"), encoding: .utf8) }.joined()
  }

  private func write(_ text: String, to file: String) throws {
    try text.write(to: folder.appending(path: file), atomically: false, encoding: .utf8)
  }

  private func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  /// openssl refused to make something.
  struct Failure: Error {
    let text: String
  }
}
