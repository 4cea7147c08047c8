import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Effective routes of a subnet and the choice among them (azure-semantics.md §2.1–2.4, §11 R2–R4 and R7).
struct EffectiveRouteTests {
  @Test func `§2.1 a network without anything has its ranges, the Internet and the private ranges that lead nowhere`()
    throws
  {
    var scenario = Scenario()
    scenario.networks[0].prefixes.append("10.20.0.0/16")
    let routes = try scenario.routes()
    #expect(routes["10.0.0.0/16"] == ["Default Active VnetLocal"])
    #expect(routes["10.20.0.0/16"] == ["Default Active VnetLocal"])
    #expect(routes["0.0.0.0/0"] == ["Default Active Internet"])
    for prefix in ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"] {
      #expect(routes[prefix] == ["Default Active None"])
    }
    #expect(routes.rows.count == 7)
  }

  @Test func `§11 R4 a network of 10.0.0.0/8 has no None row of that prefix`() throws {
    var scenario = Scenario()
    scenario.networks[0].prefixes = ["10.0.0.0/8"]
    #expect(try scenario.routes()["10.0.0.0/8"] == ["Default Active VnetLocal"])
  }

  @Test func `§11 R3 a user's route equal to a None row takes its place, without an Invalid row`() throws {
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("ten", "10.0.0.0/8", appliance: "10.0.3.4")]
    let routes = try scenario.routes()
    #expect(routes["10.0.0.0/8"] == ["User Active VirtualAppliance"])
    #expect(routes["192.168.0.0/16"] == ["Default Active None"])
  }

  @Test func `§11 R2 a user's default route leaves the Internet row as Invalid and removes every None row`() throws {
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("default", "0.0.0.0/0", appliance: "10.0.3.4")]
    let routes = try scenario.routes()
    #expect(routes["0.0.0.0/0"] == ["Default Invalid Internet", "User Active VirtualAppliance"])
    #expect(!routes.rows.contains { $0.nextHop.kind == .none })
    #expect(
      try scenario.nextHop(to: "192.168.1.4").nextHop == NextHop(.virtualAppliance, address: "10.0.3.4"))
  }

  @Test func `§2.2 the longest prefix wins, whatever its source`() throws {
    var scenario = Scenario()
    scenario.gatewayRoutes = [
      .route("wide", "10.0.0.0/8", "None"), .route("narrow", "10.0.2.0/24", appliance: "10.0.3.4"),
    ]
    #expect(try scenario.nextHop(to: "10.0.2.4").route?.name == "narrow")
    #expect(try scenario.nextHop(to: "10.0.3.4").nextHop == NextHop(.vnetLocal))
    #expect(try scenario.nextHop(to: "10.5.0.4").route?.name == "wide")
  }

  @Test func `§2.2 at the same prefix a user's route wins over the network's and the loser shows as Invalid`() throws {
    var scenario = Scenario.peered()
    scenario.gatewayRoutes = [
      .route("own", "10.0.0.0/16", appliance: "10.0.3.4"), .route("peer", "10.1.0.0/16", "None"),
    ]
    let routes = try scenario.routes()
    #expect(routes["10.0.0.0/16"] == ["Default Invalid VnetLocal", "User Active VirtualAppliance"])
    #expect(routes["10.1.0.0/16"] == ["Default Invalid VNetPeering", "User Active None"])
  }

  @Test func `§2.2 at the same prefix a learned route wins over the system's, and a user's over the learned`() throws {
    var scenario = Scenario.withSite("0.0.0.0/0")
    #expect(try scenario.nextHop(to: "20.1.2.3").route?.source == .virtualNetworkGateway)
    scenario.gatewayRoutes = [.route("default", "0.0.0.0/0", "Internet")]
    let answer = try scenario.nextHop(to: "20.1.2.3")
    #expect(answer.route?.source == .user)
    #expect(answer.nextHop == NextHop(.internet))
    #expect(
      try scenario.routes()["0.0.0.0/0"] == [
        "VirtualNetworkGateway Invalid VirtualNetworkGateway", "User Active Internet",
      ])
  }

  @Test func `§2.2 the network's own range is preferred over a learned route even where that is longer`() throws {
    let scenario = Scenario.withSite("10.0.2.0/24")
    #expect(try scenario.nextHop(to: "10.0.2.4").nextHop == NextHop(.vnetLocal))
    #expect(try scenario.routes()["10.0.2.0/24"] == ["VirtualNetworkGateway Invalid VirtualNetworkGateway"])
  }

  @Test func `§2.2 a peer's range is preferred over a learned route even where that is longer`() throws {
    var scenario = Scenario.peered()
    scenario.networks[0].subnets.append(SubnetText("GatewaySubnet", "10.0.255.0/27"))
    scenario.connect(gatewayOf: "vnet-a", toSite: "10.1.2.0/24")
    #expect(try scenario.nextHop(to: "10.1.2.4").nextHop == NextHop(.vnetPeering))
  }

  @Test func `§2.2 an explicit prefix beats the same prefix that comes out of a tag`() throws {
    var scenario = Scenario()
    scenario.others["serviceTags"] = ["Storage": ["20.1.0.0/16", "20.2.0.0/16"]]
    scenario.gatewayRoutes = [
      .route("tag", "Storage", "Internet"), .route("explicit", "20.1.0.0/16", appliance: "10.0.3.4"),
    ]
    #expect(try scenario.nextHop(to: "20.1.2.3").route?.name == "explicit")
    #expect(try scenario.nextHop(to: "20.2.2.3").route?.name == "tag")
  }

  @Test func `§2.2 a route for a tag without known prefixes leaves public next hops open, and private ones not`() throws
  {
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("storage", "Storage", appliance: "10.0.3.4")]
    let answer = try scenario.nextHop(to: "20.1.2.3")
    #expect(answer.nextHop == nil)
    #expect(answer.missing?.outcome == .undeterminedServiceTag)
    #expect(try scenario.nextHop(to: "10.0.2.4").nextHop == NextHop(.vnetLocal))
  }

  @Test func `§2.3 next hops keep Azure's names`() throws {
    var scenario = Scenario.peered()
    scenario.gatewayRoutes = [
      .route("a", "20.1.0.0/16", "Internet"), .route("b", "20.2.0.0/16", "None"),
      .route("c", "20.3.0.0/16", "vnetlocal"), .route("d", "20.4.0.0/16", "VirtualNetworkGateway"),
      .route("e", "20.5.0.0/16", appliance: "10.0.3.4"),
    ]
    let receivers: [IPAddress] = [
      "20.1.0.4", "20.2.0.4", "20.3.0.4", "20.4.0.4", "20.5.0.4", "10.1.2.4", "10.0.2.4",
    ]
    let kinds = try receivers.map { try scenario.nextHop(to: $0).nextHop?.kind.rawValue }
    #expect(
      kinds == [
        "Internet", "None", "VnetLocal", "VirtualNetworkGateway", "VirtualAppliance", "VNetPeering", "VnetLocal",
      ])
  }

  @Test func `§11 R7 an appliance that no reachable network holds shows as None with its address and its table`() throws
  {
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("gone", "10.1.3.0/24", appliance: "10.9.1.2")]
    let answer = try scenario.nextHop(to: "10.1.3.4")
    #expect(answer.nextHop == NextHop(.none, address: "10.9.1.2"))
    #expect(answer.route?.routeTable?.name == "rt-agw")
    let flow = try scenario.flow(to: "10.1.3.4")
    #expect(flow.path == .deny)
    #expect(flow.cause == .routeApplianceAbsent)
    #expect(flow.blamed == "rt-agw/gone")
  }

  @Test func `§2.4 a default route leaves the network and its peers alone`() throws {
    var scenario = Scenario.peered()
    scenario.gatewayRoutes = [.route("default", "0.0.0.0/0", appliance: "10.0.3.4")]
    #expect(try scenario.nextHop(to: "10.0.2.4").nextHop == NextHop(.vnetLocal))
    #expect(try scenario.nextHop(to: "10.1.2.4").nextHop == NextHop(.vnetPeering))
  }

  @Test func `a route table's own list of subnets counts as association`() throws {
    var scenario = Scenario()
    scenario.others["routeTables"] = [
      [
        "id": id("routeTables", "rt"), "name": "rt", "routes": [.route("drop", "10.0.2.0/24", "None")],
        "subnets": [reference("virtualNetworks", "vnet-a", "subnets", "snet-agw")],
      ]
    ]
    #expect(try scenario.flow(to: "10.0.2.4").blamed == "rt/drop")
  }
}
