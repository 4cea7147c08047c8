import Certificates
import Outcomes
import Resources

extension TLSJudge {
  /// A v2 gateway and a certificate that is described in a few words.
  mutating func judge(_ words: DescribedCertificate) {
    let name = words.names.first ?? ""
    certificate = name
    if demand.checksChain {
      switch words.chain {
      case .leafMissing: return deny(.tlsLeafMissing, .chain(sent: [words.issuer ?? "its issuer"]))
      case .reversed:
        deny(.tlsChainOrder, .chain(sent: [words.issuer ?? "its issuer", name]))
        judgeTrust(in: words, named: name)
      case .intermediateMissing:
        deny(.tlsChainIncomplete, .trust(last: name, issuer: words.issuer ?? "its issuer", uploaded: uploaded))
      case .selfSigned, .complete: judgeTrust(in: words, named: name)
      }
      judgeValidity(of: words, named: name)
    }
    judgeName(words.names) { host in words.names.contains { HostNamePattern($0).matches(host) } }
  }

  /// A v1 gateway, which accepts the certificates uploaded to it; a description is compared by its names.
  mutating func judgeExactly(_ words: DescribedCertificate) {
    let name = words.names.first ?? ""
    certificate = name
    judgeUpload(named: name) { $0.contains { $0.names.contains(where: words.names.contains) } }
    judgeName(words.names) { host in words.names.contains { HostNamePattern($0).matches(host) } }
  }

  private var uploaded: [String] { demand.trustedRoots.map(\.id.name) }

  private mutating func judgeTrust(in words: DescribedCertificate, named name: String) {
    let isSelfSigned = words.chain == .selfSigned
    let issuer = isSelfSigned ? name : words.issuer
    let check = TLSCheck.trust(last: issuer ?? name, issuer: issuer ?? "its issuer", uploaded: uploaded)
    if let issuer,
      demand.trustedRoots.contains(where: { $0.certificates?.contains { $0.commonName == issuer } == true })
    {
      assumptions.append(.rootByName(issuer))
      return
    }
    if isSelfSigned { return deny(.tlsChainIncomplete, check) }
    if words.isWellKnown == true { return }
    if let hidden = demand.trustedRoots.first(where: { $0.certificates == nil }) {
      return cannotTell(.certificateData(hidden.id), check)
    }
    // Without the issuer's name nobody can tell whether an uploaded root is its.
    guard words.isWellKnown == false, issuer != nil || uploaded.isEmpty else {
      return cannotTell(.wellKnownRoots(address: address, port: port), check)
    }
    deny(uploaded.isEmpty ? .tlsUntrustedRoot : .tlsRootMismatch, check)
  }

  private mutating func judgeValidity(of words: DescribedCertificate, named name: String) {
    if words.notAfter == nil { assumptions.append(.certificateIsCurrent(name: name)) }
    guard words.notAfter != nil || words.notBefore != nil else { return }
    judgeValidity(of: name, notBefore: words.notBefore, notAfter: words.notAfter)
  }
}

/// A name of a certificate: a wildcard stands for one left-most label (azure-semantics.md §4.5).
struct HostNamePattern {
  private let labels: [String]

  init(_ text: String) { labels = Self.labels(of: text) }

  func matches(_ host: String) -> Bool {
    let host = Self.labels(of: host)
    guard labels.first == "*" else { return host == labels }
    return host.count == labels.count && labels.count > 2 && host.dropFirst() == labels.dropFirst()
  }

  private static func labels(of text: String) -> [String] {
    text.lowercased().split(separator: ".").map(String.init)
  }
}
