import FoundationEssentials
import SwiftASN1
import X509

extension Certificate {
  /// What people call it: the common name, else the whole subject, else its first alternative name.
  package var title: String {
    if let name = commonName { return name }
    let subject = subject.description
    return subject.isEmpty ? names.first ?? "without a name" : subject
  }

  /// What people call its issuer.
  package var issuerTitle: String { issuer.commonName ?? issuer.description }

  /// The common name of its subject.
  package var commonName: String? { subject.commonName }

  /// The names it is for: the alternative names where there are any, else the common name (azure-semantics.md §4.5).
  package var names: [String] {
    let alternative = (try? extensions.subjectAlternativeNames).flatMap { $0 }.map(Array.init) ?? []
    if alternative.isEmpty { return commonName.map { [$0] } ?? [] }
    return alternative.compactMap { name in
      switch name {
      case .dnsName(let name): name
      case .ipAddress(let bytes): bytes.bytes.addressText
      default: nil
      }
    }
  }

  /// Whether it has alternative names, as a server's own certificate has and a root's has not.
  package var hasAlternativeNames: Bool { (try? extensions.subjectAlternativeNames)??.isEmpty == false }

  /// Whether it may issue certificates.
  package var isAuthority: Bool {
    guard case .isCertificateAuthority = (try? extensions.basicConstraints) ?? .notCertificateAuthority else {
      return false
    }
    return true
  }

  /// Whether subject and issuer are the same, as a root's are.
  package var isSelfIssued: Bool { subject == issuer }

  /// Whether its own key signed it.
  package var isSelfSigned: Bool { isSelfIssued && isSigned(by: self) }

  /// Whether the other's key signed it.
  func isSigned(by other: Certificate) -> Bool {
    issuer == other.subject && other.publicKey.isValidSignature(signature, for: self)
  }

  /// The first moment of its validity, as a scenario's clock writes it: `2026-11-01T00:00:00Z`.
  package var notBefore: String { notValidBefore.clockText }

  /// The last moment of its validity.
  package var notAfter: String { notValidAfter.clockText }
}

extension DistinguishedName {
  fileprivate var commonName: String? {
    for set in reversed() {
      for attribute in set where attribute.type == .RDNAttributeType.commonName {
        return String(attribute.value)
      }
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// An IPv4 address in its usual notation, any other in hexadecimal.
  fileprivate var addressText: String {
    if count == 4 { return map { "\($0)" }.joined(separator: ".") }
    return map { String($0, radix: 16) }.joined(separator: ":")
  }
}

extension Date {
  /// The moment as a scenario's clock writes it.
  fileprivate var clockText: String { formatted(.iso8601) }

  /// A moment as a scenario's clock writes it.
  init?(clock: String) {
    guard let date = try? Date(clock, strategy: .iso8601) else { return nil }
    self = date
  }
}
