import Changes
import Loading
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources
import Testing

@testable import Comparison

/// A network with one of everything that decides where packets go, as a scenario's text.
private let estate = """
  {
    "virtualNetworks": [
      { "name": "vnet", "location": "westeurope", "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
        "dhcpOptions": { "dnsServers": ["10.0.3.5"] },
        "subnets": [
          { "name": "snet-agw", "addressPrefix": "10.0.1.0/24", "routeTable": { "id": "rt" } },
          { "name": "snet-api", "addressPrefix": "10.0.2.0/24", "networkSecurityGroup": { "id": "nsg-api" },
            "privateEndpointNetworkPolicies": "Enabled", "natGateway": { "id": "nat" } },
          { "name": "snet-fw", "addressPrefix": "10.0.3.0/24" }
        ],
        "virtualNetworkPeerings": [
          { "name": "to-hub", "remoteVirtualNetwork": { "id": "hub" }, "allowForwardedTraffic": true,
            "allowVirtualNetworkAccess": true }
        ] },
      { "name": "hub", "location": "westeurope", "addressSpace": { "addressPrefixes": ["10.9.0.0/16"] },
        "subnets": [{ "name": "snet-hub", "addressPrefix": "10.9.0.0/24" }],
        "virtualNetworkPeerings": [{ "name": "to-vnet", "remoteVirtualNetwork": { "id": "vnet" } }] }
    ],
    "networkSecurityGroups": [
      { "name": "nsg-api", "securityRules": [
          { "name": "Web", "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
            "sourceAddressPrefix": "Storage", "sourcePortRange": "*", "destinationAddressPrefix": "*",
            "destinationPortRange": "8080" },
          { "name": "Apps", "priority": 200, "direction": "Inbound", "access": "Deny", "protocol": "Tcp",
            "sourceApplicationSecurityGroups": [{ "id": "asg-app" }], "sourcePortRange": "*",
            "destinationAddressPrefix": "*", "destinationPortRange": "8443" }
        ] }
    ],
    "applicationSecurityGroups": [{ "name": "asg-app" }],
    "routeTables": [
      { "name": "rt", "routes": [
          { "name": "api", "addressPrefix": "10.0.2.0/24", "nextHopType": "VirtualAppliance",
            "nextHopIpAddress": "10.0.3.4" }
        ] }
    ],
    "networkInterfaces": [
      { "name": "nic-fw", "enableIPForwarding": true, "ipConfigurations": [
          { "name": "ip", "primary": true, "privateIPAddress": "10.0.3.4", "subnet": { "id": "vnet/snet-fw" },
            "publicIPAddress": { "id": "pip" }, "applicationSecurityGroups": [{ "id": "asg-app" }] }
        ] }
    ],
    "publicIPAddresses": [{ "name": "pip", "ipAddress": "203.0.113.4" }],
    "natGateways": [{ "name": "nat", "publicIpAddresses": [{ "id": "pip" }] }],
    "loadBalancers": [
      { "name": "lb", "sku": { "name": "Standard" },
        "frontendIPConfigurations": [
          { "name": "front", "privateIPAddress": "10.0.2.100", "subnet": { "id": "vnet/snet-api" } }
        ],
        "backendAddressPools": [{ "name": "nodes" }],
        "loadBalancingRules": [
          { "name": "http", "protocol": "Tcp", "frontendPort": 80, "backendPort": 8080,
            "frontendIPConfiguration": { "id": "front" }, "backendAddressPool": { "id": "nodes" } }
        ] }
    ],
    "privateDnsZones": [
      { "name": "shop.internal", "virtualNetworkLinks": [{ "name": "link", "virtualNetwork": { "id": "vnet" } }],
        "recordSets": [
          { "name": "api", "type": "Microsoft.Network/privateDnsZones/A", "aRecords": [{ "ipv4Address": "10.0.2.4" }] }
        ] }
    ],
    "networkManagers": [
      { "name": "avnm",
        "networkGroups": [
          { "name": "all", "staticMembers": [{ "name": "vnet", "resourceId": "vnet" }] }
        ],
        "securityAdminConfigurations": [
          { "name": "baseline", "ruleCollections": [
              { "name": "inbound", "appliesToGroups": [{ "networkGroupId": "avnm/all" }],
                "rules": [
                  { "name": "Web", "priority": 10, "direction": "Inbound", "access": "Deny", "protocol": "Tcp",
                    "sources": [{ "addressPrefix": "10.0.0.0/8", "addressPrefixType": "IPPrefix" }],
                    "sourcePortRanges": ["0-65535"],
                    "destinations": [{ "addressPrefix": "*", "addressPrefixType": "IPPrefix" }],
                    "destinationPortRanges": ["9090"] }
                ] }
            ] }
        ] }
    ],
    "servers": [{ "name": "vm-api", "address": "10.0.2.4", "listeners": [{ "port": 8080, "protocol": "Http" }] }],
    "appliances": [
      { "name": "fw", "address": "10.0.3.4", "rules": [
          { "name": "web", "access": "Allow", "protocol": "Tcp", "source": "*", "destination": "*",
            "destinationPort": "8080" }
        ] }
    ],
    "dnsServers": [{ "address": "10.0.3.5", "zones": { "contoso.internal": { "api": ["10.0.2.4"] } } }]
  }
  """

private func read(_ texts: String...) throws -> Resources {
  let loaded = Loader.load(
    texts: texts.enumerated().map { (name: "input-\($0.offset).json", bytes: Array($0.element.utf8)) })
  for problem in loaded.problems { Issue.record("\(problem)") }
  return loaded.resources
}

private func compare(_ before: Resources, _ after: Resources) -> ConfigurationDifference {
  ConfigurationDifference(ComparedInputs(before: before, after: after))
}

/// The estate with one text in place of another.
private func edited(_ text: String, into other: String, in input: String = estate) throws -> String {
  try #require(input.contains(text), "\(text)")
  return input.replacing(text, with: other, maxReplacements: 1)
}

extension UncomparedDifference {
  /// The name of what differs, and the first of the properties.
  fileprivate var outline: String {
    switch self {
    case .resource(let resource):
      "\(resource.id.path) \(resource.properties.first ?? "only \(resource.onlyIn?.rawValue ?? "")")"
    case .stated(let stated): "\(stated.name) \(stated.properties.first ?? "")"
    case .serviceTags: "serviceTags"
    }
  }
}

@Suite struct ConfigurationDifferenceTests {
  /// A text of the estate, what stands in its place, and what is named then.
  private static let unlike: [(text: String, other: String, named: String)] = [
    (
      #""priority": 10, "direction": "Inbound", "access": "Deny""#,
      #""priority": 10, "direction": "Inbound", "access": "Allow""#, "avnm/baseline/inbound/Web access"
    ),
    (#""resourceId": "vnet""#, #""resourceId": "hub""#, "avnm/all/vnet"),
    (#""destinationPort": "8080""#, #""destinationPort": "8081""#, "appliances fw/rules"),
    (#""enableIPForwarding": true"#, #""enableIPForwarding": false"#, "nic-fw enableIPForwarding"),
    (
      #""allowForwardedTraffic": true"#, #""allowForwardedTraffic": false"#,
      "vnet peerings/to-hub/allowForwardedTraffic"
    ),
    (
      #""privateEndpointNetworkPolicies": "Enabled""#, #""privateEndpointNetworkPolicies": "Disabled""#,
      "vnet subnets/snet-api/privateEndpointNetworkPolicies"
    ),
    (#""backendPort": 8080"#, #""backendPort": 8081"#, "lb rules"),
    (
      #""privateIPAddress": "10.0.3.4", "subnet": { "id": "vnet/snet-fw" }"#,
      #""privateIPAddress": "10.0.2.40", "subnet": { "id": "vnet/snet-api" }"#,
      "nic-fw ipConfigurations/ip/privateIPAddress"
    ),
    (#", "natGateway": { "id": "nat" }"#, "", "vnet subnets/snet-api/natGateway"),
    (#""ipv4Address": "10.0.2.4""#, #""ipv4Address": "10.0.2.5""#, "shop.internal recordSets"),
    (#""dnsServers": ["10.0.3.5"]"#, #""dnsServers": []"#, "vnet dnsServers"),
    (#""ipAddress": "203.0.113.4""#, #""ipAddress": "203.0.113.5""#, "pip ipAddress"),
    (#""api": ["10.0.2.4"]"#, #""api": ["10.0.2.5"]"#, "dnsServers"),
    (#""port": 8080, "protocol": "Http""#, #""port": 8081, "protocol": "Http""#, "servers vm-api/listeners"),
    (#""publicIPAddresses": [{ "name": "pip", "ipAddress": "203.0.113.4" }],"#, "", "pip only before"),
  ]

  /// A text of the estate, and what stands in its place and does the same.
  private static let equal: [(text: String, other: String)] = [
    (#""name": "Web", "priority": 100"#, #""name": "Renamed", "priority": 110"#),
    (#""name": "api", "addressPrefix""#, #""name": "renamed", "addressPrefix""#),
    (#""networkSecurityGroups": ["#, #""networkSecurityGroups": [{ "name": "nsg-spare", "securityRules": [] },"#),
    (
      #""applicationSecurityGroups": [{ "name": "asg-app" }],"#,
      #""applicationSecurityGroups": [{ "name": "asg-app" }, { "name": "asg-spare" }],"#
    ),
    (#""routeTables": ["#, #""routeTables": [{ "name": "rt-spare", "routes": [] },"#),
  ]

  @Test(arguments: unlike) func `what is not alike and not compared is named, and is never no difference`(
    row: (text: String, other: String, named: String)
  ) throws {
    let difference = compare(try read(estate), try read(try edited(row.text, into: row.other)))
    let outlines = difference.uncompared.map(\.outline)
    #expect(outlines.contains { $0.hasPrefix(row.named) }, "\(outlines)")
    #expect(difference.verdict != .same)
  }

  @Test(arguments: equal) func `names, and what is attached nowhere, are no difference`(
    row: (text: String, other: String)
  ) throws {
    let difference = compare(try read(estate), try read(try edited(row.text, into: row.other)))
    #expect(difference.verdict == .same, "\(difference.uncompared)")
  }

  @Test func `an address space that shrank is told`() throws {
    let difference = compare(
      try read(estate),
      try read(try edited(#""addressPrefixes": ["10.9.0.0/16"]"#, into: #""addressPrefixes": ["10.9.0.0/17"]"#)))
    #expect(difference.verdict == .different)
    #expect(difference.routes.flatMap(\.changes).contains { $0.destinations.contains("10.9.128.1") })
    #expect(difference.uncompared.map(\.outline).contains("hub addressPrefixes"))
  }

  @Test func `route tables alone are compared by what they say, and those of other names not at all`() throws {
    func table(_ name: String, _ hop: String) throws -> Resources {
      try read(
        """
        { "routeTables": [{ "name": "\(name)", "routes": [
          { "name": "all", "addressPrefix": "0.0.0.0/0", "nextHopType": "\(hop)" }] }] }
        """)
    }
    #expect(compare(try table("rt", "None"), try table("rt", "None")).verdict == .same)
    let edited = compare(try table("rt", "None"), try table("rt", "Internet"))
    #expect(edited.verdict == .undetermined)
    #expect(edited.uncompared.map(\.outline) == ["rt routes/all/nextHopType"])
    #expect(compare(try table("rt", "None"), try table("other", "None")).isIncomparable)
  }

  @Test func `the same resources in another subscription and group are alike`() throws {
    func network(_ subscription: String, _ servers: String = "") throws -> Resources {
      let scope = "/subscriptions/\(subscription)/resourceGroups/rg-\(subscription)/providers/Microsoft.Network"
      return try read(
        """
        [{ "id": "\(scope)/virtualNetworks/vnet", "name": "vnet", "type": "Microsoft.Network/virtualNetworks",
           "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "dhcpOptions": { "dnsServers": [\(servers)] },
           "subnets": [{ "id": "\(scope)/virtualNetworks/vnet/subnets/a", "name": "a", "addressPrefix": "10.0.1.0/24" }] }]
        """)
    }
    #expect(compare(try network("a"), try network("b")).verdict == .same)
    #expect(
      compare(try network("a"), try network("b", #""10.0.0.4""#)).uncompared.map(\.outline) == ["vnet dnsServers"])
  }

  @Test func `what neither input holds is taken to be the same, and that is said`() throws {
    func id(_ name: String) -> String {
      "\"/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/\(name)\""
    }
    let input = try edited(
      #""networkSecurityGroup": { "id": "nsg-api" }"#,
      into: #""networkSecurityGroup": { "id": \#(id("networkSecurityGroups/nsg-elsewhere")) }"#,
      in: try edited(
        #""routeTable": { "id": "rt" }"#, into: #""routeTable": { "id": \#(id("routeTables/rt-elsewhere")) }"#))
    let difference = compare(try read(input), try read(input))
    #expect(difference.verdict == .same)
    let named = difference.assumptions.compactMap { assumption -> String? in
      if case .sameInBoth(.resource(let id, _, _)) = assumption { id.name } else { nil }
    }
    #expect(named == ["nsg-elsewhere", "rt-elsewhere"])
    #expect(compare(try read(estate), try read(estate)).assumptions.isEmpty)
  }

  @Test func `a peering that leads to another network of the same range is routed otherwise`() throws {
    func networks(_ remote: String) throws -> Resources {
      try read(
        """
        { "virtualNetworks": [
          { "name": "vnet", "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
            "subnets": [{ "name": "a", "addressPrefix": "10.0.1.0/24" }],
            "virtualNetworkPeerings": [{ "name": "to-hub", "remoteVirtualNetwork": { "id": "\(remote)" } }] },
          { "name": "hub", "addressSpace": { "addressPrefixes": ["10.9.0.0/16"] }, "subnets": [],
            "virtualNetworkPeerings": [{ "name": "to-vnet", "remoteVirtualNetwork": { "id": "vnet" } }] },
          { "name": "twin", "addressSpace": { "addressPrefixes": ["10.9.0.0/16"] }, "subnets": [],
            "virtualNetworkPeerings": [{ "name": "to-vnet", "remoteVirtualNetwork": { "id": "vnet" } }] }] }
        """)
    }
    let difference = compare(try networks("hub"), try networks("twin"))
    let change = try #require(difference.routes.first?.changes.first)
    #expect(change.destinations == AddressSet(AddressPrefix("10.9.0.0/16")!))
    #expect([change.before?.peer?.name, change.after?.peer?.name] == ["hub", "twin"])
  }

  @Test func `the group of a scale set filters at its interfaces`() throws {
    func set(_ access: String) throws -> Resources {
      try read(
        """
        { "virtualNetworks": [
            { "name": "vnet", "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
              "subnets": [{ "name": "a", "addressPrefix": "10.0.1.0/24" }] }],
          "networkSecurityGroups": [
            { "name": "nsg-a", "securityRules": [] },
            { "name": "nsg-b", "securityRules": [
              { "name": "Web", "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
                "sourceAddressPrefix": "Internet", "sourcePortRange": "*", "destinationAddressPrefix": "*",
                "destinationPortRange": "443" }] }],
          "virtualMachineScaleSets": [
            { "name": "vmss", "virtualMachineProfile": { "networkProfile": { "networkInterfaceConfigurations": [
              { "name": "nic", "primary": true, "networkSecurityGroup": { "id": "\(access)" },
                "ipConfigurations": [{ "name": "ip", "primary": true, "subnet": { "id": "vnet/a" } }] }] } } }] }
        """)
    }
    let difference = compare(try set("nsg-a"), try set("nsg-b"))
    #expect(difference.groups.flatMap(\.places).map(\.path) == ["vmss/nic"])
    #expect(difference.groups.flatMap(\.directions).flatMap(\.regions).map(\.isAllowed) == [true])
    #expect(difference.uncompared.isEmpty)
  }

  @Test func `an application security group that loses its last interface matches nothing`() throws {
    let without = try edited(#", "applicationSecurityGroups": [{ "id": "asg-app" }]"#, into: "")
    let difference = compare(try read(estate), try read(without))
    let regions = difference.groups.flatMap(\.directions).flatMap(\.regions)
    #expect(regions.map(\.isAllowed) == [true])
    let boxes = regions.flatMap(\.boxes)
    #expect(boxes.map(\.packets.sources) == [AddressSet("10.0.3.4")])
    #expect(boxes.flatMap(\.memberships).isEmpty)
  }

  @Test func `members of an application security group whose address is not fixed may be any of their subnet`() throws {
    let second = try edited(
      #""networkInterfaces": ["#,
      into: """
        "networkInterfaces": [
          { "name": "nic-b", "ipConfigurations": [
            { "name": "ip", "primary": true, "subnet": { "id": "vnet/snet-fw" },
              "applicationSecurityGroups": [{ "id": "asg-app" }] }] },
        """)
    let rule = #""name": "Apps", "priority": 200, "direction": "Inbound", "access": "Deny""#
    let difference = compare(
      try read(second), try read(try edited(rule, into: rule.replacing("Deny", with: "Allow"), in: second)))
    let boxes = difference.groups.flatMap(\.directions).flatMap(\.regions).flatMap(\.boxes)
    #expect(boxes.contains { $0.memberships.isEmpty && $0.packets.sources == AddressSet("10.0.3.4") })
    #expect(boxes.contains { !$0.memberships.isEmpty && $0.packets.sources.contains("10.0.3.9") })
  }

  @Test func `prefixes of a service tag that one side lists count for both, and that is said`() throws {
    let tags = """
      { "changeNumber": 1, "cloud": "Public", "values": [
        { "name": "Storage", "id": "Storage", "properties": { "addressPrefixes": ["20.60.0.0/16"] } }] }
      """
    let difference = compare(try read(estate), try read(estate, tags))
    #expect(difference.verdict == .same)
    #expect(difference.assumptions == [.sharedServiceTags])
    #expect(compare(try read(estate, tags), try read(estate, tags)).assumptions.isEmpty)
  }

  @Test func `every collection of the resources is compared once, or is no part of a configuration`() {
    let told: Set = ["changes", "expectations", "observedHealth", "isChangedSinceObserved", "serviceTags", "clock"]
    let tables = ResourceTable.names
    #expect(Set(tables).count == tables.count)
    #expect(
      Set(tables).union(StatedDifference.names).union(told)
        == Set(Mirror(reflecting: Resources()).children.compactMap(\.label)))
  }
}
