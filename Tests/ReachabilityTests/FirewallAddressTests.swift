import JSONText
import Outcomes
import PacketSets
import Reachability
import TestSupport
import Testing

/// What is not evaluated of Azure Firewalls is told to be open.
struct FirewallAddressTests {
  /// The base with a firewall at 10.0.3.4, on the way to the backend where that is wanted.
  private func withFirewall(_ rules: [String: JSONValue], onTheWay: Bool = true) -> Scenario {
    var scenario = Scenario()
    scenario.networks[0].subnets.append(SubnetText("AzureFirewallSubnet", "10.0.3.0/26"))
    scenario.others["azureFirewalls"] = [
      .sorted(
        [
          "id": id("azureFirewalls", "azfw"),
          "ipConfigurations": [
            [
              "name": "ip", "privateIPAddress": "10.0.3.4",
              "subnet": reference("virtualNetworks", "vnet-a", "subnets", "AzureFirewallSubnet"),
            ]
          ], "name": "azfw",
        ].merging(rules) { $1 }.mapValues { $0 })
    ]
    if onTheWay { scenario.gatewayRoutes = [.route("there", "10.0.2.0/24", appliance: "10.0.3.4")] }
    return scenario
  }

  private func rule(_ names: [String: JSONValue]) -> [String: JSONValue] {
    let rule: [String: JSONValue] = [
      "name": "web", "protocols": [["port": 80, "protocolType": "Http"]], "sourceAddresses": ["*"],
    ]
    return [
      "applicationRuleCollections": [
        [
          "action": ["type": "Allow"], "name": "apps", "priority": 100,
          "rules": [.sorted(rule.merging(names) { $1 }.mapValues { $0 })],
        ]
      ]
    ]
  }

  @Test(arguments: ["targetFqdns", "fqdnTags", "webCategories", "targetUrls"])
  func `an application rule for some names leaves open whether it takes the packets`(key: String) throws {
    let flow = try withFirewall(rule([key: ["contoso"]])).flow(to: "10.0.2.4")
    #expect(flow.path == .undetermined)
    #expect(flow.blamed == "azfw/web")
    #expect(try withFirewall(rule(["targetFqdns": ["*"]])).flow(to: "10.0.2.4").path == .allow)
  }

  @Test func `a network rule for names leaves open whether it takes the packets`() throws {
    let rules: [String: JSONValue] = [
      "networkRuleCollections": [
        [
          "action": ["type": "Allow"], "name": "net", "priority": 100,
          "rules": [
            [
              "destinationFqdns": ["api.contoso.com"], "destinationPorts": ["80"], "name": "web", "protocols": ["TCP"],
              "sourceAddresses": ["*"],
            ]
          ],
        ]
      ]
    ]
    #expect(try withFirewall(rules).flow(to: "10.0.2.4").path == .undetermined)
  }

  @Test func `where a DNAT rule translates to is open, whoever sends to the firewall`() throws {
    let rules: [String: JSONValue] = [
      "natRuleCollections": [
        [
          "action": ["type": "Dnat"], "name": "dnat", "priority": 100,
          "rules": [
            [
              "destinationAddresses": ["10.0.3.4"], "destinationPorts": ["80"], "name": "web", "protocols": ["TCP"],
              "sourceAddresses": ["*"], "translatedAddress": "10.0.2.4", "translatedPort": "80",
            ]
          ],
        ]
      ]
    ]
    for sender in ["snet-agw", "Internet"] {
      let flow = try withFirewall(rules, onTheWay: false).flow(from: sender, to: "10.0.3.4")
      #expect(flow.path == .undetermined)
      guard case .firewallAddress(let firewall, "10.0.3.4")? = flow.decisive?.missing else {
        Issue.record("\(flow.steps)")
        return
      }
      #expect(firewall.name == "azfw")
    }
  }

  @Test func `what a firewall does with packets for its own address is open, but for names`() throws {
    let scenario = withFirewall([:], onTheWay: false)
    let flow = try scenario.flow(to: "10.0.3.4")
    #expect(flow.path == .undetermined)
    #expect(flow.decisive?.outcome == .undeterminedAppliance)
    #expect(try scenario.flow(to: "10.0.3.4", port: 53, protocol: .udp).path == .allow)
    let all = try scenario.flow(to: "AzureFirewallSubnet")
    #expect(all.undetermined.destinations == AddressSet("10.0.3.4"))
    #expect(all.denied.isEmpty)
  }
}
