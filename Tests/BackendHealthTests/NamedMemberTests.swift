import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Health of members whose names are answered well by some servers, for some instances, or by the wrong one
/// (azure-semantics.md §3.3–§3.5).
struct NamedMemberTests {
  /// A member `api.contoso.internal` that two DNS servers of the backend's subnet answer for.
  private static func answered(_ first: JSONValue, _ second: JSONValue) -> Scenario {
    var scenario = Scenario()
    scenario.networks[0].dnsServers = ["10.0.2.53", "10.0.2.54"]
    scenario.gateway.members = ["api.contoso.internal"]
    scenario.servers.append(.server("10.0.2.5"))
    scenario.others["dnsServers"] = [
      .dnsServer("10.0.2.53", zones: ["contoso.internal": ["api": first]]),
      .dnsServer("10.0.2.54", zones: ["contoso.internal": ["api": second]]),
    ]
    return scenario
  }

  @Test func `servers that disagree make the member Partial where one answer is well and the other is not`() throws {
    let member = try Self.answered(["10.0.2.4"], ["10.0.9.9"]).member()
    #expect(member.health == .partial)
    #expect(member.cause == .dnsServersDisagree)
    #expect(member.blamed == "vnet-a")
    guard case .name(let step)? = member.decisive?.detail, case .disagreement(let answers) = step.answer else {
      Issue.record("no answers")
      return
    }
    #expect(answers.map(\.server) == ["10.0.2.53", "10.0.2.54"])
    #expect(answers.map(\.addresses) == [["10.0.2.4"], ["10.0.9.9"]])
    #expect(member.steps.contains(member.decisive!))
  }

  @Test func `a server without the record beside one that has it makes the member Partial`() throws {
    let member = try Self.answered(["10.0.2.4"], []).member()
    #expect(member.health == .partial)
    #expect(member.cause == .dnsServersDisagree)
    #expect(member.path == .partial)
  }

  @Test func `servers that disagree do no harm where each answer is well, and the health says what it rests on`() throws
  {
    let member = try Self.answered(["10.0.2.4"], ["10.0.2.5"]).member()
    #expect(member.health == .healthy)
    #expect(member.cause == nil)
    #expect(member.assumptions.contains(.anyServerAnswers(name: "api.contoso.internal")))
  }

  @Test func `servers whose answers all fail leave the member Unhealthy, for the answers' own reasons`() throws {
    let member = try Self.answered(["10.0.9.8"], ["10.0.9.9"]).member()
    #expect(member.health == .unhealthy)
    #expect(member.cause == .addressUnassigned)
  }

  @Test func `an answer that cannot be judged beside one that is well leaves the health open`() throws {
    let member = try Self.answered(["10.0.2.4"], ["10.0.2.6"]).member()
    #expect(member.health == .undetermined)
    #expect(member.cause == .undeterminedListener)
  }

  @Test func `instances that reach no DNS server make the member Partial, not Unknown`() throws {
    var scenario = Self.answered(["10.0.2.4"], ["10.0.2.4"])
    scenario.backendGroup = [.deny("Deny-Upper", 200, protocol: "Udp", from: "10.0.1.128/25", port: "53")]
    let member = try scenario.member()
    #expect(member.health == .partial)
    #expect(member.cause == .dnsServerUnreachable)
    #expect(member.blamed == "nsg-backend/Deny-Upper")
    #expect(member.decisive?.packets.sources.first == "10.0.1.128")
  }

  // MARK: Private endpoints

  /// A web app with a private endpoint whose public address answers 403.
  private static func webApp(linked: Bool, status: Int? = 403) -> Scenario {
    var scenario = Scenario()
    scenario.gateway.members = ["app.azurewebsites.net"]
    scenario.others["privateDnsZones"] = [
      .zone("privatelink.azurewebsites.net", ["app": "10.0.2.4"], links: linked ? ["vnet-a"] : [])
    ]
    scenario.others["publicDns"] = ["app.privatelink.azurewebsites.net": ["20.1.2.3"]]
    if let status {
      scenario.servers.append(.server("20.1.2.3", answers: [["status": .integer(status)]]))
    }
    return scenario
  }

  @Test func `§3.7 a zone that is not linked leads the probe to a public address that refuses it`() throws {
    let member = try Self.webApp(linked: false).member()
    #expect(member.health == .unhealthy)
    #expect(member.cause == .dnsPublicAnswer)
    #expect(member.blamed == "privatelink.azurewebsites.net")
    #expect(try Self.webApp(linked: true).member().health == .healthy)
  }

  @Test func `a public address that answers well is no harm`() throws {
    #expect(try Self.webApp(linked: false, status: 200).member().health == .healthy)
  }

  @Test func `a public address of which nothing is known leaves the health open, and the zone is blamed`() throws {
    let member = try Self.webApp(linked: false, status: nil).member()
    #expect(member.health == .undetermined)
    #expect(member.cause == .dnsPublicAnswer)
    #expect(member.steps.compactMap(\.missing) == [.listener(address: "20.1.2.3", port: 80)])
  }

  @Test func `a gateway whose network is linked to a zone of Azure's own says that its updates may fail`() throws {
    var scenario = Scenario()
    scenario.others["privateDnsZones"] = [.zone("azure.net", links: ["vnet-a"])]
    let member = try scenario.member()
    #expect(member.health == .healthy)
    #expect(
      member.assumptions.contains {
        if case .platformZoneLinked(let zone, _) = $0 { zone.name == "azure.net" } else { false }
      })
  }
}
