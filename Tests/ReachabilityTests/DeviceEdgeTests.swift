import JSONText
import Outcomes
import PacketSets
import Reachability
import TestSupport
import Testing

/// Appliances with several arms, pools that the input knows in part, and routes to gateways of the wrong type.
struct DeviceEdgeTests {
  @Test func `an appliance with two arms sees both halves of a conversation`() throws {
    var scenario = Scenario()
    scenario.networks[0].subnets += [SubnetText("snet-in", "10.0.3.0/24"), SubnetText("snet-out", "10.0.6.0/24")]
    for (address, subnet) in [("10.0.3.4", "snet-in"), ("10.0.6.4", "snet-out")] {
      var card = CardText("nic-" + subnet, address, in: "vnet-a", subnet)
      card.enableIPForwarding = true
      scenario.cards.append(card)
    }
    scenario.gatewayRoutes = [.route("there", "10.0.2.0/24", appliance: "10.0.3.4")]
    scenario.backendRoutes = [.route("back", "10.0.1.0/24", appliance: "10.0.6.4")]
    scenario.others["appliances"] = [["addresses": ["10.0.3.4", "10.0.6.4"], "name": "fw"]]
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
    scenario.others["appliances"] = [["address": "10.0.3.4"], ["address": "10.0.6.4"]]
    #expect(try scenario.flow(to: "10.0.2.4").cause == .routeAsymmetric)
  }

  @Test func `a pool whose machines are not in the input leaves the flow open`() throws {
    var scenario = Scenario()
    let machine = id("networkInterfaces", "nic-elsewhere", "ipConfigurations", "ipconfig1")
    scenario.others["loadBalancers"] = [
      [
        "backendAddressPools": [["backendIPConfigurations": [["id": machine]], "name": "nodes"]],
        "frontendIPConfigurations": [
          [
            "name": "frontend", "privateIPAddress": "10.0.2.100",
            "subnet": reference("virtualNetworks", "vnet-a", "subnets", "snet-backend"),
          ]
        ], "id": id("loadBalancers", "ilb"),
        "loadBalancingRules": [
          ["backendAddressPool": ["id": "nodes"], "frontendPort": 80, "name": "http", "protocol": "Tcp"]
        ], "name": "ilb",
      ]
    ]
    let flow = try scenario.flow(to: "10.0.2.100")
    #expect(flow.path == .undetermined)
    #expect(flow.cause == .undeterminedResource)
  }
}
