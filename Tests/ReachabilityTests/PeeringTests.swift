import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Peerings and their flags (azure-semantics.md §2.6, §11 R1).
struct PeeringTests {
  private static let toB = PeeringText("vnet-b")
  private static let toA = PeeringText("vnet-a")

  @Test func `§2.6 a peer's ranges are routed by VNetPeering on both sides`() throws {
    var scenario = Scenario.peered()
    scenario.networks[1].prefixes.append("10.2.0.0/16")
    #expect(try scenario.routes()["10.1.0.0/16"] == ["Default Active VNetPeering"])
    #expect(try scenario.routes()["10.2.0.0/16"] == ["Default Active VNetPeering"])
    #expect(try scenario.routes(of: "snet-backend")["10.0.0.0/16"] == ["Default Active VNetPeering"])
  }

  @Test func `§2.1 a peer in another region is VNetGlobalPeering, however the region is written`() throws {
    var scenario = Scenario.peered()
    scenario.networks[1].location = "northeurope"
    #expect(try scenario.nextHop(to: "10.1.2.4").nextHop == NextHop(.vnetGlobalPeering))
    #expect(try scenario.flow(to: "10.1.2.4").path == .allow)
    scenario.networks[1].location = "West Europe"
    #expect(try scenario.nextHop(to: "10.1.2.4").nextHop == NextHop(.vnetPeering))
  }

  @Test func `§2.6 a peering object whose other side does not exist carries nothing`() throws {
    var scenario = Scenario.peered()
    scenario.networks[1].peerings = []
    scenario.networks[0].peerings[0].peeringState = "Initiated"
    let flow = try scenario.flow(to: "10.1.2.4")
    #expect(flow.cause == .peeringNotConnected)
    #expect(flow.blamed == "vnet-a/to-vnet-b")
    #expect(try scenario.routes()["10.1.0.0/16"].isEmpty)
  }

  @Test func `§2.6 where only the far network has a peering object, that one is blamed`() throws {
    var scenario = Scenario.peered()
    scenario.networks[0].peerings = []
    scenario.networks[1].peerings[0].peeringState = "Disconnected"
    let flow = try scenario.flow(to: "10.1.2.4")
    #expect(flow.cause == .peeringNotConnected)
    #expect(flow.blamed == "vnet-b/to-vnet-a")
  }

  @Test func `§2.6 peerings written without a state are connected once both sides exist`() throws {
    let open = Self.toB.with(\.peeringState, nil)
    let back = Self.toA.with(\.peeringState, nil)
    var scenario = Scenario.peered(open, back)
    #expect(try scenario.flow(to: "10.1.2.4").path == .allow)
    scenario.networks[1].peerings = []
    #expect(try scenario.flow(to: "10.1.2.4").path == .deny)
  }

  @Test(arguments: [
    (false, true, "vnet-a/to-vnet-b"), (true, false, "vnet-b/to-vnet-a"), (false, false, "vnet-a/to-vnet-b"),
  ])
  func `trap 2 and §11 R1 forbidden access on either side drops the flow without any group`(
    accessOfA: Bool, accessOfB: Bool, blamed: String
  ) throws {
    let scenario = Scenario.peered(
      Self.toB.with(\.allowVirtualNetworkAccess, accessOfA), Self.toA.with(\.allowVirtualNetworkAccess, accessOfB))
    let flow = try scenario.flow(to: "10.1.2.4")
    #expect(flow.path == .deny)
    #expect(flow.cause == .peeringAccessDisabled)
    #expect(flow.blamed == blamed)
    #expect(try scenario.nextHop(to: "10.1.2.4").nextHop == NextHop(.vnetPeering))
  }

  @Test func `§11 R1 a peering that forbids access drops what crosses it, and no other packet of the set`() throws {
    var scenario = Scenario.peered()
    scenario.networks[0].peerings.append(PeeringText("vnet-hub").with(\.allowVirtualNetworkAccess, false))
    scenario.networks.append(
      NetworkText(
        "vnet-hub", "10.9.0.0/16", subnets: [SubnetText("snet-hub", "10.9.0.0/24")], peerings: [PeeringText("vnet-a")]))
    scenario.gatewayRoutes = [.route("half", "10.1.2.128/25", appliance: "10.9.0.4")]
    let flow = try scenario.flow(to: "snet-backend")
    #expect(flow.path == .partial)
    #expect(flow.denied.destinations == AddressSet("10.1.2.128"..."10.1.2.254"))
    let peering = try #require(flow.steps.first { $0.outcome == .peeringAccessDisabled })
    guard case .peering(let step) = peering.detail else { return }
    #expect(step.network.name == "vnet-a")
    #expect(step.remote.name == "vnet-hub")
  }

  @Test(arguments: ["*", "0.0.0.0/0", "VirtualNetwork", "Internet"])
  func `§11 R1 a rule that allows everything or a tag does not name the peer`(source: String) throws {
    var scenario = Scenario.peered(Self.toB, Self.toA.with(\.allowVirtualNetworkAccess, false))
    scenario.backendGroup = [.allow("Allow", 100, from: source)]
    #expect(try scenario.flow(to: "10.1.2.4").path == .deny)
  }

  @Test func `§11 R1 forbidden access on the gateway's side needs an outbound rule that names the backend`() throws {
    var scenario = Scenario.peered(Self.toB.with(\.allowVirtualNetworkAccess, false), Self.toA)
    scenario.gatewayGroup = [.allowManagers]
    #expect(try scenario.flow(to: "10.1.2.4").blamed == "nsg-agw/DenyAllOutBound")
    scenario.gatewayGroup = [.allowManagers, .allow("Allow-B", 200, "Outbound", to: "10.1.2.0/24")]
    #expect(try scenario.flow(to: "10.1.2.4").path == .allow)
  }

  @Test func `§2.6 gateway transit lets a spoke learn the hub's sites, and needs both flags`() throws {
    func scenario(transit: Bool, useRemote: Bool) -> Scenario {
      var scenario = Scenario.peered(
        Self.toB.with(\.useRemoteGateways, useRemote), Self.toA.with(\.allowGatewayTransit, transit))
      scenario.networks[1].subnets.append(SubnetText("GatewaySubnet", "10.1.255.0/27"))
      scenario.connect(gatewayOf: "vnet-b", toSite: "192.168.0.0/24")
      return scenario
    }
    #expect(
      try scenario(transit: true, useRemote: true).routes()["192.168.0.0/24"] == [
        "VirtualNetworkGateway Active VirtualNetworkGateway"
      ])
    #expect(try scenario(transit: false, useRemote: true).routes()["192.168.0.0/24"].isEmpty)
    #expect(try scenario(transit: true, useRemote: false).routes()["192.168.0.0/24"].isEmpty)
  }

  @Test func `§2.6 disableBgpRoutePropagation keeps every gateway route out of the subnet, and only of it`() throws {
    var scenario = Scenario.withSite("192.168.0.0/24")
    scenario.gatewayRoutes = []
    scenario.closedTables = ["rt-agw"]
    #expect(try scenario.routes()["192.168.0.0/24"].isEmpty)
    #expect(try scenario.routes().disableBgpRoutePropagation)
    #expect(
      try scenario.routes(of: "snet-backend")["192.168.0.0/24"] == [
        "VirtualNetworkGateway Active VirtualNetworkGateway"
      ])
  }

  @Test func `a peer that is not in the input is a missing fact`() throws {
    var scenario = Scenario.peered()
    scenario.networks.removeLast()
    scenario.cards = []
    #expect(try scenario.engine().model.missing.map(\.outcome) == [.undeterminedResource])
  }

  /// `vnet-a` with a peering of its own, and of `vnet-b` what is given.
  private func peering(_ fields: [String: JSONValue], others: [JSONValue]) -> Scenario {
    var scenario = Scenario.twoNetworks
    scenario.cards = []
    let peering: [String: JSONValue?] = [
      "id": id("virtualNetworks", "vnet-a", "virtualNetworkPeerings", "to-vnet-b"), "name": "to-vnet-b",
      "peeringState": "Connected", "remoteVirtualNetwork": reference("virtualNetworks", "vnet-b"),
    ]
    scenario.others["virtualNetworks"] = .array(
      [
        [
          "addressSpace": ["addressPrefixes": ["10.0.0.0/16"]], "id": id("virtualNetworks", "vnet-a"), "name": "vnet-a",
          "subnets": [
            [
              "addressPrefix": "10.0.1.0/24", "id": id("virtualNetworks", "vnet-a", "subnets", "snet-agw"),
              "name": "snet-agw",
            ]
          ], "virtualNetworkPeerings": [.sorted(peering.merging(fields.mapValues { $0 }) { $1 })],
        ]
      ] + others)
    return scenario
  }

  @Test func `a subnet alone does not say that its network has no peering`() throws {
    let part: JSONValue = [
      "id": id("virtualNetworks", "vnet-b"), "name": "vnet-b",
      "subnets": [
        [
          "addressPrefix": "10.1.2.0/24", "id": id("virtualNetworks", "vnet-b", "subnets", "snet-backend"),
          "name": "snet-backend",
        ]
      ],
    ]
    let ranges: [String: JSONValue] = ["remoteAddressSpace": ["addressPrefixes": ["10.1.0.0/16"]]]
    #expect(try peering(ranges, others: [part]).flow(to: "10.1.2.4").path == .undetermined)
    #expect(try peering([:], others: [part]).flow(to: "10.1.2.4").path == .undetermined)
    #expect(try peering([:], others: []).flow(to: "10.1.2.4").path == .undetermined)
  }

  /// `vnet-b` with a range that was added after the peering.
  private let grown: JSONValue = [
    "addressSpace": ["addressPrefixes": ["10.1.0.0/16", "10.2.0.0/16"]], "id": id("virtualNetworks", "vnet-b"),
    "name": "vnet-b",
    "subnets": [
      ["addressPrefix": "10.1.2.0/24", "name": "snet-old"], ["addressPrefix": "10.2.2.0/24", "name": "snet-new"],
    ],
    "virtualNetworkPeerings": [
      [
        "name": "to-vnet-a", "peeringState": "Connected",
        "remoteVirtualNetwork": reference("virtualNetworks", "vnet-a"),
      ]
    ],
  ]

  @Test func `§2.6 a range that the peering has not been synchronised with has no route yet`() throws {
    let ranges: [String: JSONValue] = [
      "remoteAddressSpace": ["addressPrefixes": ["10.1.0.0/16"]],
      "remoteVirtualNetworkAddressSpace": ["addressPrefixes": ["10.1.0.0/16", "10.2.0.0/16"]],
    ]
    let late = peering(ranges.merging(["peeringSyncLevel": "RemoteNotInSync"]) { $1 }, others: [grown])
    #expect(try late.flow(to: "10.1.2.4").path == .allow)
    let flow = try late.flow(to: "10.2.2.4")
    #expect(flow.cause == .peeringOutOfSync)
    #expect(flow.blamed == "vnet-a/to-vnet-b")
    let current = peering(ranges.merging(["peeringSyncLevel": "FullyInSync"]) { $1 }, others: [grown])
    #expect(try current.flow(to: "10.2.2.4").path == .allow)
  }

  @Test func `§2.6 a peering of IPv6 alone carries no IPv4, whichever side says so`() throws {
    #expect(try peering(["enableOnlyIPv6Peering": true], others: [grown]).flow(to: "10.1.2.4").path == .deny)
    #expect(try peering(["enableOnlyIPv6Peering": false], others: [grown]).flow(to: "10.1.2.4").path == .allow)
  }

  @Test func `§2.6 packets of other networks are accepted by the object of the network that receives them`() throws {
    let engine = try Scenario.peered(Self.toB.with(\.allowForwardedTraffic, true)).engine()
    #expect(engine.model.networks.map { $0.peerings[0].acceptsForwardedTraffic } == [true, false])
  }

  @Test func `§2.6 a peering of some subnets only is open`() throws {
    let flow = try peering(["peerCompleteVnets": false], others: [grown]).flow(to: "10.1.2.4")
    #expect(flow.path == .undetermined)
    #expect(try peering(["peerCompleteVnets": true], others: [grown]).flow(to: "10.1.2.4").path == .allow)
  }
}
