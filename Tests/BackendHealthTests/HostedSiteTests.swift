import BackendHealth
import JSONText
import Outcomes
import TestSupport
import Testing

/// Platforms in front of servers (azure-semantics.md §4.11).
struct HostedSiteTests {
  /// A gateway whose member `app.azurewebsites.net` is at a public address, or at a private one.
  private func scenario(_ server: JSONValue, pick: Bool = true, at address: String = "20.1.2.3") -> Scenario {
    var scenario = Scenario()
    scenario.gateway.members = ["app.azurewebsites.net"]
    scenario.gateway.setting = ["pickHostNameFromBackendAddress": .boolean(pick)]
    scenario.gateway.others["frontendIPConfigurations"] = [["name": "public", "publicIPAddress": ["id": "pip"]]]
    scenario.servers = [server]
    scenario.others["publicIPAddresses"] = [["name": "pip", "ipAddress": "203.0.113.10"]]
    scenario.others["publicDns"] = ["app.azurewebsites.net": [.string(address)]]
    return scenario
  }

  private func app(_ more: [String: JSONValue] = [:]) -> JSONValue {
    .sorted(
      [
        "address": "20.1.2.3", "hostNames": ["app.azurewebsites.net"], "kind": "appService", "name": "app",
      ].merging(more) { $1 }.mapValues { $0 })
  }

  @Test func `vector 22: an App Service answers 404 to the default probe's host`() throws {
    let member = try scenario(app(), pick: false).member()
    #expect(member.health == .unhealthy)
    #expect(member.cause == .hostRejected)
    #expect(try scenario(app()).member().health == .healthy)
  }

  @Test func `§4.11 a stopped App Service answers 403`() throws {
    let member = try scenario(app(["state": "Stopped"])).member()
    #expect(member.cause == .siteStopped)
    #expect(member.health == .unhealthy)
  }

  @Test(arguments: [
    ("203.0.113.10/32", true), ("203.0.113.0/24", true), ("198.51.100.0/24", false), ("10.0.1.0/24", false),
  ])
  func `§4.11 an App Service on a public address sees the gateway's public address`(allowed: String, passes: Bool)
    throws
  {
    let member = try scenario(app(["accessRestrictions": [["action": "Allow", "ipAddress": .string(allowed)]]]))
      .member()
    #expect(member.health == (passes ? .healthy : .unhealthy))
    #expect(member.cause == (passes ? nil : .accessRestricted))
  }

  @Test func `§4.11 restrictions are tried by priority, and callers whom none names are denied`() throws {
    func restricted(_ denyFirst: Bool) -> JSONValue {
      app([
        "accessRestrictions": [
          ["action": "Allow", "ipAddress": "203.0.113.10/32", "priority": .integer(denyFirst ? 300 : 100)],
          ["action": "Deny", "ipAddress": "203.0.113.0/24", "priority": 200],
        ]
      ])
    }
    #expect(try scenario(restricted(true)).member().cause == .accessRestricted)
    #expect(try scenario(restricted(false)).member().health == .healthy)
  }

  @Test func `§4.11 a rule for a subnet needs its service endpoint`() throws {
    var scenario = scenario(
      app(["accessRestrictions": [["action": "Allow", "vnetSubnetResourceId": "vnet-a/snet-agw"]]]))
    #expect(try scenario.member().cause == .accessRestricted)
    scenario.networks[0].subnets[0].serviceEndpoints = [["service": "Microsoft.Web"]]
    #expect(try scenario.member().health == .healthy)
  }

  /// The scenario with a firewall on the way to the App Service, which calls it from 203.0.113.20.
  private func behindFirewall(_ allowed: String, publicAddress: Bool = true) -> Scenario {
    var scenario = scenario(app(["accessRestrictions": [["action": "Allow", "ipAddress": .string(allowed)]]]))
    scenario.networks[0].subnets.append(SubnetText("AzureFirewallSubnet", "10.0.3.0/26"))
    scenario.gatewayRoutes = [.route("out", "20.0.0.0/8", appliance: "10.0.3.4")]
    scenario.others["publicIPAddresses"] = [
      ["name": "pip", "ipAddress": "203.0.113.10"], ["name": "pip-fw", "ipAddress": "203.0.113.20"],
    ]
    scenario.others["azureFirewalls"] = [
      .sorted([
        "applicationRuleCollections": [
          [
            "action": ["type": "Allow"], "name": "apps", "priority": 100,
            "rules": [
              [
                "name": "web", "protocols": [["port": 80, "protocolType": "Http"]], "sourceAddresses": ["*"],
                "targetFqdns": ["*"],
              ]
            ],
          ]
        ], "id": id("azureFirewalls", "azfw"),
        "ipConfigurations": [
          .sorted([
            "name": "ip", "privateIPAddress": "10.0.3.4", "publicIPAddress": publicAddress ? ["id": "pip-fw"] : nil,
            "subnet": reference("virtualNetworks", "vnet-a", "subnets", "AzureFirewallSubnet"),
          ])
        ], "name": "azfw",
      ])
    ]
    return scenario
  }

  @Test func `§2.9 behind a translating firewall an App Service sees the firewall's public address`() throws {
    #expect(try behindFirewall("203.0.113.20/32").member().health == .healthy)
    let member = try behindFirewall("203.0.113.10/32").member()
    #expect(member.health == .unhealthy)
    #expect(member.cause == .accessRestricted)
    let unknown = try behindFirewall("203.0.113.20/32", publicAddress: false).member()
    #expect(unknown.health == .undetermined)
    #expect(unknown.decisive?.missing?.outcome == .undeterminedResource)
  }

  @Test(arguments: [
    (["203.0.113.10/32"], Health.undetermined), (["203.0.113.30/32"], .undetermined), (["203.0.113.0/24"], .healthy),
    (["198.51.100.0/24"], .unhealthy),
  ])
  func `§2.9 with a NAT gateway beside the public frontend either address may call, and what both come to is certain`(
    allowed: [String], health: Health
  ) throws {
    var scenario = scenario(
      app(["accessRestrictions": .array(allowed.map { ["action": "Allow", "ipAddress": .string($0)] })]))
    scenario.others["publicIPAddresses"] = [
      ["name": "pip", "ipAddress": "203.0.113.10"], ["name": "pip-nat", "ipAddress": "203.0.113.30"],
    ]
    scenario.others["natGateways"] = [
      [
        "id": id("natGateways", "nat"), "name": "nat", "publicIpAddresses": [["id": "pip-nat"]],
        "subnets": [reference("virtualNetworks", "vnet-a", "subnets", "snet-agw")],
      ]
    ]
    #expect(try scenario.member().health == health)
    // Without a public frontend the NAT gateway is the only one.
    scenario.gateway.isIsolated = true
    scenario.gateway.others["frontendIPConfigurations"] = [["name": "private", "privateIPAddress": "10.0.1.200"]]
    let isNamed = allowed != ["203.0.113.10/32"] && allowed != ["198.51.100.0/24"]
    #expect(try scenario.member().health == (isNamed ? .healthy : .unhealthy))
  }

  @Test func `a caller whose address is not in the input leaves restrictions open`() throws {
    var scenario = scenario(app(["accessRestrictions": [["action": "Allow", "ipAddress": "203.0.113.10/32"]]]))
    scenario.others["publicIPAddresses"] = nil
    #expect(try scenario.member().health == .undetermined)
    #expect(try scenario.member().cause == .undeterminedResource)
  }

  @Test func `a web app of Azure's own JSON refuses hosts and callers by itself`() throws {
    var scenario = scenario(.server("20.1.2.3"))
    scenario.others["webApps"] = [
      [
        "enabledHostNames": ["app.azurewebsites.net"], "inboundIpAddress": "20.1.2.3", "name": "app",
        "siteConfig": ["ipSecurityRestrictions": [["action": "Deny", "ipAddress": "Any", "name": "Nobody"]]],
        "state": "Running",
      ]
    ]
    let member = try scenario.member()
    #expect(member.cause == .accessRestricted)
    #expect(member.blamed == "app/Nobody")
  }

  @Test func `§4.3 API Management answers its status page, and 404 to its root`() throws {
    func gateway(_ probe: [String: JSONValue]) -> Scenario {
      var scenario = Scenario()
      scenario.gateway.probe = probe
      scenario.gateway.setting = ["hostName": "api.contoso.com"]
      scenario.servers = [
        ["address": "10.0.2.4", "hostNames": ["api.contoso.com"], "kind": "apiManagement", "name": "apim"]
      ]
      return scenario
    }
    let status: [String: JSONValue] = ["host": "api.contoso.com", "path": "/status-0123456789abcdef"]
    #expect(try gateway(status).member().health == .healthy)
    #expect(try gateway(["host": "api.contoso.com"]).member().cause == .probeStatus)
    #expect(try gateway(["host": "other", "path": "/status-0123456789abcdef"]).member().cause == .hostRejected)
  }

  @Test func `an ingress controller answers by host and path, 503 without ready pods and 404 otherwise`() throws {
    var scenario = Scenario()
    scenario.gateway.probe = ["host": "shop.contoso.com", "path": "/orders"]
    scenario.servers = [
      [
        "address": "10.0.2.4", "kind": "aksIngress", "name": "ingress",
        "ingresses": [
          ["host": "shop.contoso.com", "path": "/orders", "readyPods": 2], ["path": "/bills", "readyPods": 0],
        ],
      ]
    ]
    #expect(try scenario.request("http://shop.contoso.com/orders/1").statuses == [200])
    #expect(try scenario.request("http://shop.contoso.com/bills").statuses == [503])
    #expect(try scenario.request("http://other.contoso.com/orders").statuses == [404])
  }
}
