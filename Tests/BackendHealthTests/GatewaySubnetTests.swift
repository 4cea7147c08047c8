import BackendHealth
import JSONText
import Outcomes
import PacketSets
import Resources
import TestSupport
import Testing

/// The gateway's own subnet: what Azure refuses, what cuts off its managers, its clients, and its way out.
struct GatewaySubnetTests {
  private static let managementDenied: JSONValue = .deny(
    "Deny-Manager", 100, from: "GatewayManager", port: "65200-65535")

  /// The codes with which Azure refuses a scenario's gateway.
  private func refusals(_ scenario: Scenario) throws -> [Refusal] {
    try scenario.prediction().findings.compactMap { finding in
      if case .refusal(let refusal) = finding.detail { refusal } else { nil }
    }
  }

  // MARK: Traps

  @Test(arguments: ["Standard_v2", "Standard_Medium"])
  func `trap 10: closed management ports make health Unknown and leave the path open`(sku: String) throws {
    var scenario = Scenario()
    scenario.gateway.sku = sku
    scenario.gatewayGroup = [.deny("Deny-Manager", 100, from: "GatewayManager", port: "65000-65535")]
    let member = try scenario.member()
    #expect(member.health == .unknown)
    #expect(member.path == .allow)
    #expect(member.cause == .managementBlocked)
  }

  @Test func `trap 11, vector 8: Azure refuses a group that closes the management ports of a v2 gateway, not of a v1`()
    throws
  {
    var scenario = Scenario()
    scenario.gatewayGroup = [Self.managementDenied]
    #expect(try refusals(scenario) == [.gatewaySubnetInbound])
    #expect(try scenario.member().findings.first?.subject?.description == "nsg-agw/Deny-Manager")
    scenario.gateway.sku = "WAF_Medium"
    scenario.gatewayGroup = [.deny("Deny-Manager", 100, from: "GatewayManager", port: "65503-65534")]
    #expect(try refusals(scenario) == [])
    #expect(try scenario.member().health == .unknown)
  }

  @Test func `trap 11, vector 18: Azure refuses a user's default route to an appliance on a classic v2 gateway only`()
    throws
  {
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("default", "0.0.0.0/0", appliance: "10.0.3.4")]
    #expect(try refusals(scenario) == [.gatewaySubnetRoute])
    scenario.gateway.isIsolated = true
    #expect(try refusals(scenario) == [])
    scenario.gateway.isIsolated = false
    scenario.gateway.sku = "Standard_Small"
    #expect(try refusals(scenario) == [])
  }

  @Test func `a learned default route makes health Unknown and is nobody's to refuse`() throws {
    let scenario = Scenario.withSite("0.0.0.0/0")
    #expect(try refusals(scenario) == [])
    #expect(try scenario.member().health == .unknown)
  }

  @Test func `an outbound deny of any part of the Internet is refused, one of a private prefix is an assumption`()
    throws
  {
    var scenario = Scenario()
    scenario.gatewayGroup = [
      .allowManagers, .deny("Deny-Web", 100, "Outbound", protocol: "Tcp", to: "Internet", port: "80"),
    ]
    #expect(try refusals(scenario) == [.gatewaySubnetOutbound])
    #expect(try scenario.member().health == .healthy)
    scenario.gateway.isIsolated = true
    #expect(try refusals(scenario) == [])
    scenario.gateway.isIsolated = false
    scenario.gatewayGroup = [.allowManagers, .deny("Deny-Udp", 100, "Outbound", protocol: "Udp", to: "Internet")]
    #expect(try refusals(scenario) == [])
    scenario.gatewayGroup = [.allowManagers, .deny("Deny-Backend", 100, "Outbound", to: "10.0.2.0/24")]
    #expect(try refusals(scenario) == [])
    let member = try scenario.member()
    #expect(member.health == .unhealthy)
    #expect(
      member.assumptions.contains {
        if case .outboundDenyAccepted(let rule) = $0 { rule.description == "nsg-agw/Deny-Backend" } else { false }
      })
  }

  @Test func `a network interface in the gateway's subnet is refused`() throws {
    var scenario = Scenario()
    scenario.cards.append(CardText("nic-jump", "10.0.1.9", in: "vnet-a", "snet-agw"))
    #expect(try refusals(scenario) == [.gatewaySubnetShared])
    #expect(try scenario.member().health == .healthy)
  }

  // MARK: What is not in the input

  @Test
  func `a group of the gateway's subnet that is not in the input leaves it open whether Azure can manage the gateway`()
    throws
  {
    var scenario = Scenario()
    scenario.name(group: "nsg-agw", at: "snet-agw")
    let member = try scenario.member()
    #expect(member.health == .undetermined)
    #expect(member.cause == .undeterminedResource)
    #expect(member.decisive?.missing != nil)
    guard case .gateway(.management)? = member.decisive?.detail else {
      Issue.record("the management path is not asked")
      return
    }
  }

  @Test func `a path that is blocked elsewhere is a definite Unhealthy beside it`() throws {
    var scenario = Scenario()
    scenario.name(group: "nsg-agw", at: "snet-agw")
    scenario.backendGroup = [.deny("Deny-All", 100)]
    let member = try scenario.member()
    #expect(member.health == .unhealthy)
    #expect(member.blamed == "nsg-backend/Deny-All")
  }

  // MARK: The platform's probes and clients

  @Test func `a group that shuts out the platform's load balancer is found, also on an isolated gateway`() throws {
    var scenario = Scenario()
    scenario.gateway.isIsolated = true
    scenario.gatewayGroup = [.deny("Deny-All", 4000)]
    let findings = try scenario.prediction().findings
    #expect(findings.map(\.detail) == [.platformProbesDenied])
    #expect(findings[0].subject?.description == "nsg-agw/Deny-All")
    scenario.gatewayGroup = [.allow("Allow-Probes", 200, from: "AzureLoadBalancer"), .deny("Deny-All", 4000)]
    #expect(try scenario.prediction().findings.isEmpty)
  }

  /// The base with listeners on 443: one public, and one private when the port is shared.
  private func listening(private isPrivate: Bool) -> Scenario {
    var scenario = Scenario()
    func child(_ segment: String, _ name: String) -> JSONValue { ["id": GatewayText.child(segment, name)] }
    var frontends: [JSONValue] = [
      [
        "id": GatewayText.child("frontendIPConfigurations", "public"), "name": "public",
        "publicIPAddress": reference("publicIPAddresses", "pip-agw"),
      ]
    ]
    var listeners: [JSONValue] = [
      [
        "frontendIPConfiguration": child("frontendIPConfigurations", "public"),
        "frontendPort": child("frontendPorts", "https"),
        "id": GatewayText.child("httpListeners", "listener"), "name": "listener", "protocol": "Https",
      ]
    ]
    if isPrivate {
      frontends.append([
        "id": GatewayText.child("frontendIPConfigurations", "private"), "name": "private",
        "privateIPAddress": "10.0.1.10",
      ])
      listeners.append([
        "frontendIPConfiguration": child("frontendIPConfigurations", "private"),
        "frontendPort": child("frontendPorts", "https"),
        "id": GatewayText.child("httpListeners", "inner"), "name": "inner", "protocol": "Https",
      ])
    }
    var rules = [GatewayText.rule("rule", pool: "pool", setting: "setting")]
    if isPrivate, case .object(let members) = GatewayText.rule("inner", pool: "pool", setting: "setting", priority: 200)
    {
      let listener = JSONValue.Member("httpListener", child("httpListeners", "inner"))
      rules.append(.object(members.filter { $0.key != "httpListener" } + [listener]))
    }
    scenario.gateway.others = [
      "frontendIPConfigurations": .array(frontends),
      "frontendPorts": [["id": GatewayText.child("frontendPorts", "https"), "name": "https", "port": 443]],
      "httpListeners": .array(listeners), "requestRoutingRules": .array(rules),
    ]
    scenario.others["publicIPAddresses"] = [
      ["id": id("publicIPAddresses", "pip-agw"), "ipAddress": "203.0.113.10", "name": "pip-agw"]
    ]
    return scenario
  }

  @Test func `a group that lets in the managers only is found to shut out the listener's clients`() throws {
    var scenario = listening(private: false)
    scenario.gatewayGroup = [.allowManagers]
    let member = try scenario.member()
    #expect(member.health == .healthy)
    #expect(member.findings.map(\.outcome) == [.clientsBlocked])
    #expect(member.findings[0].detail == .clientsDenied(listener: "listener", port: 443, seenAs: nil))
    scenario.gatewayGroup = [
      .allowManagers, .allow("Allow-Clients", 110, from: "Internet", to: "10.0.1.0/24", port: "443"),
    ]
    #expect(try scenario.member().findings.isEmpty)
  }

  @Test func `one port on a public and a private frontend makes rules see the frontend's address`() throws {
    var scenario = listening(private: true)
    scenario.gatewayGroup = [.allowManagers, .allow("Allow-Clients", 110, to: "10.0.1.0/24", port: "443")]
    let findings = try scenario.member().findings
    #expect(findings.map(\.detail) == [.clientsDenied(listener: "listener", port: 443, seenAs: "203.0.113.10")])
    scenario.gatewayGroup.append(.allow("Allow-Public", 120, to: "203.0.113.10", port: "443"))
    #expect(try scenario.member().findings.isEmpty)
  }

  // MARK: The way out

  /// The base with a public member, and a gateway with the given frontends.
  private func calling(_ frontends: [JSONValue], isolated: Bool) -> Scenario {
    var scenario = Scenario()
    scenario.gateway.isIsolated = isolated
    scenario.gateway.members = ["203.0.113.80"]
    scenario.gateway.others["frontendIPConfigurations"] = .array(frontends)
    scenario.servers = [.server("203.0.113.80")]
    return scenario
  }

  private func egress(_ scenario: Scenario) throws -> EgressStep? {
    for case .egress(let step) in try scenario.member().steps.map(\.detail) { return step }
    return nil
  }

  private static let privateFrontend: JSONValue = ["name": "private", "privateIPAddress": "10.0.1.10"]

  @Test func `§2.9 a public destination sees the public frontend, a private one the instance`() throws {
    var scenario = calling(
      [["name": "public", "publicIPAddress": reference("publicIPAddresses", "pip")]], isolated: false)
    scenario.others["publicIPAddresses"] = [
      ["id": id("publicIPAddresses", "pip"), "ipAddress": "203.0.113.10", "name": "pip"]
    ]
    guard case .frontend(let frontend, let address)? = try egress(scenario) else {
      Issue.record("no public frontend")
      return
    }
    #expect(frontend.name == "pip")
    #expect(address == "203.0.113.10")
    scenario.gateway.members = ["10.0.2.4"]
    #expect(try egress(scenario) == nil)
  }

  @Test func `§2.9 beside a NAT gateway it is not certain that the public frontend calls`() throws {
    var scenario = calling(
      [["name": "public", "publicIPAddress": reference("publicIPAddresses", "pip")]], isolated: false)
    scenario.others["natGateways"] = [
      [
        "id": id("natGateways", "nat"), "name": "nat", "publicIpAddresses": [],
        "subnets": [reference("virtualNetworks", "vnet-a", "subnets", "snet-agw")],
      ]
    ]
    guard case .frontendOrNatGateway(let frontend, let nat)? = try egress(scenario) else {
      Issue.record("\(String(describing: try egress(scenario)))")
      return
    }
    #expect(frontend.name == "pip")
    #expect(nat.name == "nat")
  }

  @Test func `§2.9 a classic gateway without a public frontend gets an address from Azure`() throws {
    #expect(try egress(calling([Self.privateFrontend], isolated: false)) == .assigned)
  }

  @Test func `§2.9 an isolated private gateway has no way out to the Internet but a NAT gateway`() throws {
    var scenario = calling([Self.privateFrontend], isolated: true)
    let member = try scenario.member()
    #expect(member.health == .unhealthy)
    #expect(member.path == .deny)
    #expect(member.cause == .noEgress)
    scenario.others["natGateways"] = [
      [
        "id": id("natGateways", "nat"), "name": "nat", "publicIpAddresses": [reference("publicIPAddresses", "pip")],
        "subnets": [reference("virtualNetworks", "vnet-a", "subnets", "snet-agw")],
      ]
    ]
    #expect(try scenario.member().health == .healthy)
    guard case .natGateway(let nat, [])? = try egress(scenario) else {
      Issue.record("no NAT gateway")
      return
    }
    #expect(nat.name == "nat")
  }

  // MARK: Instances

  @Test func `a rule for the first addresses holds for today's two instances and breaks with the next ones`() throws {
    var scenario = Scenario()
    scenario.gateway.others["sku"] = ["name": "Standard_v2", "tier": "Standard_v2", "capacity": 2]
    scenario.backendGroup = [.allow("Allow-First", 100, from: "10.0.1.0/28"), .deny("Deny-All", 200)]
    let finding = try #require(try scenario.member().findings.first)
    #expect(finding.outcome == .instanceDependent)
    guard case .instances(let passing, let failing, let today) = finding.detail else { return }
    #expect(passing.description == "10.0.1.4–10.0.1.15")
    #expect(failing.description == "10.0.1.16–10.0.1.254")
    #expect(today == AddressSet("10.0.1.4"..."10.0.1.5"))
  }

  @Test func `a rule for some source ports is no matter of instances`() throws {
    var scenario = Scenario()
    scenario.backendGroup = [.allow("Allow-Port", 100, fromPort: "8080"), .deny("Deny-All", 200)]
    #expect(try scenario.member().health == .partial)
    #expect(try scenario.member().findings.isEmpty)
  }

  // MARK: Addresses that nobody has

  @Test func `an address that no listed machine of its subnet has is found, and does not decide`() throws {
    var scenario = Scenario()
    scenario.gateway.members = ["10.0.2.9"]
    scenario.servers = []
    let member = try scenario.member()
    #expect(member.health == .undetermined)
    #expect(member.findings.map(\.outcome) == [.memberStale])
    scenario.servers = [.server("10.0.2.9")]
    #expect(try scenario.member().findings.isEmpty)
  }

  @Test func `it is the cause where the subnet lists everything in it`() throws {
    var scenario = Scenario()
    scenario.gateway.members = ["10.0.2.9"]
    scenario.servers = []
    scenario.others["virtualNetworks"] = [
      [
        "addressSpace": ["addressPrefixes": ["10.0.0.0/16"]], "id": id("virtualNetworks", "vnet-a"), "name": "vnet-a",
        "subnets": [
          [
            "addressPrefix": "10.0.1.0/24", "id": id("virtualNetworks", "vnet-a", "subnets", "snet-agw"),
            "name": "snet-agw",
          ],
          [
            "addressPrefix": "10.0.2.0/24", "id": id("virtualNetworks", "vnet-a", "subnets", "snet-backend"),
            "ipConfigurations": [
              reference("networkInterfaces", "nic-backend", "ipConfigurations", "ipconfig1")
            ], "name": "snet-backend",
          ],
        ],
      ]
    ]
    let member = try scenario.member()
    #expect(member.health == .unhealthy)
    #expect(member.path == .allow)
    #expect(member.cause == .memberStale)
    #expect(member.findings.isEmpty)
  }
}
