import BackendHealth
import Changes
import JSONText
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

  @Test func `where moving the rule back alone would wake dead rules, all of them move and keep their order`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [.deny("Deny", 100), .allow("Wide", 101, from: "10.0.0.0/16")]
    let fix = try fix(scenario)
    #expect(fix.plans.first?.isProved == true)
    #expect(lines(fix).filter { $0.contains("rule update") }.count == 2)
    #expect(lines(fix).contains { $0.contains("-n Wide --priority 102") })
    #expect(fix.plans[0].permits.boxes.allSatisfy { $0.destinationPorts == PortSet(80) })
    // The shorter plan opens everything of the longer one, and every other port besides.
    let wider = try #require(fix.plans.first { !$0.permits.boxes.allSatisfy { $0.destinationPorts == PortSet(80) } })
    #expect(fix.plans[0].permits.isSubset(of: wider.permits))
  }

  @Test func `a table of the wanted name that is there already keeps its routes`() throws {
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("out", "10.9.0.0/16", "None")]
    scenario.tables["rt-snet-backend"] = [.route("keep", "10.8.0.0/16", "None")]
    scenario.networks[0].subnets.append(SubnetText("snet-other", "10.0.3.0/24"))
    scenario.attach(table: "rt-shared", [.route("drop", "10.0.1.0/24", "None")], to: "snet-backend")
    scenario.attach(table: "rt-shared", [.route("drop", "10.0.1.0/24", "None")], to: "snet-other")
    let fix = try fix(scenario)
    #expect(fix.plans.first?.isProved == true)
    #expect(lines(fix).first == "az network route-table create -g rg-test -n rt-snet-backend-2")
    for plan in fix.plans { #expect(!plan.script.text.contains("--route-table-name rt-snet-backend -n")) }
  }

  @Test func `an edit of a table that other subnets have is to be confirmed, and a table of its own comes first`()
    throws
  {
    var scenario = Scenario()
    scenario.networks[0].subnets.append(SubnetText("snet-other", "10.0.3.0/24"))
    let routes: [JSONValue] = [.route("drop", "10.0.1.0/24", "None"), .route("keep", "10.8.0.0/16", "None")]
    scenario.attach(table: "rt-shared", routes, to: "snet-backend")
    scenario.attach(table: "rt-shared", routes, to: "snet-other")
    let fix = try fix(scenario)
    let first = try #require(fix.plans.first)
    #expect(first.premises.isEmpty)
    #expect(!first.script.text.contains("--route-table-name rt-shared"))
    // The copy has the other routes too.
    #expect(first.script.text.contains("-n keep"))
    let shared = try #require(fix.plans.first { $0.script.text.contains("--route-table-name rt-shared") })
    #expect(
      shared.premises.contains {
        if case .tableServes(let table, let subnets) = $0 {
          table.name == "rt-shared" && subnets.count == 2
        } else {
          false
        }
      })
  }

  @Test func `a table that is not in the input is not exchanged for another`() throws {
    var scenario = Scenario.withCircuit(learned: ["0.0.0.0/0"])
    scenario.name(table: "rt-elsewhere", at: "snet-agw")
    for plan in try fix(scenario).plans { #expect(!plan.script.text.contains("route-table")) }
  }

  @Test func `a DNS server is dropped only where something may be taken away`() throws {
    var scenario = Scenario()
    scenario.gateway.members = ["api.contoso.internal"]
    scenario.networks[0].dnsServers = ["10.0.2.10", "10.0.2.11"]
    scenario.others["dnsServers"] = [
      ["address": "10.0.2.10", "zones": ["contoso.internal": ["api": ["10.0.2.4"]]]],
      ["address": "10.0.2.11", "zones": ["contoso.internal": ["api": ["10.0.2.5"]]]],
    ]
    for plan in try fix(scenario).plans { #expect(!plan.script.text.contains("--dns-servers")) }
  }

  @Test func `what leads past a device, or opens a peering, is told and counted`() throws {
    var scenario = Scenario.peered(
      PeeringText("vnet-b").with(\.allowVirtualNetworkAccess, false),
      PeeringText("vnet-a").with(\.allowVirtualNetworkAccess, false))
    var opened = try #require(try fix(scenario).plans.first).permits
    #expect(
      PacketSet(PacketBox(destinations: AddressSet(AddressPrefix("10.1.0.0/16")!))).isDisjoint(with: opened) == false)
    scenario = Scenario()
    scenario.gatewayRoutes = [.route("by-firewall", "10.0.0.0/16", appliance: "10.0.9.9")]
    opened = try #require(try fix(scenario).plans.first).permits
    #expect(opened.sources == AddressSet(AddressPrefix("10.0.1.0/24")!))
    #expect(opened.destinations.contains(IPAddress("10.0.2.4")))
  }

  @Test func `a rule for a tag is told by the tag, and counted by what it may let through`() throws {
    var scenario = Scenario()
    scenario.gatewayGroup = [.deny("Deny", 200, to: "10.0.1.0/24", port: "65200-65535")]
    let plan = try #require(try fix(scenario).plans.first)
    #expect(plan.tagged.map(\.rule.source.addresses) == [[.serviceTag("GatewayManager")]])
    #expect(plan.rank.breadth > 0)
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

  @Test func `what a later edit makes needless is no part of the plan`() throws {
    var scenario = Scenario.spokes
    scenario.cards.append(CardText("nic-fw", "10.9.0.4", in: "vnet-hub", "snet-hub"))
    scenario.cards[1].enableIPForwarding = true
    scenario.others["appliances"] = [["address": "10.9.0.4", "name": "fw"]]
    scenario.gatewayRoutes = [.route("to-b", "10.1.0.0/16", appliance: "10.9.0.4")]
    let fix = try fix(scenario)
    #expect(fix.plans.first?.isProved == true)
    // The route that replies take suffices: no peering of the spokes beside it.
    #expect(lines(fix).count == 3)
    #expect(!lines(fix).contains { $0.contains("peering") })
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

  @Test func `a name that is made up is free and no longer than Azure takes`() {
    let long = String(repeating: "orders-", count: 13)
    let first = Names.free(long, [])
    let second = Names.free(long, [first.lowercased()])
    #expect(first.count == 80)
    #expect(second.count == 80)
    #expect(second.hasSuffix("-2"))
    #expect(Names.free("Allow", ["allow", "allow-2"]) == "Allow-3")
  }
}
