import Resources

/// The certificate that an Azure platform presents for names of its own: issued by a well-known authority, renewed by Azure, and
/// trusted by gateways without an upload (azure-semantics.md §4.5).
enum PlatformCertificate {
  /// The domains in which platforms give out names.
  private static let domains = [".azurewebsites.net", ".azure-api.net", ".azurecontainerapps.io"]

  /// Whether a platform gave out the name.
  static func isName(_ host: String) -> Bool { domains.contains { host.lowercased().hasSuffix($0) } }

  /// What a site presents where nobody says: the platform's own certificate to a client that names one of the platform's names,
  /// no name at all, or one that the site does not know; a certificate of the owner's, which the input does not hold, to other names.
  /// - Parameters:
  ///   - names: the platform's name of the site, and others by which it is called.
  ///   - serverName: the name that the client sends; nil where it sends none.
  static func presented(by site: HostedSite?, called names: [String], to serverName: String?) -> DescribedCertificate? {
    guard let own = ((site?.hostNames ?? []) + names).first(where: isName) else { return nil }
    if let serverName, !isName(serverName), site.map({ $0.knows(host: serverName) }) ?? true { return nil }
    let host = serverName.flatMap { isName($0) ? $0 : nil } ?? own
    return DescribedCertificate(
      names: ["*" + host.drop { $0 != "." }], issuer: nil, notBefore: nil, notAfter: nil, chain: .complete,
      isWellKnown: true)
  }
}
