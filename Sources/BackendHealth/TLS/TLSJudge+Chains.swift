import Certificates
import Outcomes
import Resources
import X509

extension TLSJudge {
  /// A v2 gateway and the certificates that a server sends.
  mutating func judge(_ chain: [Certificate]) {
    guard let leaf = leaf(of: chain) else {
      if demand.checksChain { return deny(.tlsLeafMissing, .chain(sent: chain.map(\.title))) }
      return judgeName(of: chain[0])
    }
    certificate = leaf.title
    if demand.checksChain {
      if leaf != chain[0] { deny(.tlsChainOrder, .chain(sent: chain.map(\.title))) }
      judgeTrust(in: leaf, of: chain)
    }
    judgeName(of: demand.checksChain ? leaf : chain[0])
  }

  /// A v1 gateway, which compares the server's certificate with those uploaded and nothing else of the chain.
  mutating func judgeExactly(_ chain: [Certificate]) {
    let leaf = chain[0]
    certificate = leaf.title
    judgeUpload(named: leaf.title) { $0.contains(leaf) }
    if let clock, clock < leaf.notBefore || clock > leaf.notAfter {
      assumptions.append(.expiryNotCheckedByV1(demand.gateway))
    }
    judgeName(of: leaf)
  }

  private mutating func judgeName(of leaf: Certificate) {
    judgeName(leaf.names) { leaf.isFor(host: $0) }
  }

  /// The server's own certificate: the first that is no authority's, or a self-signed one that stands alone and is an authority's
  /// too, as openssl makes them; nil when there are only authorities'.
  private func leaf(of chain: [Certificate]) -> Certificate? {
    if let own = chain.first(where: { !$0.isAuthority }) { return own }
    guard chain[0].isSelfIssued, chain.count == 1 else { return nil }
    let isServers = chain[0].hasAlternativeNames || demand.serverName.map { chain[0].isFor(host: $0) } ?? true
    return isServers ? chain[0] : nil
  }

  // MARK: Trust

  private mutating func judgeTrust(in leaf: Certificate, of chain: [Certificate]) {
    let uploaded = demand.trustedRoots.flatMap { $0.certificates ?? [] }
    let verification = ChainVerification(presented: chain, trusted: uploaded + (roots?.certificates ?? []))
    // Of several paths one may be valid at the moment.
    if let clock, case .trusted(let path) = verification.path(from: leaf, at: clock) {
      return rest(on: path, uploaded: uploaded)
    }
    switch verification.path(from: leaf, at: nil) {
    case .trusted(let path):
      rest(on: path, uploaded: uploaded)
      judgeValidity(of: path)
    case .refused(let path):
      deny(.tlsUnverifiable, .rules(certificate: path[0].title))
      judgeValidity(of: [leaf])
    case .noPath:
      judgeUntrusted(leaf, topmost: verification.topmost(from: leaf))
      judgeValidity(of: [leaf])
    }
  }

  /// Names the lists of roots that a trusted path rests on.
  private mutating func rest(on path: [Certificate], uploaded: [Certificate]) {
    if let roots, !roots.files.isEmpty, let root = path.last, !uploaded.contains(root) {
      assumptions.append(.wellKnownRoots(files: roots.files))
    }
  }

  /// Only certificates that are not valid are told, so that one line names each; without a clock, the leaf stands for all.
  private mutating func judgeValidity(of path: [Certificate]) {
    for certificate in clock == nil ? Array(path.prefix(1)) : path {
      judgeValidity(of: certificate.title, notBefore: certificate.notBefore, notAfter: certificate.notAfter)
    }
  }

  private mutating func judgeUntrusted(_ leaf: Certificate, topmost: Certificate) {
    let names = demand.trustedRoots.map(\.id.name)
    let check = TLSCheck.trust(last: topmost.title, issuer: topmost.issuerTitle, uploaded: names)
    if topmost == leaf, leaf.isSelfIssued, !leaf.isAuthority { return deny(.tlsChainIncomplete, check) }
    if let hidden = demand.trustedRoots.first(where: { $0.certificates == nil }) {
      return cannotTell(.certificateData(hidden.id), check)
    }
    guard let roots else { return cannotTell(.wellKnownRoots(address: address, port: port), check) }
    if !roots.files.isEmpty { assumptions.append(.wellKnownRoots(files: roots.files)) }
    if topmost.isSelfIssued {
      deny(names.isEmpty ? .tlsUntrustedRoot : .tlsRootMismatch, check)
    } else {
      deny(topmost == leaf ? .tlsChainIncomplete : .tlsIntermediateUnknown, check)
    }
  }

  /// A v1 gateway accepts the certificates that its setting names, and Azure's own services' (azure-semantics.md §4.5).
  mutating func judgeUpload(named name: String, contains: ([Certificate]) -> Bool) {
    let uploads = demand.authenticationCertificates
    let check = TLSCheck.authenticationCertificate(certificate: name)
    if uploads.contains(where: { contains($0.certificates ?? []) }) { return }
    if uploads.isEmpty, demand.serverName.map(PlatformCertificate.isName) == true { return }
    if let hidden = uploads.first(where: { $0.certificates == nil }) {
      return cannotTell(.certificateData(hidden.id), check)
    }
    deny(.tlsNotWhitelisted, check)
  }
}
