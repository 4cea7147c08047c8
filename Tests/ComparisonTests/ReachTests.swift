import Comparison
import JSONText
import Outcomes
import PacketSets
import Reachability
import TestSupport
import Testing

/// Every packet between ends that a person names, and none left out.
struct ReachTests {
  private func reach(_ scenario: Scenario, from: String? = nil, to: String? = nil, port: UInt16? = 80) throws -> Reach {
    let engine = try scenario.engine()
    let spread = EndpointSpread(engine)
    return Reach(
      from: try from.map { try spread.spread($0, isSender: true) } ?? spread.everything(),
      to: try to.map { try spread.spread($0) } ?? spread.everything(), port: port, protocol: .tcp, in: engine)
  }

  /// The sender of packets to the backend that stands for others.
  private func sources(_ regions: [Reach.Region]) -> AddressSet {
    regions.reduce(AddressSet()) { $0.union($1.packets.sources) }
  }

  @Test func `a prefix reaches beyond the subnets: the Internet, what gateways reach, and what nothing tells`() throws {
    var scenario = Scenario.withSite("192.168.0.0/24")
    scenario.backendGroup = [.allow("All", 100)]
    let reach = try reach(scenario, from: "0.0.0.0/0", to: "10.0.2.4")
    let passing = sources(reach.passing)
    for address: IPAddress in ["8.8.8.8", "10.0.1.4", "192.168.0.9"] { #expect(passing.contains(address)) }
    // No route leads back to them.
    let denied = sources(reach.denied)
    for address: IPAddress in ["10.77.0.4", "192.168.1.9"] { #expect(denied.contains(address)) }
    #expect(reach.denied.flatMap(\.steps).allSatisfy { $0.verdict == .deny && $0.leg == .back })
    #expect(reach.undetermined.isEmpty)
    // Nobody can have an address that Azure keeps, or that lies in no subnet.
    for address: IPAddress in ["10.0.1.1", "10.0.99.4", "127.0.0.1", "224.0.0.1"] {
      #expect(!passing.contains(address) && !denied.contains(address))
    }
    let open = try self.reach(Scenario.withCircuit(), from: "10.0.0.0/8", to: "10.0.2.4").undetermined
    #expect(sources(open).contains("10.77.0.4"))
  }

  @Test func `a prefix of receivers beyond the subnets is judged by the routes to it`() throws {
    let scenario = Scenario.withSite("192.168.0.0/24")
    let reach = try reach(scenario, from: "snet-agw", to: "192.168.0.0/16")
    #expect(reach.passingPackets.destinations == AddressSet(AddressPrefix("192.168.0.0/24")!))
    #expect(reach.denied.map(\.packets.destinations) == [AddressSet("192.168.1.0"..."192.168.255.255")])
  }

  @Test func `a closed peering drops only the receivers whose route crosses it`() throws {
    var scenario = Scenario.peered(
      PeeringText("vnet-b").with(\.allowVirtualNetworkAccess, false),
      PeeringText("vnet-a").with(\.allowVirtualNetworkAccess, false))
    scenario.gatewayRoutes = [.route("drop", "10.1.2.128/25", "None")]
    let denied = try reach(scenario, from: "snet-agw", to: "10.1.2.0/24").denied
    func blockers(_ address: IPAddress) -> [Outcome?] {
      denied.first { $0.packets.destinations.contains(address) }?.steps.map(\.outcome) ?? []
    }
    #expect(blockers("10.1.2.9") == [.peeringAccessDisabled, .peeringAccessDisabled])
    #expect(blockers("10.1.2.200") == [.routeNone])
  }

  @Test func `what no machine can have is told only where nothing else is named`() throws {
    let none = try reach(Scenario(), from: "snet-agw", to: "10.0.99.0/24")
    #expect(none.denied.flatMap(\.steps).map(\.outcome) == [.addressUnassigned])
    #expect(try reach(Scenario(), from: "snet-agw", to: "10.0.0.0/16").denied.isEmpty)
  }

  @Test func `everybody is also the premises behind gateways, and those of which nothing is known`() throws {
    let known = try reach(Scenario.withSite("192.168.0.0/24"), to: "10.0.2.4")
    #expect(sources(known.passing).contains("192.168.0.9"))
    #expect(known.undetermined.isEmpty)
    let open = sources(try reach(Scenario.withCircuit(), to: "10.0.2.4").undetermined)
    #expect(open.contains("192.168.0.9") && open.contains("10.77.0.4"))
    #expect(!sources(try reach(Scenario(), to: "10.0.2.4").passing).contains("192.168.0.9"))
  }

  @Test func `what a Virtual WAN hub may bring is open, and the hub is named`() throws {
    var scenario = Scenario()
    scenario.others["hubVirtualNetworkConnections"] = [
      [
        "id": id("virtualHubs", "hub-west", "hubVirtualNetworkConnections", "to-a"), "name": "to-a",
        "remoteVirtualNetwork": reference("virtualNetworks", "vnet-a"),
      ]
    ]
    let reach = try reach(scenario, to: "10.0.2.4")
    #expect(sources(reach.undetermined).contains("10.77.0.4"))
    #expect(
      reach.undetermined.flatMap(\.steps).contains { step in
        if case .virtualHub(let hub, _)? = step.missing { hub.name == "hub-west" } else { false }
      })
    #expect(sources(reach.passing).contains("10.0.1.4"))
  }

  @Test func `everybody is also a peer that is not in the input`() throws {
    var scenario = Scenario.peered()
    scenario.networks.removeLast()
    scenario.cards = []
    scenario.others["virtualNetworks"] = [
      [
        "addressSpace": ["addressPrefixes": ["10.0.0.0/16"]], "id": id("virtualNetworks", "vnet-a"), "name": "vnet-a",
        "subnets": [
          [
            "addressPrefix": "10.0.1.0/24", "id": id("virtualNetworks", "vnet-a", "subnets", "snet-agw"),
            "name": "snet-agw",
          ]
        ],
        "virtualNetworkPeerings": [
          [
            "id": id("virtualNetworks", "vnet-a", "virtualNetworkPeerings", "to-b"), "name": "to-b",
            "peeringState": "Connected", "remoteAddressSpace": ["addressPrefixes": ["10.1.0.0/16"]],
            "remoteVirtualNetwork": reference("virtualNetworks", "vnet-b"),
          ]
        ],
      ]
    ]
    #expect(sources(try reach(scenario, to: "snet-agw").undetermined) == AddressSet(AddressPrefix("10.1.0.0/16")!))
  }

  @Test func `nobody outside speaks to somebody outside, unless that alone is asked`() throws {
    let reach = try reach(Scenario(), to: "Internet")
    #expect(sources(reach.passing).isDisjoint(with: AddressSpaces.publicSpace))
    #expect(reach.undetermined.isEmpty)
    let asked = try self.reach(Scenario(), from: "8.8.8.8", to: "9.9.9.9")
    #expect(asked.passing.isEmpty && !asked.undetermined.isEmpty)
  }

  @Test func `public ranges of a network are not the Internet`() throws {
    var scenario = Scenario()
    scenario.networks[0].prefixes.append("20.0.0.0/16")
    scenario.networks[0].subnets.append(SubnetText("snet-public", "20.0.1.0/24"))
    let reach = try reach(scenario, from: "snet-agw", to: "Internet")
    #expect(!reach.passingPackets.destinations.contains("20.0.1.4"))
    #expect(reach.passingPackets.destinations.contains("20.1.0.4"))
    #expect(reach.denied.isEmpty)
  }

  @Test func `a group that several places share is named at each of them`() throws {
    var scenario = Scenario()
    scenario.networks[0].subnets.append(SubnetText("snet-other", "10.0.3.0/24"))
    let rules: [JSONValue] = [.deny("No-Backend", 100, "Outbound", to: "10.0.2.0/24")]
    scenario.attach("nsg-shared", rules, to: "snet-agw")
    scenario.attach("nsg-shared", rules, to: "snet-other")
    let denied = try reach(scenario, from: "10.0.0.0/22", to: "10.0.2.4").denied
    let places = denied.map { region in
      region.steps.compactMap { step -> String? in
        if case .rule(let rule) = step.detail { rule.point.attachedTo.name } else { nil }
      }
    }
    #expect(places == [["snet-agw"], ["snet-other"]])
    #expect(
      denied.map(\.packets.sources) == [AddressSet("10.0.1.4"..."10.0.1.254"), AddressSet("10.0.3.4"..."10.0.3.254")])
  }

  @Test func `a name of DNS sends nothing`() throws {
    #expect(throws: NameProblem.self) { try reach(Scenario(), from: "api.contoso.com", to: "10.0.2.4") }
  }
}
