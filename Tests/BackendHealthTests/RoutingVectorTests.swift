import Outcomes
import PacketSets
import TestSupport
import Testing

/// Vectors 9–19 of azure-semantics.md §10: routes and peerings between the gateway and the backend.
struct RoutingVectorTests {
  @Test func `vector 9: without a peering the private range leads nowhere`() throws {
    let member = try Scenario.twoNetworks.member()
    #expect(member.health == .unhealthy)
    #expect(member.path == .deny)
    #expect(member.cause == .routeNone)
    #expect(member.blamed == "vnet-a")
    guard case .route(let route)? = member.decisive?.detail else {
      Issue.record("no route is blamed")
      return
    }
    #expect(route.prefix?.description == "10.0.0.0/8")
    #expect(route.nextHop.kind == .none)
  }

  @Test func `vector 10: a peering connected on both sides carries the flow`() throws {
    var scenario = Scenario.peered()
    #expect(try scenario.member().health == .healthy)
    scenario.backendGroup = []
    scenario.gatewayGroup = [.allowManagers]
    #expect(try scenario.member().health == .healthy)
  }

  private static let noAccess = PeeringText("vnet-a").with(\.allowVirtualNetworkAccess, false)

  @Test func `vector 11: forbidden access at the backend's side takes the gateway out of VirtualNetwork`() throws {
    var scenario = Scenario.peered(PeeringText("vnet-b"), Self.noAccess)
    scenario.backendGroup = []
    let member = try scenario.member()
    #expect(member.health == .unhealthy)
    #expect(member.cause == .nsgDenied)
    #expect(member.blamed == "nsg-backend/DenyAllInBound")
  }

  @Test func `vector 12: an allow rule by address makes the flow work despite forbidden access`() throws {
    var scenario = Scenario.peered(PeeringText("vnet-b"), Self.noAccess)
    scenario.backendGroup = [.allow("Allow-AppGw", 100, from: "10.0.1.0/24")]
    #expect(try scenario.member().health == .healthy)
  }

  @Test func `vector 12 as corrected by §11 R1: forbidden access without any group drops the flow`() throws {
    let member = try Scenario.peered(PeeringText("vnet-b"), Self.noAccess).member()
    #expect(member.health == .unhealthy)
    #expect(member.cause == .peeringAccessDisabled)
    #expect(member.blamed == "vnet-b/to-vnet-a")
  }

  @Test(arguments: ["Initiated", "Disconnected"])
  func `vector 13: a peering that one side does not have Connected carries nothing`(state: String) throws {
    let half = try Scenario.peered(PeeringText("vnet-b"), PeeringText("vnet-a").with(\.peeringState, state)).member()
    #expect(half.health == .unhealthy)
    #expect(half.cause == .peeringNotConnected)
    #expect(half.blamed == "vnet-b/to-vnet-a")
    let otherHalf = try Scenario.peered(PeeringText("vnet-b").with(\.peeringState, state)).member()
    #expect(otherHalf.health == .unhealthy)
    #expect(otherHalf.cause == .peeringNotConnected)
    #expect(otherHalf.blamed == "vnet-a/to-vnet-b")
  }

  @Test func `vector 14: peerings are not transitive`() throws {
    let member = try Scenario.spokes.member()
    #expect(member.health == .unhealthy)
    #expect(member.cause == .routeNone)
    #expect(member.blamed == "vnet-a")
  }

  @Test func `vector 16: the reply to a gateway that the backend's network does not know leads to None`() throws {
    let answer = try Scenario.spokes.nextHop(from: "snet-backend", to: "10.0.1.4")
    #expect(answer.nextHop == NextHop(.none))
    #expect(answer.route?.source == .system)
    #expect(answer.route?.prefix.description == "10.0.0.0/8")
  }

  @Test func `vector 18: an isolated gateway keeps reaching its network beside a default route to an appliance`() throws
  {
    var scenario = Scenario()
    scenario.gateway.isIsolated = true
    scenario.gatewayRoutes = [.route("default", "0.0.0.0/0", appliance: "10.0.3.4")]
    #expect(try scenario.member().health == .healthy)
  }

  @Test func `vector 18: a classic gateway with its default route to an appliance cannot be managed`() throws {
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("default", "0.0.0.0/0", appliance: "10.0.3.4")]
    let member = try scenario.member()
    #expect(member.health == .unknown)
    #expect(member.cause == .managementBlocked)
    #expect(member.blamed == "rt-agw/default")
  }

  @Test func `vector 19: the backend's default route to an appliance does not touch replies inside the network`() throws
  {
    var scenario = Scenario()
    scenario.backendRoutes = [.route("default", "0.0.0.0/0", appliance: "10.0.3.4")]
    #expect(try scenario.member().health == .healthy)
  }
}
