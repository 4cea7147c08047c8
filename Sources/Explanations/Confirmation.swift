import Outcomes
import Resources

extension Step {
  /// Read-only commands that show in Azure what this step found.
  package func confirmation(in context: RepairContext) -> [CommandLine] {
    switch detail {
    case .name(let step): nameConfirmation(step)
    case .route(let step): routeConfirmation(step)
    case .rule: securityGroupConfirmation
    case .noSecurityGroup(let point): [point.attachedTo.showCommand]
    case .flowState, .response: []
    case .adminRule(let step): [step.point.attachedTo.effectiveAdminRulesCommand]
    case .egress, .reported: []
    case .tls(let step): tlsConfirmation(step)
    case .site: siteConfirmation
    case .request, .answer: requestConfirmation(in: context)
    case .peering(let step):
      [Self.peerings(of: step.network)]
    case .appliance: deviceConfirmation
    case .loadBalancer(let step):
      [
        CommandLine(
          "az network lb rule list",
          step.id.groupOption + [("--lb-name", [.text(step.id.name)]), ("-o", [.text("table")])])
      ]
    case .privateEndpoint(let step): [step.id.showCommand]
    case .guestFirewall, .listener: context.virtualMachine.map { [Self.listeningPorts(of: $0)] } ?? []
    case .gateway(let step): gatewayConfirmation(step, in: context)
    case .emptyPool:
      context.gateway.map { gateway in
        [
          CommandLine(
            "az network application-gateway address-pool list",
            gateway.groupOption + [("--gateway-name", [.text(gateway.name)]), ("-o", [.text("json")])])
        ]
      } ?? []
    }
  }

  /// What a web app lets in, where it is one of the input.
  private var siteConfirmation: [CommandLine] {
    guard let app = subject?.resource, ResourceKind(type: app.type) == .webApp else { return [] }
    return [
      CommandLine("az webapp config access-restriction show", app.groupOption + [("-n", [.text(app.name)])]),
      CommandLine("az webapp config hostname list", app.groupOption + [("--webapp-name", [.text(app.name)])]),
    ]
  }

  /// The part of the gateway that decided.
  private func requestConfirmation(in context: RepairContext) -> [CommandLine] {
    guard let gateway = context.gateway else { return [] }
    let part: String
    switch outcome {
    case .listenerNone: part = "http-listener list"
    case .ruleMissing: part = "rule list"
    case .redirectLoop: part = "redirect-config list"
    case .requestTimeout, .hostRejected: part = "http-settings list"
    case .capacity:
      return [
        CommandLine(
          "az monitor metrics list",
          [
            ("--resource", [.text(gateway.text)]), ("--metrics", [.text("CapacityUnits")]),
            ("--aggregation", [.text("Maximum")]), ("--interval", [.text("PT5M")]),
          ])
      ]
    default: return []
    }
    return [
      CommandLine(
        "az network application-gateway \(part)",
        gateway.groupOption + [("--gateway-name", [.text(gateway.name)]), ("-o", [.text("json")])])
    ]
  }

  /// Azure knows a firewall and a network interface; what another appliance does only its owner sees.
  private var deviceConfirmation: [CommandLine] {
    guard let resource = subject?.resource, ResourceKind(type: resource.type) != nil else { return [] }
    return [resource.showCommand]
  }

  private var securityGroupConfirmation: [CommandLine] {
    guard let group = subject?.resource else { return [] }
    return [
      CommandLine(
        "az network nsg rule list",
        group.groupOption + [("--nsg-name", [.text(group.name)]), ("--include-default", []), ("-o", [.text("table")])])
    ]
  }

  private static func peerings(of network: ResourceID) -> CommandLine {
    CommandLine(
      "az network vnet peering list",
      network.groupOption + [("--vnet-name", [.text(network.name)]), ("-o", [.text("table")])])
  }

  private func routeConfirmation(_ step: RouteStep) -> [CommandLine] {
    if outcome == .peeringNotConnected || outcome == .peeringOutOfSync, let network = subject?.resource.parent {
      return [Self.peerings(of: network)]
    }
    if outcome == .connectionNotConnected, let connection = subject?.resource { return [connection.showCommand] }
    if let table = subject?.resource, subject?.rule != nil {
      return [
        CommandLine(
          "az network route-table route list",
          table.groupOption + [("--route-table-name", [.text(table.name)]), ("-o", [.text("table")])])
      ]
    }
    guard let subnet = step.subnet, let network = subnet.parent else { return [] }
    return [
      CommandLine(
        "az network vnet subnet show",
        subnet.groupOption + [
          ("--vnet-name", [.text(network.name)]), ("-n", [.text(subnet.name)]), ("--query", [.text("routeTable.id")]),
        ])
    ]
  }

  private func nameConfirmation(_ step: NameStep) -> [CommandLine] {
    switch step.source {
    case .privateZone(let zone):
      let place: [(String, [CommandLine.Word])] =
        zone.groupOption + [("-z", [.text(zone.name)]), ("-o", [.text("table")])]
      return [
        CommandLine("az network private-dns record-set list", place),
        CommandLine("az network private-dns link vnet list", place),
      ]
    case .forwardingRuleset(let ruleset):
      return [ruleset.rulesetCommand("forwarding-rule"), ruleset.rulesetCommand("vnet-link")]
    case .servers:
      guard case .disagreement(let answers) = step.answer else { return [] }
      return answers.map { CommandLine("nslookup", [("", [.text(step.query), .text("\($0.server)")])]) }
    case .publicDNS:
      let asked = CommandLine("nslookup", [("", [.text(step.query)])])
      guard case .publicAnswer(let answer) = step.answer, let zone = answer.zone else { return [asked] }
      return [asked, zone.zoneCommand("link vnet")]
    case .server(let address): return [CommandLine("nslookup", [("", [.text(step.query), .text("\(address)")])])]
    case .literal: return []
    }
  }

  private func gatewayConfirmation(_ step: GatewayStep, in context: RepairContext) -> [CommandLine] {
    switch step {
    case .operationalState, .provisioningState:
      return context.gateway.map { gateway in
        [
          CommandLine(
            "az network application-gateway show",
            gateway.groupOption + [
              ("-n", [.text(gateway.name)]), ("--query", [.text("[operationalState, provisioningState]")]),
            ])
        ]
      } ?? []
    case .management, .platformEndpoints: return securityGroupConfirmation
    case .defaultRoute(let route): return routeConfirmation(route)
    }
  }

  private static func listeningPorts(of machine: ResourceID) -> CommandLine {
    CommandLine(
      "az vm run-command invoke",
      machine.groupOption + [
        ("-n", [.text(machine.name)]), ("--command-id", [.text("RunShellScript")]), ("--scripts", [.text("ss -ltn")]),
      ])
  }
}

/// The command that shows the health of a gateway's members as Azure sees it.
package func backendHealthCommand(of gateway: ResourceID) -> CommandLine {
  CommandLine(
    "az network application-gateway show-backend-health",
    gateway.groupOption + [("-n", [.text(gateway.name)])])
}
