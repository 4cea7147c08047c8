import FoundationEssentials
import SwiftASN1
@_spi(DisableValidityCheck) @_spi(FixedExpiryValidationTime) import X509

/// Builds and judges chains with swift-certificates, as OpenSSL does with its own rules.
package struct ChainVerification: Sendable {
  /// What was found.
  package enum Result: Hashable, Sendable {
    /// A trusted root is at the end of this path, leaf first.
    case trusted([Certificate])
    /// Paths to trusted roots exist, and each breaks a rule of RFC 5280: one of them, leaf first.
    case refused([Certificate])
    /// No trusted root signed the chain, however it is put together.
    case noPath
  }

  private let anchors: [Certificate]
  private let others: [Certificate]

  /// A verification with what a server presents.
  /// - Parameter trusted: certificates that are trusted; only roots end a chain, as OpenSSL has it without partial chains.
  package init(presented: [Certificate], trusted: [Certificate]) {
    anchors = trusted.filter(\.isSelfIssued)
    others = presented + trusted.filter { !$0.isSelfIssued }
  }

  /// A path from the leaf to a trusted root, whatever the clock says when it is nil.
  package func path(from leaf: Certificate, at clock: String?) -> Result {
    if leaf.hasUnknownCriticalExtension { return .refused([leaf]) }
    // A self-signed server's certificate that is trusted itself need not be an authority's, as OpenSSL has it.
    if anchors.contains(leaf), clock.map({ leaf.notBefore <= $0 && $0 <= leaf.notAfter }) ?? true {
      return .trusted([leaf])
    }
    let time = clock.flatMap { Date(clock: $0) }
    let store = CertificateStore(anchors)
    let intermediates = CertificateStore(others)
    return CallingThread().run {
      var verifier = Verifier(rootCertificates: store) {
        time.map { RFC5280Policy(fixedExpiryValidationTime: $0) } ?? .withValidityCheckDisabled()
        KnownExtensions()
      }
      switch await verifier.validate(leaf: leaf, intermediates: intermediates) {
      case .validCertificate(let chain): return .trusted(Array(chain))
      case .couldNotValidate(let failures): return failures.first.map { .refused(Array($0.chain)) } ?? .noPath
      }
    }
  }

  /// The last certificate that is reached from the leaf by going from each to the one that signed it.
  package func topmost(from leaf: Certificate) -> Certificate {
    var seen = [leaf]
    while let last = seen.last, !last.isSelfIssued,
      let next = others.first(where: { last.isSigned(by: $0) && !seen.contains($0) })
    {
      seen.append(next)
    }
    return seen.last!
  }
}

extension Certificate {
  /// Whether it is for the host name: alternative names where there are any, else the common name; a wildcard stands for one
  /// left-most label (azure-semantics.md §4.5).
  package func isFor(host: String) -> Bool {
    let store = CertificateStore([self])
    return CallingThread().run {
      var verifier = Verifier(rootCertificates: store) {
        ServerIdentityPolicy(serverHostname: host, serverIP: nil)
        KnownExtensions()
      }
      if case .validCertificate = await verifier.validate(leaf: self, intermediates: CertificateStore()) {
        return true
      }
      return false
    }
  }
}

extension Certificate {
  /// Whether it may be used by those only who know what an extension means that is not known here.
  fileprivate var hasUnknownCriticalExtension: Bool {
    extensions.contains { $0.critical && !KnownExtensions.identifiers.contains($0.oid) }
  }
}

/// Extensions that may be critical and that are judged elsewhere or decide nothing here.
private struct KnownExtensions: VerifierPolicy {
  static let identifiers: [ASN1ObjectIdentifier] = [
    .X509ExtensionID.basicConstraints, .X509ExtensionID.nameConstraints, .X509ExtensionID.keyUsage,
    .X509ExtensionID.extendedKeyUsage, .X509ExtensionID.subjectAlternativeName,
  ]

  var verifyingCriticalExtensions: [ASN1ObjectIdentifier] { Self.identifiers }

  mutating func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) async -> PolicyEvaluationResult {
    .meetsPolicy
  }
}
