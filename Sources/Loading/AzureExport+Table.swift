import Resources

extension AzureExport {
  /// Everything that `agwsim collect` exports, in the order of its script. A new resource type is one more row.
  package static let table: [AzureExport] = gateways + networks + machines + names + firewalls + managers

  private static let gateways = [
    AzureExport(
      "application gateways", [.applicationGateway], "network application-gateway list", file: "application-gateways",
      reads: "subnet, frontends, pools, settings, probes, listeners, rules, path maps, redirects, scale, state"),
    AzureExport(
      "observed health", [], "network application-gateway show-backend-health", file: "backend-health", .each(.gateway),
      reads: "what Azure reports of every member; this one asks the gateway, which takes up to a minute"),
    AzureExport(
      "public IP addresses", [.publicIPAddress], "network public-ip list", file: "public-ips",
      reads: "address and DNS name"),
    AzureExport(
      "load balancers", [.loadBalancer], "network lb list", file: "load-balancers",
      reads: "frontends, pools, rules, probes"),
    AzureExport(
      "NAT gateways", [.natGateway], "network nat gateway list", file: "nat-gateways", reads: "subnets and addresses"),
  ]

  private static let networks = [
    AzureExport(
      "virtual networks, their subnets and peerings", [.virtualNetwork, .subnet, .virtualNetworkPeering],
      "network vnet list", file: "virtual-networks", reads: "all that routes and rules need"),
    AzureExport(
      "network security groups and their rules", [.networkSecurityGroup, .securityRule], "network nsg list",
      file: "network-security-groups", reads: "rules; default rules are agwsim's own"),
    AzureExport(
      "application security groups", [.applicationSecurityGroup], "network asg list",
      file: "application-security-groups", reads: "names"),
    AzureExport(
      "route tables and their routes", [.routeTable, .route], "network route-table list", file: "route-tables",
      .group(.routeTable), reads: "routes and whether they are propagated"),
    AzureExport(
      "virtual network gateways", [.virtualNetworkGateway], "network vnet-gateway list",
      file: "virtual-network-gateways", .group(.virtualNetworkGateway),
      reads: "network, addresses of point-to-site clients"),
    AzureExport(
      "local network gateways", [.localNetworkGateway], "network local-gateway list", file: "local-network-gateways",
      .group(.localNetworkGateway), reads: "prefixes"),
    AzureExport(
      "connections", [.connection], "network vpn-connection list", file: "connections", .group(.connection),
      reads: "ends and status"),
    AzureExport(
      "connections of Virtual WAN hubs", [.hubConnection], "network vhub connection list", file: "hub-connections",
      .each(.hub), needs: .wan, reads: "which networks they connect; a flow by the hub alone is Undetermined"),
    AzureExport(
      "service tags", [], "network list-service-tags", file: "service-tags", .location,
      reads: "prefixes of every tag, the same from every location"),
  ]

  private static let machines = [
    AzureExport(
      "network interfaces", [.networkInterface], "network nic list", file: "network-interfaces",
      reads: "addresses, groups, pools, IP forwarding"),
    AzureExport("virtual machines", [.virtualMachine], "vm list", file: "virtual-machines", reads: "interfaces"),
    AzureExport(
      "scale sets", [.virtualMachineScaleSet], "vmss list", file: "scale-sets", reads: "the profile of interfaces"),
    AzureExport(
      "interfaces of scale sets' instances", [.scaleSetNetworkInterface], "vmss nic list", file: "scale-set-interfaces",
      .each(.scaleSet), reads: "as of network interfaces"),
    AzureExport(
      "web apps", [.webApp], "webapp show", file: "web-app", .each(.webApp),
      reads: "host names, state, inbound address, access restrictions"),
    AzureExport(
      "private endpoints", [.privateEndpoint], "network private-endpoint list", file: "private-endpoints",
      reads: "addresses, subnet, connection state"),
  ]

  private static let names = [
    AzureExport(
      "private DNS zones", [.privateDnsZone], "network private-dns zone list", file: "private-dns-zones",
      reads: "name, counts of records and links"),
    AzureExport(
      "links of a zone", [.virtualNetworkLink], "network private-dns link vnet list", file: "private-dns-links",
      .each(.zone), reads: "network, registration, resolution policy"),
    AzureExport(
      "records of a zone", [], "network private-dns record-set list", file: "private-dns-records", .each(.zone),
      reads: "A, AAAA, CNAME"),
    AzureExport(
      "private resolvers", [.dnsResolver], "dns-resolver list", file: "dns-resolvers", needs: .resolver,
      reads: "network"),
    AzureExport(
      "inbound endpoints of a resolver", [.inboundEndpoint], "dns-resolver inbound-endpoint list",
      file: "dns-inbound-endpoints", .each(.resolver), needs: .resolver, reads: "addresses, subnet"),
    AzureExport(
      "outbound endpoints of a resolver", [.outboundEndpoint], "dns-resolver outbound-endpoint list",
      file: "dns-outbound-endpoints", .each(.resolver), needs: .resolver, reads: "subnet"),
    AzureExport(
      "DNS forwarding rulesets", [.dnsForwardingRuleset], "dns-resolver forwarding-ruleset list",
      file: "dns-forwarding-rulesets", needs: .resolver, reads: "outbound endpoints"),
    AzureExport(
      "rules of a ruleset", [.forwardingRule], "dns-resolver forwarding-rule list", file: "dns-forwarding-rules",
      .each(.ruleset), needs: .resolver, reads: "domain, state, targets"),
    AzureExport(
      "links of a ruleset", [.forwardingRulesetLink], "dns-resolver vnet-link list", file: "dns-ruleset-links",
      .each(.ruleset), needs: .resolver, reads: "network"),
  ]

  private static let firewalls = [
    AzureExport(
      "Azure Firewalls", [.azureFirewall], "network firewall list", file: "azure-firewalls", needs: .firewall,
      reads: "addresses, policy or own rules"),
    AzureExport(
      "firewall policies", [.firewallPolicy], "network firewall policy list", file: "firewall-policies",
      needs: .firewall, reads: "the policy it is based on, ranges without source translation"),
    AzureExport(
      "rule collection groups of a policy", [.ruleCollectionGroup],
      "network firewall policy rule-collection-group list",
      file: "firewall-rules", .each(.policy), needs: .firewall, reads: "collections and rules"),
    AzureExport(
      "IP groups", [.ipGroup], "network ip-group list", file: "ip-groups", needs: .firewall, reads: "addresses"),
  ]

  private static let managers = [
    AzureExport(
      "network managers", [.networkManager], "network manager list", file: "network-managers", needs: .manager,
      reads: "name"),
    AzureExport(
      "connectivity configurations", [.connectivityConfiguration], "network manager connect-config list",
      file: "connectivity-configurations", .each(.manager), needs: .manager,
      reads: "whether it is a mesh; a flow by it alone is Undetermined"),
    AzureExport(
      "network groups", [.networkGroup], "network manager group list", file: "network-groups", .each(.manager),
      needs: .manager, reads: "name"),
    AzureExport(
      "static members of a network group", [.networkGroupMember], "network manager group static-member list",
      file: "network-group-members", .each(.networkGroup), needs: .manager,
      reads: "which network it is; members that a policy adds show nowhere"),
    AzureExport(
      "security admin configurations", [.securityAdminConfiguration], "network manager security-admin-config list",
      file: "security-admin-configurations", .each(.manager), needs: .manager, reads: "name"),
    AzureExport(
      "their rule collections", [.adminRuleCollection], "network manager security-admin-config rule-collection list",
      file: "security-admin-collections", .each(.configuration), needs: .manager, reads: "for which groups they are"),
    AzureExport(
      "security admin rules", [.securityAdminRule], "network manager security-admin-config rule-collection rule list",
      file: "security-admin-rules", .each(.collection), needs: .manager, reads: "rules"),
  ]
}
