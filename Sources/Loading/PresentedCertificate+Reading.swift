import Certificates
import JSONText
import Outcomes
import Resources
import X509

extension ListenerTLS {
  /// Reads what a listener does in a handshake; what is wrong with it is reported and left out.
  init(_ reader: FieldReader) {
    if reader.field("certificate") != nil, reader.field("certificateChain") != nil {
      reader.report(.bothFields("certificate", "certificateChain"), at: "certificateChain")
    }
    self.init(
      certificate: reader.certificateFile("certificateChain").map { .chain($0) }
        ?? reader.reader("certificate").flatMap { DescribedCertificate($0) }.map { .described($0) },
      versions: reader.field("tlsVersions") == nil ? nil : reader.tlsVersions("tlsVersions"),
      cipherSuites: reader.field("cipherSuites") == nil ? nil : reader.strings("cipherSuites").map(\.text),
      acceptsProxyProtocol: reader.boolean("proxyProtocol"))
  }
}

extension DescribedCertificate {
  /// Reads a description; nil, with the reason reported, when it names nothing.
  init?(_ reader: FieldReader) {
    reader.allowOnly(.certificate)
    let names = reader.strings("names").map(\.text)
    if names.isEmpty {
      if reader.field("names") == nil || reader.nodes("names").isEmpty { reader.report(.missingField("names")) }
      return nil
    }
    self.init(
      names: names, issuer: reader.string("issuer"), notBefore: reader.moment("notBefore"),
      notAfter: reader.moment("notAfter"), chain: reader.enumeration("chain", as: Chain.self) ?? .complete,
      isWellKnown: reader.boolean("wellKnown"))
  }
}

extension WellKnownRoots {
  /// Reads the roots of the files that a person names: `system` is the bundle of the machine.
  static func read(_ files: [(text: String, origin: Origin)], in context: ReadingContext) -> WellKnownRoots {
    WellKnownRoots(
      files: files.map { path(of: $0.text, besides: $0.origin) },
      certificates: files.flatMap {
        context.certificates(in: path(of: $0.text, besides: $0.origin), at: $0.origin) ?? []
      })
  }

  private static func path(of file: String, besides origin: Origin) -> String {
    file == "system" ? systemBundle : InputFiles.join(InputFiles.folder(of: origin.file), file)
  }

  /// The roots of a file that is named on the command line, `system` for the bundle of the machine.
  /// - Throws: the file cannot be read, or holds something else.
  package static func read(file: String) throws(InputProblem) -> WellKnownRoots {
    let context = ReadingContext()
    let path = file == "system" ? systemBundle : file
    let certificates = context.certificates(in: path, at: nil) ?? []
    if let problem = context.problems.first { throw problem }
    return WellKnownRoots(files: [path], certificates: certificates)
  }
}

extension GatewayCertificate {
  /// Reads an uploaded certificate. What is not shown as base64 of a certificate counts as not shown: exports leave it out. A
  /// private key in its place is reported, and nothing of it read.
  init(_ reader: FieldReader, id: ResourceID) {
    var certificates: [Certificate]?
    do throws(CertificateProblem) {
      certificates = try reader.stringIfConcrete("data").map { text throws(CertificateProblem) in
        try CertificateFile.read(base64: text)
      }
    } catch {
      if case .privateKey = error { reader.report(.certificates(error, file: "data"), at: "data") }
    }
    if certificates == nil { reader.forget("data") }
    self.init(id: id, origin: reader.origin, certificates: certificates)
  }

  /// Reads the public part of a listener's certificate. What is not shown, or not as base64 of PKCS #7, counts as not shown.
  init(publicPart reader: FieldReader, id: ResourceID) {
    let certificates = reader.stringIfConcrete("publicCertData").flatMap { try? CertificateFile.read(pkcs7: $0) }
    if certificates == nil { reader.forget("publicCertData") }
    self.init(id: id, origin: reader.origin, certificates: certificates)
  }
}

extension BackendTLS {
  init(_ reader: FieldReader) {
    self.init(
      trustedRootCertificates: reader.references("trustedRootCertificates"),
      authenticationCertificates: reader.references("authenticationCertificates"),
      validateCertChainAndExpiry: reader.boolean("validateCertChainAndExpiry") ?? true,
      validateSNI: reader.boolean("validateSNI") ?? true, sniName: reader.string("sniName"),
      enableL4ClientIpPreservation: reader.boolean("enableL4ClientIpPreservation") ?? false)
  }
}

extension FieldReader {
  /// The certificates of the file that a field names, relative to the file it stands in.
  fileprivate func certificateFile(_ key: String) -> [Certificate]? {
    guard let file = string(key) else { return nil }
    let origin = origin(key)
    let path = InputFiles.join(InputFiles.folder(of: origin.file), file)
    // What is written back may stand elsewhere.
    state(key, .string(path))
    return context.certificates(in: path, at: origin)
  }

  fileprivate func tlsVersions(_ key: String) -> [TLSVersion] {
    strings(key).compactMap { written, origin in
      if let version = TLSVersion(rawValue: written) { return version }
      context.report(.illegalValue(field: key, found: written, legal: TLSVersion.allCases.map(\.rawValue)), at: origin)
      return nil
    }
  }

  /// A moment such as `2026-11-01T00:00:00Z`.
  fileprivate func moment(_ key: String) -> String? {
    guard let written = string(key) else { return nil }
    if written.isMoment { return written }
    report(.notA(.date, field: key, found: written), at: key)
    return nil
  }
}

extension ReadingContext {
  /// The certificates of a file; nil, with the reason reported, when it cannot be read or holds something else.
  fileprivate func certificates(in path: String, at origin: Origin?) -> [Certificate]? {
    guard InputFiles.isRegular(path) else {
      var number: Int32 = 21
      if case .missing(let missing) = InputFiles.entry(path) { number = missing }
      report(.unreadable(path: path, errorNumber: number), at: origin)
      return nil
    }
    do {
      return try CertificateFile.read(try InputFiles.bytes(of: path))
    } catch let error as SystemError {
      report(.unreadable(path: path, errorNumber: error.number), at: origin)
    } catch let problem as CertificateProblem {
      report(.certificates(problem, file: path), at: origin)
    } catch {
      report(.certificates(.none, file: path), at: origin)
    }
    return nil
  }
}

extension String {
  /// Whether it is a moment as a scenario's clock writes it.
  var isMoment: Bool {
    let shape = "dddd-dd-ddTdd:dd:ddZ"
    return utf8.count == shape.utf8.count
      && zip(self, shape).allSatisfy { $1 == "d" ? $0.isASCII && $0.isNumber : $0 == $1 }
  }
}
