import JSONText

extension JSONValue {
  /// A DNS forwarding ruleset with its rules and links, which leaves from the outbound endpoint of `resolver` below.
  package static func ruleset(_ rules: [JSONValue], links: [String], name: String = "rules") -> JSONValue {
    [
      "dnsResolverOutboundEndpoints": [reference("dnsResolvers", "resolver", "outboundEndpoints", "out")],
      "forwardingRules": .array(rules), "id": TestSupport.id("dnsForwardingRulesets", name), "name": .string(name),
      "virtualNetworkLinks": .array(
        links.map { network in
          ["name": .string("link-" + network), "virtualNetwork": reference("virtualNetworks", network)]
        }),
    ]
  }

  /// A rule of a forwarding ruleset.
  package static func forwarding(_ domain: String, to targets: [String], state: String = "Enabled") -> JSONValue {
    [
      "domainName": .string(domain), "forwardingRuleState": .string(state),
      "name": .string("to-" + domain.split(separator: ".").joined(separator: "-")),
      "targetDnsServers": .array(targets.map { ["ipAddress": .string($0), "port": 53] }),
    ]
  }

  /// The private resolver `resolver` of a network, with an inbound endpoint at an address and an outbound endpoint.
  package static func resolver(
    in network: String, subnet: String, inbound: String, outboundSubnet: String? = nil
  ) -> JSONValue {
    [
      "id": TestSupport.id("dnsResolvers", "resolver"),
      "inboundEndpoints": [
        [
          "ipConfigurations": [
            [
              "privateIpAddress": .string(inbound), "privateIpAllocationMethod": "Static",
              "subnet": reference("virtualNetworks", network, "subnets", subnet),
            ]
          ], "name": "in",
        ]
      ], "name": "resolver",
      "outboundEndpoints": [
        ["name": "out", "subnet": reference("virtualNetworks", network, "subnets", outboundSubnet ?? subnet)]
      ], "virtualNetwork": reference("virtualNetworks", network),
    ]
  }

  /// A DNS server of a scenario.
  package static func dnsServer(
    _ address: String, zones: JSONValue = [:], forwarders: JSONValue = [:]
  ) -> JSONValue {
    ["address": .string(address), "forwarders": forwarders, "zones": zones]
  }
}
