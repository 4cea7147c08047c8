/// Load balancers and private endpoints, as `az network lb show` and `az network private-endpoint show` print them.
extension AzureJSONWriter {
  mutating func loadBalancer(_ item: ReferenceLoadBalancer) -> ReferenceJSON {
    let parent = id("loadBalancers", item.name)
    let home = id("virtualNetworks", item.virtualNetwork)
    let frontends = item.frontends.map { frontend in
      child(
        parent, "frontendIPConfigurations", frontend.name,
        [
          ("privateIPAddress", .string(ReferenceAddress.text(frontend.address))),
          ("privateIPAllocationMethod", .string("Static")),
          ("subnet", reference(id: "\(home)/subnets/\(frontend.subnet)")),
        ])
    }
    let pools = item.pools.map { pool in
      let members = pool.members.map { reference(id: "\(id("networkInterfaces", $0))/ipConfigurations/ipconfig1") }
      return child(parent, "backendAddressPools", pool.name, [("backendIPConfigurations", .array(members))])
    }
    let rules = item.rules.map { loadBalancingRule($0, parent) }
    let probes = Set(item.rules.compactMap(\.probePort)).sorted().map { port in
      child(
        parent, "probes", "probe-\(port)",
        [
          ("protocol", enumeration("Tcp")), ("port", .number(Int(port))), ("intervalInSeconds", .number(5)),
          ("numberOfProbes", .number(2)),
        ])
    }
    return top(
      "loadBalancers", item.name,
      [
        ("frontendIPConfigurations", .array(frontends)), ("backendAddressPools", .array(pools)),
        ("loadBalancingRules", .array(rules)), ("probes", .array(probes)), ("inboundNatRules", .array([])),
      ], location: network.virtualNetwork(item.virtualNetwork).location,
      beside: [("sku", .object([("name", .string(item.sku.rawValue)), ("tier", .string("Regional"))]))])
  }

  private mutating func loadBalancingRule(_ rule: ReferenceLoadBalancingRule, _ parent: String) -> ReferenceJSON {
    let pool = reference(id: "\(parent)/backendAddressPools/\(rule.pool)")
    var facts: [(String, ReferenceJSON)] = [
      ("frontendIPConfiguration", reference(id: "\(parent)/frontendIPConfigurations/\(rule.frontend)")),
      ("protocol", enumeration(rule.protocol?.rawValue ?? "All")), ("frontendPort", .number(Int(rule.frontendPort))),
      ("backendPort", .number(Int(rule.backendPort))), ("enableFloatingIP", .bool(false)),
      ("loadDistribution", .string("Default")), ("idleTimeoutInMinutes", .number(4)), ("backendAddressPool", pool),
    ]
    if random.chance(50) { facts.append(("backendAddressPools", .array([pool]))) }
    if let port = rule.probePort { facts.append(("probe", reference(id: "\(parent)/probes/probe-\(port)"))) }
    return child(parent, "loadBalancingRules", rule.name, facts)
  }

  /// An application gateway with network isolation, as far as other flows than its own probes are concerned.
  mutating func isolatedGateway(in subnet: ReferenceSubnet, of home: ReferenceVirtualNetwork) -> ReferenceJSON {
    let place = reference(id: "\(id("virtualNetworks", home.name))/subnets/\(subnet.name)")
    let configuration = child(
      id("applicationGateways", "agw-\(home.name)-\(subnet.name)"), "gatewayIPConfigurations", "ip", [("subnet", place)]
    )
    return top(
      "applicationGateways", "agw-\(home.name)-\(subnet.name)", [("gatewayIPConfigurations", .array([configuration]))],
      location: home.location, beside: [("tags", .object([("EnhancedNetworkControl", .string("True"))]))])
  }

  mutating func privateEndpoint(_ item: ReferencePrivateEndpoint) -> ReferenceJSON {
    let parent = id("privateEndpoints", item.name)
    let interface = network.networkInterface(named: item.networkInterface)
    let home = id("virtualNetworks", interface.subnet.network)
    let service = id("privateLinkServices", "service").replacing("Microsoft.Network", with: "Microsoft.Storage")
    let connection = child(
      parent, "privateLinkServiceConnections", item.name,
      [
        ("privateLinkServiceId", .string(service.replacing("privateLinkServices", with: "storageAccounts"))),
        ("groupIds", .array([.string("blob")])),
        (
          "privateLinkServiceConnectionState",
          .object([("status", enumeration(item.state.rawValue)), ("actionsRequired", .string("None"))])
        ),
      ])
    let isManual = random.chance(30)
    var facts: [(String, ReferenceJSON)] = [
      ("subnet", reference(id: "\(home)/subnets/\(interface.subnet.subnet)")),
      ("networkInterfaces", .array([reference("networkInterfaces", interface.name)])),
      ("privateLinkServiceConnections", .array(isManual ? [] : [connection])),
      ("manualPrivateLinkServiceConnections", .array(isManual ? [connection] : [])),
    ]
    if random.chance(70) {
      let hint = ReferenceJSON.object([
        ("fqdn", .string("\(item.name).blob.core.windows.net")),
        ("ipAddresses", .array([.string(ReferenceAddress.text(interface.address))])),
      ])
      facts.append(("customDnsConfigs", .array([hint])))
    }
    return top(
      "privateEndpoints", item.name, facts, location: network.virtualNetwork(interface.subnet.network).location)
  }

  /// What the interface of an endpoint or of a pool's member says about it: facts of the resource, and of its configuration.
  mutating func owners(
    of interface: ReferenceNetworkInterface
  ) -> (resource: [(String, ReferenceJSON)], configuration: [(String, ReferenceJSON)]) {
    let endpoint = network.privateEndpoints.first { $0.networkInterface == interface.name }
    let resource = endpoint.map { [("privateEndpoint", reference("privateEndpoints", $0.name))] } ?? []
    var pools: [ReferenceJSON] = []
    for loadBalancer in network.loadBalancers {
      for pool in loadBalancer.pools where pool.members.contains(interface.name) {
        pools.append(reference(id: "\(id("loadBalancers", loadBalancer.name))/backendAddressPools/\(pool.name)"))
      }
    }
    return (resource, pools.isEmpty ? [] : [("loadBalancerBackendAddressPools", .array(pools))])
  }
}
