/// A large company's export: hub and spokes, everything attached to something that is in the input.
enum Estate {
  private static let networks = 200
  private static let subnetsOfEach = 10

  /// 20,000 network interfaces, 2,000 security groups, 500 route tables and a gateway of 1,200 members under 10 settings.
  static func text() -> String {
    var dice = Dice(seed: 2)
    var rows = (0..<networks).map { network($0, &dice) }
    rows += (0..<2000).map { group($0, &dice) }
    rows += (0..<500).map { table($0, &dice) }
    rows += (0..<20_000).map { interface($0, &dice) }
    rows.append(gateway(&dice))
    return #"{"data":[\#(rows.joined(separator: ",\n"))]}"#
  }

  private static func subnet(_ network: Int, _ index: Int) -> String {
    GraphDump.id("virtualNetworks", "vnet-\(network)") + "/subnets/snet-\(index)"
  }

  private static func network(_ number: Int, _ dice: inout Dice) -> String {
    let subnets = (0..<subnetsOfEach).map { index in
      """
      {"name":"snet-\(index)","id":"\(subnet(number, index))","properties":{"addressPrefix":"10.\(number).\(index).0/24",\
      "networkSecurityGroup":{"id":"\(GraphDump.id("networkSecurityGroups", "nsg-\(number * subnetsOfEach + index)"))"},\
      "routeTable":{"id":"\(GraphDump.id("routeTables", "rt-\((number * subnetsOfEach + index) % 500)"))"}}}
      """
    }
    let peers = number == 0 ? Array(1..<networks) : [0]
    let peerings = peers.map { peer in
      """
      {"name":"to-\(peer)","id":"\(GraphDump.id("virtualNetworks", "vnet-\(number)"))/virtualNetworkPeerings/to-\(peer)",\
      "properties":{"peeringState":"Connected","allowVirtualNetworkAccess":true,"remoteVirtualNetwork":{\
      "id":"\(GraphDump.id("virtualNetworks", "vnet-\(peer)"))"}}}
      """
    }
    let properties = """
      "addressSpace":{"addressPrefixes":["10.\(number).0.0/16"]},"subnets":[\(subnets.joined(separator: ","))],\
      "virtualNetworkPeerings":[\(peerings.joined(separator: ","))]
      """
    return GraphDump.row("virtualNetworks", "vnet-\(number)", properties, &dice)
  }

  private static func group(_ number: Int, _ dice: inout Dice) -> String {
    let rules = (0..<20).map { index in
      """
      {"name":"rule-\(index)","properties":{"priority":\(100 + 10 * index),"direction":"Inbound","access":"Allow",\
      "protocol":"Tcp","sourcePortRange":"*","destinationPortRange":"\(8000 + 5 * index)-\(8004 + 5 * index)",\
      "sourceAddressPrefix":"10.\(dice.below(networks)).0.0/16","destinationAddressPrefix":"VirtualNetwork"}}
      """
    }
    return GraphDump.row(
      "networkSecurityGroups", "nsg-\(number)", #""securityRules":[\#(rules.joined(separator: ","))]"#, &dice)
  }

  private static func table(_ number: Int, _ dice: inout Dice) -> String {
    let routes = (0..<10).map { index in
      """
      {"name":"udr-\(index)","properties":{"addressPrefix":"192.168.\(index).0/24","nextHopType":"VirtualAppliance",\
      "nextHopIpAddress":"10.0.0.4"}}
      """
    }
    return GraphDump.row("routeTables", "rt-\(number)", #""routes":[\#(routes.joined(separator: ","))]"#, &dice)
  }

  private static func interface(_ number: Int, _ dice: inout Dice) -> String {
    let place = number % (networks * subnetsOfEach)
    let (network, index) = (place / subnetsOfEach, place % subnetsOfEach)
    let name = "nic-\(number)"
    let properties = """
      "enableIPForwarding":false,"primary":true,"ipConfigurations":[{"name":"ipconfig1",\
      "id":"\(GraphDump.id("networkInterfaces", name))/ipConfigurations/ipconfig1","properties":{"primary":true,\
      "privateIPAddress":"10.\(network).\(index).\(4 + number / (networks * subnetsOfEach))",\
      "subnet":{"id":"\(subnet(network, index))"}}}],\
      "networkSecurityGroup":{"id":"\(GraphDump.id("networkSecurityGroups", "nsg-\(number % 2000)"))"}
      """
    return GraphDump.row("networkInterfaces", name, properties, &dice)
  }

  private static func gateway(_ dice: inout Dice) -> String {
    let id = GraphDump.id("applicationGateways", "agw")
    let members = (0..<1200).map { #"{"ipAddress":"10.\#($0 % 100 + 1).\#($0 / 100 % 10).\#(4 + $0 / 1000)"}"# }
    let settings = (0..<10).map {
      #"{"name":"set-\#($0)","id":"\#(id)/backendHttpSettingsCollection/set-\#($0)","properties":{"port":\#(8000 + $0),"protocol":"Http"}}"#
    }
    let rules = (0..<10).map {
      """
      {"name":"rule-\($0)","properties":{"ruleType":"Basic","priority":\($0 + 1),\
      "backendAddressPool":{"id":"\(id)/backendAddressPools/pool"},\
      "backendHttpSettings":{"id":"\(id)/backendHttpSettingsCollection/set-\($0)"},\
      "httpListener":{"id":"\(id)/httpListeners/listener"}}}
      """
    }
    let properties = """
      "operationalState":"Running","sku":{"name":"Standard_v2","tier":"Standard_v2"},\
      "gatewayIPConfigurations":[{"name":"ip","properties":{"subnet":{"id":"\(subnet(0, 1))"}}}],\
      "backendAddressPools":[{"name":"pool","id":"\(id)/backendAddressPools/pool","properties":{\
      "backendAddresses":[\(members.joined(separator: ","))]}}],\
      "backendHttpSettingsCollection":[\(settings.joined(separator: ","))],\
      "httpListeners":[{"name":"listener","properties":{"protocol":"Http"}}],\
      "requestRoutingRules":[\(rules.joined(separator: ","))]
      """
    return GraphDump.row("applicationGateways", "agw", properties, &dice)
  }
}
