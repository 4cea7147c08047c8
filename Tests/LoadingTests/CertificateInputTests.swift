import Certificates
import Foundation
import Loading
import Resources
import Testing

/// Files of certificates as people have them: in several shapes, damaged, or not certificates at all.
@Suite struct CertificateInputTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../scenarios/base/certificates")

  private static func pem(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name + ".pem"), encoding: .utf8)
  }

  private func problem(_ text: String) -> CertificateProblem? {
    do {
      _ = try CertificateFile.read(Array(text.utf8))
      return nil
    } catch {
      return error
    }
  }

  @Test func `text between certificates, Windows lines and long lines do no harm`() throws {
    let chain = try Self.pem("shop")
    let titles = ["shop.contoso.com", "Contoso Issuing CA", "Contoso Root CA"]
    let oneLine = chain.replacing("-----\n", with: "-----|").replacing("\n-----", with: "|-----").replacing(
      "\n", with: ""
    )
    .replacing("|", with: "\n").replacing("-----END CERTIFICATE-----", with: "-----END CERTIFICATE-----\n")
    let shapes = [
      chain, chain.replacing("\n", with: "\r\n"), oneLine,
      "Certificate chain\n 0 s:CN = shop\n" + chain.replacing("-----BEGIN", with: "   i:CN = issuer\n-----BEGIN")
        + "---\nDONE\n",
    ]
    for shape in shapes { #expect(try CertificateFile.read(Array(shape.utf8)).map(\.title) == titles) }
  }

  @Test func `the data of Azure's JSON may be DER or a whole PEM file, in base64`() throws {
    let der = try String(contentsOf: Self.folder.appending(path: "contoso-root.base64"), encoding: .utf8)
    let pem = Data(try Self.pem("contoso-root").utf8).base64EncodedString()
    for data in [der, pem] { #expect(try CertificateFile.read(base64: data).map(\.title) == ["Contoso Root CA"]) }
    #expect(throws: CertificateProblem.notBase64(line: 1)) { try CertificateFile.read(base64: "<hidden>") }
  }

  @Test(arguments: ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"])
  func `a private key stops the reading, wherever it stands, and is named by its line alone`(label: String) throws {
    let certificate = try Self.pem("shop-alone")
    let lines = certificate.split(separator: "\n").count
    let key = "-----BEGIN \(label)-----\nc2VjcmV0\n-----END \(label)-----\n"
    #expect(problem(certificate + key) == .privateKey(line: lines + 1))
    #expect(problem(key + certificate) == .privateKey(line: 1))
    #expect(problem("-----BEGIN \(label)-----\nc2VjcmV0\n") == .privateKey(line: 1))
  }

  @Test func `damage is told by the line at which it begins`() throws {
    let certificate = try Self.pem("shop-alone")
    #expect(problem("") == CertificateProblem.none)
    #expect(problem("no certificate\n") == CertificateProblem.none)
    #expect(problem("\n" + certificate.dropLast(40)) == .unfinished(line: 2))
    #expect(problem("-----END CERTIFICATE-----\n") == .unfinished(line: 1))
    #expect(problem(certificate.replacing("M", with: "!")) == .notBase64(line: 1))
    #expect(problem("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n") == .notBase64(line: 1))
    #expect(problem("-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n") == .notACertificate(line: 1))
    #expect(
      problem("-----BEGIN CERTIFICATE REQUEST-----\naGVsbG8=\n-----END CERTIFICATE REQUEST-----\n")
        == .other(label: "CERTIFICATE REQUEST", line: 1))
    #expect(problem("0\u{3}\u{2}\u{1}") == .binary)
  }

  @Test func `bytes cut off or changed anywhere are never worse than an error`() throws {
    let bytes = Array(try Data(contentsOf: Self.folder.appending(path: "shop.pem")))
    for length in stride(from: 1, to: bytes.count, by: 37) {
      _ = try? CertificateFile.read(Array(bytes[..<length]))
      var changed = bytes
      changed[length] = UInt8(truncatingIfNeeded: length)
      _ = try? CertificateFile.read(changed)
    }
  }

  @Test func `a scenario's certificates are found beside it, and what is wrong with them is told at their key`() throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "agwsim-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.pem("shop").write(to: folder.appending(path: "chain.pem"), atomically: false, encoding: .utf8)
    try "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n".write(
      to: folder.appending(path: "key.pem"), atomically: false, encoding: .utf8)
    let scenario = folder.appending(path: "scenario.json")
    func load(_ listener: String) throws -> Loaded {
      try #"{"servers": [{"address": "10.0.2.4", "listeners": [{"port": 443, \#(listener)}]}]}"#.write(
        to: scenario, atomically: false, encoding: .utf8)
      return Loader.load([scenario.path])
    }
    let good = try load(#""certificateChain": "chain.pem""#)
    #expect(good.problems.isEmpty)
    guard case .chain(let chain)? = good.resources.servers[0].listeners?[0].tls.certificate else {
      Issue.record("no chain was read")
      return
    }
    #expect(chain.count == 3)

    for (listener, isRight) in [
      (#""certificateChain": "key.pem""#, { if case .certificates(.privateKey(1), _) = $0 { true } else { false } }),
      (#""certificateChain": "none.pem""#, { if case .unreadable(_, 2) = $0 { true } else { false } }),
      (#""certificateChain": ".""#, { if case .unreadable(_, 21) = $0 { true } else { false } }),
      (
        #""certificateChain": "chain.pem", "certificate": {"names": ["a"]}"#,
        { if case .bothFields = $0 { true } else { false } }
      ),
      (#""certificate": {}"#, { if case .missingField("names") = $0 { true } else { false } }),
      (#""tlsVersions": ["TLS 1.2"]"#, { if case .illegalValue("tlsVersions", _, _) = $0 { true } else { false } }),
      (
        #""certificate": {"names": ["a"], "notAfter": "soon"}"#,
        { if case .notA(.date, _, _) = $0 { true } else { false } }
      ),
    ] as [(String, (InputProblem.Kind) -> Bool)] {
      let problems = try load(listener).problems
      #expect(problems.count == 1 && isRight(problems[0].kind), "\(listener): \(problems.map(\.kind))")
      #expect(problems.first?.origin?.position?.line == 1)
    }
  }

  @Test func `a private key in the place of an uploaded root is an error, and nothing of it is shown`() throws {
    let key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"
    let data = Data(key.utf8).base64EncodedString()
    let text = """
      {"type": "Microsoft.Network/applicationGateways", "name": "agw", "trustedRootCertificates": [{"name": "r", "data": "\(data)"}]}
      """
    let problems = Loader.load(texts: [("gateway.json", Array(text.utf8))]).problems
    #expect(problems.count == 1)
    guard case .certificates(.privateKey(line: 1), _)? = problems.first?.kind else {
      Issue.record("\(problems.map(\.kind))")
      return
    }
    #expect(problems[0].origin?.position?.line == 1)
  }

  @Test func `what Azure shows in the place of a certificate's data is not shown, and no error`() {
    let text = """
      {"type": "Microsoft.Network/applicationGateways", "name": "agw", "id": "/subscriptions/s/resourceGroups/rg/providers/\
      Microsoft.Network/applicationGateways/agw", "trustedRootCertificates": [{"name": "root", "data": "****"}],
      "backendHttpSettingsCollection": [{"name": "set", "port": 443, "protocol": "Https", "validateSNI": false,
        "trustedRootCertificates": [{"id": "root"}]}]}
      """
    let loaded = Loader.load(texts: [("gateway.json", Array(text.utf8))])
    #expect(loaded.problems.isEmpty)
    let gateway = loaded.resources.applicationGateways.values[0]
    #expect(gateway.trustedRootCertificates.map(\.id.name) == ["root"])
    #expect(gateway.trustedRootCertificates[0].certificates == nil)
    #expect(gateway.backendSettings[0].tls.trustedRootCertificates.map(\.name) == ["root"])
    #expect(!gateway.backendSettings[0].tls.validateSNI)
  }
}
