import Outcomes
import PacketSets
import Resources

extension AzCommand {
  static let networkInterfaceCommands = [cards.update, configurations.update, addToPool, removeFromPool]

  private static let cards = AzGroup<NetworkInterface>(
    path: "network nic", kind: .networkInterface, levels: [.init(.name)], store: .collection(\.networkInterfaces),
    fields: [
      .truth(
        AzOption("--ip-forwarding", shape: .truth, property: "enableIPForwarding"), \.enableIPForwarding),
      .reference(
        AzOption("--network-security-group", property: "networkSecurityGroup"), .networkSecurityGroup,
        \.networkSecurityGroup),
    ],
    unread: [.ignored("--accelerated-networking", shape: .truth), .ignored("--dns-servers", shape: .list)],
    make: { id, origin, _ in NetworkInterface(id: id, origin: origin, ipConfigurations: []) },
    settle: { arguments, scope, _, resources throws(ChangeProblem) in
      guard arguments.has("--network-security-group") else { return }
      // Back-references would attach again what an empty text has detached.
      for (id, group) in resources.networkSecurityGroups
      where group.networkInterfaces.contains(where: { $0.names(scope.id) }) {
        resources.networkSecurityGroups[id]!.networkInterfaces.removeAll { $0.names(scope.id) }
      }
    })

  private static let configurations = AzGroup<IPConfiguration>(
    path: "network nic ip-config", kind: .networkInterface,
    levels: [
      .init(AzOption("--nic-name", required: true)), .init(.name, "ipConfigurations", "configuration"),
    ],
    store: .children(of: \.networkInterfaces, \.ipConfigurations, "ipConfigurations") { $0.id.name },
    fields: [
      AzField(option: AzOption("--private-ip-address")) { arguments, _, configuration throws(ChangeProblem) in
        configuration.privateIPAddress = try arguments.address("--private-ip-address")
      } say: { configuration, _ in
        configuration.privateIPAddress.map { [$0.description] }
      },
      AzField(option: AzOption("--subnet")) { arguments, scope, configuration throws(ChangeProblem) in
        configuration.subnet = try arguments.subnet(in: scope.resources)
      } say: { configuration, _ in
        // A name alone would be looked for in a network that another option names.
        configuration.subnet.map { [$0.text] }
      },
      AzField(option: AzOption("--vnet-name")) { _, _, _ throws(ChangeProblem) in
      } say: { _, _ in
        nil
      },
      AzField(option: AzOption("--application-security-groups", "--asgs", shape: .list)) {
        arguments, scope, configuration throws(ChangeProblem) in
        configuration.applicationSecurityGroups = arguments.list("--application-security-groups").map { name in
          Reference(
            .id(ResourceID(name) ?? scope.id.neighbour(.applicationSecurityGroup, name)), origin: arguments.origin)
        }
      } say: { configuration, scope in
        let groups = configuration.applicationSecurityGroups
        return groups.isEmpty ? nil : groups.map { scope.text($0) }
      },
    ],
    unread: [.ignored("--make-primary", shape: .truth)],
    make: { id, origin, _ in IPConfiguration(id: id, origin: origin, privateIPAddress: nil, subnet: nil) },
    finish: { arguments, scope, old, configuration throws(ChangeProblem) in
      configuration.origin = arguments.origin
      let isMoved = old?.privateIPAddress != configuration.privateIPAddress || old?.subnet != configuration.subnet
      if isMoved, isTaken(configuration, in: scope.resources) { throw .refused(.addressAllocated) }
    })

  /// Whether another configuration of the same network has the address.
  private static func isTaken(_ configuration: IPConfiguration, in resources: Resources) -> Bool {
    let index = ResourceIndex(resources)
    func network(_ configuration: IPConfiguration) -> ResourceID? {
      guard let subnet = configuration.subnet, case .one(let id) = index.find(subnet, as: .subnet) else { return nil }
      return id.parent
    }
    guard let address = configuration.privateIPAddress, let home = network(configuration) else { return false }
    return resources.networkInterfaces.values.flatMap(\.ipConfigurations).contains { other in
      other.privateIPAddress == address && !other.id.matches(configuration.id) && network(other) == home
    }
  }

  private static let membershipOptions = [
    AzOption("--nic-name", required: true), AzOption("--ip-config-name", "-n", required: true),
    AzOption("--gateway-name"), AzOption("--address-pool", required: true),
  ]

  private static let addToPool = AzCommand(
    "network nic ip-config address-pool add", membershipOptions, takesNoWait: false
  ) { arguments, resources throws(ChangeProblem) in
    let (card, index, pool) = try membership(arguments, in: resources)
    var pools = resources.networkInterfaces[card]!.ipConfigurations[index].applicationGatewayBackendAddressPools
    pools.removeAll { $0.names(pool) }
    pools.append(Reference(.id(pool), origin: arguments.origin))
    resources.networkInterfaces[card]!.ipConfigurations[index].applicationGatewayBackendAddressPools = pools
  } requests: { edit in
    memberships(of: edit.after, butNotOf: edit.before)
  }

  private static let removeFromPool = AzCommand(
    "network nic ip-config address-pool remove", membershipOptions, takesNoWait: false
  ) { arguments, resources throws(ChangeProblem) in
    let (card, index, pool) = try membership(arguments, in: resources)
    let configuration = resources.networkInterfaces[card]!.ipConfigurations[index].id
    resources.networkInterfaces[card]!.ipConfigurations[index].applicationGatewayBackendAddressPools.removeAll {
      $0.names(pool)
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
  } requests: { edit in
    memberships(of: edit.before, butNotOf: edit.after)
  }

  /// The pools that configurations belong to in one state and, although they exist, not in another.
  private static func memberships(of resources: Resources, butNotOf others: Resources) -> [AzRequest] {
    resources.networkInterfaces.flatMap { id, card in
      card.ipConfigurations.flatMap { configuration -> [AzRequest] in
        guard let other = others.networkInterfaces[id]?.ipConfigurations.first(where: { $0.id == configuration.id })
        else { return [] }
        let known = other.applicationGatewayBackendAddressPools.compactMap(\.id)
        let pools = configuration.applicationGatewayBackendAddressPools.compactMap(\.id)
        return pools.filter { pool in !known.contains { $0.matches(pool) } }.map { pool in
          let isNear = pool.resourceGroup.lowercased() == id.resourceGroup.lowercased()
          return AzRequest(
            id: id,
            options: [
              .init(name: "--nic-name", values: [id.name]), .init(name: "-n", values: [configuration.id.name]),
            ]
              + [
                .init(name: "--gateway-name", values: [pool.root.name]),
                .init(name: "--address-pool", values: [isNear ? pool.name : pool.text]),
              ])
        }
      }
    }
  }

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
    if ResourceID(written) != nil {
      gateways = Array(resources.applicationGateways.values)
    } else if arguments.has("--gateway-name") {
      gateways = [
        resources.applicationGateways[try arguments.resource("--gateway-name", .applicationGateway, in: resources)]!
      ]
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

extension AzArguments {
  /// The subnet that options name, by full id or by the names of the network and its own.
  fileprivate func subnet(in resources: Resources) throws(ChangeProblem) -> Reference? {
    guard let written = text("--subnet") else { return nil }
    var wanted = ResourceID(written)
    if wanted == nil {
      wanted = try resource("--vnet-name", .virtualNetwork, in: resources).child("subnets", written)
    }
    let index = ResourceIndex(resources)
    guard let found = wanted.flatMap(index.find) ?? (mayReachOut ? wanted : nil) else {
      throw .name(.unknown(written, kind: "subnet", known: index.names(of: [.subnet])))
    }
    return Reference(.id(found), origin: origin)
  }
}
