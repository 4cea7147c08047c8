import BackendHealth
import Certificates
import Foundation
import Outcomes
import Resources
import Testing
import X509

/// What a gateway makes of a handshake, with the certificates of the catalogue of scenarios (azure-semantics.md §4.5–4.8).
@Suite struct TLSVerdictTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../../scenarios/base/certificates")

  private func file(_ name: String) throws -> [Certificate] {
    try CertificateFile.read(Array(try Data(contentsOf: Self.folder.appending(path: name + ".pem"))))
  }

  private func judge(
    _ gateway: ApplicationGateway, _ listener: ListenerTLS, host: String = "shop.contoso.com",
    member: String = "10.0.2.4", clock: String? = "2026-11-01T00:00:00Z", roots: WellKnownRoots? = nil
  ) throws -> TLSVerdict {
    var resources = Resources()
    resources.clock = clock
    resources.wellKnownRoots = roots
    let demand = try #require(
      TLSDemand.probe(
        of: member, setting: gateway.backendSettings[0],
        probe: TLSSamples.probe(host: host, protocol: gateway.backendSettings[0].protocol), gateway: gateway))
    return tlsVerdict(demand, with: listener, at: TLSSamples.address, port: 443, in: resources)
  }

  private func outcomes(_ verdict: TLSVerdict) -> [Outcome] { verdict.findings.compactMap(\.outcome) }

  private func described(
    _ names: [String] = ["shop.contoso.com"], issuer: String? = nil, notBefore: String? = nil,
    notAfter: String? = "2027-01-01T00:00:00Z", chain: DescribedCertificate.Chain = .complete, wellKnown: Bool? = true
  ) -> ListenerTLS {
    ListenerTLS(
      certificate: .described(
        DescribedCertificate(
          names: names, issuer: issuer, notBefore: notBefore, notAfter: notAfter, chain: chain, isWellKnown: wellKnown))
    )
  }

  private func chain(_ name: String) throws -> ListenerTLS { ListenerTLS(certificate: .chain(try file(name))) }

  // MARK: Switches

  @Test func `§4.4 without checks of chain and dates, a self-signed, an expired and a short chain pass`() throws {
    let gateway = TLSSamples.gateway(tls: BackendTLS(validateCertChainAndExpiry: false))
    for name in ["shop-selfsigned", "shop-expired", "shop-alone"] {
      #expect(try judge(gateway, chain(name)).verdict == .allow)
    }
    #expect(try outcomes(judge(gateway, chain("shop-alone"), host: "x.contoso.com")) == [.tlsNameMismatch])
  }

  @Test func `§4.4 without a check of the name, another name passes`() throws {
    let roots = WellKnownRoots(files: [], certificates: try file("public-root"))
    let gateway = TLSSamples.gateway(tls: BackendTLS(validateSNI: false))
    #expect(try judge(gateway, chain("shop-public"), host: "fabrikam.com", roots: roots).verdict == .allow)
    #expect(
      try outcomes(judge(gateway, chain("shop-public"), roots: WellKnownRoots(files: [], certificates: []))) == [
        .tlsIntermediateUnknown
      ])
  }

  @Test func `without any check nobody needs to know the certificate`() throws {
    let gateway = TLSSamples.gateway(tls: BackendTLS(validateCertChainAndExpiry: false, validateSNI: false))
    #expect(try judge(gateway, ListenerTLS()).verdict == .allow)
  }

  // MARK: What is missing

  @Test func `a chain to an unknown root, a clock and hidden data are facts that are named`() throws {
    let plain = TLSSamples.gateway()
    #expect(
      try judge(plain, chain("shop")).decisive?.missing == .wellKnownRoots(address: TLSSamples.address, port: 443))
    let roots = WellKnownRoots(files: ["roots.pem"], certificates: try file("public-root"))
    let timeless = try judge(plain, chain("shop-public"), clock: nil, roots: roots)
    #expect(timeless.decisive?.missing == .clock(address: TLSSamples.address, port: 443))
    #expect(timeless.assumptions == [.wellKnownRoots(files: ["roots.pem"])])
    let hidden = TLSSamples.gateway(roots: [("root-contoso", nil)])
    let uploaded = TLSSamples.id.child("trustedRootCertificates", "root-contoso")
    #expect(try judge(hidden, chain("shop")).decisive?.missing == .certificateData(uploaded))
    #expect(
      try judge(plain, ListenerTLS()).decisive?.missing == .certificate(address: TLSSamples.address, port: 443))
  }

  @Test func `a root that the setting names and the input does not hold may be the right one`() throws {
    var gateway = TLSSamples.gateway()
    let name = TLSSamples.id.child("trustedRootCertificates", "root-gone")
    gateway.backendSettings[0].tls.trustedRootCertificates = [Reference(.id(name), origin: TLSSamples.origin)]
    let verdict = try judge(gateway, chain("shop"), roots: WellKnownRoots(files: [], certificates: []))
    #expect(verdict.decisive?.missing == .certificateData(name))
  }

  @Test func `a definite fault denies whatever else is not known`() throws {
    let verdict = try judge(TLSSamples.gateway(), chain("shop"), host: "fabrikam.com", clock: nil)
    #expect(verdict.verdict == .deny)
    #expect(verdict.decisive?.outcome == .tlsNameMismatch)
  }

  @Test func `all faults of a certificate are told at once`() throws {
    let gateway = TLSSamples.gateway(roots: [("old", try file("public-root"))])
    let verdict = try judge(
      gateway, chain("shop-expired"), host: "fabrikam.com", roots: WellKnownRoots(files: [], certificates: []))
    #expect(outcomes(verdict) == [.tlsRootMismatch, .tlsExpired, .tlsNameMismatch])
  }

  @Test func `no server name means no check of the name, which is assumed and said`() throws {
    let verdict = try judge(TLSSamples.gateway(), described(["anything.example"]), host: "127.0.0.1")
    #expect(verdict.verdict == .allow)
    #expect(verdict.assumptions == [.nameNotChecked(address: TLSSamples.address, port: 443)])
  }

  // MARK: Version 1

  @Test func `§4.5 v1 accepts exactly the uploaded certificate, whatever its chain and dates`() throws {
    func v1(_ uploaded: String) throws -> ApplicationGateway {
      TLSSamples.gateway(sku: "Standard_Medium", authentication: [("auth", [try file(uploaded)[0]])])
    }
    #expect(try judge(v1("shop"), chain("shop-alone")).verdict == .allow)
    #expect(try outcomes(judge(v1("contoso-root"), chain("shop"))) == [.tlsNotWhitelisted])
    #expect(try outcomes(judge(v1("shop-expired"), chain("shop"))) == [.tlsNotWhitelisted])
    let expired = try judge(v1("shop-expired"), chain("shop-expired"))
    #expect(expired.verdict == .allow)
    #expect(expired.assumptions.contains(.expiryNotCheckedByV1(TLSSamples.id)))
    #expect(
      try outcomes(judge(v1("shop"), chain("shop"), member: "api.contoso.com")) == [.tlsNameMismatch])
  }

  @Test func `§4.5 v1 trusts Azure's own services without an upload`() throws {
    let v1 = TLSSamples.gateway(sku: "Standard_Medium")
    let platform = described(["*.azurewebsites.net"])
    #expect(try judge(v1, platform, member: "shop.azurewebsites.net").verdict == .allow)
    #expect(try outcomes(judge(v1, described(), member: "shop.contoso.com")) == [.tlsNotWhitelisted])
  }

  // MARK: Descriptions

  @Test(arguments: [
    (DescribedCertificate.Chain.complete, false, Outcome.tlsUntrustedRoot), (.reversed, true, .tlsChainOrder),
    (.intermediateMissing, true, .tlsChainIncomplete), (.leafMissing, true, .tlsLeafMissing),
    (.selfSigned, false, .tlsChainIncomplete),
  ]) func `a described chain has the fault that it is described with`(
    chain: DescribedCertificate.Chain, wellKnown: Bool, outcome: Outcome
  ) throws {
    #expect(try outcomes(judge(TLSSamples.gateway(), described(chain: chain, wellKnown: wellKnown))) == [outcome])
  }

  @Test func `a described issuer is compared with the names of uploaded roots`() throws {
    let gateway = TLSSamples.gateway(roots: [("root", try file("contoso-root"))])
    let trusted = try judge(gateway, described(issuer: "Contoso Root CA", wellKnown: false))
    #expect(trusted.verdict == .allow)
    #expect(trusted.assumptions == [.rootByName("Contoso Root CA")])
    #expect(try outcomes(judge(gateway, described(issuer: "Other CA", wellKnown: false))) == [.tlsRootMismatch])
    #expect(try judge(gateway, described(issuer: "Other CA", wellKnown: nil)).verdict == .undetermined)
  }

  @Test func `a described certificate without an end is taken for valid, and that is said`() throws {
    let verdict = try judge(TLSSamples.gateway(), described(notAfter: nil), clock: nil)
    #expect(verdict.verdict == .allow)
    #expect(verdict.assumptions == [.certificateIsCurrent(name: "shop.contoso.com")])
  }

  @Test(arguments: [
    ("shop.contoso.com", true), ("SHOP.CONTOSO.COM", true), ("a.shop.contoso.com", false), ("contoso.com", false),
  ]) func `§4.5 a described wildcard stands for one label`(host: String, fits: Bool) throws {
    let verdict = try judge(TLSSamples.gateway(), described(["*.contoso.com"]), host: host)
    #expect((verdict.verdict == .allow) == fits)
  }

  // MARK: Before certificates

  @Test(arguments: [
    ("Standard_v2", "2025-08-30T23:59:59Z", [TLSVersion.tls11], true),
    ("Standard_v2", "2025-08-31T00:00:00Z", [.tls11], false), ("Standard_v2", "2026-01-01T00:00:00Z", [.tls13], true),
    ("Standard_v2", "2025-01-01T00:00:00Z", [.tls13], false),
    ("Standard_Medium", "2026-01-01T00:00:00Z", [.tls13], false),
    ("Standard_Medium", "2026-01-01T00:00:00Z", [.tls12], true),
    ("Standard_Medium", "2025-01-01T00:00:00Z", [.tls10], true),
  ]) func `§8 row 6 versions of TLS are those of generation and date`(
    sku: String, clock: String, versions: [TLSVersion], speaks: Bool
  ) throws {
    var listener = described(notAfter: nil)
    listener.versions = versions
    let verdict = try judge(TLSSamples.gateway(sku: sku), listener, clock: clock)
    #expect(!outcomes(verdict).contains(.tlsVersion) == speaks)
  }

  @Test func `a version that only one of two dates allows needs a clock, TLS 1.2 does not`() throws {
    var listener = described(notAfter: nil)
    for versions in [[TLSVersion.tls11], [.tls13]] {
      listener.versions = versions
      let verdict = try judge(TLSSamples.gateway(), listener, clock: nil)
      #expect(verdict.decisive?.missing == .clock(address: TLSSamples.address, port: 443))
    }
    listener.versions = [.tls12]
    #expect(try judge(TLSSamples.gateway(), listener, clock: nil).verdict == .allow)
  }

  @Test func `cipher suites matter up to TLS 1.2, and a v1 gateway's own policy decides them`() throws {
    var listener = described()
    listener.cipherSuites = ["TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"]
    #expect(try outcomes(judge(TLSSamples.gateway(), listener)) == [.tlsCipher])
    var v1 = TLSSamples.gateway(sku: "Standard_Small")
    #expect(try !outcomes(judge(v1, listener)).contains(.tlsCipher))
    v1.policyCipherSuites = ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"]
    #expect(try outcomes(judge(v1, listener)).contains(.tlsCipher))
    listener.versions = [.tls12, .tls13]
    #expect(try judge(TLSSamples.gateway(), listener).verdict == .allow)
  }

  @Test func `§4.6 a server that may not take the PROXY header is a fact that is named`() throws {
    let gateway = TLSSamples.gateway(protocol: .tls, tls: BackendTLS(enableL4ClientIpPreservation: true))
    var listener = described()
    var resources = Resources()
    resources.clock = "2026-11-01T00:00:00Z"
    let probe = TLSDemand.probe(
      of: "shop.contoso.com", setting: gateway.backendSettings[0], probe: nil, gateway: gateway)
    let demand = try #require(probe)
    func verdict() -> TLSVerdict {
      tlsVerdict(demand, with: listener, at: TLSSamples.address, port: 443, in: resources)
    }
    #expect(verdict().decisive?.missing == .proxyProtocol(address: TLSSamples.address, port: 443))
    listener.acceptsProxyProtocol = false
    #expect(outcomes(verdict()) == [.tlsProxyProtocol])
    listener.acceptsProxyProtocol = true
    #expect(verdict().verdict == .allow)
  }
}
