import BackendHealth
import JSONText
import NetworkModel
import Outcomes
import PacketSets
import TestSupport
import Testing

/// The health that follows from everything that is found out (azure-semantics.md §0, §4.8, §4.9).
struct HealthTests {
  @Test func `a group that covers a part of the gateway's subnet makes Partial, and says for which instances`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [.allow("Allow-AppGw", 200, from: "10.0.1.0/28"), .deny("Deny-All", 300)]
    let member = try scenario.member()
    #expect(member.health == .partial)
    #expect(member.path == .partial)
    #expect(member.cause == .nsgDenied)
    #expect(member.blamed == "nsg-backend/Deny-All")
    #expect(member.decisive?.packets.sources.description == "10.0.1.16–10.0.1.254")
  }

  @Test func `a rule for addresses that no instance can have makes nothing Partial`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [
      .deny("Deny-Reserved", 100, from: "10.0.1.0/30"), .deny("Deny-Last", 110, from: "10.0.1.255"),
    ]
    #expect(try scenario.member().health == .healthy)
  }

  @Test func `all blockers are listed, the decisive one first`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [.deny("Deny-Subnet", 100)]
    scenario.cardGroup = [.deny("Deny-Nic", 100)]
    scenario.servers = [.server("10.0.2.4", port: 8080)]
    let member = try scenario.member()
    #expect(member.health == .unhealthy)
    #expect(
      member.blockers.compactMap { $0.subject?.description } == [
        "nsg-backend/Deny-Subnet", "nsg-nic/Deny-Nic", "server-10.0.2.4",
      ])
    #expect(member.blockers.map(\.outcome) == [.nsgDenied, .nsgDenied, .portWrong])
  }

  @Test func `a blocked path is a definite Unhealthy whatever else is undeclared`() throws {
    var scenario = Scenario()
    scenario.servers = []
    scenario.backendGroup = [.deny("Deny", 100)]
    #expect(try scenario.member().health == .unhealthy)
    scenario.cards[0].group = "nsg-elsewhere"
    let member = try scenario.member()
    #expect(member.health == .unhealthy)
    #expect(member.path == .deny)
    #expect(member.blamed == "nsg-backend/Deny")
  }

  @Test func `a server that is certain to fail is a definite Unhealthy behind a group that is not in the input`() throws
  {
    var scenario = Scenario()
    scenario.name(group: "nsg-elsewhere", at: "snet-backend")
    scenario.servers = [.server("10.0.2.4", answers: [["status": 500]])]
    #expect(try scenario.member().health == .unhealthy)
    #expect(try scenario.member().cause == .probeStatus)
  }

  @Test func `a group that is not in the input leaves a good server undetermined`() throws {
    var scenario = Scenario()
    scenario.name(group: "nsg-elsewhere", at: "snet-backend")
    let member = try scenario.member()
    #expect(member.health == .undetermined)
    #expect(member.path == .undetermined)
    #expect(member.cause == .undeterminedResource)
  }

  @Test func `a route table that is not in the input leaves a good server undetermined`() throws {
    var scenario = Scenario()
    scenario.name(table: "rt-elsewhere", at: "snet-backend")
    #expect(try scenario.member().cause == .undeterminedResource)
  }

  @Test func `a member's name that nothing states is undetermined`() throws {
    var scenario = Scenario()
    scenario.gateway.members = ["app.contoso.com"]
    let member = try scenario.member()
    #expect(member.health == .undetermined)
    #expect(member.path == .undetermined)
    #expect(member.decisive?.missing == .publicName("app.contoso.com"))
  }

  @Test func `a name without an answer is Unknown, on v1 gateways Unhealthy as Azure has recorded`() throws {
    var scenario = Scenario()
    scenario.gateway.members = ["app.contoso.com"]
    scenario.others["publicDns"] = ["app.contoso.com": ["addresses": []]]
    #expect(try scenario.member().health == .unknown)
    scenario.gateway.sku = "Standard_Small"
    #expect(try scenario.member().health == .unhealthy)
    #expect(try scenario.member().cause == .dnsNoRecord)
  }

  @Test func `§3.6 every address of a name must work`() throws {
    var scenario = Scenario()
    scenario.gateway.members = ["api.contoso.com"]
    scenario.others["publicDns"] = ["api.contoso.com": ["addresses": ["10.0.2.4", "10.0.2.5"]]]
    scenario.servers = [.server("10.0.2.4"), .server("10.0.2.5")]
    #expect(try scenario.member().health == .healthy)
    #expect(try scenario.member().flows.count == 2)
    scenario.servers = [.server("10.0.2.4"), .server("10.0.2.5", answers: [["status": 500]])]
    let member = try scenario.member()
    #expect(member.health != .healthy)
    #expect(member.cause == .probeStatus)
  }

  @Test func `§4.9 a gateway that is stopped has no health to report`() throws {
    var scenario = Scenario()
    scenario.gateway.operationalState = "Stopped"
    let member = try scenario.member()
    #expect(member.health == .unknown)
    #expect(member.cause == .gatewayStopped)
    #expect(member.path == .allow)
  }

  @Test func `a gateway whose last update failed is Unknown`() throws {
    var scenario = Scenario()
    scenario.gateway.provisioningState = "Failed"
    #expect(try scenario.member().cause == .gatewayFailed)
  }

  @Test func `a gateway without an operational state is taken as running, and the answer says so`() throws {
    var scenario = Scenario()
    scenario.gateway.operationalState = nil
    let member = try scenario.member()
    #expect(member.health == .healthy)
    #expect(member.assumptions.map { "\($0)".hasPrefix("gatewayRunning") } == [true])
  }

  @Test func `a gateway whose subnet is not in the input is undetermined`() throws {
    var scenario = Scenario()
    scenario.networks[0].subnets.removeFirst()
    let member = try scenario.member()
    #expect(member.health == .undetermined)
    #expect(member.cause == .undeterminedResource)
  }

  // MARK: Management (§1.9, §2.8)

  @Test func `§1.9 default rules alone keep Azure's managers out of a classic gateway`() throws {
    var scenario = Scenario()
    scenario.gatewayGroup = []
    let member = try scenario.member()
    #expect(member.health == .unknown)
    #expect(member.blamed == "nsg-agw/DenyAllInBound")
  }

  @Test(arguments: ["GatewayManager", "*", "Internet", "0.0.0.0/0"])
  func `§1.9 managers may come in by their tag or anything broader`(source: String) throws {
    var scenario = Scenario()
    scenario.gatewayGroup = [.allow("Allow-Manager", 100, protocol: "Tcp", from: source, port: "65200-65535")]
    #expect(try scenario.member().health == .healthy)
  }

  @Test func `§1.9 every port of the managers must be open`() throws {
    var scenario = Scenario()
    scenario.gatewayGroup = [.allow("Allow-Manager", 100, from: "GatewayManager", port: "65200-65500")]
    let member = try scenario.member()
    #expect(member.cause == .managementBlocked)
    guard case .gateway(.management(let ports))? = member.decisive?.detail else {
      Issue.record("no management step")
      return
    }
    #expect(ports == PortSet(65501...65535))
  }

  @Test func `§1.9 a gateway that may go out to its own network alone cannot be managed`() throws {
    var scenario = Scenario()
    scenario.gatewayGroup = [
      .allowManagers, .allow("Allow-Network", 200, "Outbound", from: "VirtualNetwork", to: "VirtualNetwork"),
      .deny("Deny-Internet", 210, "Outbound", to: "Internet"),
    ]
    let member = try scenario.member()
    #expect(member.health == .unknown)
    #expect(member.blamed == "nsg-agw/Deny-Internet")
  }

  @Test func `§1.9 an isolated gateway needs no way for managers`() throws {
    var scenario = Scenario()
    scenario.gateway.isIsolated = true
    scenario.gatewayGroup = []
    #expect(try scenario.member().health == .healthy)
  }

  @Test func `§2.8 a learned default route leads management away, propagation off or a user's route brings it back`()
    throws
  {
    var scenario = Scenario.withSite("0.0.0.0/0")
    let member = try scenario.member()
    #expect(member.health == .unknown)
    #expect(member.cause == .managementBlocked)
    scenario.gatewayRoutes = []
    scenario.closedTables = ["rt-agw"]
    #expect(try scenario.member().health == .healthy)
    scenario.closedTables = []
    scenario.gatewayRoutes = [.route("default", "0.0.0.0/0", "Internet")]
    #expect(try scenario.member().health == .healthy)
  }

  @Test func `§1.9 a rule for another subnet does not keep the managers from the gateway`() throws {
    var scenario = Scenario()
    scenario.gatewayGroup = [
      .deny("Deny-Other", 100, to: "10.0.9.0/24"),
      .allow("Allow-Manager", 110, from: "GatewayManager", port: "65200-65535"),
    ]
    #expect(try scenario.member().health == .healthy)
    scenario.gatewayGroup = [
      .deny("Deny-Agw", 100, from: "Internet", to: "10.0.1.0/24"),
      .allow("Allow-Manager", 110, from: "GatewayManager", port: "65200-65535"),
    ]
    #expect(try scenario.member().blamed == "nsg-agw/Deny-Agw")
    scenario.gatewayGroup = [.allow("Allow-Other", 100, from: "GatewayManager", to: "10.0.9.0/24", port: "65200-65535")]
    #expect(try scenario.member().health == .unknown)
  }
}
