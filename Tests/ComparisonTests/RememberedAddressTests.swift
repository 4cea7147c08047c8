import Changes
import JSONText
import Outcomes
import TestSupport
import Testing

@testable import Comparison

/// Trap 14 of azure-semantics.md §8: a gateway goes on using the addresses it resolved last (§3.6).
@Suite struct RememberedAddressTests {
  private func whatIf(_ script: String) throws -> WhatIf {
    var scenario = Scenario()
    scenario.gateway.members = ["api.contoso.internal", "10.0.2.4"]
    scenario.backendGroup = []
    scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.0.2.4"], links: ["vnet-a"])]
    return WhatIf([try Change(script: script, name: "change")], on: try scenario.engine().model.resources)
  }

  @Test func `trap 14: a name that stops resolving is served from its last addresses until the gateway changes`() throws
  {
    let result = try whatIf(
      "az network private-dns record-set a delete -g rg-test -z contoso.internal -n api --yes")
    #expect(result.members.map(\.remembered) == [["10.0.2.4"], []])
    #expect(result.members[0].after?.health == .unknown)
    #expect(result.members[0].after?.assumptions.contains(.noRememberedAddresses(name: "api.contoso.internal")) == true)
  }

  @Test func `a name that goes on resolving needs no memory, whatever becomes of its address`() throws {
    let result = try whatIf(
      "az network nsg rule create -g rg-test --nsg-name nsg-backend -n Deny --priority 100 --access Deny")
    #expect(result.members.allSatisfy { $0.after?.health == .unhealthy && $0.remembered.isEmpty })
  }
}
