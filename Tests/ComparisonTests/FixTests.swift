import BackendHealth
import Changes
import Outcomes
import PacketSets
import Resources
import TestSupport
import Testing

@testable import Comparison

/// What `Fix` finds on the base network of the test vectors, changed.
@Suite struct FixTests {
  /// Repairs every member that is not Healthy.
  private func fix(_ scenario: Scenario, _ options: Fix.Options = Fix.Options()) throws -> Fix {
    let start = Fix.start(try scenario.engine().model.resources)
    return Fix(FixGoal.all(in: start), in: start, options)
  }

  private func lines(_ fix: Fix, _ plan: Int = 0) -> [String] {
    fix.plans.count > plan ? fix.plans[plan].script.lines.map(\.text) : []
  }

  private var denied: Scenario {
    var scenario = Scenario()
    scenario.backendGroup = [.deny("Deny", 200)]
    return scenario
  }

  @Test func `what is well needs nothing`() throws {
    let fix = try fix(Scenario())
    #expect(fix.goals.isEmpty)
    #expect(fix.plans.isEmpty)
  }

  @Test func `a rule of its own lets the gateway's subnet in, at a free number before the rule that denies`() throws {
    let fix = try fix(denied)
    #expect(fix.plans.first?.isProved == true)
    #expect(
      lines(fix) == [
        "az network nsg rule create -g rg-test --nsg-name nsg-backend -n Allow-AppGw-80 --priority 199 --access Allow "
          + "--direction Inbound --protocol Tcp --source-address-prefixes 10.0.1.0/24 "
          + "--destination-address-prefixes 10.0.2.4/32 --destination-port-ranges 80"
      ])
    #expect(
      fix.plans.first?.permits.boxes == [
        PacketBox(
          sources: AddressSet(AddressPrefix("10.0.1.0/24")!), destinations: AddressSet(IPAddress("10.0.2.4")),
          destinationPorts: PortSet(80), protocols: ProtocolSet(.tcp))
      ])
  }

  @Test func `the narrower permission is the better plan, the wider one is another`() throws {
    var scenario = denied
    scenario.backendGroup.append(.allow("Allow", 300, protocol: "Tcp", from: "10.0.1.0/24", port: "80"))
    let fix = try fix(scenario)
    #expect(lines(fix)[0].contains("rule create"))
    #expect(lines(fix, 1) == ["az network nsg rule update -g rg-test --nsg-name nsg-backend -n Allow --priority 199"])
    #expect(fix.plans[0].permits.isSubset(of: fix.plans[1].permits))
    #expect(fix.plans[0].permits != fix.plans[1].permits)
  }

  @Test func `where no number before the rule that denies is free, that rule moves back first`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [.deny("Deny", 100)]
    let fix = try fix(scenario)
    #expect(fix.plans.first?.isProved == true)
    #expect(lines(fix).count == 2)
    #expect(lines(fix)[0] == "az network nsg rule update -g rg-test --nsg-name nsg-backend -n Deny --priority 101")
    #expect(lines(fix)[1].contains("--priority 100 "))
  }

  @Test func `one rule repairs every member that the same rule denies`() throws {
    var scenario = denied
    scenario.gateway.members = ["10.0.2.4", "10.0.2.5", "10.0.2.77"]
    scenario.servers = ["10.0.2.4", "10.0.2.5", "10.0.2.77"].map { .server($0) }
    let fix = try fix(scenario)
    #expect(fix.goals.count == 3)
    #expect(fix.plans.first?.isProved == true)
    #expect(lines(fix).count == 1)
    #expect(lines(fix)[0].contains("--destination-address-prefixes 10.0.2.4/31 10.0.2.77/32 "))
  }

  @Test func `several things in the way are all repaired`() throws {
    var scenario = denied
    scenario.cardGroup = [.deny("Deny", 300, port: "80")]
    scenario.gatewayGroup = [.allowManagers, .deny("Out", 400, "Outbound", to: "10.0.2.0/24")]
    scenario.backendRoutes = [.route("drop", "10.0.1.0/24", "None")]
    let fix = try fix(scenario)
    #expect(fix.plans.first?.isProved == true)
    #expect(lines(fix).filter { $0.contains("nsg rule create") }.count == 3)
    #expect(lines(fix).filter { $0.contains("route-table route") }.count == 1)
    #expect(lines(fix).count == 4)
  }

  @Test func `nothing is taken away unless that is asked for`() throws {
    var scenario = Scenario.peered()
    scenario.backendRoutes = [.route("drop", "10.0.1.0/24", "None")]
    for plan in try fix(scenario).plans { #expect(!plan.script.text.contains(" delete ")) }
    let asked = try fix(scenario, Fix.Options(mayDelete: true))
    #expect(asked.plans.contains { $0.script.text.contains("route delete") })
  }

  @Test func `a plan that makes another member worse is none`() throws {
    var scenario = Scenario()
    scenario.gateway.members = ["10.0.2.4", "10.0.2.5"]
    scenario.servers = [.server("10.0.2.4"), .server("10.0.2.5", port: 8080)]
    // The setting's port would repair the second member and break the first.
    #expect(try fix(scenario).plans.isEmpty)
    scenario.servers = [.server("10.0.2.4", port: 8080), .server("10.0.2.5", port: 8080)]
    #expect(lines(try fix(scenario)).map { $0.hasSuffix("--port 8080") } == [true])
  }

  @Test func `a plan that breaks a promise of the input is none`() throws {
    let fix = try fix(denied, Fix.Options { _, after in after.predictions[0].pairs[0].members[0].health == .healthy })
    #expect(fix.plans.isEmpty)
  }

  @Test func `with servers that nobody describes the way is repaired, and what decides is named`() throws {
    var scenario = denied
    scenario.servers = []
    let fix = try fix(scenario)
    guard case .given(let facts)? = fix.plans.first?.standing else {
      Issue.record("\(String(describing: fix.plans.first?.standing))")
      return
    }
    #expect(facts == [.listener(address: IPAddress("10.0.2.4"), port: 80)])
    #expect(lines(fix).count == 1)
  }

  @Test func `what the server must do stays, and the way to it is repaired`() throws {
    var scenario = denied
    scenario.servers = [["name": "server", "address": "10.0.2.4", "listeners": []]]
    let fix = try fix(scenario)
    guard case .leaves(let obstacles)? = fix.plans.first?.standing else {
      Issue.record("\(String(describing: fix.plans.first?.standing))")
      return
    }
    #expect(obstacles.map(\.outcome) == [.portClosed])
    #expect(lines(fix).count == 1)
  }

  @Test func `among several machines that a name may mean nobody chooses`() throws {
    var scenario = Scenario()
    scenario.gateway.members = []
    scenario.cards.append(CardText("nic-other", "10.0.2.5", in: "vnet-a", "snet-backend", machine: "vm-other"))
    scenario.servers.append(.server("10.0.2.5"))
    #expect(try fix(scenario).plans.isEmpty)
  }

  @Test func `every plan is the same each time`() throws {
    var scenario = denied
    scenario.backendRoutes = [.route("drop", "10.0.1.0/24", "None")]
    let first = try fix(scenario).plans.map(\.script.text)
    #expect(!first.isEmpty)
    #expect(try fix(scenario).plans.map(\.script.text) == first)
  }
}
