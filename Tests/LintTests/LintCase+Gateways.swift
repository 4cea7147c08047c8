extension LintCase {
  static let nameCases: [LintCase] = [
    LintCase(
      .zoneNotLinked, "the zone is linked to another network",
      flagged: MarkedText(
        network(), gateway(pool: #"{ "fqdn": "api.contoso.internal" }"#), zone("/*!*/", links: ["vnet-hub"])),
      nearMiss: MarkedText(
        network(), gateway(pool: #"{ "fqdn": "api.contoso.internal" }"#), zone(links: ["vnet-hub", "vnet"]))),
    LintCase(
      .zoneNotLinked, "nobody links the private link zone",
      flagged: MarkedText(
        network(), gateway(pool: #"{ "fqdn": "api.azurewebsites.net" }"#),
        zone("/*!*/", "privatelink.azurewebsites.net", links: []), publicName),
      // The network asks its own servers.
      nearMiss: MarkedText(
        network(agw: "", #", "dhcpOptions": { "dnsServers": ["10.0.2.9"] }"#),
        gateway(pool: #"{ "fqdn": "api.azurewebsites.net" }"#),
        zone("", "privatelink.azurewebsites.net", links: []), publicName)),
    LintCase(
      .platformZoneLinked, "a zone of Azure's own domain",
      flagged: MarkedText(network(), gateway(), zone("/*!*/", "vaultcore.azure.net", links: ["vnet"])),
      nearMiss: MarkedText(network(), gateway(), zone("", "privatelink.vaultcore.azure.net", links: ["vnet"]))),
  ]

  static let gatewayCases: [LintCase] = [
    LintCase(
      .probeHostDiffers, "probe and setting have names of their own",
      flagged: MarkedText(
        network(),
        gateway(
          setting: settingText("/*~*/", #", "hostName": "shop.contoso.com", "probe": { "id": "probe" }"#),
          probes: probe("/*!*/", #", "host": "health.contoso.com""#))),
      nearMiss: MarkedText(
        network(),
        gateway(
          setting: settingText("", #", "hostName": "shop.contoso.com", "probe": { "id": "probe" }"#),
          probes: probe("", #", "host": "Shop.contoso.com.""#)))),
    LintCase(
      .probeHostDefault, "App Service without a host name",
      flagged: MarkedText(
        network(), gateway(pool: #"{ "fqdn": "shop.azurewebsites.net" }"#, setting: settingText("/*!*/"))),
      nearMiss: MarkedText(
        network(),
        gateway(
          pool: #"{ "fqdn": "shop.azurewebsites.net" }"#,
          setting: settingText("", #", "pickHostNameFromBackendAddress": true"#)))),
    LintCase(
      .certificateExpiry, "within thirty days",
      flagged: MarkedText(
        network(), #""clock": "2026-11-02T00:00:01Z""#, server("/*!*/", until: "2026-12-02T00:00:00Z")),
      nearMiss: MarkedText(network(), #""clock": "2026-11-02T00:00:00Z""#, server("", until: "2026-12-02T00:00:00Z"))),
    LintCase(
      .shadowedPathRule, "a wider pattern stands first",
      flagged: MarkedText(network(), gateway(others: paths("/*!*/", "/orders/*", "/Orders/new/*"))),
      nearMiss: MarkedText(network(), gateway(others: paths("", "/orders/new/*", "/orders/*")))),
    LintCase(
      .shadowedListener, "the listener for all hosts has the lower number",
      flagged: MarkedText(network(), twoListeners("/*!*/", priority: 200)),
      nearMiss: MarkedText(network(), twoListeners(priority: 90))),
    LintCase(
      .unusedPart, "no rule names the second setting",
      flagged: MarkedText(
        network(), gateway(setting: settingText() + ", " + settingText("/*!*/", name: "other"))),
      nearMiss: MarkedText(
        network(),
        gateway(
          setting: settingText() + ", " + settingText(name: "other"),
          rules: ruleText("rule", 100, #""urlPathMap": { "id": "map" }"#),
          others: paths("", "/a/*", "/b/*", setting: "other")))),
    LintCase(
      .backendOpenToInternet, "a public address and an open port",
      flagged: MarkedText(
        network(api: has(group: "nsg")), gateway(), openCard.replacing("[{ \"name\"", with: "[/*!*/{ \"name\""),
        groups(("nsg", [rule("", "Allow-Api", 200, port: "8080")])), publicAddress),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), gateway(), openCard,
        groups(("nsg", [rule("", "Allow-Api", 200, from: "10.0.1.0/24", port: "8080")])), publicAddress)),
  ]

  static let predictionCases: [LintCase] = [
    LintCase(
      .gatewayNotDeployable, "managers are denied",
      flagged: MarkedText(
        network(agw: has(group: "nsg")), gateway(),
        groups(("nsg", [rule("/*!*/", "Deny-All", 200, "Deny", proto: "*")]))),
      nearMiss: MarkedText(
        network(agw: has(group: "nsg")), gateway(),
        groups(
          (
            "nsg",
            [
              rule("", "Allow-Managers", 100, from: "GatewayManager", port: "65200-65535"),
              rule("", "Deny-All", 200, "Deny", proto: "*"),
            ]
          )))),
    LintCase(
      .managementBlocked, "the platform's probes are denied",
      flagged: MarkedText(
        network(agw: has(group: "nsg")), gateway(),
        groups(
          (
            "nsg",
            [
              rule("", "Allow-Managers", 100, from: "GatewayManager", port: "65200-65535"),
              rule("", "Allow-Clients", 110, from: "203.0.113.0/24", port: "80"),
              rule("/*!*/", "Deny-All", 200, "Deny", proto: "*"),
            ]
          ))),
      nearMiss: MarkedText(
        network(agw: has(group: "nsg")), gateway(),
        groups(
          (
            "nsg",
            [
              rule("", "Allow-Managers", 100, from: "GatewayManager", port: "65200-65535"),
              rule("", "Allow-Probes", 110, from: "AzureLoadBalancer"),
              rule("", "Deny-All", 200, "Deny", proto: "*"),
            ]
          )))),
    LintCase(
      .clientsBlocked, "no client gets in",
      flagged: MarkedText(
        network(agw: has(group: "nsg")), gateway(),
        groups(("nsg", [rule("/*!*/", "Deny-Web", 200, "Deny", from: "Internet", port: "80")]))),
      nearMiss: MarkedText(
        network(agw: has(group: "nsg")), gateway(),
        groups(
          (
            "nsg",
            [
              rule("", "Allow-Partner", 150, from: "203.0.113.0/24", port: "80"),
              rule("", "Deny-Web", 200, "Deny", from: "Internet", port: "80"),
            ]
          )))),
    LintCase(
      .instanceDependent, "half of the instances",
      flagged: MarkedText(
        network(api: has(group: "nsg")), gateway(), listening,
        groups(
          (
            "nsg",
            [
              rule("", "Allow-Half", 200, from: "10.0.1.0/25", port: "8080"),
              rule("/*!*/", "Deny-All", 300, "Deny", proto: "*"),
            ]
          ))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), gateway(), listening,
        groups(
          (
            "nsg",
            [
              rule("", "Allow-All", 200, from: "10.0.1.0/24", port: "8080"),
              rule("", "Deny-All", 300, "Deny", proto: "*"),
            ]
          )))),
    LintCase(
      .memberStale, "the machine moved",
      flagged: MarkedText(
        network(), gateway(pool: #"{ "ipAddress": /*!*/"10.0.2.4" }"#), cards(("nic-api", "10.0.2.5", ""))),
      nearMiss: MarkedText(network(), gateway(), cards(("nic-api", "10.0.2.4", "")))),
    LintCase(
      .observedDiffers, "Azure says Unhealthy",
      flagged: MarkedText(network(), gateway(), listening, report: reported("/*!*/", "Unhealthy")),
      nearMiss: MarkedText(network(), gateway(), listening, report: reported("", "Healthy"))),
  ]
}

private func probe(_ mark: String, _ more: String) -> String {
  #"\#(mark){ "name": "probe", "protocol": "Http", "path": "/", "interval": 30, "timeout": 30, "unhealthyThreshold": 3\#(more) }"#
}

private func zone(_ mark: String = "", _ name: String = "contoso.internal", links: [String]) -> String {
  let networks = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/"
  let linked = links.map { #"{ "name": "\#($0)", "virtualNetwork": { "id": "\#(networks)\#($0)" } }"# }
  return """
    "privateDnsZones": [\(mark){ "name": "\(name)",
      "recordSets": [{ "name": "api", "type": "Microsoft.Network/privateDnsZones/A",
        "aRecords": [{ "ipv4Address": "10.0.2.4" }] }],
      "virtualNetworkLinks": [\(linked.joined(separator: ", "))] }]
    """
}

private let publicName = #""publicDns": { "api.azurewebsites.net": ["20.105.216.7"] }"#

private func server(_ mark: String, until end: String) -> String {
  """
  "servers": [{ "name": "vm", "address": "10.0.2.4", "listeners": [
    \(mark){ "port": 443, "protocol": "Https", "certificate": { "names": ["shop.contoso.com"], "notAfter": "\(end)" } }] }]
  """
}

private func paths(_ mark: String, _ first: String, _ second: String, setting: String = "setting") -> String {
  func pathRule(_ name: String, _ path: String) -> String {
    """
    { "name": "\(name)", "paths": ["\(path)"], "backendAddressPool": { "id": "pool" },
      "backendHttpSettings": { "id": "\(setting)" } }
    """
  }
  return """
    , "urlPathMaps": [\(mark){ "name": "map", "defaultBackendAddressPool": { "id": "pool" },
      "defaultBackendHttpSettings": { "id": "setting" },
      "pathRules": [\(pathRule("one", first)), \(pathRule("two", second))] }]
    """
}

/// A gateway with a listener for every host, whose rule has priority 100, and one for a single host.
private func twoListeners(_ mark: String = "", priority: Int) -> String {
  gateway(
    listeners: listenerText() + ", " + listenerText(mark, name: "shop", #", "hostNames": ["shop.contoso.com"]"#),
    rules: ruleText() + ", " + ruleText("shop", priority, listener: "shop"))
}

private let openCard = cards(
  ("nic-api", "10.0.2.4", ""), own: #", "publicIPAddress": { "id": "pip-api" }"#)

private let publicAddress = #""publicIPAddresses": [{ "name": "pip-api", "ipAddress": "203.0.113.7" }]"#

private let listening = """
  "servers": [{ "name": "vm", "address": "10.0.2.4", "listeners": [{ "port": 8080, "protocol": "Http",
    "responses": [{ "status": 200 }] }] }]
  """

/// A report of Azure's on the member, as show-backend-health prints it.
private func reported(_ mark: String, _ health: String) -> String {
  let agw = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationGateways/agw"
  return """
    { "backendAddressPools": [{ "backendAddressPool": { "id": "\(agw)/backendAddressPools/pool" },
      "backendHttpSettingsCollection": [{
        "backendHttpSettings": { "id": "\(agw)/backendHttpSettingsCollection/setting" },
        "servers": [\(mark){ "address": "10.0.2.4", "health": "\(health)" }] }] }] }
    """
}
