import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// All blockers of a flow at once, the first one decisive, and what nearly let the packets through.
struct BlockerTests {
  @Test func `a blocked packet is followed to the end, and the first blocker of the way there decides`() throws {
    var scenario = Scenario()
    scenario.gatewayGroup = [.allowManagers, .deny("Deny-Out", 200, "Outbound", to: "10.0.2.0/24")]
    scenario.backendGroup = [.deny("Deny-In", 200)]
    scenario.cardGroup = [.deny("Deny-Nic", 200)]
    scenario.backendRoutes = [.route("drop", "10.0.1.0/24", "None")]
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .deny)
    #expect(
      flow.blockers.map { $0.subject?.description } == [
        "nsg-agw/Deny-Out", "nsg-backend/Deny-In", "nsg-nic/Deny-Nic", "rt-backend/drop",
      ])
    #expect(flow.blockers.map(\.outcome) == [.nsgDenied, .nsgDenied, .nsgDenied, .routeNone])
    #expect(flow.blockers.map(\.leg) == [.forward, .forward, .forward, .back])
    #expect(flow.blamed == "nsg-agw/Deny-Out")
  }

  @Test func `a blocker of the way there decides before something unknown`() throws {
    var scenario = Scenario()
    scenario.name(group: "nsg-elsewhere", at: "snet-agw")
    scenario.backendGroup = [.deny("Deny-In", 200)]
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .deny)
    #expect(flow.blamed == "nsg-backend/Deny-In")
    #expect(flow.blockers.count == 2)
  }

  /// The near misses of the step that decides.
  private func nearMisses(_ rules: [JSONValue]) throws -> [NearMiss] {
    var scenario = Scenario()
    scenario.backendGroup = rules + [.deny("Deny-All", 1000)]
    let flow = try scenario.flow(to: "10.0.2.4")
    guard case .rule(let rule)? = flow.decisive?.detail else { return [] }
    return rule.nearMisses
  }

  private static let instances = AddressSet(IPAddress("10.0.1.4")...IPAddress("10.0.1.254"))

  @Test func `a rule for another source is a near miss that says what it allows and what is needed`() throws {
    let misses = try nearMisses([.allow("Allow-AppGw", 200, from: "10.0.5.0/24")])
    #expect(misses.map(\.rule) == ["Allow-AppGw"])
    #expect(misses.first?.priority == 200)
    #expect(
      misses.first?.lack
        == .source(allowed: AddressSet(try #require(AddressPrefix("10.0.5.0/24"))), needed: Self.instances))
  }

  @Test func `a rule for another port is a near miss`() throws {
    let misses = try nearMisses([.allow("Allow-8080", 200, from: "10.0.1.0/24", port: "8080")])
    #expect(misses.first?.lack == .destinationPort(allowed: PortSet(8080), needed: PortSet(80)))
  }

  @Test func `a rule for another destination is a near miss`() throws {
    let misses = try nearMisses([.allow("Allow-Frontend", 200, from: "10.0.1.0/24", to: "10.0.2.100")])
    #expect(
      misses.first?.lack
        == .destination(allowed: AddressSet(IPAddress("10.0.2.100")), needed: AddressSet(IPAddress("10.0.2.4"))))
  }

  @Test func `a rule for another protocol is a near miss`() throws {
    let misses = try nearMisses([.allow("Allow-Udp", 200, protocol: "Udp", from: "10.0.1.0/24", port: "80")])
    #expect(misses.first?.lack == .protocol(allowed: ProtocolSet(.udp), needed: ProtocolSet(.tcp)))
  }

  @Test func `a rule that comes too late is a near miss`() throws {
    let misses = try nearMisses([.allow("Allow-Late", 2000, from: "10.0.1.0/24", port: "80")])
    #expect(misses.map(\.rule) == ["Allow-Late"])
    #expect(misses.first?.lack == .precedence)
  }

  @Test func `a rule that lacks two things is no near miss`() throws {
    #expect(try nearMisses([.allow("Allow-Other", 200, from: "10.0.5.0/24", port: "8080")]).isEmpty)
  }

  @Test
  func `a rule that covers a part of the gateway's subnet lets that part through and is a near miss for the rest`()
    throws
  {
    var scenario = Scenario()
    scenario.backendGroup = [.allow("Allow-AppGw", 200, from: "10.0.1.0/28"), .deny("Deny-All", 1000)]
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .partial)
    #expect(flow.denied.sources == AddressSet(IPAddress("10.0.1.16")...IPAddress("10.0.1.254")))
    guard case .rule(let rule)? = flow.decisive?.detail else {
      Issue.record("no rule decides")
      return
    }
    #expect(rule.nearMisses.map(\.rule) == ["Allow-AppGw"])
  }
}
