import Comparison
import NetworkModel
import Outcomes
import PacketSets
import Reachability
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
      case .clientCertificate(let gateway, let name):
        "upload the certificate for clients to \(gateway.path) as \(name)"
      case .trustedRoot(let issuer, let name, let setting, _):
        "upload the certificate of the authority \(issuer) to \(setting.parent?.path ?? "the gateway") as \(name), and let "
          + "\(setting.name) name it"
      case .ingressRule(let controller, let host, let path):
        "at the ingress controller \(controller), let a rule for \(host)\(path) lead to the service that is to answer"
      case .machine(let card): "give the network interface \(card.path) a machine"
      case .privateEndpoint(let model, let name, let subnet, let address):
        "make the private endpoint \(name) in \(subnet.path), at \(address), for the service of \(model.path)"
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
    case .approveConnection(let endpoint): [.approving(connectionOf: endpoint)]
    case .siteStarts(let site): [.starting(site: site, group: [("-g", [.blank("resource group")])])]
    case .siteAllows(let site, let callers):
      callers.enumerated().map { index, caller in
        .letting(
          .text("\(caller)"), into: site, group: [("-g", [.blank("resource group")])], named: nil, priority: index + 1)
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
    case .clientCertificate(let gateway, let name):
      [
        CommandLine(
          "az network application-gateway ssl-cert create",
          gateway.groupOption + [
            ("--gateway-name", [.text(gateway.name)]), ("-n", [.text(name)]),
            ("--cert-file", [.blank("certificate file")]), ("--cert-password", [.blank("password")]),
          ])
      ]
    case .trustedRoot(let issuer, let name, let setting, let others):
      setting.parent.map { gateway in
        [
          CommandLine(
            "az network application-gateway root-cert create",
            gateway.groupOption + [
              ("--gateway-name", [.text(gateway.name)]), ("-n", [.text(name)]),
              ("--cert-file", [.blank("certificate file of \(issuer)")]),
            ]),
          CommandLine(
            "az network application-gateway http-settings update",
            gateway.groupOption + [
              ("--gateway-name", [.text(gateway.name)]), ("-n", [.text(setting.name)]),
              ("--root-certs", (others + [name]).map { .text($0) }),
            ]),
        ]
      } ?? []
    case .privateEndpoint(_, let name, let subnet, let address):
      [
        CommandLine(
          "az network private-endpoint create",
          subnet.groupOption + [
            ("-n", [.text(name)]), ("--vnet-name", [.text(subnet.parent?.name ?? "")]),
            ("--subnet", [.text(subnet.name)]), ("--private-connection-resource-id", [.blank("service id")]),
            ("--connection-name", [.text(name)]), ("--group-id", [.blank("sub-resource")]),
            (
              "--ip-config",
              [
                .text("name=ipconfig1"), .text("private-ip-address=\(address)"),
                .blank("group-id=SUB-RESOURCE member-name=MEMBER"),
              ]
            ),
          ])
      ]
    case .natGateway(let nat, let subnet): [Self.attaching(Self.reference(nat, from: subnet), to: subnet)]
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
        Self.attaching(.text("ng-\(subnet.name)"), to: subnet),
      ]
    case .dnsRecord, .dnsForwarder, .applianceRule, .connectionUp, .gatewayRuns, .standardLoadBalancer, .ingressRule,
      .machine:
      []
    }
  }

  private static func adminRule(
    _ name: String, _ collection: ResourceID, _ priority: Int, _ direction: TrafficDirection, _ transport: RuleProtocol,
    _ sources: AddressSet, _ targets: AddressSet, _ ports: PortSet
  ) -> [CommandLine] {
    guard collection.names.count == 3 else { return [] }
    return [
      .adminRule(
        named: name, in: collection, priority: .text("\(priority)"), direction, transport, from: sources, to: targets,
        ports: ports),
      CommandLine(
        "az network manager post-commit",
        collection.groupOption + [
          ("--network-manager-name", [.text(collection.names[0])]), ("--commit-type", [.text("SecurityAdmin")]),
          (
            "--configuration-ids",
            [
              collection.scope.isEmpty
                ? .blank("id of the configuration \(collection.names[1])") : .text(collection.parent?.text ?? "")
            ]
          ), ("--target-locations", [.blank("location")]),
        ]),
    ]
  }

  private static func prefixes(_ set: AddressSet) -> [CommandLine.Word] {
    set.subnetPrefixes.map { .text($0.description) }
  }

  /// A resource by its name where az looks in the same group, else by its id, which the reader knows where the input does not.
  private static func reference(_ id: ResourceID, from other: ResourceID) -> CommandLine.Word {
    if id.scope.isEmpty ? other.scope.isEmpty : id.scope == other.scope { return .text(id.name) }
    return id.scope.isEmpty ? .blank("id of \(id.name)") : .text(id.text)
  }

  private static func attaching(_ nat: CommandLine.Word, to subnet: ResourceID) -> CommandLine {
    CommandLine(
      "az network vnet subnet update",
      subnet.groupOption + [
        ("--vnet-name", [.text(subnet.parent?.name ?? "")]), ("-n", [.text(subnet.name)]),
        ("--nat-gateway", [nat]),
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
      case .clusterServes(let place): "that a service of the cluster, with a ready pod, answers \(place)"
      case .tableServes(let table, let subnets):
        "that the routes of \(table.name) may change for all of \(subnets.map(\.name).joined(separator: ", "))"
      case .networkAsks(let network, let servers):
        "that every machine of \(network.name) is to ask "
          + (servers.isEmpty ? "Azure-provided DNS" : servers.map(\.description).joined(separator: ", ")) + " for names"
      }
    return text.printable
  }
}

extension PacketSet {
  /// The packets in a few lines, as rules write them.
  package var ruleLines: [String] {
    boxes.map { box in
      let ports = box.destinationPorts.isAll ? "" : " port \(box.destinationPorts.summary)"
      let names = box.protocols.description
      let isNumbers = names.first?.isNumber ?? false
      let protocols = box.protocols.isAll ? "any protocol" : isNumbers ? "protocols \(names)" : names
      return "\(protocols) \(box.sources.ruleSummary) -> \(box.destinations.ruleSummary)\(ports)"
    }
  }
}

extension AddressSet {
  /// The set in a few words, with the tag for the addresses of the Internet.
  fileprivate var ruleSummary: String {
    isSubset(of: AddressSpaces.publicSpace) && AddressSpaces.otherParties.isSubset(of: self) ? "Internet" : summary
  }
}

extension FixPlan {
  /// What it newly lets through, in lines: packets, then what rules for tags let through, by the tags.
  package var openings: [String] {
    permits.ruleLines
      + tagged.map { entry in
        let rule = entry.rule
        let ports = rule.destination.ports.isAll ? "" : " port \(rule.destination.ports.summary)"
        let transport = rule.protocol == .any ? "any protocol" : rule.protocol.rawValue
        return "\(transport) \(rule.source.words) -> \(rule.destination.words)\(ports)"
      }
  }
}

extension RuleEndpoint {
  /// Its addresses as a rule names them.
  fileprivate var words: String {
    let texts = addresses.map(\.text) + applicationSecurityGroups.map(\.name)
    return texts.isEmpty ? "*" : texts.joined(separator: ", ")
  }
}
