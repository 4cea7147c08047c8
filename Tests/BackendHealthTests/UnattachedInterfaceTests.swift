import BackendHealth
import JSONText
import Outcomes
import TestSupport
import Testing

/// Network interfaces that Azure shows and that belong to no machine (docs/azure-truth.md, backend-health-04).
struct UnattachedInterfaceTests {
  /// The base whose interface is written as Azure writes it, with more members.
  private func scenario(_ more: [String: JSONValue] = [:], named: Bool = true) -> Scenario {
    var scenario = Scenario()
    scenario.servers = []
    scenario.cards[0].machine = nil
    guard case .object(let members) = scenario.cards[0].json else { return scenario }
    var card = members + [.init("provisioningState", "Succeeded"), .init("resourceGuid", "0000")]
    card += more.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }
    scenario.others["networkInterfaces"] = [.object(card.filter { $0.value != .null })]
    return scenario
  }

  @Test func `nobody answers at the address of an interface without a machine`() throws {
    let member = try scenario().member()
    #expect(member.health == .unhealthy)
    #expect(member.cause == .memberStale)
    #expect(member.blamed == "nic-backend")
    #expect(member.path == .allow)
    // Resource Graph writes an empty text where nothing manages it.
    #expect(try scenario(["managedBy": ""]).member().cause == .memberStale)
    #expect(
      try scenario(["managedBy": "/subscriptions/s/resourceGroups/g/providers/A.B/c/d"]).member().health
        == .undetermined)
  }

  @Test func `an interface with a hardware address, or with a machine that names it, may have somebody`() throws {
    #expect(try scenario(["macAddress": "00-0D-3A-00-00-01"]).member().health == .undetermined)
    var scenario = scenario()
    scenario.others["virtualMachines"] = [
      [
        "id": id("virtualMachines", "vm", provider: "Microsoft.Compute"), "name": "vm",
        "networkProfile": ["networkInterfaces": [reference("networkInterfaces", "nic-backend")]],
      ]
    ]
    #expect(try scenario.member().health == .undetermined)
  }

  @Test func `an interface that a person writes says nothing of machines, and a described server answers in any case`()
    throws
  {
    var scenario = Scenario()
    scenario.servers = []
    scenario.cards[0].machine = nil
    #expect(try scenario.member().health == .undetermined)
    var described = self.scenario()
    described.servers = [.server("10.0.2.4")]
    #expect(try described.member().health == .healthy)
  }

  @Test func `a load balancer finds such an interface down`() throws {
    var scenario = scenario()
    scenario.gateway.members = ["10.0.2.100"]
    scenario.others["loadBalancers"] = [
      .balancer(
        "ilb", at: "10.0.2.100", in: "snet-backend", pool: "nodes", rules: [.balancerRule("http", "Tcp", 80, to: 80)])
    ]
    var card = CardText("nic-backend", "10.0.2.4", in: "vnet-a", "snet-backend")
    card.balancerPools = [("ilb", "nodes")]
    guard case .object(let members) = card.json else { return }
    scenario.others["networkInterfaces"] = [
      .object(
        members.filter { $0.value != .null } + [
          .init("provisioningState", "Succeeded"), .init("resourceGuid", "0000"),
        ])
    ]
    #expect(try scenario.member().cause == .loadBalancerNoMember)
  }
}
