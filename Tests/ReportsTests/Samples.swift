import JSONText
import Outcomes
import PacketSets
import Resources

@testable import BackendHealth
@testable import Reachability

/// A small network: a gateway in snet-agw (10.0.1.0/24), servers in snet-api (10.0.2.0/24).
enum Samples {
  static let gateway = id("applicationGateways", "agw-prod")
  static let pool = gateway.child("backendAddressPools", "pool-api")
  static let setting = gateway.child("backendHttpSettingsCollection", "set-api")
  static let network = id("virtualNetworks", "vnet")
  static let gatewaySubnet = network.child("subnets", "snet-agw")
  static let subnet = network.child("subnets", "snet-api")
  static let group = id("networkSecurityGroups", "nsg-api")
  static let routeTable = id("routeTables", "rt-agw")
  static let machine = ResourceID(
    subscription: "s", resourceGroup: "rg", type: "Microsoft.Compute/virtualMachines", names: ["vm-api-1"])

  static let text = SourceText(
    name: "azure/nsg-api.json",
    bytes: Array(
      """
      {
        "name": "nsg-api",
        "securityRules": [
          { "name": "Deny-All", "priority": 200 }
        ]
      }
      """.utf8))
  static let ruleOrigin = Origin(text: text, path: .root.appending(key: "securityRules").appending(index: 0))

  static func id(_ type: String, _ name: String) -> ResourceID {
    ResourceID(subscription: "s", resourceGroup: "rg", type: "Microsoft.Network/" + type, names: [name])
  }

  static func address(_ text: String) -> IPAddress { IPAddress(text)! }

  /// Packets of the gateway subnet's usable addresses to a server.
  static func packets(to server: String = "10.0.2.4", from first: String = "10.0.1.4", port: UInt16 = 8080) -> PacketSet
  {
    PacketSet(
      PacketBox(
        sources: AddressSet(address(first)...address("10.0.1.254")), sourcePorts: PortSet(1024...65535),
        destinations: AddressSet(address(server)), destinationPorts: PortSet(port), protocols: ProtocolSet(.tcp)))
  }

  static let probe = ProbePlan(
    probe: gateway.child("probes", "probe-api"), protocol: .http, port: 8080, host: "api.contoso.com", path: "/health",
    intervalSeconds: 30, timeoutSeconds: 30, unhealthyThreshold: 3, statusCodes: [200...399], body: "", tls: nil)

  /// The group whose rule denies in these steps.
  static let resources: Resources = {
    func rule(_ name: String, _ priority: Int, _ access: Access, from source: RuleAddress = .any) -> SecurityRule {
      SecurityRule(
        name: name, origin: ruleOrigin, priority: priority, direction: .inbound, access: access, protocol: .any,
        source: RuleEndpoint(addresses: [source]), destination: RuleEndpoint())
    }
    var resources = Resources()
    resources.networkSecurityGroups[group] = NetworkSecurityGroup(
      id: group, origin: ruleOrigin,
      securityRules: [
        rule("Allow-AppGw", 150, .allow, from: .prefix(AddressPrefix("10.0.1.0/28")!)), rule("Deny-All", 200, .deny),
        rule("Allow-8080", 300, .allow),
      ])
    return resources
  }()

  // Steps

  static func outbound(_ packets: PacketSet) -> [Step] {
    [
      Step(
        .forward, .allow, .gateway(.operationalState("Running")), packets: packets, subject: Subject(gateway)),
      Step(
        .forward, .allow,
        .route(
          RouteStep(
            subnet: gatewaySubnet, prefix: AddressPrefix("10.0.0.0/16")!, source: .system, nextHop: NextHop(.vnetLocal))
        ),
        packets: packets),
      Step(.forward, .skip, .noSecurityGroup(FilterPoint(.outbound, at: gatewaySubnet)), packets: packets),
    ]
  }

  static func returning(_ packets: PacketSet) -> [Step] {
    [
      Step(.back, .skip, .flowState, packets: packets),
      Step(
        .back, .allow,
        .route(
          RouteStep(
            subnet: subnet, prefix: AddressPrefix("10.0.0.0/16")!, source: .system, nextHop: NextHop(.vnetLocal))),
        packets: packets),
    ]
  }

  static let narrow = NearMiss(
    rule: "Allow-AppGw", priority: 150, origin: nil,
    lack: .source(
      allowed: AddressSet(AddressPrefix("10.0.1.0/28")!),
      needed: AddressSet(address("10.0.1.4")...address("10.0.1.254"))))
  static let late = NearMiss(rule: "Allow-8080", priority: 300, origin: nil, lack: .precedence)

  static func denial(_ packets: PacketSet, misses: [NearMiss] = []) -> Step {
    Step(
      .forward, .deny,
      .rule(RuleStep(point: FilterPoint(.inbound, at: subnet), priority: 200, isDefault: false, nearMisses: misses)),
      packets: packets, outcome: .nsgDenied, subject: Subject(group, rule: "Deny-All", origin: ruleOrigin))
  }

  static func allowance(_ packets: PacketSet) -> Step {
    Step(
      .forward, .allow, .rule(RuleStep(point: FilterPoint(.inbound, at: subnet), priority: 65000, isDefault: true)),
      packets: packets, subject: Subject(group, rule: "AllowVnetInBound"))
  }

  static func listener(_ verdict: StepVerdict, _ packets: PacketSet, at server: String = "10.0.2.4") -> Step {
    let missing = verdict == .undetermined ? MissingFact.listener(address: address(server), port: 8080) : nil
    return Step(
      .forward, verdict,
      .listener(
        ListenerStep(
          address: address(server), port: 8080, listening: verdict == .deny ? [80, 443] : [],
          server: missing == nil ? "vm-api-1" : nil
        )), packets: packets, outcome: verdict == .deny ? .portWrong : nil, missing: missing)
  }

  static func response(_ status: Int, _ packets: PacketSet) -> Step {
    Step(
      .forward, status < 400 ? .allow : .deny,
      .response(
        ResponseStep(
          host: "api.contoso.com", path: "/health", status: status, expected: [200...399], expectedBody: "",
          delayMilliseconds: 40, timeoutSeconds: 30)),
      packets: packets, outcome: status < 400 ? nil : .probeStatus)
  }

  // Predictions

  static func flow(_ packets: PacketSet, _ steps: [Step]) -> FlowResult {
    func all(_ verdict: StepVerdict) -> PacketSet {
      steps.filter { $0.verdict == verdict }.reduce(.empty) { $0.union($1.packets) }
    }
    return FlowResult(
      question: FlowQuestion(from: "vnet/snet-agw", to: "10.0.2.4", port: 8080, protocol: .tcp), packets: packets,
      steps: steps,
      denied: all(.deny), undetermined: all(.undetermined).subtracting(all(.deny)), assumptions: [])
  }

  static func member(
    _ server: String, health: Health, path: PathVerdict, packets: PacketSet? = nil, steps: [Step],
    assumptions: [Assumption] = [.gatewayRunning(gateway)], pool: ResourceID = pool
  ) -> MemberPrediction {
    MemberPrediction(
      gateway: gateway, generation: .v2, gatewaySubnet: gatewaySubnet, pool: pool, setting: setting,
      member: MemberName(address: server, ipConfiguration: nil, virtualMachine: machine), probe: probe, resolution: nil,
      flows: [flow(packets ?? self.packets(to: server), steps)], steps: steps, health: health, path: path,
      decisive: health == .healthy
        ? nil : steps.first { $0.verdict == .deny } ?? steps.first { $0.verdict == .undetermined },
      assumptions: assumptions)
  }

  static let healthy = member(
    "10.0.2.5", health: .healthy, path: .allow,
    steps: outbound(packets(to: "10.0.2.5")) + [
      allowance(packets(to: "10.0.2.5")), listener(.allow, packets(to: "10.0.2.5"), at: "10.0.2.5"),
      response(200, packets(to: "10.0.2.5")),
    ] + returning(packets(to: "10.0.2.5")), assumptions: [])

  static func denied(_ server: String = "10.0.2.4", misses: [NearMiss] = [narrow, late]) -> MemberPrediction {
    let packets = packets(to: server)
    return member(
      server, health: .unhealthy, path: .deny,
      steps: outbound(packets) + [denial(packets, misses: misses), listener(.undetermined, packets, at: server)]
        + returning(packets), assumptions: [.gatewayRunning(gateway)])
  }

  /// What Azure's JSON alone gives: the network is open, and nothing says what listens.
  static let undeclared = member(
    "10.0.2.4", health: .undetermined, path: .allow,
    steps: outbound(packets()) + [allowance(packets()), listener(.undetermined, packets())] + returning(packets()))

  static let undeclaredToo = member(
    "10.0.2.5", health: .undetermined, path: .allow,
    steps: outbound(packets(to: "10.0.2.5")) + [listener(.undetermined, packets(to: "10.0.2.5"), at: "10.0.2.5")])

  static let partial = member(
    "10.0.2.4", health: .partial, path: .partial,
    steps: outbound(packets()) + [
      Step(
        .forward, .allow, .rule(RuleStep(point: FilterPoint(.inbound, at: subnet), priority: 150, isDefault: false)),
        packets: packets().subtracting(packets(from: "10.0.1.6")), subject: Subject(group, rule: "Allow-AppGw")),
      denial(packets(from: "10.0.1.6")), listener(.allow, packets()),
    ] + returning(packets()))

  static let blackhole = member(
    "10.0.2.4", health: .unhealthy, path: .deny,
    steps: [
      Step(
        .forward, .deny,
        .route(
          RouteStep(
            subnet: gatewaySubnet, prefix: AddressPrefix("10.0.2.0/24")!, source: .user, nextHop: NextHop(.none))),
        packets: packets(), outcome: .routeNone, subject: Subject(routeTable, rule: "to-api")),
      denial(packets()), listener(.deny, packets()),
    ] + returning(packets()), assumptions: [])

  /// A route to an appliance that nothing describes.
  static let appliance = member(
    "10.0.6.6", health: .undetermined, path: .undetermined,
    steps: [
      Step(
        .forward, .undetermined,
        .route(
          RouteStep(
            subnet: gatewaySubnet, prefix: AddressPrefix("10.0.6.0/24")!, source: .user,
            nextHop: NextHop(.virtualAppliance, address: address("10.0.3.4")))),
        packets: packets(to: "10.0.6.6"), subject: Subject(routeTable, rule: "to-fw"),
        missing: .appliance(address("10.0.3.4"))),
      listener(.undetermined, packets(to: "10.0.6.6"), at: "10.0.6.6"),
    ])

  static let badStatus = member(
    "10.0.2.6", health: .unhealthy, path: .allow,
    steps: outbound(packets(to: "10.0.2.6")) + [
      allowance(packets(to: "10.0.2.6")), listener(.allow, packets(to: "10.0.2.6"), at: "10.0.2.6"),
      response(503, packets(to: "10.0.2.6")),
    ] + returning(packets(to: "10.0.2.6")), assumptions: [])
}
