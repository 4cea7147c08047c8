import Comparison
import NetworkModel
import Outcomes
import PacketSets
import Resources

extension Errand {
  /// What is to be done, in one sentence, names included.
  package var sentence: String {
    let text =
      switch self {
      case .dnsRecord(let server, let domain, let name, let addresses):
        "at the DNS server \(server), let \(Self.name(name, domain)) be \(Self.list(addresses.map(\.description)))"
      case .dnsForwarder(let server, let domain, let targets):
        "at the DNS server \(server), forward \(domain == "." ? "every other name" : domain) to "
          + Self.list(targets.map(\.description))
      case .applianceRule(let appliance, let sources, let destinations, let ports, let transport):
        "at the appliance \(appliance), allow \(transport.rawValue) \(sources.summary) -> \(destinations.summary) port "
          + "\(ports.summary) before its other rules"
      case .approveConnection(let endpoint): "at the service of \(endpoint.path), approve the endpoint's connection"
      case .connectionUp(let connection):
        "bring the connection \(connection.path) up, at its two ends: the shared key, the far device, the routes"
      case .gatewayRuns(let gateway): "wait until \(gateway.path) runs"
      case .siteStarts(let site): "start the web app \(site)"
      case .siteAllows(let site, let callers):
        "let \(Self.list(callers.map(\.description))) in by the access restrictions of \(site), before all others"
      case .adminRule(let name, let collection, _, let priority, _, _, _, _, _):
        "add the security admin rule \(name) (\(priority)) to \(collection.path), and deploy the configuration: rules act once "
          + "they are deployed"
      case .firewallRule(let name, let group, let collection, _, _, _, _):
        "add the network rule \(name) to the collection \(collection) of \(group.path)"
      case .forwardingRule(let name, let ruleset, let targets):
        "let the forwarding rule \(name) of \(ruleset.path), enabled, lead to "
          + Self.list(targets.map { endpoint($0.address, $0.port) })
      case .listenerWithCertificate(let gateway, let port):
        "at \(gateway.path), make a listener for https on port \(port) with a certificate for its clients, and a rule like "
          + "the other listener's"
      case .standardLoadBalancer(let balancer):
        "upgrade the load balancer \(balancer.path) from Basic to Standard, which Azure offers as a PowerShell module"
      case .natGateway(let nat, let subnet): "let \(subnet.path) call the Internet through the NAT gateway \(nat.path)"
      case .newNatGateway(let subnet): "give \(subnet.path) a NAT gateway"
      }
    return text.printable
  }

  /// Commands that do it, as far as the input knows their values; none where it is no command's.
  package var commands: [CommandLine] {
    switch self {
    case .approveConnection(let endpoint):
      [
        CommandLine(
          "az network private-endpoint-connection approve",
          [
            ("--id", [.blank("connection id of \(endpoint.name)")]), ("--description", [.text("Approved")]),
          ])
      ]
    case .siteStarts(let site):
      [CommandLine("az webapp start", [("-g", [.blank("resource group")]), ("-n", [.text(site)])])]
    case .siteAllows(let site, let callers):
      callers.enumerated().map { index, caller in
        CommandLine(
          "az webapp config access-restriction add",
          [
            ("-g", [.blank("resource group")]), ("-n", [.text(site)]), ("--priority", [.text("\(index + 1)")]),
            ("--action", [.text("Allow")]), ("--ip-address", [.text("\(caller)")]),
          ])
      }
    case .adminRule(
      let name, let collection, _, let priority, let direction, let transport, let sources, let targets, let ports):
      Self.adminRule(name, collection, priority, direction, transport, sources, targets, ports)
    case .firewallRule(let name, let group, let collection, let transport, let sources, let targets, let ports):
      [
        CommandLine(
          "az network firewall policy rule-collection-group collection rule add",
          group.groupOption + [
            ("--policy-name", [.text(group.names[0])]), ("--rule-collection-group-name", [.text(group.name)]),
            ("--collection-name", [.text(collection)]), ("-n", [.text(name)]), ("--rule-type", [.text("NetworkRule")]),
            ("--ip-protocols", [.text(transport == .any ? "Any" : transport.rawValue)]),
            ("--source-addresses", Self.prefixes(sources)), ("--destination-addresses", Self.prefixes(targets)),
            ("--destination-ports", ports.ruleTexts.map { .text($0) }),
          ])
      ]
    case .forwardingRule(let name, let ruleset, let targets):
      [
        CommandLine(
          "az dns-resolver forwarding-rule update",
          ruleset.groupOption + [
            ("--ruleset-name", [.text(ruleset.name)]), ("-n", [.text(name)]),
            ("--forwarding-rule-state", [.text("Enabled")]),
            (
              "--target-dns-servers",
              [.text("[" + targets.map { "{ip-address:\($0.address),port:\($0.port)}" }.joined(separator: ",") + "]")]
            ),
          ])
      ]
    case .listenerWithCertificate(let gateway, let port):
      [
        CommandLine(
          "az network application-gateway ssl-cert create",
          gateway.groupOption + [
            ("--gateway-name", [.text(gateway.name)]), ("-n", [.text("certificate")]),
            ("--cert-file", [.blank("certificate file")]), ("--cert-password", [.blank("password")]),
          ]),
        CommandLine(
          "az network application-gateway frontend-port create",
          gateway.groupOption + [
            ("--gateway-name", [.text(gateway.name)]), ("-n", [.text("port-\(port)")]), ("--port", [.text("\(port)")]),
          ]),
        CommandLine(
          "az network application-gateway http-listener create",
          gateway.groupOption + [
            ("--gateway-name", [.text(gateway.name)]), ("-n", [.text("listener-\(port)")]),
            ("--frontend-port", [.text("port-\(port)")]), ("--ssl-cert", [.text("certificate")]),
          ]),
        CommandLine(
          "az network application-gateway rule create",
          gateway.groupOption + [
            ("--gateway-name", [.text(gateway.name)]), ("-n", [.text("rule-\(port)")]),
            ("--priority", [.blank("a free number")]), ("--http-listener", [.text("listener-\(port)")]),
            ("--address-pool", [.blank("pool")]), ("--http-settings", [.blank("setting")]),
          ]),
      ]
    case .natGateway(let nat, let subnet): [Self.attaching(nat.text, to: subnet)]
    case .newNatGateway(let subnet):
      [
        CommandLine(
          "az network public-ip create",
          subnet.groupOption + [("-n", [.text("pip-ng-\(subnet.name)")]), ("--sku", [.text("Standard")])]),
        CommandLine(
          "az network nat gateway create",
          subnet.groupOption + [
            ("-n", [.text("ng-\(subnet.name)")]), ("--public-ip-addresses", [.text("pip-ng-\(subnet.name)")]),
          ]),
        Self.attaching("ng-\(subnet.name)", to: subnet),
      ]
    case .dnsRecord, .dnsForwarder, .applianceRule, .connectionUp, .gatewayRuns, .standardLoadBalancer: []
    }
  }

  private static func adminRule(
    _ name: String, _ collection: ResourceID, _ priority: Int, _ direction: TrafficDirection, _ transport: RuleProtocol,
    _ sources: AddressSet, _ targets: AddressSet, _ ports: PortSet
  ) -> [CommandLine] {
    guard collection.names.count == 3 else { return [] }
    // az takes lists of objects in its own shorthand.
    func ends(_ set: AddressSet) -> [CommandLine.Word] {
      let parts = set.subnetPrefixes.map { "{address-prefix:\($0),address-prefix-type:IPPrefix}" }
      return [.text("[" + parts.joined(separator: ",") + "]")]
    }
    return [
      CommandLine(
        "az network manager security-admin-config rule-collection rule create",
        collection.groupOption + [
          ("--network-manager-name", [.text(collection.names[0])]),
          ("--configuration-name", [.text(collection.names[1])]),
          ("--rule-collection-name", [.text(collection.names[2])]), ("--rule-name", [.text(name)]),
          ("--kind", [.text("Custom")]), ("--access", [.text("Allow")]), ("--direction", [.text(direction.rawValue)]),
          ("--priority", [.text("\(priority)")]),
          ("--protocol", [.text(transport == .any ? "Any" : transport.rawValue)]), ("--sources", ends(sources)),
          ("--destinations", ends(targets)), ("--dest-port-ranges", ports.ruleTexts.map { .text($0) }),
        ]),
      CommandLine(
        "az network manager post-commit",
        collection.groupOption + [
          ("--network-manager-name", [.text(collection.names[0])]), ("--commit-type", [.text("SecurityAdmin")]),
          ("--configuration-ids", [.text(collection.parent?.text ?? "")]), ("--target-locations", [.blank("location")]),
        ]),
    ]
  }

  private static func prefixes(_ set: AddressSet) -> [CommandLine.Word] {
    set.subnetPrefixes.map { .text($0.description) }
  }

  private static func attaching(_ nat: String, to subnet: ResourceID) -> CommandLine {
    CommandLine(
      "az network vnet subnet update",
      subnet.groupOption + [
        ("--vnet-name", [.text(subnet.parent?.name ?? "")]), ("-n", [.text(subnet.name)]),
        ("--nat-gateway", [.text(nat)]),
      ])
  }

  private static func name(_ name: String, _ domain: String) -> String { name == "@" ? domain : "\(name).\(domain)" }

  private static func list(_ texts: [String]) -> String { texts.joined(separator: ", ") }
}

extension FixPremise {
  /// What is taken for granted, for a person to confirm.
  package var sentence: String {
    let text =
      switch self {
      case .nameIsServedAt(let name, let address, let machine):
        "that \(name) is served at \(address)\(machine.map { " (\($0))" } ?? "")"
      case .memberIsAt(let pool, let address, let machine):
        "that \(pool) is meant to hold \(address)\(machine.map { " (\($0))" } ?? "")"
      case .aliasMeans(let alias, let name): "that \(alias) is to lead to \(name)"
      case .statusMeansWell(let status, let path): "that \(status) for \(path) comes from a server that is well"
      case .pathTellsHealth(let path): "that \(path) answers so only while the server is well"
      case .requestsGoTo(let pool): "that these requests are for \(pool)"
      case .bodyMeansWell: "that what the page says now is said by a server that is well"
      }
    return text.printable
  }
}

extension PacketSet {
  /// The packets in a few lines, as rules write them.
  package var ruleLines: [String] {
    boxes.map { box in
      let ports = box.destinationPorts.isAll ? "" : " port \(box.destinationPorts.summary)"
      let protocols = box.protocols.isAll ? "any protocol" : box.protocols.description
      return "\(protocols) \(box.sources.summary) -> \(box.destinations.summary)\(ports)"
    }
  }
}
