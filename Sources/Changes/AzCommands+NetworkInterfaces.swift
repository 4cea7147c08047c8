import Outcomes
import PacketSets
import Resources

extension AzCommand {
  private static let configurationName = [
    AzOption("--nic-name", required: true), AzOption("--ip-config-name", "-n", required: true),
    AzOption("--gateway-name"), AzOption("--address-pool", required: true),
  ]

  static let networkInterfaceCommands: [AzCommand] = [
    AzCommand(
      "network nic update",
      [
        name, AzOption("--ip-forwarding", shape: .truth), AzOption("--network-security-group"),
        .ignored("--accelerated-networking", shape: .truth), .ignored("--dns-servers", shape: .list),
      ]
    ) { arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--name", .networkInterface, in: resources)
      if let forwards = arguments.truth("--ip-forwarding") {
        resources.networkInterfaces[id]!.enableIPForwarding = forwards
      }
      if arguments.has("--network-security-group") {
        resources.networkInterfaces[id]!.networkSecurityGroup = try arguments.reference(
          "--network-security-group", .networkSecurityGroup, in: resources)
        // Back-references would attach again what an empty text has detached.
        for group in resources.networkSecurityGroups.keys {
          resources.networkSecurityGroups[group]!.networkInterfaces.removeAll { $0.id.map(id.matches) ?? false }
        }
      }
    },
    AzCommand("network nic ip-config address-pool add", configurationName, takesNoWait: false) {
      arguments, resources throws(ChangeProblem) in
      let (card, index, pool) = try membership(arguments, in: resources)
      var pools = resources.networkInterfaces[card]!.ipConfigurations[index].applicationGatewayBackendAddressPools
      pools.removeAll { $0.id.map(pool.matches) ?? false }
      pools.append(Reference(.id(pool), origin: arguments.origin))
      resources.networkInterfaces[card]!.ipConfigurations[index].applicationGatewayBackendAddressPools = pools
    },
    AzCommand("network nic ip-config address-pool remove", configurationName, takesNoWait: false) {
      arguments, resources throws(ChangeProblem) in
      let (card, index, pool) = try membership(arguments, in: resources)
      let configuration = resources.networkInterfaces[card]!.ipConfigurations[index].id
      resources.networkInterfaces[card]!.ipConfigurations[index].applicationGatewayBackendAddressPools.removeAll {
        $0.id.map(pool.matches) ?? ($0.name.lowercased() == pool.name.lowercased())
      }
      // The pool's own list of configurations says the same from the other side.
      guard let gateway = pool.parent, let id = resources.applicationGateways.keys.first(where: gateway.matches) else {
        return
      }
      for place in resources.applicationGateways[id]!.backendAddressPools.indices
      where resources.applicationGateways[id]!.backendAddressPools[place].id.matches(pool) {
        resources.applicationGateways[id]!.backendAddressPools[place].members.removeAll {
          if case .ipConfiguration(let member, _) = $0 { member.matches(configuration) } else { false }
        }
      }
    },
  ]

  /// The interface, its configuration and the gateway's pool.
  private static func membership(
    _ arguments: AzArguments, in resources: Resources
  ) throws(ChangeProblem) -> (ResourceID, Int, ResourceID) {
    let card = try arguments.resource("--nic-name", .networkInterface, in: resources)
    let configurations = resources.networkInterfaces[card]!.ipConfigurations
    let name = arguments.text("--ip-config-name") ?? ""
    guard let index = configurations.firstIndex(where: { $0.id.name.lowercased() == name.lowercased() }) else {
      throw .name(.unknown(name, kind: "configuration of \(card.name)", known: configurations.map(\.id.name)))
    }
    let written = arguments.text("--address-pool") ?? ""
    let gateways: [ApplicationGateway]
    if arguments.has("--gateway-name") {
      gateways = [
        resources.applicationGateways[try arguments.resource("--gateway-name", .applicationGateway, in: resources)]!
      ]
    } else if ResourceID(written) != nil {
      gateways = Array(resources.applicationGateways.values)
    } else {
      throw .missingOption("--gateway-name", command: arguments.command)
    }
    let pools = gateways.flatMap(\.backendAddressPools).map(\.id)
    let found = pools.first { pool in
      ResourceID(written).map(pool.matches) ?? (pool.name.lowercased() == written.lowercased())
    }
    guard let found else { throw .name(.unknown(written, kind: "pool", known: pools.map(\.name))) }
    return (card, index, found)
  }
}
