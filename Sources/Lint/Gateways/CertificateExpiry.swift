import Certificates
import Outcomes
import Resources
import X509

/// A certificate that is about to end.
enum CertificateExpiry: LintRule {
  static let about = LintDescription(
    .certificateExpiry, .warning, "the certificate is no longer valid, will soon not be, or is not valid yet",
    flags: """
      A certificate that is uploaded to a gateway, that one of its listeners presents (as far as Azure's JSON has its `publicCertData`), \
      or that a server of the scenario presents, by the scenario's clock or --clock: an error outside its validity, a warning when it \
      ends within 30 days, or within --within. Nobody can tell without a clock.
      """,
    reason: """
      A member with such a certificate is Unhealthy, and clients refuse such a listener, from one minute to the next, with nobody \
      having changed anything.
      """,
    remedy: "Renew the certificate and install it before that moment.",
    source: "azure-semantics.md §4.5")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    var seen: Set<Dated> = []
    let now = inspection.resources.clock.flatMap { ClockMoment($0) }
    return all(in: inspection.resources).filter { seen.insert($0).inserted }.compactMap { dated in
      guard let now else { return unjudged(dated) }
      return judged(dated, at: now, days: inspection.days)
    }
  }

  private static func judged(_ dated: Dated, at now: ClockMoment, days: Int) -> LintFinding? {
    func found(_ validity: GatewayLint.Validity, _ severity: LintSeverity) -> LintFinding {
      finding(.gateway(.certificate(title: dated.title, validity)), dated.subject, severity: severity)
    }
    if let begin = dated.notBefore, let date = ClockMoment(begin), now < date { return found(.notYet(begin), .error) }
    guard let end = dated.notAfter, let date = ClockMoment(end) else { return nil }
    if now > date { return found(.expired(end), .error) }
    let left = now.days(until: date)
    return left < days ? found(.endsSoon(end, days: left), .warning) : nil
  }

  private static func unjudged(_ dated: Dated) -> LintFinding? {
    guard dated.notAfter != nil || dated.notBefore != nil else { return nil }
    return finding(
      .gateway(.certificateUnjudged(title: dated.title)), dated.subject, missing: .moment(certificate: dated.title))
  }

  /// A certificate, whose it is, and its validity as a clock writes it.
  private struct Dated: Hashable {
    let title: String
    let subject: Subject
    let notBefore: String?
    let notAfter: String?

    init(_ certificate: Certificate, _ subject: Subject) {
      title = certificate.title
      self.subject = subject
      notBefore = certificate.notBefore
      notAfter = certificate.notAfter
    }

    init(_ described: DescribedCertificate, _ subject: Subject) {
      title = described.names.first ?? "without a name"
      self.subject = subject
      notBefore = described.notBefore
      notAfter = described.notAfter
    }
  }

  private static func all(in resources: Resources) -> [Dated] {
    let uploaded = resources.applicationGateways.values.flatMap { gateway in
      let presented = Set(gateway.listeners.compactMap { $0.sslCertificate?.name.lowercased() })
      return gateway.trustedRootCertificates + gateway.authenticationCertificates
        + gateway.sslCertificates.filter { presented.contains($0.id.name.lowercased()) }
    }
    .flatMap { entry in (entry.certificates ?? []).map { Dated($0, Subject(entry.id, origin: entry.origin)) } }
    let presented = resources.servers.flatMap { server in
      (server.listeners ?? []).flatMap { listener -> [Dated] in
        let subject = Subject(ResourceID(type: "servers", names: [server.name]), origin: listener.origin)
        switch listener.tls.certificate {
        case .chain(let chain)?: return chain.map { Dated($0, subject) }
        case .described(let certificate)?: return [Dated(certificate, subject)]
        case nil: return []
        }
      }
    }
    return uploaded + presented
  }
}
