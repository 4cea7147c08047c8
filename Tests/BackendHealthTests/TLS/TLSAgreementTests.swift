import BackendHealth
import Foundation
import JSONText
import Outcomes
import PacketSets
import Resources
import Testing
import X509

/// Chains that the real openssl made are judged by it and by agwsim, and both must come to the same.
@Suite struct TLSAgreementTests {
  /// One handshake to judge.
  struct Case {
    var presented: [String]
    var uploaded: [String] = []
    var wellKnown: [String] = ["root-b"]
    var host = "shop.contoso.com"
    var clock = "2026-11-01T00:00:00Z"
  }

  private static let openssl = Result { try make() }

  /// Three authorities: a is private, b well known, c nobody's; servers by each, for all kinds of names and dates.
  private static func make() throws -> OpenSSL {
    let openssl = try OpenSSL()
    for letter in ["a", "b", "c"] {
      try openssl.make(.init(name: "root-\(letter)", commonName: "Root \(letter)", isAuthority: true))
      try openssl.make(
        .init(name: "int-\(letter)", commonName: "Issuing \(letter)", issuer: "root-\(letter)", isAuthority: true))
      try openssl.make(
        .init(
          name: "leaf-\(letter)", commonName: "shop.contoso.com", alternativeNames: ["shop.contoso.com"],
          issuer: "int-\(letter)"))
      try openssl.make(
        .init(
          name: "direct-\(letter)", commonName: "shop.contoso.com", alternativeNames: ["shop.contoso.com"],
          issuer: "root-\(letter)"))
    }
    try openssl.make(
      .init(name: "int-old", commonName: "Issuing old", issuer: "root-a", isAuthority: true, to: "20260101000000Z"))
    try openssl.make(
      .init(name: "leaf-by-old", alternativeNames: ["shop.contoso.com"], issuer: "int-old"))
    try openssl.make(
      .init(name: "leaf-by-leaf", alternativeNames: ["shop.contoso.com"], issuer: "self-server"),
      after: .init(
        name: "self-server", commonName: "shop.contoso.com", alternativeNames: ["shop.contoso.com"]))
    try openssl.make(
      .init(
        name: "self-authority", commonName: "shop.contoso.com", alternativeNames: ["shop.contoso.com"],
        isAuthority: true))
    for (name, wish) in names { try openssl.make(wish.named(name)) }
    let dates = [
      ("leaf-expired", "20240101000000Z", "20250101000000Z"), ("leaf-future", "20270101000000Z", "20280101000000Z"),
    ]
    for (name, from, to) in dates {
      try openssl.make(
        .init(name: name, alternativeNames: ["shop.contoso.com"], issuer: "int-a", from: from, to: to))
    }
    return openssl
  }

  private static let names: [(String, OpenSSL.Wish)] = [
    ("san", .init(name: "", commonName: "ignored.example", alternativeNames: ["shop.contoso.com"])),
    ("san-several", .init(name: "", alternativeNames: ["contoso.com", "www.contoso.com", "shop.contoso.com"])),
    ("san-wildcard", .init(name: "", alternativeNames: ["*.contoso.com"])),
    ("san-deep-wildcard", .init(name: "", alternativeNames: ["*.shop.contoso.com"])),
    ("san-not-cn", .init(name: "", commonName: "shop.contoso.com", alternativeNames: ["other.contoso.com"])),
    ("cn", .init(name: "", commonName: "shop.contoso.com")),
    ("cn-wildcard", .init(name: "", commonName: "*.contoso.com")),
    ("san-capitals", .init(name: "", alternativeNames: ["Shop.Contoso.COM"])),
    ("no-name", .init(name: "")),
  ]

  private static let hosts = [
    "shop.contoso.com", "SHOP.contoso.com", "www.shop.contoso.com", "contoso.com", "other.contoso.com", "fabrikam.com",
  ]

  // MARK: Agreement

  @Test func `names agree with OpenSSL: exact, wildcards, SAN against CN, none`() throws {
    try compare(
      Self.names.flatMap { name, _ in
        Self.hosts.map { Case(presented: [name, "int-a", "root-a"], uploaded: ["root-a"], host: $0) }
      })
  }

  @Test func `chains agree with OpenSSL: complete, short, reversed, shuffled, with extras, whoever is trusted`() throws
  {
    var cases: [Case] = []
    for letter in ["a", "b", "c"] {
      let (leaf, issuing, root) = ("leaf-\(letter)", "int-\(letter)", "root-\(letter)")
      let shapes = [
        [leaf, issuing, root], [leaf, issuing], [leaf], [leaf, root], [leaf, root, issuing], [root, issuing, leaf],
        [issuing, leaf], [issuing, root], [root], [leaf, issuing, "root-c"], [leaf, "int-a", "int-b"],
        ["direct-\(letter)"], ["direct-\(letter)", root],
      ]
      for shape in shapes {
        for uploaded in [[], ["root-a"], ["root-c", "root-a"], ["int-a"]] {
          cases.append(Case(presented: shape, uploaded: uploaded))
        }
      }
    }
    try compare(cases)
  }

  @Test func `dates agree with OpenSSL: of the server and of its authorities, at any clock`() throws {
    let leaves = [("leaf-a", "int-a"), ("leaf-expired", "int-a"), ("leaf-future", "int-a"), ("leaf-by-old", "int-old")]
    let clocks = [
      "2019-12-31T23:59:59Z", "2020-01-01T00:00:00Z", "2024-06-01T00:00:00Z", "2024-12-31T23:59:58Z",
      "2025-01-01T00:00:02Z", "2026-11-01T00:00:00Z", "2027-06-01T00:00:00Z", "2049-12-31T23:59:58Z",
    ]
    try compare(
      leaves.flatMap { leaf, issuing in
        clocks.map { Case(presented: [leaf, issuing, "root-a"], uploaded: ["root-a"], clock: $0) }
      })
  }

  @Test func `self-signed certificates and issuers that may not issue agree with OpenSSL`() throws {
    try compare(
      [["self-server"], ["self-authority"], ["leaf-by-leaf", "self-server"], ["leaf-by-leaf"]].flatMap { presented in
        [[], ["self-server"], ["self-authority"], ["root-a"]].flatMap { uploaded in
          ["shop.contoso.com", "fabrikam.com"].map { Case(presented: presented, uploaded: uploaded, host: $0) }
        }
      })
  }

  private func compare(_ cases: [Case]) throws {
    let openssl = try Self.openssl.get()
    for one in cases {
      let theirs = try openssl.judge(
        presented: one.presented, trusted: one.uploaded + one.wellKnown, host: one.host, at: try one.seconds)
      let ours = try verdict(one, openssl)
      let agrees = theirs.accepts == (ours.verdict == .allow)
      #expect(agrees, "\(one): openssl \(theirs.errors), agwsim \(ours.findings.map { $0.outcome?.rawValue ?? "–" })")
      // With the leaf in its place, both also give the same reasons.
      guard agrees, one.presented[0].isServer else { continue }
      let reasons = Set(theirs.errors.compactMap(Reason.init(error:)))
      #expect(reasons.isSubset(of: Set(ours.findings.compactMap { $0.outcome.flatMap(Reason.init) })), "\(one)")
    }
  }

  private func verdict(_ one: Case, _ openssl: OpenSSL) throws -> TLSVerdict {
    var resources = Resources()
    resources.clock = one.clock
    resources.wellKnownRoots = WellKnownRoots(files: [], certificates: try one.wellKnown.map(openssl.certificate))
    let gateway = TLSSamples.gateway(roots: try one.uploaded.map { ($0, [try openssl.certificate($0)]) })
    let demand = try #require(
      TLSDemand.probe(
        of: "10.0.2.4", setting: gateway.backendSettings[0], probe: TLSSamples.probe(host: one.host), gateway: gateway))
    let listener = ListenerTLS(certificate: .chain(try one.presented.map(openssl.certificate)))
    return tlsVerdict(demand, with: listener, at: TLSSamples.address, port: 443, in: resources)
  }
}

/// Why a chain is refused, in the coarse terms that both have in common.
private enum Reason: Hashable {
  case name, dates, trust

  init?(error: Int) {
    switch error {
    case 62: self = .name
    case 9, 10: self = .dates
    case 2, 18, 19, 20, 21: self = .trust
    default: return nil
    }
  }

  init?(_ outcome: Outcome) {
    switch outcome {
    case .tlsNameMismatch: self = .name
    case .tlsExpired: self = .dates
    case .tlsChainIncomplete, .tlsUntrustedRoot, .tlsIntermediateUnknown, .tlsRootMismatch: self = .trust
    default: return nil
    }
  }
}

extension TLSAgreementTests.Case {
  /// The clock in seconds since 1970.
  fileprivate var seconds: Int {
    get throws { Int(try Date(clock, strategy: .iso8601).timeIntervalSince1970) }
  }
}

extension String {
  /// Whether the certificate of that name is a server's.
  fileprivate var isServer: Bool { !hasPrefix("root") && !hasPrefix("int") }
}

extension OpenSSL.Wish {
  fileprivate func named(_ name: String) -> OpenSSL.Wish {
    var wish = self
    wish.name = name
    wish.issuer = "int-a"
    return wish
  }
}

extension OpenSSL {
  /// Makes a certificate after the one that signs it.
  fileprivate func make(_ wish: Wish, after issuer: Wish) throws {
    try make(issuer)
    try make(wish)
  }
}
