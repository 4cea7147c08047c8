import Outcomes
import Resources

extension ResourceID {
  /// `-g GROUP`, left to the reader when the group is not known, and the subscription when it is: az may be set to another one, in
  /// which a group and what is in it may have the same names.
  var groupOption: [(String, [CommandLine.Word])] {
    [("-g", [resourceGroup.isEmpty ? .blank("resource group") : .text(resourceGroup)])]
      + (subscription.isEmpty ? [] : [("--subscription", [.text(subscription)])])
  }

  /// The command that prints this resource as agwsim reads it.
  package var showCommand: CommandLine {
    switch ResourceKind(type: root.type) {
    case .virtualNetwork: return root.named("network vnet")
    case .networkSecurityGroup: return root.named("network nsg")
    case .applicationSecurityGroup: return root.named("network asg")
    case .routeTable: return root.named("network route-table")
    case .networkInterface: return root.named("network nic")
    case .virtualMachine: return root.named("vm")
    case .virtualMachineScaleSet:
      return CommandLine(
        "az vmss nic list", groupOption + [("--vmss-name", [.text(root.name)]), ("-o", [.text("json")])])
    case .publicIPAddress: return root.named("network public-ip")
    case .applicationGateway: return root.named("network application-gateway")
    case .virtualNetworkGateway: return root.named("network vnet-gateway")
    case .localNetworkGateway: return root.named("network local-gateway")
    case .connection: return root.named("network vpn-connection")
    case .privateDnsZone: return root.named("network private-dns zone")
    case .dnsForwardingRuleset: return root.named("dns-resolver forwarding-ruleset")
    case .dnsResolver:
      return names.count == 1
        ? named("dns-resolver")
        : CommandLine(
          "az dns-resolver outbound-endpoint list",
          groupOption + [("--dns-resolver-name", [.text(root.name)]), ("-o", [.text("json")])])
    case .privateEndpoint: return root.named("network private-endpoint")
    case .loadBalancer: return root.named("network lb")
    case .azureFirewall: return root.named("network firewall")
    case .webApp: return root.named("webapp")
    case .ruleCollectionGroup: return ruleCollectionGroupsCommand
    case .firewallPolicy: return root.ruleCollectionGroupsCommand
    case .ipGroup: return root.named("network ip-group")
    case .natGateway: return root.named("network nat gateway")
    case .networkManager, .networkGroup, .networkGroupMember, .securityAdminConfiguration, .adminRuleCollection,
      .securityAdminRule:
      return CommandLine("az resource show", [("--ids", [.text(text)]), ("-o", [.text("json")])])
    case .hubConnection, .connectivityConfiguration, .subnet, .virtualNetworkPeering, .securityRule, .route,
      .scaleSetNetworkInterface, .virtualNetworkLink, .forwardingRule, .forwardingRulesetLink, .inboundEndpoint,
      .outboundEndpoint, nil:
      return CommandLine("az resource show", [("--ids", [.text(root.text)]), ("-o", [.text("json")])])
    }
  }

  /// A command that lists what belongs to this private DNS zone.
  func zoneCommand(_ command: String) -> CommandLine {
    CommandLine(
      "az network private-dns \(command) list", groupOption + [("-z", [.text(name)]), ("-o", [.text("json")])])
  }

  /// A command that lists what belongs to this DNS forwarding ruleset.
  func rulesetCommand(_ command: String) -> CommandLine {
    CommandLine(
      "az dns-resolver \(command) list", groupOption + [("--ruleset-name", [.text(name)]), ("-o", [.text("json")])])
  }

  /// A policy's own answer leaves its rules out.
  private var ruleCollectionGroupsCommand: CommandLine {
    CommandLine(
      "az network firewall policy rule-collection-group list",
      groupOption + [("--policy-name", [.text(root.name)]), ("-o", [.text("json")])])
  }

  private func named(_ command: String) -> CommandLine {
    CommandLine("az \(command) show", groupOption + [("-n", [.text(name)]), ("-o", [.text("json")])])
  }
}
