import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// References as people write them in a scenario: by the tail of a path of names (design §3).
struct ReferenceTests {
  /// The base with its backend's group named as given, at the subnet.
  private static func scenario(_ reference: JSONValue) -> Scenario {
    var scenario = Scenario()
    scenario.groups["nsg-backend"] = [.deny("Deny", 100)]
    var network = scenario.networks[0]
    network.subnets.removeLast()
    guard case .object(let members) = network.json else { return scenario }
    let subnets: JSONValue = [
      ["addressPrefix": "10.0.1.0/24", "name": "snet-agw"],
      ["addressPrefix": "10.0.2.0/24", "name": "snet-backend", "networkSecurityGroup": reference],
    ]
    scenario.others["virtualNetworks"] = [
      .object(members.filter { $0.key != "subnets" } + [.init("subnets", subnets)])
    ]
    return scenario
  }

  @Test(arguments: ["nsg-backend", "NSG-Backend", "rg-test/nsg-backend"])
  func `a group may be named by its name or with its resource group`(text: String) throws {
    #expect(try Self.scenario(.string(text)).flow(to: "10.0.2.4").blamed == "nsg-backend/Deny")
  }

  @Test func `a group may be named by an id in any letter case, or without its scope`() throws {
    let full = idText(["networkSecurityGroups", "nsg-backend"])
    for text in [full.uppercased(), "/providers/Microsoft.Network/networkSecurityGroups/nsg-backend"] {
      #expect(try Self.scenario(["id": .string(text)]).flow(to: "10.0.2.4").blamed == "nsg-backend/Deny")
    }
  }

  @Test func `an id in another resource group names another group`() throws {
    let other = idText(["networkSecurityGroups", "nsg-backend"]).replacing("rg-test", with: "rg-other")
    #expect(try Self.scenario(["id": .string(other)]).flow(to: "10.0.2.4").cause == .undeterminedResource)
  }

  @Test(arguments: ["snet-backend", "vnet-a/snet-backend"])
  func `a group's or table's own list of subnets may name them like any other reference`(name: String) throws {
    var scenario = Scenario()
    scenario.others["networkSecurityGroups"] = [
      ["name": "nsg-backend", "securityRules": [.deny("Deny", 100)], "subnets": [["id": .string(name)]]]
    ]
    #expect(try scenario.flow(to: "10.0.2.4").blamed == "nsg-backend/Deny")
    scenario.others = [
      "routeTables": [
        [
          "name": "rt-backend", "subnets": [["id": .string(name)]],
          "routes": [["addressPrefix": "10.0.1.0/24", "name": "drop", "nextHopType": "None"]],
        ]
      ]
    ]
    #expect(try scenario.flow(to: "10.0.2.4").blamed == "rt-backend/drop")
  }

  @Test func `a subnet that nothing has is an error in a group's own list as well`() throws {
    var scenario = Scenario()
    scenario.others["networkSecurityGroups"] = [["name": "nsg", "subnets": [["id": "snet-backent"]]]]
    #expect(throws: LoadFailure.self) { try scenario.engine() }
  }

  @Test func `a gateway may name its subnet by the tail of its path`() throws {
    var scenario = Scenario.withSite("192.168.0.0/16")
    scenario.others["virtualNetworkGateways"] = [
      ["ipConfigurations": [["subnet": ["id": "GatewaySubnet"]]], "name": "vgw"]
    ]
    #expect(try scenario.nextHop(to: "192.168.1.1").nextHop?.kind == .virtualNetworkGateway)
  }
}
