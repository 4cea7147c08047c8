import Outcomes

/// The types of Azure resource that are read, spelt as Azure spells them, with the name of their collection in a scenario file.
package enum ResourceKind: String, CaseIterable, Hashable, Sendable {
  case virtualNetwork = "Microsoft.Network/virtualNetworks"
  case subnet = "Microsoft.Network/virtualNetworks/subnets"
  case virtualNetworkPeering = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings"
  case networkSecurityGroup = "Microsoft.Network/networkSecurityGroups"
  case securityRule = "Microsoft.Network/networkSecurityGroups/securityRules"
  case applicationSecurityGroup = "Microsoft.Network/applicationSecurityGroups"
  case routeTable = "Microsoft.Network/routeTables"
  case route = "Microsoft.Network/routeTables/routes"
  case networkInterface = "Microsoft.Network/networkInterfaces"
  case scaleSetNetworkInterface =
    "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/networkInterfaces"
  case virtualMachine = "Microsoft.Compute/virtualMachines"
  case virtualMachineScaleSet = "Microsoft.Compute/virtualMachineScaleSets"
  case publicIPAddress = "Microsoft.Network/publicIPAddresses"
  case applicationGateway = "Microsoft.Network/applicationGateways"
  case virtualNetworkGateway = "Microsoft.Network/virtualNetworkGateways"
  case localNetworkGateway = "Microsoft.Network/localNetworkGateways"
  case connection = "Microsoft.Network/connections"
  case hubConnection = "Microsoft.Network/virtualHubs/hubVirtualNetworkConnections"
  case connectivityConfiguration = "Microsoft.Network/networkManagers/connectivityConfigurations"
  case privateDnsZone = "Microsoft.Network/privateDnsZones"
  case virtualNetworkLink = "Microsoft.Network/privateDnsZones/virtualNetworkLinks"
  case dnsForwardingRuleset = "Microsoft.Network/dnsForwardingRulesets"
  case forwardingRule = "Microsoft.Network/dnsForwardingRulesets/forwardingRules"
  case forwardingRulesetLink = "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks"
  case dnsResolver = "Microsoft.Network/dnsResolvers"
  case inboundEndpoint = "Microsoft.Network/dnsResolvers/inboundEndpoints"
  case outboundEndpoint = "Microsoft.Network/dnsResolvers/outboundEndpoints"
  case privateEndpoint = "Microsoft.Network/privateEndpoints"
  case loadBalancer = "Microsoft.Network/loadBalancers"
  case azureFirewall = "Microsoft.Network/azureFirewalls"
  case webApp = "Microsoft.Web/sites"
  case firewallPolicy = "Microsoft.Network/firewallPolicies"
  case ruleCollectionGroup = "Microsoft.Network/firewallPolicies/ruleCollectionGroups"
  case ipGroup = "Microsoft.Network/ipGroups"
  case natGateway = "Microsoft.Network/natGateways"
  case networkManager = "Microsoft.Network/networkManagers"
  case networkGroup = "Microsoft.Network/networkManagers/networkGroups"
  case networkGroupMember = "Microsoft.Network/networkManagers/networkGroups/staticMembers"
  case securityAdminConfiguration = "Microsoft.Network/networkManagers/securityAdminConfigurations"
  case adminRuleCollection = "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections"
  case securityAdminRule = "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules"

  /// The kind of a type as written, whatever its letter case.
  package init?(type: String) {
    let wanted = type.lowercased()
    guard let kind = ResourceKind.allCases.first(where: { $0.rawValue.lowercased() == wanted }) else { return nil }
    self = kind
  }

  /// The collection that holds it in a scenario file; nil for children, which stand in their parent.
  package var collection: String? {
    switch self {
    case .subnet, .virtualNetworkPeering, .securityRule, .route, .virtualNetworkLink, .scaleSetNetworkInterface: nil
    case .forwardingRule, .forwardingRulesetLink, .inboundEndpoint, .outboundEndpoint: nil
    // Its name tells the policy, so that it stands on its own: `policy/group`.
    case .ruleCollectionGroup: nil
    case .networkGroup, .networkGroupMember, .securityAdminConfiguration, .adminRuleCollection, .securityAdminRule: nil
    case .connection: "connections"
    case .hubConnection: "hubVirtualNetworkConnections"
    case .connectivityConfiguration: "connectivityConfigurations"
    case .webApp: "webApps"
    default: String(rawValue.split(separator: "/")[1])
    }
  }
}

extension ResourceKind {
  /// The kind in words: `network security group`.
  package var words: String {
    if self == .webApp { return "web app" }
    let last = rawValue.split(separator: "/").last.map(String.init) ?? rawValue
    let singular = last.hasSuffix("s") ? String(last.dropLast()) : last
    return singular.reduce("") { text, letter in
      letter.isUppercase ? text + " " + letter.lowercased() : text + String(letter)
    }
  }
}

extension ResourceID {
  /// A resource of its own in the same group.
  package func neighbour(_ kind: ResourceKind, _ name: String) -> ResourceID {
    ResourceID(subscription: subscription, resourceGroup: resourceGroup, type: kind.rawValue, names: [name])
  }
}
