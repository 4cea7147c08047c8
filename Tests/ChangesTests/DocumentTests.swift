import Outcomes
import Resources
import TestSupport
import Testing

@testable import Changes

/// Changes given as Azure's JSON.
@Suite struct DocumentChangeTests {
  private func after(_ text: String, on scenario: Scenario) throws -> Resources {
    let change = Change(document: Array(text.utf8), name: "edited.json")
    return try change.edits[0].applied(to: try scenario.engine().model.resources)
  }

  private var scenario: Scenario {
    var scenario = Scenario()
    scenario.backendGroup = [.deny("Deny", 200), .allow("Allow", 300)]
    return scenario
  }

  @Test func `a group takes the place of the one of its id`() throws {
    let id = idText(["networkSecurityGroups", "NSG-BACKEND"])
    let group = try after(#"{"id": "\#(id)", "name": "nsg-backend", "securityRules": []}"#, on: scenario)
    #expect(group.networkSecurityGroups.count == 1)
    #expect(group.group("NSG-BACKEND").securityRules.isEmpty || group.group("nsg-backend").securityRules.isEmpty)
  }

  @Test func `a rule on its own joins its group`() throws {
    let id = idText(["networkSecurityGroups", "nsg-backend", "securityRules", "Deny"])
    let text = """
      {"id": "\(id)", "name": "Deny", "type": "Microsoft.Network/networkSecurityGroups/securityRules", "access": "Allow",
       "direction": "Inbound", "priority": 200, "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*",
       "destinationAddressPrefix": "*", "destinationPortRange": "*"}
      """
    let rules = try after(text, on: scenario).group("nsg-backend").securityRules
    #expect(rules.map(\.name) == ["Deny", "Allow"])
    #expect(rules.map(\.access) == [.allow, .allow])
  }

  @Test func `a whole edited export is taken as it is`() throws {
    var edited = scenario
    edited.backendGroup = [.allow("Allow", 300)]
    edited.networks[0].dnsServers = ["10.0.2.9"]
    let resources = try after(edited.text, on: scenario)
    #expect(resources.group("nsg-backend").securityRules.map(\.name) == ["Allow"])
    #expect(resources.network("vnet-a").dnsServers == ["10.0.2.9"])
    #expect(resources.networkInterfaces.count == 1)
  }
}
