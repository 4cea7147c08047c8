import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Vectors 1–8 of azure-semantics.md §10: groups on the way from the gateway to a backend in the same network.
struct SecurityGroupVectorTests {
  @Test func `vector 1: without any group the member is Healthy`() throws {
    let member = try Scenario().member()
    #expect(member.health == .healthy)
    #expect(member.path == .allow)
    #expect(member.cause == nil)
    #expect(member.decisive == nil)
  }

  @Test func `vector 2: default rules let the probe through`() throws {
    var scenario = Scenario()
    scenario.backendGroup = []
    let member = try scenario.member()
    #expect(member.health == .healthy)
    #expect(
      member.steps.contains { $0.verdict == .allow && $0.subject?.description == "nsg-backend/AllowVnetInBound" })
  }

  /// The rule that vector 3 adds.
  private static let deny = [denyRule]
  private static var denyRule: JSONValue { .deny("Deny-80", 200, protocol: "Tcp", from: "10.0.1.0/24", port: "80") }
  private static func allowRule(_ priority: Int) -> JSONValue {
    .allow("Allow-80", priority, protocol: "Tcp", from: "10.0.1.0/24", port: "80")
  }

  @Test func `vector 3: a rule that denies the gateway's subnet is named`() throws {
    var scenario = Scenario()
    scenario.backendGroup = Self.deny
    let member = try scenario.member()
    #expect(member.health == .unhealthy)
    #expect(member.path == .deny)
    #expect(member.cause == .nsgDenied)
    #expect(member.blamed == "nsg-backend/Deny-80")
    #expect(member.decisive?.subject?.origin?.path.description == "$.networkSecurityGroups[0].securityRules[0]")
  }

  @Test func `vector 4: an allow rule behind the deny does not help`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [Self.denyRule, Self.allowRule(300)]
    let member = try scenario.member()
    #expect(member.health == .unhealthy)
    #expect(member.cause == .nsgDenied)
    #expect(member.blamed == "nsg-backend/Deny-80")
  }

  @Test func `vector 5: an allow rule before the deny decides, whatever the order in the file`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [Self.denyRule, Self.allowRule(150)]
    #expect(try scenario.member().health == .healthy)
  }

  @Test func `vector 6: the network interface's group denies what the subnet's allows, and is blamed`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [Self.allowRule(100)]
    scenario.cardGroup = Self.deny
    let member = try scenario.member()
    #expect(member.health == .unhealthy)
    #expect(member.cause == .nsgDenied)
    #expect(member.blamed == "nsg-nic/Deny-80")
  }

  @Test func `vector 7: replies pass the backend's group even where it denies everything outbound`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [.deny("Deny-Out", 100, "Outbound")]
    scenario.cardGroup = [.deny("Deny-Out", 100, "Outbound")]
    #expect(try scenario.member().health == .healthy)
  }

  @Test(arguments: [("Standard_v2", "65200-65535"), ("WAF_v2", "65200-65535"), ("Standard_Medium", "65503-65534")])
  func `vector 8: a group that keeps Azure's managers out makes health Unknown`(sku: String, ports: String) throws {
    var scenario = Scenario()
    scenario.gateway.sku = sku
    scenario.gatewayGroup = [.deny("Deny-Manager", 100, protocol: "Tcp", from: "GatewayManager", port: ports)]
    let member = try scenario.member()
    #expect(member.health == .unknown)
    #expect(member.cause == .managementBlocked)
    #expect(member.blamed == "nsg-agw/Deny-Manager")
    #expect(member.path == .allow)
  }
}
