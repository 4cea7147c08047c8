import BackendHealth
import Changes
import Outcomes
import Resources
import TestSupport
import Testing

@testable import Comparison

private func whatIf(_ script: String, on scenario: Scenario = Scenario()) throws -> WhatIf {
  WhatIf([try Change(script: script, name: "change")], on: try scenario.engine().model.resources)
}

private let deny =
  "az network nsg rule create -g rg-test --nsg-name nsg-backend -n Deny --priority 100 --access Deny"

/// The base with an empty group on the backend's subnet.
private var grouped: Scenario {
  var scenario = Scenario()
  scenario.backendGroup = []
  return scenario
}

@Suite struct WhatIfTests {
  @Test func `a denying rule makes the member worse, and the rule is named`() throws {
    let result = try whatIf(deny, on: grouped)
    let member = try #require(result.members.first)
    #expect(member.direction == .worse)
    #expect(member.before?.health == .healthy)
    #expect(member.after?.health == .unhealthy)
    #expect(member.after?.blamed == "nsg-backend/Deny")
    #expect(member.newSteps.contains { $0.subject?.description == "nsg-backend/Deny" })
  }

  @Test func `a server that Azure reported Healthy stays known after a change, which the report is not compared with`()
    throws
  {
    var scenario = grouped
    scenario.servers = []
    let agw = idText(["applicationGateways", "agw"])
    let report = """
      {"backendAddressPools": [{"backendAddressPool": {"id": "\(agw)/backendAddressPools/pool"},
        "backendHttpSettingsCollection": [{"backendHttpSettings": {"id": "\(agw)/backendHttpSettingsCollection/setting"},
          "servers": [{"address": "10.0.2.4", "health": "Healthy"}]}]}]}
      """
    let resources = try scenario.engine(and: report).model.resources
    let member = try #require(WhatIf([try Change(script: deny, name: "change")], on: resources).members.first)
    #expect(member.before?.health == .healthy)
    #expect(member.after?.health == .unhealthy)
    #expect(member.after?.findings.isEmpty == true)
  }

  @Test func `deleting it makes the member better`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [.deny("Deny", 100, port: "80")]
    let result = try whatIf("az network nsg rule delete -g rg-test --nsg-name nsg-backend -n Deny", on: scenario)
    #expect(result.members.map(\.direction) == [.better])
    #expect(result.members[0].seconds == 0...60)
  }

  @Test func `a member that fails is noticed after threshold failures`() throws {
    var scenario = grouped
    scenario.gateway.probe = ["interval": 10, "timeout": 5, "unhealthyThreshold": 2]
    #expect(try whatIf(deny, on: scenario).members[0].seconds == 15...35)
  }

  @Test func `trap 15 a rule's edit ends no conversation: it shows only once new probes have failed`() throws {
    let seconds = try #require(try whatIf(deny, on: grouped).members[0].seconds)
    #expect(seconds.lowerBound > 0)
  }

  @Test func `no probe decides what a stopped gateway reports`() throws {
    let result = try whatIf("az network application-gateway stop -g rg-test -n agw")
    #expect(result.members[0].after?.health == .unknown)
    #expect(result.members[0].seconds == nil)
  }

  @Test func `a way that changes without a change of health is told`() throws {
    var scenario = grouped
    scenario.backendGroup = [.allow("Allow", 200, port: "80")]
    let result = try whatIf(
      "az network nsg rule create -g rg-test --nsg-name nsg-backend -n Sooner --priority 150", on: scenario)
    let member = result.members[0]
    #expect(member.direction == .same)
    #expect(member.isChanged)
    #expect(member.newSteps.map { $0.subject?.description } == ["nsg-backend/Sooner"])
  }

  @Test func `a flow that is newly blocked is worse, even of a member that was unhealthy before`() throws {
    var scenario = grouped
    scenario.servers = [.server("10.0.2.4", port: 81)]
    let member = try whatIf(deny, on: scenario).members[0]
    #expect(member.before?.health == .unhealthy && member.after?.health == .unhealthy)
    #expect(member.isNewlyBlocked)
    #expect(member.direction == .worse)
  }

  @Test func `a second blocker that goes is told, although the first one still decides`() throws {
    var scenario = grouped
    scenario.backendGroup = [.deny("Deny", 200, port: "80")]
    scenario.cardGroup = [.deny("Deny-Here-Too", 200, port: "80")]
    let member = try whatIf("az network nsg rule delete -g rg-test --nsg-name nsg-nic -n Deny-Here-Too", on: scenario)
      .members[0]
    #expect(member.direction == .same)
    #expect(member.formerSteps.map { $0.subject?.description } == ["nsg-nic/Deny-Here-Too"])
  }

  @Test func `another way back is told, although the health stays`() throws {
    var scenario = Scenario()
    scenario.backendRoutes = []
    let member = try whatIf(
      "az network route-table route create -g rg-test --route-table-name rt-backend -n home "
        + "--address-prefix 10.0.1.0/24 --next-hop-type VnetLocal", on: scenario
    ).members[0]
    #expect(member.before?.health == member.after?.health)
    #expect(member.newSteps.map(\.leg) == [.back])
    #expect(member.formerSteps.map(\.leg) == [.back])
  }

  @Test func `other instances that are denied by the same rule are told`() throws {
    var scenario = grouped
    scenario.backendGroup = [.deny("Deny", 200, from: "10.0.1.64/26", port: "80")]
    let member = try whatIf(
      "az network nsg rule update -g rg-test --nsg-name nsg-backend -n Deny --source-address-prefixes 10.0.1.128/26",
      on: scenario
    ).members[0]
    #expect(member.before?.health == .partial && member.after?.health == .partial)
    #expect(member.isChanged)
  }

  @Test func `another answer to a name is told`() throws {
    var scenario = Scenario()
    scenario.gateway.members = ["api.contoso.internal"]
    scenario.cards.append(CardText("nic-2", "10.0.2.5", in: "vnet-a", "snet-backend"))
    scenario.servers.append(.server("10.0.2.5"))
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.0.2.4"], links: ["vnet-a"])]
    let member = try whatIf(
      """
      az network private-dns record-set a add-record -g rg-test -z contoso.internal -n api -a 10.0.2.5
      az network private-dns record-set a remove-record -g rg-test -z contoso.internal -n api -a 10.0.2.4
      """, on: scenario
    ).members[0]
    #expect(member.before?.health == .healthy && member.after?.health == .healthy)
    #expect(member.before?.resolution?.addresses == ["10.0.2.4"])
    #expect(member.after?.resolution?.addresses == ["10.0.2.5"])
    #expect(member.isChanged)
  }

  @Test func `only what depends on the change is evaluated`() throws {
    var scenario = grouped
    scenario.networks[0].subnets.append(SubnetText("snet-other", "10.0.3.0/24"))
    scenario.networks.append(NetworkText("vnet-lone", "10.7.0.0/16", subnets: [SubnetText("snet-lone", "10.7.1.0/24")]))
    scenario.attach("nsg-other", [], to: "snet-other")
    scenario.attach("nsg-lone", [], to: "snet-lone")
    scenario.gateway.members = ["10.0.2.4", "10.0.2.5", "10.0.3.4"]
    let rule = "az network nsg rule create -g rg-test -n Deny --priority 100 --access Deny --nsg-name "
    for (group, evaluated) in [("nsg-backend", 2), ("nsg-other", 1), ("nsg-lone", 0)] {
      #expect(try whatIf(rule + group, on: scenario).stages[0].effort == .init(evaluated: evaluated, pairs: 3))
    }
  }

  @Test func `a rule that decides nothing changes nothing`() throws {
    let result = try whatIf(
      "az network nsg rule create -g rg-test --nsg-name nsg-backend -n Other --priority 150 "
        + "--destination-port-ranges 9999", on: grouped)
    #expect(result.members.map(\.isChanged) == [false])
  }

  @Test func `members come and go`() throws {
    let result = try whatIf(
      "az network application-gateway address-pool update -g rg-test --gateway-name agw -n pool --servers 10.0.2.5")
    #expect(result.members.map { $0.before?.member.address } == ["10.0.2.4", nil])
    #expect(result.members.map { $0.after?.member.address } == [nil, "10.0.2.5"])
    #expect(result.members.map(\.direction) == [.same, .same])
    #expect(result.emptiedPools.isEmpty)
  }

  @Test func `a pool that loses its last member is told`() throws {
    let result = try whatIf(
      "az network application-gateway address-pool update -g rg-test --gateway-name agw -n pool --servers ''")
    #expect(result.emptiedPools.map(\.pool.name) == ["pool"])
  }

  @Test func `edits are made one after the other, each seen on its own`() throws {
    let result = try whatIf(
      deny + "\naz network nsg rule update -g rg-test --nsg-name nsg-backend -n Deny --access Allow", on: grouped)
    #expect(result.stages.map { $0.members.map(\.direction) } == [[.worse], [.better]])
    #expect(result.members.map(\.direction) == [.same])
  }

  @Test func `a refused edit stops the evaluation`() throws {
    let again = deny.replacing("-n Deny", with: "-n Other")
    let result = try whatIf([deny, again, again].joined(separator: "\n"), on: grouped)
    #expect(result.stages.count == 2)
    #expect(result.failure?.problem == .refused(.securityRuleConflict))
    #expect(result.failure?.line == 2)
    #expect(result.members.map(\.direction) == [.worse])
  }

  @Test func `two gateways of one name in two groups are told apart`() throws {
    var resources = try Scenario().engine().model.resources
    let loaded = try Scenario().engine().model.resources.applicationGateways.values[0]
    let twin = ResourceID(
      subscription: loaded.id.subscription, resourceGroup: "rg-twin", type: loaded.id.type, names: loaded.id.names)
    var gateway = loaded
    gateway.id = twin
    gateway.backendAddressPools[0].id = twin.child("backendAddressPools", "pool")
    gateway.backendSettings[0].id = twin.child("backendHttpSettingsCollection", "setting")
    resources.applicationGateways[twin] = gateway
    let change = try Change(script: "az network application-gateway stop -g rg-twin -n agw", name: "change")
    #expect(WhatIf([change], on: resources).members.map(\.direction).filter { $0 == .worse }.count == 1)
  }
}

/// Azure refuses states in which it cannot manage a v2 gateway (azure-semantics.md §1.9, §2.8).
@Suite struct GatewayRefusalTests {
  private static let inbound =
    "az network nsg rule create -g rg-test --nsg-name nsg-agw -n Deny --priority 200 --access Deny "
    + "--source-address-prefixes Internet --destination-port-ranges '*'"
  private static let outbound =
    "az network nsg rule create -g rg-test --nsg-name nsg-agw -n Deny --priority 200 --access Deny "
    + "--direction Outbound --destination-address-prefixes Internet --destination-port-ranges '*'"
  private static let route =
    "az network route-table route create -g rg-test --route-table-name rt-agw -n default --address-prefix 0.0.0.0/0 "
    + "--next-hop-type VirtualAppliance --next-hop-ip-address 10.0.3.4"

  private static var gateway: Scenario {
    var scenario = Scenario()
    scenario.gatewayGroup = []
    scenario.gatewayRoutes = []
    return scenario
  }

  @Test(
    arguments: [
      (inbound, Refusal.gatewaySubnetInbound), (outbound, .gatewaySubnetOutbound), (route, .gatewaySubnetRoute),
    ])
  func `Azure refuses to be shut out`(script: String, refusal: Refusal) throws {
    var scenario = Self.gateway
    scenario.gatewayGroup = [.allow("Allow-Manager", 300, protocol: "Tcp", from: "GatewayManager", port: "65200-65535")]
    #expect(try whatIf(script, on: scenario).failure?.problem == .refused(refusal))
  }

  @Test(arguments: [inbound, outbound, route]) func `an isolated gateway may be`(script: String) throws {
    var scenario = Self.gateway
    scenario.gateway.isIsolated = true
    #expect(try whatIf(script, on: scenario).failure == nil)
  }

  @Test(arguments: [inbound, route]) func `a v1 gateway reports Unknown instead`(script: String) throws {
    var scenario = Self.gateway
    scenario.gateway.sku = "Standard_Medium"
    let result = try whatIf(script, on: scenario)
    #expect(result.failure == nil)
    #expect(result.members[0].after?.health == .unknown)
  }

  @Test func `a gateway that was shut out before is not refused again`() throws {
    var scenario = Self.gateway
    scenario.gatewayGroup = [.deny("Deny-Manager", 150, from: "GatewayManager", port: "65200-65535")]
    #expect(try whatIf(Self.outbound, on: scenario).failure == nil)
  }
}
