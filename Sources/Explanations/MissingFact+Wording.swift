import JSONText
import Outcomes
import PacketSets

/// What makes a missing fact known.
package enum Supply: Hashable, Sendable {
  /// A member to add to a scenario file's object: `"servers": [ … ]`.
  case scenario(key: String, value: JSONValue)
  /// A command whose output is a further input.
  case command(CommandLine)
  /// Nothing that is read; what to do instead.
  case advice(String)

  /// The text to add or to run, in one line.
  package var text: String {
    switch self {
    case .scenario(let key, let value): "\(JSONValue.string(key).spacedText): \(value.spacedText)".printable
    case .command(let command): command.text
    case .advice(let advice): advice
    }
  }
}

/// What is known about a server that the input does not describe, so that the line to add needs little filling in.
package struct ServerHint: Sendable {
  /// The machine's name.
  package let name: String?
  /// The protocol that the probe speaks.
  package let `protocol`: String
  /// The name by which it is called, where an Azure platform gave that out; what such a platform presents is known.
  package let platformHost: String?

  /// What is known.
  package init(name: String? = nil, protocol: String = "Http", called host: String? = nil) {
    self.name = name
    self.protocol = `protocol`
    platformHost = host.flatMap { Self.kind(of: $0) == nil ? nil : $0 }
  }

  /// The platform that gives out such names, as a scenario calls it.
  fileprivate static func kind(of host: String) -> String? {
    let platforms = [
      ".azurewebsites.net": "appService", ".azure-api.net": "apiManagement", ".azurecontainerapps.io": "containerApps",
    ]
    return platforms.first { host.lowercased().hasSuffix($0.key) }?.value
  }
}

extension MissingFact {
  /// What is missing.
  package var sentence: String {
    let text =
      switch self {
      case .listener(let address, let port): "nothing in the input says what listens on \(endpoint(address, port))"
      case .response(let address, let port, let path):
        "nothing in the input says what \(endpoint(address, port)) answers to \(path)"
      case .certificate(let address, let port):
        "nothing in the input says which certificate \(endpoint(address, port)) presents"
      case .wellKnownRoots(let address, let port):
        "nothing in the input says whether the root of the certificate of \(endpoint(address, port)) is well known"
      case .clock(let address, let port):
        "nothing in the input says at which moment the TLS handshake with \(endpoint(address, port)) is judged"
      case .moment(let certificate):
        "nothing in the input says at which moment the certificate \(certificate) is judged"
      case .certificateData(let certificate): "the data of the uploaded certificate \(certificate) is not in the input"
      case .proxyProtocol(let address, let port):
        "nothing in the input says whether \(endpoint(address, port)) takes a PROXY header"
      case .publicName(let name): "nothing in the input says what the public name \(name) resolves to"
      case .dnsServer(let address, let name):
        "nothing in the input says what the DNS server \(address) answers to \(name)"
      case .address(let owner): "\(owner) has no private address in the input"
      case .resource(let resource, let owner, _):
        "\(resource) is not in the input, and \(owner) refers to it"
      case .networkInterface(let address, let rule):
        "\(rule) names application security groups, and no network interface of the input has \(address)"
      case .zoneRecords(let zone): "the records of the private DNS zone \(zone) are not in the input"
      case .zoneLinks(let zone): "the links of the private DNS zone \(zone) are not in the input"
      case .rulesetRules(let ruleset): "the rules of the DNS forwarding ruleset \(ruleset) are not in the input"
      case .rulesetLinks(let ruleset): "the links of the DNS forwarding ruleset \(ruleset) are not in the input"
      case .subnetPeering(let peering):
        "\(peering) carries only some subnets, and the input does not say for certain that it carries this one"
      case .region(let network, let resource):
        "the region of \(network) is not in the input, and over a peering between regions \(resource) cannot be reached"
      case .loadBalancerSku(let balancer):
        "the SKU of \(balancer) is not in the input, and over a peering between regions a Basic one cannot be reached"
      case .publicAddress(let owner, let address):
        "\(address) is the public address \(owner) of this input, and the way to what has it is not evaluated"
      case .serviceTag(let tag, let rule):
        "the prefixes of \(tag.isEmpty ? "a service tag" : "the service tag \(tag)") are not in the input, and \(rule) uses it"
      case .appliance(let address): "nothing in the input says what the virtual appliance at \(address) lets through"
      case .loadBalancer(let owner, let address):
        "\(address) is a frontend of the load balancer \(owner), and the input does not say what that passes on"
      case .floatingIP(let rule):
        "\(rule) leaves the frontend's address in the packets (floating IP), and whether groups and machines take them so is not evaluated"
      case .firewallAddress(let firewall, let address):
        "\(address) is an address of the firewall \(firewall) itself, and what that does with packets for it is not evaluated"
      case .egressAddress(let owner):
        "the input does not say for certain which public address \(owner) calls from"
      case .privateEndpoint(let owner, let address):
        "\(address) belongs to the private endpoint \(owner), which is not in the input itself"
      case .firewallNames(let rule):
        "\(rule) names its receivers by name, and which name the packets are for is not known"
      case .virtualNetworkGateway(let gateway):
        "what lies behind \(gateway.map { "the virtual network gateway \($0)" } ?? "the virtual network gateway") is not in "
          + "the input"
      case .learnedRoutes(let network, let teacher):
        "nothing in the input says which routes \(network) learns from \(teacher) by BGP"
      case .virtualHub(let hub, let network):
        "\(network) is connected with a Virtual WAN hub (\(hub)), whose routes are not evaluated"
      case .connectedGroup(let configuration, let network):
        "\(configuration) may connect \(network) with other networks, and who is in its groups is not evaluated"
      case .subnets(let network): "the subnets of \(network) are not in the input"
      case .onPremises(let addresses):
        "\(addresses.exactSummary) \(addresses.count == 1 ? "lies" : "lie") in no virtual network of the input"
      case .unmatchedHost(let gateway):
        "Azure does not document what a v1 gateway such as \(gateway) answers to a host that no listener names"
      case .networkGroupMembers(let group, let rule):
        "the input does not say which virtual networks the network group \(group) holds, and \(rule) is for them"
      case .forcedTunnel(let address):
        "a learned default route sends \(address) to the premises, and nothing in the input says whether they pass it on"
      }
    return text.printable
  }

  /// What makes it known.
  package func supply(_ hint: ServerHint = ServerHint()) -> Supply {
    switch self {
    case .listener(let address, let port): .server(hint, address, port)
    case .response(let address, let port, let path):
      .server(hint, address, port, with: "responses", [["path": .string(path), "status": 200]])
    case .certificate(let address, let port):
      .server(
        hint, address, port, with: "certificate",
        ["names": ["<name>"], "notAfter": "<moment>", "wellKnown": true])
    case .wellKnownRoots: .scenario(key: "wellKnownRoots", value: "system")
    case .clock: .scenario(key: "clock", value: "<moment>")
    case .moment: .advice("give the moment that counts: clock in the scenario")
    case .certificateData(let certificate):
      .advice("give \(certificate) with its data, which az network application-gateway show prints".printable)
    case .proxyProtocol(let address, let port): .server(hint, address, port, with: "proxyProtocol", true)
    case .publicName(let name):
      .scenario(key: "publicDns", value: .object([.init(name, ["addresses": ["<address>"]])]))
    case .dnsServer(let address, let name): .dnsServer(address, name)
    case .address(let owner): .command(owner.showCommand)
    case .resource(let resource, _, _): .command(resource.showCommand)
    case .networkInterface: .command(CommandLine("az network nic list", [("-o", [.text("json")])]))
    case .zoneRecords(let zone): .command(zone.zoneCommand("record-set"))
    case .zoneLinks(let zone): .command(zone.zoneCommand("link vnet"))
    case .rulesetRules(let ruleset): .command(ruleset.rulesetCommand("forwarding-rule"))
    case .rulesetLinks(let ruleset): .command(ruleset.rulesetCommand("vnet-link"))
    case .subnetPeering:
      .advice(
        "give both sides of the peering with localSubnetNames and remoteSubnetNames, and both networks with their subnets"
      )
    case .region(let network, _):
      .advice("give \(network) with its location, which az network vnet show prints".printable)
    case .loadBalancerSku(let balancer):
      .advice("give \(balancer) with its sku, which az network lb show prints".printable)
    case .publicAddress: .advice("trace from Internet to the private address instead")
    case .serviceTag: .command(.serviceTags)
    case .appliance(let address):
      .scenario(
        key: "appliances",
        value: [
          [
            "name": .string("appliance-\(address)"), "address": .string("\(address)"), "stateful": true,
            "sourceNat": false,
            "rules": [["access": "Allow", "destinationPort": "*"]],
          ]
        ])
    case .firewallNames: .advice("look up in the firewall's log which name the packets carry")
    case .loadBalancer(let owner, _): .command(owner.showCommand)
    case .floatingIP:
      .advice("trace to the machine's own address instead, and look up whether its guest has the frontend's")
    case .firewallAddress: .advice("trace to the address that the firewall's DNAT rule translates to")
    case .egressAddress(let owner):
      .advice("give the public addresses of \(owner), or look up in the site's log which address calls".printable)
    case .privateEndpoint(let owner, _): .command(owner.showCommand)
    case .virtualNetworkGateway:
      .advice("look up in the gateway's learned routes and connections whether the far side carries the flow")
    case .unmatchedHost: .advice("ask the gateway itself: curl --header 'Host: NAME' http://FRONTEND/")
    case .networkGroupMembers(let group, _): .members(of: group)
    case .learnedRoutes(let network, _):
      .scenario(
        key: "learnedRoutes",
        value: [["virtualNetwork": .string(network.name), "prefixes": ["<prefix>"], "from": "expressRoute"]])
    case .virtualHub:
      .advice("look up in the effective routes of the hub whether it carries the flow and its replies")
    case .connectedGroup(let configuration, _):
      .advice("look up whether both networks are in a group of \(configuration)".printable)
    case .subnets(let network): .command(network.showCommand)
    case .forcedTunnel(let address):
      .advice("look up whether the premises pass packets to \(address) on to the Internet")
    case .onPremises:
      .command(CommandLine("az network vnet list", [("-o", [.text("json")])]))
    }
  }
}

extension Supply {
  fileprivate static func server(
    _ hint: ServerHint, _ address: IPAddress, _ port: UInt16, with key: String = "responses", _ value: JSONValue? = nil
  ) -> Supply {
    if value == nil, [80, 443].contains(port), let host = hint.platformHost, let kind = ServerHint.kind(of: host) {
      let name = host.prefix { $0 != "." }
      return .scenario(
        key: "servers",
        value: [
          [
            "kind": .string(kind), "name": .string(String(name)), "address": .string("\(address)"),
            "hostNames": [.string(host)],
          ]
        ])
    }
    let listener = JSONValue.members([
      ("port", .integer(Int(port))), ("protocol", .string(hint.protocol)), (key, value),
    ])
    let name = hint.name ?? "server-\(address)"
    return .scenario(
      key: "servers",
      value: [["name": .string(name), "address": .string("\(address)"), "listeners": [listener]]])
  }

  /// Members that a policy adds do not show in any export, so that a person has to name them.
  fileprivate static func members(of group: ResourceID) -> Supply {
    let members: JSONValue = [["name": "member", "resourceId": "<virtual network of the group>"]]
    let manager = group.parent?.name ?? "<network manager>"
    return .scenario(
      key: "networkManagers",
      value: [
        [
          "name": .string(manager),
          "networkGroups": [["name": .string(group.name), "staticMembers": members]],
        ]
      ])
  }

  fileprivate static func dnsServer(_ address: IPAddress, _ name: String) -> Supply {
    // A zone's records are named relative to it: the first label belongs to the zone of the others.
    let labels = name.split(separator: ".", maxSplits: 1).map(String.init)
    let zone = labels.count == 2 ? labels[1] : name
    let record = labels.count == 2 ? labels[0] : "@"
    return .scenario(
      key: "dnsServers",
      value: [
        [
          "address": .string("\(address)"),
          "zones": .object([.init(zone, .object([.init(record, ["<address>"])]))]),
        ]
      ])
  }
}

extension JSONValue {
  /// The value in one line with a blank after each comma and colon, so that it reads and wraps well.
  package var spacedText: String {
    switch self {
    case .array(let elements): "[" + elements.map(\.spacedText).joined(separator: ", ") + "]"
    case .object(let members):
      "{"
        + members.map { "\(JSONValue.string($0.key).spacedText): \($0.value.spacedText)" }.joined(separator: ", ") + "}"
    case .null, .boolean, .integer, .number, .string: text(pretty: false)
    }
  }
}
