import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Fields and forms of security rules (azure-semantics.md §1.1, azure-json-shapes.md §5.5), and the default rules (§1.2).
struct SecurityRuleTests {
  /// The rules of the backend's subnet that decide, in order, for packets from the gateway's subnet to a port.
  private func deciding(
    _ rules: [JSONValue], port: UInt16? = 80, protocol: IPProtocol = .tcp
  ) throws -> [String] {
    var scenario = Scenario()
    scenario.backendGroup = rules
    return try scenario.flow(to: "10.0.2.4", port: port, protocol: `protocol`).steps.compactMap { step in
      if case .rule = step.detail { step.subject?.rule } else { nil }
    }
  }

  @Test(arguments: [
    ("10.0.1.0/24", "Deny"), ("*", "Deny"), ("0.0.0.0/0", "Deny"), ("VirtualNetwork", "Deny"),
    ("virtualnetwork", "Deny"), ("10.0.0.0/23", "Deny"), ("10.9.0.0/16", "AllowVnetInBound"),
    ("Internet", "AllowVnetInBound"), ("::/0", "AllowVnetInBound"),
  ]) func `§1.1 the source is an address, a prefix, any or a tag`(source: String, decides: String) throws {
    #expect(try deciding([.deny("Deny", 100, from: source)]) == [decides])
  }

  @Test(arguments: [
    ("80", "Deny"), ("*", "Deny"), ("0-65535", "Deny"), ("79-81", "Deny"), ("81-90", "AllowVnetInBound"),
  ]) func `§1.1 the destination's port is a number, a range or any`(port: String, decides: String) throws {
    #expect(try deciding([.deny("Deny", 100, port: port)]) == [decides])
  }

  @Test(arguments: [
    ("Tcp", IPProtocol.tcp, "Deny"), ("TCP", .tcp, "Deny"), ("*", .tcp, "Deny"), ("Udp", .tcp, "AllowVnetInBound"),
    ("Udp", .udp, "Deny"), ("Icmp", .icmp, "Deny"), ("Icmp", .tcp, "AllowVnetInBound"), ("*", .esp, "Deny"),
    ("Esp", .esp, "Deny"), ("Ah", .ah, "Deny"),
  ]) func `§1.1 the protocol is compared in any letter case, and * is all of them`(
    written: String, sent: IPProtocol, decides: String
  ) throws {
    #expect(
      try deciding([.deny("Deny", 100, protocol: written)], port: sent.hasPorts ? 80 : nil, protocol: sent) == [decides]
    )
  }

  @Test func `§1.1 ports do not matter for protocols without ports`() throws {
    #expect(
      try deciding([.deny("Deny", 100, protocol: "Icmp", port: "80")], port: nil, protocol: .icmp) == ["Deny"])
  }

  @Test func `§1.1 the lower priority number decides, whatever the order in the file`() throws {
    #expect(try deciding([.deny("Late", 300), .allow("Early", 200)]) == ["Early"])
    #expect(try deciding([.allow("Early", 200), .deny("Late", 300)]) == ["Early"])
  }

  @Test func `§1.1 the same priority may exist once in each direction`() throws {
    #expect(try deciding([.deny("In", 100), .allow("Out", 100, "Outbound")]) == ["In"])
  }

  @Test func `§1.1 plural prefixes and ports are augmented rules, whatever of the singular is left empty`() throws {
    let rule: JSONValue = [
      "access": "Deny", "destinationAddressPrefix": "", "destinationAddressPrefixes": ["10.9.0.0/16", "10.0.2.0/24"],
      "destinationPortRange": "", "destinationPortRanges": ["443", "78-80"], "direction": "inbound", "name": "Deny",
      "priority": 100, "protocol": "Tcp", "sourceAddressPrefixes": ["192.168.0.0/16", "10.0.1.0/24"],
      "sourcePortRange": "*",
    ]
    #expect(try deciding([rule]) == ["Deny"])
    #expect(try deciding([rule], port: 81) == ["AllowVnetInBound"])
    #expect(try deciding([rule], port: 443) == ["Deny"])
  }

  @Test func `§1.1 a rule by source port splits the ephemeral ports`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [.deny("Deny", 100, fromPort: "60000-65535")]
    let flow = try scenario.flow(to: "10.0.2.4")
    #expect(flow.path == .partial)
    #expect(flow.denied.sourcePorts == PortSet(60000...65535))
  }

  @Test func `§1.2 every group has the six default rules`() throws {
    var scenario = Scenario()
    scenario.backendGroup = []
    let answer = try #require(
      try scenario.engine().effectiveRules(subnet: try scenario.engine().subnet("snet-backend")).groups.first)
    #expect(
      answer.rules.map {
        "\($0.rule.direction.rawValue) \($0.rule.priority) \($0.rule.name) \($0.rule.access.rawValue)"
      } == [
        "Inbound 65000 AllowVnetInBound Allow", "Inbound 65001 AllowAzureLoadBalancerInBound Allow",
        "Inbound 65500 DenyAllInBound Deny", "Outbound 65000 AllowVnetOutBound Allow",
        "Outbound 65001 AllowInternetOutBound Allow", "Outbound 65500 DenyAllOutBound Deny",
      ])
  }

  @Test func `§1.2 the Internet may not come in by default`() throws {
    var scenario = Scenario()
    scenario.backendGroup = []
    let flow = try scenario.flow(from: "Internet", to: "10.0.2.4")
    #expect(flow.path == .deny)
    #expect(flow.blamed == "nsg-backend/DenyAllInBound")
  }

  @Test func `§1.2 a user's rule overrides a default one`() throws {
    #expect(try deciding([.deny("Deny-Network", 4096, from: "VirtualNetwork")]) == ["Deny-Network"])
  }

  @Test func `§1.5 replies need no rule, but a flow from the other end does`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [.deny("Deny-Out", 100, "Outbound")]
    scenario.gatewayGroup = [.allowManagers, .deny("Deny-In", 200, from: "10.0.2.0/24")]
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
    let other = try scenario.flow(from: "nic-backend", to: "10.0.1.4")
    #expect(other.path == .deny)
    #expect(other.blockers.map { $0.subject?.description } == ["nsg-backend/Deny-Out", "nsg-agw/Deny-In"])
  }
}
