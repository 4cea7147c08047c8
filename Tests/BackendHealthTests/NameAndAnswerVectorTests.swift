import BackendHealth
import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Vectors 20–26 of azure-semantics.md §10: names, answers of servers, load balancer frontends.
struct NameAndAnswerVectorTests {
  @Test func `vector 20: an unreachable custom DNS server makes a named member Unknown`() throws {
    var scenario = Scenario()
    scenario.networks[0].dnsServers = ["10.9.0.4"]
    scenario.gateway.members = ["api.contoso.com"]
    scenario.others["publicDns"] = ["api.contoso.com": ["addresses": ["10.0.2.4"]]]
    let member = try scenario.member()
    #expect(member.health == .unknown)
    #expect(member.cause == .dnsServerUnreachable)
    #expect(member.blamed == "vnet-a")
  }

  @Test func `vector 20: a classic gateway asks Azure for the platform's names whatever the custom server`() throws {
    var scenario = Scenario()
    scenario.networks[0].dnsServers = ["10.9.0.4"]
    scenario.gateway.members = ["store.blob.core.windows.net"]
    scenario.others["publicDns"] = ["store.blob.core.windows.net": ["addresses": ["10.0.2.4"]]]
    #expect(try scenario.member().health == .healthy)
    scenario.gateway.isIsolated = true
    #expect(try scenario.member().cause == .dnsServerUnreachable)
  }

  /// A private zone that holds the backend's name, linked to one network.
  private static func zoneLinked(to network: String) -> [JSONValue] {
    [.zone("contoso.internal", ["api": "10.1.2.4"], links: [network])]
  }

  @Test func `vector 21: a zone that is linked to the backend's network only does not answer the gateway`() throws {
    var scenario = Scenario.peered()
    scenario.gateway.members = ["api.contoso.internal"]
    scenario.others["privateDnsZones"] = .array(Self.zoneLinked(to: "vnet-a"))
    #expect(try scenario.member().health == .healthy)
    scenario.others["privateDnsZones"] = .array(Self.zoneLinked(to: "vnet-b"))
    scenario.others["publicDns"] = ["api.contoso.internal": ["addresses": []]]
    let member = try scenario.member()
    #expect(member.health == .unknown)
    #expect(member.cause == .dnsNoRecord)
  }

  @Test func `vector 21: without a link the public answer counts`() throws {
    var scenario = Scenario.peered()
    scenario.gateway.members = ["api.contoso.internal"]
    scenario.others["privateDnsZones"] = .array(Self.zoneLinked(to: "vnet-b"))
    scenario.others["publicDns"] = ["api.contoso.internal": ["addresses": ["20.1.2.3"]]]
    let member = try scenario.member()
    #expect(member.resolution?.addresses == ["20.1.2.3"])
    #expect(member.health == .undetermined)
    #expect(member.cause == .undeterminedListener)
  }

  @Test func `vector 23: a certificate of a private authority whose root was not uploaded is not trusted`() throws {
    func member(wellKnown: Bool) throws -> MemberPrediction {
      var scenario = Scenario()
      scenario.gateway.setting = ["hostName": "api.contoso.com", "port": 443, "protocol": "Https"]
      scenario.servers = [
        [
          "address": "10.0.2.4",
          "listeners": [
            [
              "certificate": [
                "names": ["api.contoso.com"], "notAfter": "2036-01-01T00:00:00Z", "wellKnown": .boolean(wellKnown),
              ], "port": 443, "protocol": "Https", "responses": [["status": 200]],
            ]
          ], "name": "api",
        ]
      ]
      scenario.others["clock"] = "2026-11-01T00:00:00Z"
      return try scenario.member()
    }
    #expect(try member(wellKnown: false).cause == .tlsUntrustedRoot)
    #expect(try member(wellKnown: false).health == .unhealthy)
    #expect(try member(wellKnown: true).health == .healthy)
  }

  @Test func `vector 24: a member that answers 302 is Healthy`() throws {
    var scenario = Scenario()
    scenario.servers = [.server("10.0.2.4", answers: [["status": 302]])]
    #expect(try scenario.member().health == .healthy)
  }

  @Test func `vector 25: a member that answers 401 is Unhealthy`() throws {
    var scenario = Scenario()
    scenario.servers = [.server("10.0.2.4", answers: [["status": 401]])]
    let member = try scenario.member()
    #expect(member.health == .unhealthy)
    #expect(member.cause == .probeStatus)
    #expect(member.path == .allow)
    #expect(member.blamed == "server-10.0.2.4")
  }

  @Test func `vector 26: a rule for a load balancer's frontend does not touch the machine behind it`() throws {
    var scenario = Scenario()
    scenario.others["loadBalancers"] = [.loadBalancer("ilb", frontend: "10.0.2.100", in: "snet-backend")]
    scenario.backendGroup = [.deny("Deny-Frontend", 100, to: "10.0.2.100")]
    #expect(try scenario.member().health == .healthy)
    scenario.backendGroup = [.allow("Allow-Frontend", 100, to: "10.0.2.100"), .deny("Deny-All", 200)]
    #expect(try scenario.member().blamed == "nsg-backend/Deny-All")
  }
}
