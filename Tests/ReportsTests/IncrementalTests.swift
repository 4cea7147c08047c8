import BackendHealth
import Changes
import Comparison
import JSONText
import Loading
import Outcomes
import Resources
import TestSupport
import Testing

@testable import Reports

/// Everything that is told of a forecast.
private func rendered(_ predictions: [GatewayPrediction], in resources: Resources) -> String {
  let members = predictions.flatMap(\.pairs).flatMap(\.members)
  return HealthJSON.gateways(predictions).text(pretty: true) + HealthText.gateways(predictions, in: resources)
    + TraceJSON.members(members, in: resources).text(pretty: true) + TraceText.members(members, in: resources)
}

@Suite struct IncrementalTests {
  @Test(arguments: UInt64(0)..<10)
  func `after any change the incremental prediction is the full one, and evaluates the pairs that depend on it`(
    seed: UInt64
  ) throws {
    var estate = try RandomEstate(seed: seed)
    var forecast = Forecast(estate.resources)
    #expect(forecast.evaluated == estate.pairs.count)
    for _ in 0..<4 {
      let edit = estate.edit()
      let change = try edit.change()
      let next = try change.edits.reduce(estate.resources) { try $1.applied(to: $0) }
      forecast = forecast.after(next)
      let full = Forecast(next)
      #expect(rendered(forecast.predictions, in: next) == rendered(full.predictions, in: next), "\(edit.script)")
      #expect(forecast.pairs == full.pairs)
      #expect(forecast.evaluated == estate.pairs.filter(edit.concerns).count, "\(edit.script)")
      estate.move(to: next)
    }
  }

  /// `vnet-a` and `vnet-b` joined by gateways; a packet comes into `vnet-b` by the routes of its `GatewaySubnet`.
  private func tunnel() throws -> Resources {
    var scenario = Scenario.twoNetworks
    for index in 0...1 {
      scenario.networks[index].subnets.append(SubnetText("GatewaySubnet", "10.\(index).255.0/27"))
    }
    scenario.networks[1].subnets[1].table = "rt-entry"
    scenario.tables["rt-entry"] = []
    scenario.others["virtualNetworkGateways"] = .array(
      ["vnet-a", "vnet-b"].map { network in
        [
          "gatewayType": "Vpn", "id": id("virtualNetworkGateways", "vgw-\(network)"),
          "ipConfigurations": [
            ["name": "default", "subnet": reference("virtualNetworks", network, "subnets", "GatewaySubnet")]
          ], "name": .string("vgw-\(network)"),
        ]
      })
    scenario.others["connections"] = [
      [
        "connectionType": "Vnet2Vnet", "id": id("connections", "a-b"), "name": "a-b",
        "virtualNetworkGateway1": reference("virtualNetworkGateways", "vgw-vnet-a"),
        "virtualNetworkGateway2": reference("virtualNetworkGateways", "vgw-vnet-b"),
      ]
    ]
    let loaded = Loader.load(texts: [("tunnel.scenario.json", Array(scenario.text.utf8))])
    if let problem = loaded.problems.first { throw problem }
    return loaded.resources
  }

  @Test(arguments: [
    "network route-table route create -g rg-test --route-table-name rt-entry -n stop --address-prefix 10.1.2.0/24 "
      + "--next-hop-type None",
    "network vnet update -g rg-test -n vnet-b --address-prefixes 10.1.0.0/16 10.2.0.0/16",
    "network vnet subnet update -g rg-test --vnet-name vnet-b -n GatewaySubnet --route-table ''",
  ])
  func `what changes at the other end of a tunnel is evaluated again`(command: String) throws {
    let resources = try tunnel()
    let before = Forecast(resources)
    let next = try Change(script: "az " + command, name: "change").edits.reduce(resources) {
      try $1.applied(to: $0)
    }
    let forecast = before.after(next)
    #expect(forecast.evaluated == 1)
    #expect(rendered(forecast.predictions, in: next) == rendered(Forecast(next).predictions, in: next))
  }
}
