import Outcomes
import PacketSets
import Resources
import Testing

@testable import BackendHealth

/// Azure's platforms present certificates of their own, which gateways trust (azure-semantics.md §4.5).
@Suite struct PlatformCertificateTests {
  private func presented(_ hosts: [String], called name: String = "20.0.0.1", to server: String?) -> [String]? {
    let site = hosts.isEmpty ? nil : HostedSite(kind: .appService, hostNames: hosts)
    return PlatformCertificate.presented(by: site, called: [name], to: server)?.names
  }

  @Test func `§4.5 a name of the platform is covered by its wildcard, whose root is well known`() throws {
    let words = try #require(
      PlatformCertificate.presented(by: nil, called: ["shop.azurewebsites.net"], to: "shop.azurewebsites.net"))
    #expect(words.names == ["*.azurewebsites.net"])
    #expect(words.isWellKnown == true)
    #expect(words.chain == .complete)
  }

  @Test func `a regional name has the wildcard of its region`() {
    let host = "shop-a1b2.westeurope-01.azurewebsites.net"
    #expect(presented([host], to: host) == ["*.westeurope-01.azurewebsites.net"])
  }

  @Test func `a client that names nobody, or somebody whom the site does not know, gets the platform's own`() {
    #expect(presented(["shop.azurewebsites.net"], to: nil) == ["*.azurewebsites.net"])
    #expect(presented(["shop.azurewebsites.net"], to: "other.contoso.com") == ["*.azurewebsites.net"])
  }

  @Test func `which certificate is bound to a custom domain is not known`() {
    #expect(presented(["shop.azurewebsites.net", "shop.contoso.com"], to: "shop.contoso.com") == nil)
    #expect(presented([], called: "shop.azurewebsites.net", to: "shop.contoso.com") == nil)
  }

  @Test func `a server of one's own presents nothing unasked`() {
    #expect(presented([], called: "api.contoso.com", to: "api.contoso.com") == nil)
    #expect(presented(["api.contoso.com"], to: "api.contoso.com") == nil)
  }
}
