import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// What routes do to flows and their replies (azure-semantics.md §2.5–2.9).
struct RoutedFlowTests {
  @Test func `§2.3 a user's None route drops the flow and is blamed`() throws {
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("drop", "10.0.2.0/24", "None")]
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .deny)
    #expect(flow.cause == .routeNone)
    #expect(flow.blamed == "rt-agw/drop")
  }

  @Test func `§2.3 a private address sent to the Internet does not arrive`() throws {
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("out", "10.0.2.0/24", "Internet")]
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .deny)
    #expect(flow.cause == .routeInternet)
    #expect(flow.blamed == "rt-agw/out")
  }

  @Test func `§2.5 an appliance that the input does not describe leaves the flow open`() throws {
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("via", "10.0.2.0/24", appliance: "10.0.3.4")]
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .undetermined)
    #expect(flow.decisive?.missing == .appliance("10.0.3.4"))
    #expect(flow.blamed == "rt-agw/via")
  }

  @Test func `§2.5 a route to the receiver itself changes nothing`() throws {
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("self", "10.0.2.4/32", appliance: "10.0.2.4")]
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
  }

  @Test func `§2.6 an appliance in a direct peer is reachable, one behind the peer is not`() throws {
    var scenario = Scenario.spokes
    scenario.gatewayRoutes = [.route("via", "10.1.0.0/16", appliance: "10.9.0.4")]
    #expect(try scenario.flow(to: "10.1.2.4").decisive?.missing == .appliance("10.9.0.4"))
    scenario.gatewayRoutes = [.route("via", "20.0.0.0/8", appliance: "10.1.2.4")]
    #expect(try scenario.flow(to: "20.1.2.3").cause == .routeApplianceAbsent)
  }

  @Test func `§2.7 replies are routed by the receiver's own subnet`() throws {
    var scenario = Scenario()
    scenario.backendRoutes = [.route("drop", "10.0.1.0/24", "None")]
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .deny)
    #expect(flow.cause == .routeNone)
    #expect(flow.decisive?.leg == .back)
    #expect(flow.blamed == "rt-backend/drop")
  }

  @Test func `§2.7 a reply route for a part of the gateway's subnet cuts that part off`() throws {
    var scenario = Scenario()
    scenario.backendRoutes = [.route("drop", "10.0.1.128/25", "None")]
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .partial)
    #expect(flow.denied.sources == AddressSet(IPAddress("10.0.1.128")...IPAddress("10.0.1.254")))
  }

  @Test func `§2.7 replies by way of an appliance that is not described are open`() throws {
    var scenario = Scenario()
    scenario.backendRoutes = [.route("via", "10.0.1.0/24", appliance: "10.0.3.4")]
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .undetermined)
    #expect(flow.decisive?.leg == .back)
    #expect(flow.decisive?.missing == .appliance("10.0.3.4"))
  }

  @Test func `§2.7 a network whose backend's default route leads to an appliance still answers a peer`() throws {
    var scenario = Scenario.peered()
    scenario.backendRoutes = [.route("default", "0.0.0.0/0", appliance: "10.1.3.4")]
    #expect(try scenario.flow(to: "10.1.2.4").path == .allow)
  }

  @Test func `a public address is reached, and the answer says what it rests on`() throws {
    let flow = try Scenario().flow(to: "20.1.2.3")
    #expect(flow.path == .allow)
    #expect(flow.assumptions == [.internetDelivers(AddressSet("20.1.2.3"))])
  }

  @Test func `an address of the network that lies in no subnet has no machine`() throws {
    let flow = try Scenario().flow(to: "10.0.77.4")
    #expect(flow.path == .deny)
    #expect(flow.cause == .addressUnassigned)
    #expect(flow.blamed == "vnet-a")
  }

  @Test func `an address of a subnet that no interface has is taken for a machine, and the answer says so`() throws {
    let flow = try Scenario().flow(to: "10.0.2.77")
    #expect(flow.path == .allow)
    #expect(flow.assumptions == [.machineAt("10.0.2.77")])
  }
}
