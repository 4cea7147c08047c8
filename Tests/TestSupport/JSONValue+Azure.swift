import JSONText

/// The id that the resource group of the tests gives a resource: `id("virtualNetworks", "vnet-a", "subnets", "snet-agw")`.
package func id(_ segments: String..., provider: String = "Microsoft.Network") -> JSONValue {
  .string(idText(segments, provider: provider))
}

/// A reference as Azure writes it, `{"id": …}`.
package func reference(_ segments: String..., provider: String = "Microsoft.Network") -> JSONValue {
  ["id": .string(idText(segments, provider: provider))]
}

/// The id as text.
package func idText(_ segments: [String], provider: String = "Microsoft.Network") -> String {
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-test/providers/\(provider)/"
    + segments.joined(separator: "/")
}

extension JSONValue {
  /// An object whose keys are in order, as `az` prints them.
  package static func sorted(_ members: [String: JSONValue?]) -> JSONValue {
    .members(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  /// Texts.
  package static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  // MARK: Rules and routes

  /// A security rule that allows, as `az network nsg rule show` prints it.
  package static func allow(
    _ name: String, _ priority: Int, _ direction: String = "Inbound", protocol: String = "*", from: String = "*",
    fromPort: String = "*", to: String = "*", port: String = "*"
  ) -> JSONValue {
    rule(name, priority, "Allow", direction, `protocol`, from, fromPort, to, port)
  }

  /// A security rule that denies.
  package static func deny(
    _ name: String, _ priority: Int, _ direction: String = "Inbound", protocol: String = "*", from: String = "*",
    fromPort: String = "*", to: String = "*", port: String = "*"
  ) -> JSONValue {
    rule(name, priority, "Deny", direction, `protocol`, from, fromPort, to, port)
  }

  /// The rule that a classic v2 gateway's subnet needs (azure-semantics.md §1.9).
  package static let allowManagers: JSONValue = .allow(
    "Allow-Manager", 100, protocol: "Tcp", from: "GatewayManager", port: "65200-65535")

  private static func rule(
    _ name: String, _ priority: Int, _ access: String, _ direction: String, _ protocol: String, _ from: String,
    _ fromPort: String, _ to: String, _ port: String
  ) -> JSONValue {
    [
      "access": .string(access), "destinationAddressPrefix": .string(to), "destinationAddressPrefixes": [],
      "destinationPortRange": .string(port), "destinationPortRanges": [], "direction": .string(direction),
      "name": .string(name), "priority": .integer(priority), "protocol": .string(`protocol`),
      "sourceAddressPrefix": .string(from), "sourceAddressPrefixes": [], "sourcePortRange": .string(fromPort),
      "sourcePortRanges": [],
    ]
  }

  /// A user-defined route to a type of next hop without an address.
  package static func route(_ name: String, _ prefix: String, _ nextHopType: String) -> JSONValue {
    ["addressPrefix": .string(prefix), "name": .string(name), "nextHopType": .string(nextHopType)]
  }

  /// A user-defined route to an appliance.
  package static func route(_ name: String, _ prefix: String, appliance address: String) -> JSONValue {
    [
      "addressPrefix": .string(prefix), "name": .string(name), "nextHopIpAddress": .string(address),
      "nextHopType": "VirtualAppliance",
    ]
  }

  // MARK: Other resources

  /// A private DNS zone with A records, linked to networks.
  package static func zone(
    _ name: String, _ records: [String: String] = [:], links: [String] = [], others: [JSONValue] = [],
    resolutionPolicy: String = "Default"
  ) -> JSONValue {
    let sets = records.sorted { $0.key < $1.key }.map { record, address -> JSONValue in
      recordSet(record, in: name, type: "A", ["aRecords": [["ipv4Address": .string(address)]]])
    }
    return [
      "id": TestSupport.id("privateDnsZones", name), "name": .string(name), "recordSets": .array(sets + others),
      "virtualNetworkLinks": .array(
        links.map { network in
          [
            "id": TestSupport.id("privateDnsZones", name, "virtualNetworkLinks", "link-" + network),
            "name": .string("link-" + network), "resolutionPolicy": .string(resolutionPolicy),
            "virtualNetwork": reference("virtualNetworks", network),
          ]
        }),
    ]
  }

  /// A record set of a private zone.
  package static func recordSet(
    _ name: String, in zone: String, type: String, _ fields: [String: JSONValue]
  ) -> JSONValue {
    .sorted(
      [
        "id": TestSupport.id("privateDnsZones", zone, type, name), "name": .string(name), "ttl": 300,
        "type": .string("Microsoft.Network/privateDnsZones/" + type),
      ].merging(fields) { $1 }.mapValues { $0 })
  }

  /// An internal load balancer in `vnet-a`.
  package static func loadBalancer(_ name: String, frontend: String, in subnet: String) -> JSONValue {
    [
      "frontendIPConfigurations": [
        [
          "name": "frontend", "privateIPAddress": .string(frontend),
          "subnet": reference("virtualNetworks", "vnet-a", "subnets", subnet),
        ]
      ], "id": TestSupport.id("loadBalancers", name), "name": .string(name),
    ]
  }

  /// An internal load balancer in `vnet-a` with one pool and a TCP probe.
  package static func balancer(
    _ name: String, at frontend: String, in subnet: String, pool: String, rules: [JSONValue], probePort: Int = 8080
  ) -> JSONValue {
    [
      "backendAddressPools": [
        ["id": TestSupport.id("loadBalancers", name, "backendAddressPools", pool), "name": .string(pool)]
      ],
      "frontendIPConfigurations": [
        [
          "name": "frontend", "privateIPAddress": .string(frontend),
          "subnet": reference("virtualNetworks", "vnet-a", "subnets", subnet),
        ]
      ], "id": TestSupport.id("loadBalancers", name),
      "loadBalancingRules": .array(
        rules.map { rule in
          guard case .object(let members) = rule else { return rule }
          return .object(members + [.init("backendAddressPool", ["id": .string(pool)])])
        }), "name": .string(name),
      "probes": [["name": "tcp", "port": .integer(probePort), "protocol": "Tcp"]],
    ]
  }

  /// A rule of a load balancer.
  package static func balancerRule(_ name: String, _ protocol: String, _ frontendPort: Int, to port: Int) -> JSONValue {
    [
      "backendPort": .integer(port), "frontendPort": .integer(frontendPort), "name": .string(name),
      "probe": ["id": "tcp"],
      "protocol": .string(`protocol`),
    ]
  }

  // MARK: What Azure does not know

  /// A server with one HTTP listener that gives one answer to everything.
  package static func server(
    _ address: String, port: Int = 80, protocol: String = "Http", answers: [JSONValue] = [["status": 200]]
  ) -> JSONValue {
    [
      "name": .string("server-" + address), "address": .string(address),
      "listeners": [["port": .integer(port), "protocol": .string(`protocol`), "responses": .array(answers)]],
    ]
  }
}
