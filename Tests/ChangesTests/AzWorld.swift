import JSONText
import Loading
import Resources
import TestSupport
import Testing

/// Resources of every type that az commands change, with seeded properties.
struct AzWorld {
  let resources: Resources

  init(seed: Int) throws {
    var dice = SeededGenerator(seed: seed)
    let text = Self.text(&dice)
    resources = Loader.load(texts: [(name: "world.json", bytes: Array(text.utf8))], onto: Resources())
    try #require(resources.virtualNetworks.count == 3 && resources.applicationGateways.count == 1)
  }

  private static let scope = "/subscriptions/s-1/resourceGroups/rg/providers/"
  private static func id(_ path: String) -> String { scope + "Microsoft.Network/" + path }
  private static func reference(_ path: String) -> String { #"{"id": "\#(id(path))"}"# }
  private static func part(_ path: String) -> String { reference("applicationGateways/agw/" + path) }

  private static func text(_ dice: inout SeededGenerator) -> String {
    let objects =
      groups(&dice) + tables(&dice) + networks(&dice) + cards(&dice) + [gateway(&dice), app(&dice), balancer(&dice)]
      + zones(&dice)
    return "[" + objects.joined(separator: ",\n") + "]"
  }

  private static func groups(_ dice: inout SeededGenerator) -> [String] {
    let rules = (1...4).map { number in
      """
      {"name": "rule-\(number)", "priority": \(number * 100), "direction": "\(dice.pick(["Inbound", "Outbound"]))",
       "access": "\(dice.pick(["Allow", "Deny"]))", "protocol": "\(dice.pick(["*", "Tcp", "Udp"]))",
       \(dice.flip() ? #""description": "it's rule \#(number)","# : "")
       "sourceAddressPrefix": "\(dice.pick(["*", "VirtualNetwork", "10.0.1.0/24"]))", "sourcePortRange": "*",
       \(dice.flip()
          ? #""destinationAddressPrefix": "10.0.2.0/24""#
          : #""destinationApplicationSecurityGroups": [\#(reference("applicationSecurityGroups/asg"))]"#),
       "destinationPortRanges": \(dice.pick(["[\"80\"]", "[\"*\"]", "[\"80\", \"8000-8010\"]"]))}
      """
    }
    return [
      #"{"id": "\#(id("applicationSecurityGroups/asg"))", "name": "asg"}"#,
      #"{"id": "\#(id("networkSecurityGroups/nsg"))", "name": "nsg", "securityRules": [\#(rules.joined(separator: ","))]}"#,
      #"{"id": "\#(id("networkSecurityGroups/nsg-free"))", "name": "nsg-free", "securityRules": []}"#,
      """
      {"id": "\(id("networkSecurityGroups/nsg-back"))", "name": "nsg-back", "securityRules": [],
       "subnets": [\(reference("virtualNetworks/hub/subnets/spare"))]}
      """,
    ]
  }

  private static func tables(_ dice: inout SeededGenerator) -> [String] {
    let routes = (1...3).map { number in
      let type = dice.pick(["Internet", "None", "VirtualAppliance", "VnetLocal"])
      let hop = type == "VirtualAppliance" ? #", "nextHopIpAddress": "10.0.3.\#(dice.number(4...9))""# : ""
      return
        #"{"name": "route-\#(number)", "addressPrefix": "10.\#(20 + number).0.0/16", "nextHopType": "\#(type)"\#(hop)}"#
    }
    return ["rt", "rt-free"].map { name in
      """
      {"id": "\(id("routeTables/" + name))", "name": "\(name)", "disableBgpRoutePropagation": \(dice.flip()),
       "routes": [\(routes.joined(separator: ","))]}
      """
    }
  }

  private static func networks(_ dice: inout SeededGenerator) -> [String] {
    func subnet(_ network: String, _ name: String, _ prefix: String, _ more: String) -> String {
      """
      {"id": "\(id("virtualNetworks/\(network)/subnets/\(name)"))", "name": "\(name)", "addressPrefix": "\(prefix)"\(more)}
      """
    }
    func peering(_ network: String, _ remote: String) -> String {
      """
      {"id": "\(id("virtualNetworks/\(network)/virtualNetworkPeerings/to-\(remote)"))", "name": "to-\(remote)",
       "remoteVirtualNetwork": \(reference("virtualNetworks/" + remote)), "peeringState": "Connected",
       "allowVirtualNetworkAccess": \(dice.flip()), "allowForwardedTraffic": \(dice.flip()),
       "allowGatewayTransit": \(dice.flip()), "useRemoteGateways": false, "peeringSyncLevel": "FullyInSync"}
      """
    }
    let group = #", "networkSecurityGroup": \#(reference("networkSecurityGroups/nsg"))"#
    let endpoints = dice.flip() ? #", "serviceEndpoints": [{"service": "Microsoft.Web"}]"# : ""
    let table = dice.flip() ? #", "routeTable": \#(reference("routeTables/rt"))"# : ""
    let servers = dice.flip() ? #""dhcpOptions": {"dnsServers": ["10.0.0.9", "10.0.0.4"]},"# : ""
    return [
      """
      {"id": "\(id("virtualNetworks/hub"))", "name": "hub", "location": "westeurope",
       "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, \(servers)
       "subnets": [\(subnet("hub", "agw", "10.0.1.0/24", "")), \(subnet("hub", "web", "10.0.2.0/24", group + endpoints)),
         \(subnet("hub", "spare", "10.0.3.0/24", table))],
       "virtualNetworkPeerings": [\(peering("hub", "spoke"))]}
      """,
      """
      {"id": "\(id("virtualNetworks/spoke"))", "name": "spoke", "addressSpace": {"addressPrefixes": ["10.1.0.0/16"]},
       "subnets": [\(subnet("spoke", "one", "10.1.1.0/24", group))], "virtualNetworkPeerings": [\(peering("spoke", "hub"))]}
      """,
      """
      {"id": "\(id("virtualNetworks/lone"))", "name": "lone", "addressSpace": {"addressPrefixes": ["10.2.0.0/16"]},
       "subnets": [], "virtualNetworkPeerings": []}
      """,
    ]
  }

  private static func cards(_ dice: inout SeededGenerator) -> [String] {
    ["nic-1", "nic-2"].enumerated().map { index, name in
      let pools = dice.flip() ? part("backendAddressPools/pool-a") : ""
      return """
        {"id": "\(id("networkInterfaces/" + name))", "name": "\(name)", "enableIPForwarding": \(dice.flip()),
         \(dice.flip() ? #""networkSecurityGroup": \#(reference("networkSecurityGroups/nsg")),"# : "")
         "ipConfigurations": [{"id": "\(id("networkInterfaces/\(name)/ipConfigurations/ip"))", "name": "ip",
           "privateIPAddress": "10.0.2.\(4 + index)", "subnet": \(reference("virtualNetworks/hub/subnets/web")),
           "applicationGatewayBackendAddressPools": [\(pools)]}]}
        """
    }
  }

  private static func gateway(_ dice: inout SeededGenerator) -> String {
    func parts(_ segment: String, _ objects: [(String, String)]) -> String {
      let texts = objects.map { name, body in
        #"{"id": "\#(id("applicationGateways/agw/\(segment)/\(name)"))", "name": "\#(name)", \#(body)}"#
      }
      return "\"\(segment)\": [\(texts.joined(separator: ", "))]"
    }
    let members = dice.flip() ? #"{"fqdn": "web.contoso.internal"}, {"ipAddress": "10.0.2.9"}"# : ""
    let host = dice.flip() ? #""hostName": "web.contoso.com","# : ""
    let settings =
      #""port": \#(dice.number(80...90)), "protocol": "Http", \#(host) "requestTimeout": \#(dice.number(5...60))"#
    let pathRules = ["x", "y", "z"].map { name in
      """
      {"id": "\(id("applicationGateways/agw/urlPathMaps/map-used/pathRules/" + name))", "name": "\(name)", "paths": ["/\(name)/*"],
       "backendAddressPool": \(part("backendAddressPools/" + dice.pick(["pool-a", "pool-b"]))),
       "backendHttpSettings": \(part("backendHttpSettingsCollection/set-a"))}
      """
    }
    let map = """
      "defaultBackendAddressPool": \(part("backendAddressPools/pool-a")),
      "defaultBackendHttpSettings": \(part("backendHttpSettingsCollection/set-a"))
      """
    let freeRule = pathRules[0].replacing("map-used", with: "map-free")
    let at = #""frontendIPConfiguration": \#(part("frontendIPConfigurations/fe")), "protocol": "Http""#
    let match = dice.flip() ? #", "match": {"statusCodes": ["200-399", "401"], "body": "it is ok"}"# : ""
    return """
      {"id": "\(id("applicationGateways/agw"))", "name": "agw", "type": "Microsoft.Network/applicationGateways",
       "sku": {"name": "Standard_v2"\(dice.flip() ? #", "capacity": 2"# : "")}, "operationalState": "\(dice.pick(["Running", "Stopped"]))",
       \(dice.flip() ? #""autoscaleConfiguration": {"minCapacity": 1, "maxCapacity": 9},"# : "")
       "provisioningState": "Succeeded", "gatewayIPConfigurations": [{"subnet": \(reference("virtualNetworks/hub/subnets/agw"))}],
       \(parts("frontendIPConfigurations", [("fe", #""publicIPAddress": \#(reference("publicIPAddresses/pip"))"#)])),
       \(parts("frontendPorts", [("p80", #""port": 80"#), ("p81", #""port": 81"#), ("p99", #""port": 99"#)])),
       \(parts("backendAddressPools", [("pool-a", #""backendAddresses": [\#(members)]"#), ("pool-b", #""backendAddresses": []"#), ("pool-free", #""backendAddresses": [{"ipAddress": "10.0.2.8"}]"#)])),
       \(parts("backendHttpSettingsCollection", [("set-a", settings + #", "probe": "# + part("probes/probe-a")), ("set-free", settings)])),
       \(parts("probes", [("probe-a", probe(&dice) + match), ("probe-free", probe(&dice))])),
       \(parts("httpListeners", [("lis-a", at + #", "frontendPort": "# + part("frontendPorts/p80")), ("lis-b", at + #", "hostName": "b.contoso.com", "frontendPort": "# + part("frontendPorts/p81")), ("lis-free", at + #", "hostNames": ["c.contoso.com", "d.contoso.com"], "frontendPort": "# + part("frontendPorts/p81"))])),
       \(parts("trustedRootCertificates", [("root-a", #""provisioningState": "Succeeded""#)])),
       \(parts("authenticationCertificates", [("auth-a", #""provisioningState": "Succeeded""#)])),
       \(parts("redirectConfigurations", [("red-a", #""redirectType": "Permanent", "includePath": true, "targetListener": "# + part("httpListeners/lis-b")), ("red-free", #""redirectType": "Found", "targetUrl": "https://contoso.com""#)])),
       "urlPathMaps": [
         {"id": "\(id("applicationGateways/agw/urlPathMaps/map-used"))", "name": "map-used", \(map), "pathRules": [\(pathRules.joined(separator: ", "))]},
         {"id": "\(id("applicationGateways/agw/urlPathMaps/map-free"))", "name": "map-free", \(map), "pathRules": [\(freeRule)]}],
       \(parts("requestRoutingRules", [
          ("rule-basic", #""priority": 10, "ruleType": "Basic", "httpListener": "# + part("httpListeners/lis-a") + #", "backendAddressPool": "# + part("backendAddressPools/pool-a") + #", "backendHttpSettings": "# + part("backendHttpSettingsCollection/set-a")),
          ("rule-path", #""priority": 20, "ruleType": "PathBasedRouting", "httpListener": "# + part("httpListeners/lis-b") + #", "urlPathMap": "# + part("urlPathMaps/map-used")),
        ]))}
      """
  }

  private static func probe(_ dice: inout SeededGenerator) -> String {
    let host = dice.flip() ? #""host": "h.contoso.com", "port": 8080"# : #""pickHostNameFromBackendHttpSettings": true"#
    return """
      "protocol": "\(dice.pick(["Http", "Https"]))", "path": "/\(dice.number(1...9))", "interval": \(dice.number(5...60)),
      "timeout": \(dice.number(5...60)), "unhealthyThreshold": \(dice.number(2...8)), \(host)
      """
  }

  private static func app(_ dice: inout SeededGenerator) -> String {
    """
    {"id": "\(scope)Microsoft.Web/sites/app", "name": "app", "type": "Microsoft.Web/sites", "defaultHostName": "app.azurewebsites.net", "state": "\(dice.pick(["Running", "Stopped"]))",
     "siteConfig": {"ipSecurityRestrictionsDefaultAction": "\(dice.pick(["Allow", "Deny"]))", "ipSecurityRestrictions": [
       {"name": "one", "priority": 100, "action": "Allow", "ipAddress": "10.0.1.0/24"},
       {"name": "two", "priority": 200, "action": "\(dice.pick(["Allow", "Deny"]))", "ipAddress": "AzureFrontDoor.Backend", "tag": "ServiceTag"},
       {"name": "three", "priority": 300, "action": "Allow", "vnetSubnetResourceId": "\(id("virtualNetworks/hub/subnets/web"))"}]}}
    """
  }

  private static func balancer(_ dice: inout SeededGenerator) -> String {
    let at = "loadBalancers/lb/"
    return """
      {"id": "\(id("loadBalancers/lb"))", "name": "lb", "type": "Microsoft.Network/loadBalancers",
       "frontendIPConfigurations": [{"id": "\(id(at + "frontendIPConfigurations/front"))", "name": "front",
         "privateIPAddress": "10.0.3.20", "subnet": \(reference("virtualNetworks/hub/subnets/spare"))}],
       "backendAddressPools": [{"id": "\(id(at + "backendAddressPools/back"))", "name": "back"}],
       "probes": [{"id": "\(id(at + "probes/up"))", "name": "up", "protocol": "Http", "port": \(dice.number(80...90)), "requestPath": "/up"},
         {"id": "\(id(at + "probes/free"))", "name": "free", "protocol": "Tcp", "port": 22, "intervalInSeconds": 7, "numberOfProbes": 3}],
       "loadBalancingRules": [{"id": "\(id(at + "loadBalancingRules/rule"))", "name": "rule", "protocol": "\(dice.pick(["Tcp", "All"]))",
         "frontendPort": 80, "backendPort": 8080, "frontendIPConfiguration": \(reference(at + "frontendIPConfigurations/front")),
         "backendAddressPool": \(reference(at + "backendAddressPools/back")), "probe": \(reference(at + "probes/up"))}]}
      """
  }

  private static func zones(_ dice: inout SeededGenerator) -> [String] {
    let records =
      dice.flip() ? #"{"ipv4Address": "10.0.2.4"}, {"ipv4Address": "10.0.2.5"}"# : #"{"ipv4Address": "10.0.2.4"}"#
    return [
      """
      {"id": "\(id("privateDnsZones/contoso.internal"))", "name": "contoso.internal", "type": "Microsoft.Network/privateDnsZones",
       "virtualNetworkLinks": [{"id": "\(id("privateDnsZones/contoso.internal/virtualNetworkLinks/link"))", "name": "link",
         "virtualNetwork": \(reference("virtualNetworks/hub")), "registrationEnabled": \(dice.flip())}],
       "recordSets": [{"name": "web", "type": "Microsoft.Network/privateDnsZones/A", "aRecords": [\(records)]},
         {"name": "blank", "type": "Microsoft.Network/privateDnsZones/A", "aRecords": []},
         {"name": "www", "type": "Microsoft.Network/privateDnsZones/CNAME", "cnameRecord": {"cname": "web.contoso.internal"}}]}
      """,
      """
      {"id": "\(id("privateDnsZones/empty.internal"))", "name": "empty.internal", "type": "Microsoft.Network/privateDnsZones"}
      """,
    ]
  }
}
