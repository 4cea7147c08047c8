import JSONText
import Outcomes
import PacketSets
import Reachability
import TestSupport
import Testing

/// Load balancers as the receiver (azure-semantics.md §1.4, §4.12, §10 vectors 26 and 27, §8 trap 1, §11 R8).
struct LoadBalancerTests {
  /// The base with a load balancer at 10.0.2.100 that passes port 80 to port 8080 of the backend.
  private func balanced(probePort: Int = 8080) -> Scenario {
    var scenario = Scenario()
    scenario.cards[0].balancerPools = [("ilb", "nodes")]
    scenario.servers = [.server("10.0.2.4", port: 8080)]
    scenario.others["loadBalancers"] = [
      .balancer(
        "ilb", at: "10.0.2.100", in: "snet-backend", pool: "nodes", rules: [.balancerRule("http", "Tcp", 80, to: 8080)],
        probePort: probePort)
    ]
    return scenario
  }

  @Test func `a rule passes packets to the machine that is up`() throws {
    let flow = try balanced().flow(to: "10.0.2.100")
    #expect(flow.path == .allow)
    #expect(flow.balanced.map(\.address.description) == ["10.0.2.4"])
    #expect(flow.balanced.map(\.port) == [8080])
  }

  @Test func `vector 26 and trap 1 groups see the machine's address and port, never the frontend's`() throws {
    var scenario = balanced()
    scenario.backendGroup = [.deny("Frontend", 100, to: "10.0.2.100")]
    #expect(try scenario.flow(to: "10.0.2.100").path == .allow)
    scenario.backendGroup = [.deny("Port", 100, from: "10.0.1.0/24", port: "80")]
    #expect(try scenario.flow(to: "10.0.2.100").path == .allow)
    scenario.backendGroup = [.deny("Machine", 100, from: "10.0.1.0/24", to: "10.0.2.4", port: "8080")]
    #expect(try scenario.flow(to: "10.0.2.100").blamed == "nsg-backend/Machine")
  }

  @Test func `§11 R8 a rule for the frontend alone lets nothing through`() throws {
    var scenario = balanced()
    scenario.backendGroup = [
      .allow("Frontend", 100, to: "10.0.2.100"), .allow("Probes", 110, from: "AzureLoadBalancer"),
      .deny("Rest", 200),
    ]
    let flow = try scenario.flow(to: "10.0.2.100")
    #expect(flow.path == .deny)
    #expect(flow.blamed == "nsg-backend/Rest")
  }

  @Test func `vector 27 a load balancer whose probes are denied has no machine`() throws {
    var scenario = balanced()
    scenario.backendGroup = [.deny("Probes", 4000, from: "AzureLoadBalancer")]
    let flow = try scenario.flow(to: "10.0.2.100")
    #expect(flow.cause == .loadBalancerNoMember)
    #expect(flow.blamed == "nsg-backend/Probes")
  }

  @Test func `a machine that does not answer the probe gets nothing`() throws {
    #expect(try balanced(probePort: 9).flow(to: "10.0.2.100").cause == .loadBalancerNoMember)
    var scenario = balanced(probePort: 9)
    scenario.servers = []
    let flow = try scenario.flow(to: "10.0.2.100")
    #expect(flow.path == .allow)
    #expect(flow.assumptions.contains { if case .loadBalancerProbeAnswered = $0 { true } else { false } })
  }

  /// The base with an inbound NAT rule from port 8022 of the frontend to port 22 of the backend.
  private func withNatRule(_ fields: [String: JSONValue] = [:]) -> Scenario {
    var scenario = Scenario()
    let rule: [String: JSONValue] = [
      "backendIPConfiguration": reference("networkInterfaces", "nic-backend", "ipConfigurations", "ipconfig1"),
      "backendPort": 22, "frontendIPConfiguration": ["id": "frontend"], "frontendPort": 8022, "name": "ssh",
      "protocol": "Tcp",
    ]
    var balancer = JSONValue.balancer("ilb", at: "10.0.2.100", in: "snet-backend", pool: "nodes", rules: [])
    if case .object(let members) = balancer {
      balancer = .object(
        members + [.init("inboundNatRules", [.sorted(rule.merging(fields) { $1 }.mapValues { $0 })])])
    }
    scenario.others["loadBalancers"] = [balancer]
    return scenario
  }

  @Test func `an inbound NAT rule passes its port to one machine, whose groups see the machine's address and port`()
    throws
  {
    var scenario = withNatRule()
    let flow = try scenario.flow(to: "10.0.2.100", port: 8022)
    #expect(flow.path == .allow)
    #expect(flow.balanced.map { "\($0.address):\($0.port ?? 0)" } == ["10.0.2.4:22"])
    #expect(try scenario.flow(to: "10.0.2.100", port: 22).cause == .loadBalancerNoRule)
    scenario.backendGroup = [.deny("Ssh", 100, to: "10.0.2.4", port: "22")]
    #expect(try scenario.flow(to: "10.0.2.100", port: 8022).blamed == "nsg-backend/Ssh")
    // No probe asks whether the machine is up.
    scenario.backendGroup = [.deny("Probes", 100, from: "AzureLoadBalancer")]
    #expect(try scenario.flow(to: "10.0.2.100", port: 8022).path == .allow)
  }

  @Test func `which machine of a pool an inbound NAT rule's port leads to is not in the input`() throws {
    let scenario = withNatRule([
      "backendIPConfiguration": .null, "backendAddressPool": ["id": "nodes"], "frontendPort": 0,
      "frontendPortRangeStart": 8022, "frontendPortRangeEnd": 8030,
    ])
    #expect(try scenario.flow(to: "10.0.2.100", port: 8030).path == .undetermined)
    #expect(try scenario.flow(to: "10.0.2.100", port: 8030).decisive?.outcome == .undeterminedLoadBalancer)
    #expect(try scenario.flow(to: "10.0.2.100", port: 8031).cause == .loadBalancerNoRule)
  }

  @Test func `floating IP leaves open what the machine's groups see, for the rule that has it`() throws {
    var scenario = withNatRule(["enableFloatingIP": true])
    let flow = try scenario.flow(to: "10.0.2.100", port: 8022)
    #expect(flow.path == .undetermined)
    #expect(flow.blamed == "ilb/ssh")
    #expect(try scenario.flow(to: "10.0.2.100", port: 80).cause == .loadBalancerNoRule)
    scenario = withNatRule(["enableFloatingIP": false])
    #expect(try scenario.flow(to: "10.0.2.100", port: 8022).path == .allow)
  }

  @Test func `a port without a rule is dropped`() throws {
    #expect(try balanced().flow(to: "10.0.2.100", port: 8080).cause == .loadBalancerNoRule)
  }

  @Test func `one machine of two that a group cuts off makes the path partial`() throws {
    var scenario = balanced()
    var second = CardText("nic-2", "10.0.2.5", in: "vnet-a", "snet-backend")
    second.balancerPools = [("ilb", "nodes")]
    scenario.cards.append(second)
    scenario.servers.append(.server("10.0.2.5", port: 8080))
    scenario.backendGroup = [.deny("Second", 100, from: "10.0.1.0/24", to: "10.0.2.5")]
    #expect(try scenario.flow(to: "10.0.2.100").path == .partial)
    scenario.gateway.members = ["10.0.2.100"]
    #expect(try scenario.member().health == .partial)
  }

  @Test func `the health of a member that is a load balancer is that of the machines behind it`() throws {
    var scenario = balanced()
    scenario.gateway.members = ["10.0.2.100"]
    #expect(try scenario.member().health == .healthy)
    scenario.servers = [.server("10.0.2.4", port: 8080, answers: [["status": 503]])]
    #expect(try scenario.member().decisive?.outcome == .probeStatus)
  }
}
