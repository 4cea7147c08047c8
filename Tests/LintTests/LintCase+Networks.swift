extension LintCase {
  static let routeCases: [LintCase] = [
    LintCase(
      .routeAppliance, "the address is out of reach",
      flagged: MarkedText(
        network(agw: has(table: "rt")),
        tables(("rt", [route("/*!*/", "api", "10.0.2.0/24", "VirtualAppliance", "10.9.0.4")]))),
      nearMiss: MarkedText(
        network(agw: has(table: "rt")),
        tables(("rt", [route("", "api", "10.0.2.0/24", "VirtualAppliance", "10.0.3.4")])))),
    LintCase(
      .routeAppliance, "one of two networks with the table does not reach the address",
      flagged: MarkedText(
        twoNetworks, tables(("rt", [route("/*!*/", "out", "10.0.7.0/24", "VirtualAppliance", "10.0.3.4")]))),
      nearMiss: MarkedText(
        twoNetworks, tables(("rt", [route("", "out", "10.0.7.0/24", "VirtualNetworkGateway")])))),
    LintCase(
      .routeAppliance, "the network interface does not forward",
      flagged: MarkedText(
        network(agw: has(table: "rt")), cards(("nic-fw", "10.0.2.68", "")),
        tables(("rt", [route("/*!*/", "out", "10.0.7.0/24", "VirtualAppliance", "10.0.2.68")]))),
      nearMiss: MarkedText(
        network(agw: has(table: "rt")), cards(("nic-fw", "10.0.2.68", #", "enableIPForwarding": true"#)),
        tables(("rt", [route("", "out", "10.0.7.0/24", "VirtualAppliance", "10.0.2.68")])))),
    LintCase(
      .routeAppliance, "Azure lists all of the subnet, and nobody has the address",
      flagged: MarkedText(
        network(agw: has(table: "rt"), api: listing("nic-api")), cards(("nic-api", "10.0.2.4", "")),
        tables(("rt", [route("/*!*/", "out", "10.0.7.0/24", "VirtualAppliance", "10.0.2.68")]))),
      // Something else of the subnet is not in the input, and may have it.
      nearMiss: MarkedText(
        network(agw: has(table: "rt"), api: listing("nic-api", "nic-fw")), cards(("nic-api", "10.0.2.4", "")),
        tables(("rt", [route("", "out", "10.0.7.0/24", "VirtualAppliance", "10.0.2.68")])))),
    LintCase(
      .oneSidedRoute, "replies come straight back",
      flagged: MarkedText(
        network(agw: has(table: "rt")), gateway(), cards(("nic-api", "10.0.2.4", "")), appliance(),
        tables(("rt", [route("/*!*/", "api", "10.0.2.0/24", "VirtualAppliance", "10.0.3.4")]))),
      nearMiss: MarkedText(
        network(agw: has(table: "rt"), api: has(table: "rt-api")), gateway(), cards(("nic-api", "10.0.2.4", "")),
        appliance(),
        tables(
          ("rt", [route("", "api", "10.0.2.0/24", "VirtualAppliance", "10.0.3.4")]),
          ("rt-api", [route("", "agw", "10.0.1.0/24", "VirtualAppliance", "10.0.3.4")])))),
    LintCase(
      .oneSidedRoute, "the appliance does not put its address in the sender's place",
      flagged: MarkedText(
        network(agw: has(table: "rt")), gateway(), cards(("nic-api", "10.0.2.4", "")),
        tables(("rt", [route("/*!*/", "api", "10.0.2.0/24", "VirtualAppliance", "10.0.3.4")]))),
      nearMiss: MarkedText(
        network(agw: has(table: "rt")), gateway(), cards(("nic-api", "10.0.2.4", "")),
        appliance(#", "sourceNat": true"#),
        tables(("rt", [route("", "api", "10.0.2.0/24", "VirtualAppliance", "10.0.3.4")])))),
    LintCase(
      .oneSidedRoute, "only some machines are reached through the appliance",
      flagged: MarkedText(
        network(agw: has(table: "rt")), gateway(), cards(("nic-api", "10.0.2.4", ""), ("nic-two", "10.0.2.200", "")),
        appliance(),
        tables(("rt", [route("/*!*/", "api", "10.0.2.128/25", "VirtualAppliance", "10.0.3.4")]))),
      // Nothing stands there.
      nearMiss: MarkedText(
        network(agw: has(table: "rt")), gateway(), cards(("nic-api", "10.0.2.4", "")), appliance(),
        tables(("rt", [route("", "api", "10.0.2.128/25", "VirtualAppliance", "10.0.3.4")])))),
    LintCase(
      .oneSidedRoute, "only some instances get their replies through the appliance",
      flagged: MarkedText(
        network(agw: has(table: "rt"), api: has(table: "rt-api")), gateway(), cards(("nic-api", "10.0.2.4", "")),
        appliance(),
        tables(
          ("rt", [route("/*!*/", "api", "10.0.2.0/24", "VirtualAppliance", "10.0.3.4")]),
          ("rt-api", [route("", "agw", "10.0.1.0/25", "VirtualAppliance", "10.0.3.4")]))),
      nearMiss: MarkedText(
        network(agw: has(table: "rt"), api: has(table: "rt-api")), gateway(), cards(("nic-api", "10.0.2.4", "")),
        appliance(),
        tables(
          ("rt", [route("", "api", "10.0.2.0/24", "VirtualAppliance", "10.0.3.4")]),
          (
            "rt-api",
            [
              route("", "low", "10.0.1.0/25", "VirtualAppliance", "10.0.3.4"),
              route("", "high", "10.0.1.128/25", "VirtualAppliance", "10.0.3.4"),
            ]
          )))),
    LintCase(
      .oneSidedRoute, "a machine beside another interface of the appliance",
      flagged: MarkedText(
        network(agw: has(table: "rt")), gateway(),
        twoArmed(#", { "name": "nic-api", "ipConfigurations": [\#(ip("10.0.2.5", "snet-api"))] }"#),
        tables(("rt", [route("/*!*/", "api", "10.0.2.0/24", "VirtualAppliance", "10.0.3.4")]))),
      nearMiss: MarkedText(
        network(agw: has(table: "rt")), gateway(), twoArmed(),
        tables(("rt", [route("", "api", "10.0.2.0/24", "VirtualAppliance", "10.0.3.4")])))),
    LintCase(
      .gatewaySubnetTable, "a default route at the VPN gateway's own subnet",
      flagged: MarkedText(
        vpnNetwork, tables(("rt", [route("/*!*/", "all", "0.0.0.0/0", "VirtualAppliance", "10.0.3.4")]))),
      nearMiss: MarkedText(
        vpnNetwork, tables(("rt", [route("", "api", "10.0.2.0/24", "VirtualAppliance", "10.0.3.4")])))),
    LintCase(
      .unattachedTable, "no subnet has the table",
      flagged: MarkedText(
        network(), tables(("rt", [route("", "all", "0.0.0.0/0", "Internet")])).replacing("[{", with: "[/*!*/{")),
      nearMiss: MarkedText(
        network(agw: has(table: "rt")), tables(("rt", [route("", "all", "0.0.0.0/0", "Internet")])))),
  ]

  static let networkCases: [LintCase] = [
    LintCase(
      .peeringNotConnected, "the other network has no peering back",
      flagged: MarkedText(
        peers(
          #"/*!*/{ "name": "to-hub", "remoteVirtualNetwork": { "id": "vnet-hub" }, "peeringState": "Initiated" }"#, "")),
      nearMiss: MarkedText(
        peers(
          #"{ "name": "to-hub", "remoteVirtualNetwork": { "id": "vnet-hub" }, "peeringState": "Connected" }"#,
          #"{ "name": "to-shop", "remoteVirtualNetwork": { "id": "vnet" }, "peeringState": "Connected" }"#))),
    LintCase(
      .peeringNotConnected, "one side was deleted and made anew",
      flagged: MarkedText(
        peers(
          #"/*!*/{ "name": "to-hub", "remoteVirtualNetwork": { "id": "vnet-hub" }, "peeringState": "Disconnected" }"#,
          #"/*!*/{ "name": "to-shop", "remoteVirtualNetwork": { "id": "vnet" }, "peeringState": "Initiated" }"#)),
      // Templates write no state.
      nearMiss: MarkedText(
        peers(
          #"{ "name": "to-hub", "remoteVirtualNetwork": { "id": "vnet-hub" } }"#,
          #"{ "name": "to-shop", "remoteVirtualNetwork": { "id": "vnet" } }"#))),
    LintCase(
      .peeringNotConnected, "the other side was deleted",
      flagged: MarkedText(
        peers(
          #"/*!*/{ "name": "to-hub", "remoteVirtualNetwork": { "id": "vnet-hub" }, "peeringState": "Disconnected" }"#,
          "")),
      nearMiss: MarkedText(peers("", ""))),
    LintCase(
      .peeringSidesDisagree, "one side forbids access",
      flagged: MarkedText(
        peers(
          #"/*~*/{ "name": "to-hub", "remoteVirtualNetwork": { "id": "vnet-hub" }, "peeringState": "Connected" }"#,
          #"/*!*/{ "name": "to-shop", "remoteVirtualNetwork": { "id": "vnet" }, "peeringState": "Connected", "allowVirtualNetworkAccess": false }"#
        )),
      nearMiss: MarkedText(
        peers(
          #"{ "name": "to-hub", "remoteVirtualNetwork": { "id": "vnet-hub" }, "peeringState": "Connected", "allowForwardedTraffic": true }"#,
          #"{ "name": "to-shop", "remoteVirtualNetwork": { "id": "vnet" }, "peeringState": "Connected" }"#))),
    LintCase(
      .peeringSidesDisagree, "the other side does not lend its gateway",
      flagged: MarkedText(
        peers(
          #"/*!*/{ "name": "to-hub", "remoteVirtualNetwork": { "id": "vnet-hub" }, "peeringState": "Connected", "useRemoteGateways": true }"#,
          #"/*~*/{ "name": "to-shop", "remoteVirtualNetwork": { "id": "vnet" }, "peeringState": "Connected" }"#)),
      nearMiss: MarkedText(
        peers(
          #"{ "name": "to-hub", "remoteVirtualNetwork": { "id": "vnet-hub" }, "peeringState": "Connected", "useRemoteGateways": true }"#,
          #"{ "name": "to-shop", "remoteVirtualNetwork": { "id": "vnet" }, "peeringState": "Connected", "allowGatewayTransit": true }"#
        ))),
    LintCase(
      .overlappingPeers, "two spokes with the same range",
      flagged: MarkedText(spokes("10.2.0.0/16", mark: "/*!*/", other: "/*~*/")),
      nearMiss: MarkedText(spokes("10.3.0.0/16"))),
    LintCase(
      .subnetTooSmall, "more instances than addresses",
      flagged: MarkedText(
        network().replacing("10.0.1.0/24", with: "10.0.1.0/28").replacing(
          #"{ "name": "snet-agw"#, with: #"/*!*/{ "name": "snet-agw"#),
        gateway(#", "autoscaleConfiguration": { "minCapacity": 2, "maxCapacity": 12 }"#).replacing(
          "[{ \"name\": \"agw\"", with: "[/*~*/{ \"name\": \"agw\"")),
      nearMiss: MarkedText(
        network().replacing("10.0.1.0/24", with: "10.0.1.0/28"),
        gateway(#", "autoscaleConfiguration": { "minCapacity": 2, "maxCapacity": 11 }"#))),
  ]
}

/// The member by which Azure lists what stands in a subnet.
private func listing(_ cards: String...) -> String {
  let ids = cards.map {
    #"{ "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkInterfaces/\#($0)/ipConfigurations/ip" }"#
  }
  return #", "ipConfigurations": [\#(ids.joined(separator: ", "))]"#
}

/// An appliance that keeps state, unless told otherwise.
private func appliance(_ more: String = "") -> String {
  #""appliances": [{ "name": "fw1", "address": "10.0.3.4"\#(more) }]"#
}

/// An address of an interface in a subnet.
private func ip(_ address: String, _ subnet: String) -> String {
  #"{ "name": "ip", "primary": true, "privateIPAddress": "\#(address)", "subnet": { "id": "vnet/\#(subnet)" } }"#
}

/// A machine that forwards between two subnets, and further network interfaces.
private func twoArmed(_ more: String = "") -> String {
  """
  "virtualMachines": [{ "name": "fw", "networkProfile": { "networkInterfaces": [{ "id": "nic-out" }, { "id": "nic-in" }] } }],
  "networkInterfaces": [
    { "name": "nic-out", "enableIPForwarding": true, "primary": true, "ipConfigurations": [\(ip("10.0.3.4", "snet-fw"))] },
    { "name": "nic-in", "enableIPForwarding": true, "ipConfigurations": [\(ip("10.0.2.4", "snet-api"))] }\(more)]
  """
}

/// Two networks that are not peers, with one table.
private let twoNetworks = """
  "virtualNetworks": [
    { "name": "vnet", "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
      { "name": "snet-api", "addressPrefix": "10.0.2.0/24"\(has(table: "rt")) },
      { "name": "snet-fw", "addressPrefix": "10.0.3.0/24" }] },
    { "name": "vnet-far", "addressSpace": { "addressPrefixes": ["10.8.0.0/16"] }, "subnets": [
      { "name": "snet-far", "addressPrefix": "10.8.2.0/24"\(has(table: "rt")) }] }]
  """

/// A network whose `GatewaySubnet` has the table `rt`.
private let vpnNetwork = """
  "virtualNetworks": [{ "name": "vnet", "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
    { "name": "GatewaySubnet", "addressPrefix": "10.0.9.0/24"\(has(table: "rt")) }] }]
  """

/// Two networks and their sides of a peering.
private func peers(_ shop: String, _ hub: String) -> String {
  """
  "virtualNetworks": [
    { "name": "vnet", "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "virtualNetworkPeerings": [
      \(shop)] },
    { "name": "vnet-hub", "addressSpace": { "addressPrefixes": ["10.1.0.0/16"] }, "virtualNetworkPeerings": [
      \(hub)] }]
  """
}

/// A hub and two spokes, the second with this range and the first with 10.2.0.0/16.
private func spokes(_ range: String, mark: String = "", other: String = "") -> String {
  """
  "virtualNetworks": [
    { "name": "vnet-hub", "addressSpace": { "addressPrefixes": ["10.1.0.0/16"] }, "virtualNetworkPeerings": [
      \(other){ "name": "to-one", "remoteVirtualNetwork": { "id": "vnet-one" }, "peeringState": "Connected" },
      \(mark){ "name": "to-two", "remoteVirtualNetwork": { "id": "vnet-two" }, "peeringState": "Connected" }] },
    { "name": "vnet-one", "addressSpace": { "addressPrefixes": ["10.2.0.0/16"] }, "virtualNetworkPeerings": [
      { "name": "to-hub", "remoteVirtualNetwork": { "id": "vnet-hub" }, "peeringState": "Connected" }] },
    { "name": "vnet-two", "addressSpace": { "addressPrefixes": ["\(range)"] }, "virtualNetworkPeerings": [
      { "name": "to-hub", "remoteVirtualNetwork": { "id": "vnet-hub" }, "peeringState": "Connected" }] }]
  """
}
