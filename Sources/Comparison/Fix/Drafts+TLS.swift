import BackendHealth
import Certificates
import NetworkModel
import Outcomes
import PacketSets
import Resources
import X509

/// Edits of what the gateway accepts in a handshake: the name that it sends, the roots that it trusts.
extension FixContext {
  func tlsDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard case .tls(let look)? = obstacle.step?.detail, let place = SettingEdit(obstacle, in: resources) else {
      return []
    }
    switch look.check {
    case .name(let expected, let names):
      let hosts = hosts(of: names, expected: expected, obstacle)
      return hostDrafts(place, obstacle.member?.probe, obstacle, known: hosts)
        + (look.isByV1 ? renamedMembers(obstacle, hosts) : [])
    case .trust(_, let issuer, _): return uploadDrafts(obstacle, place, issuer: issuer)
    case .authenticationCertificate: return uploadDrafts(obstacle, place, issuer: nil)
    case .proxyProtocol, .version, .cipherSuites, .chain, .rules, .validity,
      .certificate:
      return []
    }
  }

  /// Host names that a certificate is for: its own, and for a wildcard those that the gateway's clients use or that differ from the
  /// expected one in the domain only.
  private func hosts(of names: [String], expected: String, _ obstacle: Obstacle) -> [String] {
    let plain = names.filter { !$0.contains("*") }
    let clients = gateway(obstacle.gateway)?.listeners.flatMap(\.hostNames) ?? []
    let label = expected.split(separator: ".").first.map(String.init) ?? ""
    let wild = names.filter { $0.hasPrefix("*.") }.flatMap { pattern -> [String] in
      let domain = String(pattern.dropFirst(2)).lowercased()
      let fitting = clients.filter { DomainName.covers(domain, $0.lowercased()) && !$0.contains("*") }
      return fitting + (label.isEmpty ? [] : ["\(label).\(domain)"])
    }
    return plain + wild
  }

  // MARK: Certificates

  /// The root that signed, or for v1 the server's own certificate, uploaded and named in the setting: where the server sends it, or
  /// another gateway has it. Of a root that is not in the input its owner has the file.
  private func uploadDrafts(_ obstacle: Obstacle, _ place: SettingEdit, issuer: String?) -> [Draft] {
    let chains = resources.servers.filter { $0.name == obstacle.subject?.resource.name }.flatMap { $0.listeners ?? [] }
      .compactMap { listener -> [Certificate]? in
        if case .chain(let chain)? = listener.tls.certificate { chain } else { nil }
      }
    let isV1 = place.gateway.generation == .v1
    let elsewhere = resources.applicationGateways.values.flatMap(\.trustedRootCertificates)
      .flatMap { $0.certificates ?? [] }.filter { $0.isSelfSigned && $0.title == issuer }
    let wanted = chains.compactMap { chain in isV1 ? chain.first : chain.last(where: \.isSelfSigned) } + elsewhere
    let kind = isV1 ? "auth" : "root"
    let known = isV1 ? place.gateway.authenticationCertificates : place.gateway.trustedRootCertificates
    let name = Names.free("\(kind)-\(place.setting.id.name)", Set(known.map { $0.id.name.lowercased() }))
    if wanted.isEmpty, !isV1, let issuer {
      let others = place.setting.tls.trustedRootCertificates.map(\.name)
      return [Draft(.trustedRoot(issuer: issuer, name: name, for: place.setting.id, besides: others), of: resources)]
    }
    return wanted.prefix(4).map { certificate in
      let id = place.gateway.id.child(isV1 ? "authenticationCertificates" : "trustedRootCertificates", name)
      let upload = GatewayCertificate(id: id, origin: place.setting.origin, certificates: [certificate])
      let reference = Reference(.id(id), origin: place.setting.origin)
      var draft = place.setting(.settingChanged) {
        if isV1 {
          $0.tls.authenticationCertificates.append(reference)
        } else {
          $0.tls.trustedRootCertificates.append(reference)
        }
      }
      if isV1 {
        draft.resources.applicationGateways[place.gateway.id]!.authenticationCertificates.append(upload)
      } else {
        draft.resources.applicationGateways[place.gateway.id]!.trustedRootCertificates.append(upload)
      }
      return draft
    }
  }

  // MARK: Members

  /// A v1 gateway sends the pool's name of the member: the pool names it as the certificate does.
  private func renamedMembers(_ obstacle: Obstacle, _ names: [String]) -> [Draft] {
    guard let member = obstacle.member, let gateway = gateway(obstacle.gateway) else { return [] }
    return names.filter { !$0.contains("*") }.prefix(4).compactMap { name in
      var draft = Draft(.poolChanged, of: resources) { _ in }
      return draft.replace(member, by: .fqdn(name, origin: gateway.origin), in: gateway) ? draft : nil
    }
  }
}
