import BackendHealth
import Outcomes
import Resources
import Testing

/// The server name that a gateway sends, row by row of the tables (azure-semantics.md §4.5), and what else it wants.
@Suite struct TLSDemandTests {
  private func probed(
    _ gateway: ApplicationGateway, _ probe: Probe? = nil, member: String = "api.contoso.com"
  ) throws -> TLSDemand {
    try #require(TLSDemand.probe(of: member, setting: gateway.backendSettings[0], probe: probe, gateway: gateway))
  }

  private func requested(
    _ gateway: ApplicationGateway, member: String = "api.contoso.com"
  ) throws -> TLSDemand {
    try #require(
      TLSDemand.request(
        to: member, host: "shop.contoso.com", setting: gateway.backendSettings[0], gateway: gateway))
  }

  @Test func `§4.5 a v2 probe sends the custom probe's host, else the setting's, else the pool's name`() throws {
    let named = TLSSamples.gateway(hostName: "set.contoso.com")
    #expect(try probed(named, TLSSamples.probe(host: "probe.contoso.com")).serverName == "probe.contoso.com")
    #expect(try probed(named, TLSSamples.probe(host: "other.com", picksHost: true)).serverName == "set.contoso.com")
    #expect(try probed(named).serverName == "set.contoso.com")
    #expect(try probed(TLSSamples.gateway()).serverName == "api.contoso.com")
    #expect(try probed(TLSSamples.gateway(pickHostName: true)).serverName == "api.contoso.com")
  }

  @Test(arguments: ["10.0.2.4", "fd00::4"]) func `§4.5 no probe sends an address as server name`(member: String) throws
  {
    #expect(try probed(TLSSamples.gateway(), member: member).serverName == nil)
    #expect(try probed(TLSSamples.gateway(), TLSSamples.probe(host: "127.0.0.1")).serverName == nil)
    #expect(try probed(TLSSamples.gateway(sku: "Standard_Small"), member: member).serverName == nil)
  }

  @Test func `§4.5 a v1 probe sends the pool's name, whatever its host is`() throws {
    let gateway = TLSSamples.gateway(sku: "WAF_Medium", hostName: "set.contoso.com")
    #expect(try probed(gateway, TLSSamples.probe(host: "probe.contoso.com")).serverName == "api.contoso.com")
  }

  @Test func `§4.5 requests through v2 send the setting's host name, the picked name, else the client's host`() throws {
    #expect(try requested(TLSSamples.gateway(hostName: "set.contoso.com")).serverName == "set.contoso.com")
    #expect(try requested(TLSSamples.gateway(pickHostName: true)).serverName == "api.contoso.com")
    #expect(try requested(TLSSamples.gateway()).serverName == "shop.contoso.com")
    #expect(try requested(TLSSamples.gateway(), member: "10.0.2.4").serverName == "shop.contoso.com")
    let tls = BackendTLS(sniName: "sni.contoso.com")
    #expect(try requested(TLSSamples.gateway(hostName: "set.contoso.com", tls: tls)).serverName == "sni.contoso.com")
  }

  @Test func `§8 row 35 a v1 gateway is taken to send the pool's name, and says so`() throws {
    let demand = try requested(TLSSamples.gateway(sku: "Standard_Large"))
    #expect(demand.serverName == "api.contoso.com")
    let verdict = tlsVerdict(demand, with: ListenerTLS(), at: TLSSamples.address, port: 443, in: Resources())
    #expect(verdict.assumptions.contains(.poolNameIsSent("api.contoso.com", host: "shop.contoso.com")))
  }

  @Test func `§8 trap 12 probe and requests of one setting can want two different names`() throws {
    let gateway = TLSSamples.gateway()
    let probe = try probed(gateway, TLSSamples.probe(host: "probe.contoso.com"))
    #expect(probe.serverName != (try requested(gateway).serverName))
  }

  @Test func `plain settings want no handshake`() {
    let gateway = TLSSamples.gateway(protocol: .http)
    let setting = gateway.backendSettings[0]
    #expect(TLSDemand.probe(of: "10.0.2.4", setting: setting, probe: nil, gateway: gateway) == nil)
    #expect(TLSDemand.request(to: "10.0.2.4", host: "a", setting: setting, gateway: gateway) == nil)
  }

  @Test func `§4.4 the switches hold for HTTPS settings of v2 alone`() throws {
    let off = BackendTLS(validateCertChainAndExpiry: false, validateSNI: false)
    let v2 = try probed(TLSSamples.gateway(tls: off))
    #expect(!v2.checksChain && !v2.checksName)
    for gateway in [TLSSamples.gateway(sku: "Standard_Small", tls: off), TLSSamples.gateway(protocol: .tls, tls: off)] {
      let demand = try probed(gateway)
      #expect(demand.checksChain && demand.checksName)
    }
  }

  @Test func `§4.6 default probes send the PROXY header where requests do, custom ones where they are told to`() throws
  {
    let gateway = TLSSamples.gateway(protocol: .tls, tls: BackendTLS(enableL4ClientIpPreservation: true))
    #expect(try probed(gateway).sendsProxyHeader)
    #expect(try requested(gateway).sendsProxyHeader)
    #expect(try !probed(gateway, TLSSamples.probe(protocol: .tls)).sendsProxyHeader)
    #expect(try probed(gateway, TLSSamples.probe(protocol: .tls, sendsHeader: true)).sendsProxyHeader)
    let https = TLSSamples.gateway(tls: BackendTLS(enableL4ClientIpPreservation: true))
    #expect(try !probed(https).sendsProxyHeader)
  }
}
