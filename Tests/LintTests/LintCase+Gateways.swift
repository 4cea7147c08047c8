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
      .zoneNotLinked, "a link would take the answer for another member away",
      flagged: MarkedText(
        network(), gateway(pool: #"{ "fqdn": "api.contoso.com" }, { "fqdn": "www.contoso.com" }"#),
        zone("/*!*/", "contoso.com", links: []),
        #""publicDns": { "api.contoso.com": ["20.105.216.7"], "www.contoso.com": ["20.105.216.8"] }"#),
      nearMiss: MarkedText(
        network(), gateway(pool: #"{ "fqdn": "www.contoso.com" }"#), zone("", "contoso.com", links: []),
        #""publicDns": { "www.contoso.com": ["20.105.216.8"] }"#)),
    LintCase(
      .zoneNotLinked, "Key Vault's zone is named otherwise",
      flagged: MarkedText(
        network(), gateway(pool: #"{ "fqdn": "api.vault.azure.net" }"#),
        zone("/*!*/", "privatelink.vaultcore.azure.net", links: [])),
      nearMiss: MarkedText(
        network(), gateway(pool: #"{ "fqdn": "api.vault.azure.net" }"#),
        zone("", "privatelink.vaultcore.azure.net", links: ["vnet"]))),
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
      .probeHostDefault, "the answer 404 is not accepted",
      flagged: MarkedText(
        network(),
        gateway(
          pool: #"{ "fqdn": "shop.azurewebsites.net" }"#,
          setting: settingText("/*!*/", #", "probe": { "id": "probe" }"#),
          probes: probe("", #", "match": { "statusCodes": ["200-399"] }"#))),
      nearMiss: MarkedText(
        network(),
        gateway(
          pool: #"{ "fqdn": "shop.azurewebsites.net" }"#, setting: settingText("", #", "probe": { "id": "probe" }"#),
          probes: probe("", #", "match": { "statusCodes": ["200-404"] }"#)))),
    LintCase(
      .certificateExpiry, "within thirty days",
      flagged: MarkedText(
        network(), #""clock": "2026-11-02T00:00:01Z""#, server("/*!*/", until: "2026-12-02T00:00:00Z")),
      nearMiss: MarkedText(network(), #""clock": "2026-11-02T00:00:00Z""#, server("", until: "2026-12-02T00:00:00Z"))),
    LintCase(
      .certificateExpiry, "what a listener presents",
      flagged: MarkedText(
        network(), #""clock": "2027-02-26T00:00:00Z""#,
        gateway(listeners: tlsListener, others: certificates("/*!*/"))),
      // No listener presents it.
      nearMiss: MarkedText(network(), #""clock": "2027-02-26T00:00:00Z""#, gateway(others: certificates("")))),
    LintCase(
      .shadowedPathRule, "a wider pattern stands first",
      flagged: MarkedText(network(), gateway(others: paths("/*!*/", "/orders/*", "/Orders/new/*"))),
      nearMiss: MarkedText(network(), gateway(others: paths("", "/orders/new/*", "/orders/*")))),
    LintCase(
      .shadowedListener, "the listener for all hosts has the lower number",
      flagged: MarkedText(network(), twoListeners("/*!*/", priority: 200)),
      nearMiss: MarkedText(network(), twoListeners(priority: 90))),
    LintCase(
      .shadowedListener, "an earlier pattern holds the later one",
      flagged: MarkedText(network(), twoPatterns("*.contoso.com", "/*!*/", "s?.contoso.com")),
      // A question mark stands for one character only, and a star for any number.
      nearMiss: MarkedText(network(), twoPatterns("?.contoso.com", "", "*.contoso.com"))),
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
      .unusedPart, "no policy of load distribution names the pool",
      flagged: MarkedText(
        network(), gateway().replacing(poolList, with: poolList + #"/*!*/{ "name": "spare" }, "#)),
      nearMiss: MarkedText(
        network(),
        gateway(others: distribution(to: "spare")).replacing(poolList, with: poolList + #"{ "name": "spare" }, "#))),
    LintCase(
      .backendOpenToInternet, "somebody else than a list of senders",
      flagged: MarkedText(
        network(api: has(group: "nsg")), gateway(), openCard.replacing("[{ \"name\"", with: "[/*!*/{ \"name\""),
        groups(
          (
            "nsg",
            [
              rule("", "Deny-One", 190, "Deny", from: "198.51.100.7"),
              rule("", "Allow-Internet", 200, from: "Internet", port: "8080"),
            ]
          )), publicAddress),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), gateway(), openCard,
        groups(("nsg", [rule("", "Allow-Admin", 200, from: "198.51.100.7", port: "8080")])), publicAddress)),
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
    listeners: listenerText("/*~*/") + ", " + listenerText(mark, name: "shop", #", "hostNames": ["shop.contoso.com"]"#),
    rules: ruleText() + ", " + ruleText("shop", priority, listener: "shop"))
}

/// A gateway with two listeners for patterns of hosts, the first of which has the rule with the lower number.
private func twoPatterns(_ first: String, _ mark: String, _ second: String) -> String {
  gateway(
    listeners: listenerText("/*~*/", name: "first", #", "hostNames": ["\#(first)"]"#) + ", "
      + listenerText(mark, name: "second", #", "hostNames": ["\#(second)"]"#),
    rules: ruleText("first", 100, listener: "first") + ", " + ruleText("second", 200, listener: "second"))
}

/// How the list of a gateway's pools begins.
private let poolList = #""backendAddressPools": ["#

/// A policy of load distribution with one pool.
private func distribution(to pool: String) -> String {
  """
  , "loadDistributionPolicies": [{ "name": "all", "loadDistributionTargets": [
      { "name": "one", "backendAddressPool": { "id": "\(pool)" }, "weightPerServer": 1 }] }]
  """
}

private let tlsListener = """
  { "name": "listener", "protocol": "Https", "frontendIPConfiguration": { "id": "public" },
    "frontendPort": { "id": "port-80" }, "sslCertificate": { "id": "shop" } }
  """

/// A gateway's certificate for shop.contoso.com, which ends at 2027-02-25T22:07:02Z, as Azure shows it: PKCS #7 without a signer.
private func certificates(_ mark: String) -> String {
  #", "sslCertificates": [\#(mark){ "name": "shop", "publicCertData": "\#(publicCertData)" }]"#
}

private let publicCertData = """
  MIIBugYJKoZIhvcNAQcCoIIBqzCCAacCAQExADALBgkqhkiG9w0BBwGgggGPMIIBizCCATGgAwIBAgIUFl3zaPvaf7ul3m2AJ0kvjcbfQkEwCg
  YIKoZIzj0EAwIwGzEZMBcGA1UEAwwQc2hvcC5jb250b3NvLmNvbTAeFw0yNjExMjcyMjA3MDJaFw0yNzAyMjUyMjA3MDJaMBsxGTAXBgNVBAMM
  EHNob3AuY29udG9zby5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARZWScrsXcnXkixTCCWHUqCILCUD0+g08atvUxZ5YigPevRAZvNRJ
  ELSvVYnzhd/VoUUvpKUchtqZEr6h5xgPAUo1MwUTAdBgNVHQ4EFgQUAgcVALWz+P8gvSYCNC3/vTR45skwHwYDVR0jBBgwFoAUAgcVALWz+P8g
  vSYCNC3/vTR45skwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiB/JPuFXLsnVRfM1S+iB+6YRjTUb/NT849iBkGYx6y78AIhAJ
  6hU58AyyahovM4keYRB8U9JEmVfelGvNm0dxLYAOkYMQA=
  """.replacing("\n", with: "")

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
