extension LintCase {
  static let groupCases: [LintCase] = [
    LintCase(
      .shadowedRule, "one rule of the opposite access",
      flagged: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("/*~*/", "Deny-All", 200, "Deny", proto: "*"),
              rule("/*!*/", "Allow-AppGw", 300, from: "10.0.1.0/24", port: "8080"),
            ]
          ))),
      // One port is left to the later rule.
      nearMiss: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("", "Deny-Low", 200, "Deny", port: "0-8079"),
              rule("", "Allow-AppGw", 300, from: "10.0.1.0/24", port: "8080"),
            ]
          )))),
    LintCase(
      .shadowedRule, "two rules together, of which none can be left out",
      flagged: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("/*~*/", "Deny-Low", 100, "Deny", from: "10.0.1.0/25"), rule("", "Allow-Ssh", 110, port: "22"),
              rule("/*~*/", "Deny-High", 120, "Deny", from: "10.0.1.128/25"),
              rule("/*!*/", "Allow-AppGw", 300, from: "10.0.1.0/24", port: "8080"),
            ]
          ))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("", "Deny-Low", 100, "Deny", from: "10.0.1.0/25"),
              rule("", "Deny-High", 120, "Deny", from: "10.0.1.128/26"),
              rule("", "Allow-AppGw", 300, from: "10.0.1.0/24", port: "8080"),
            ]
          )))),
    LintCase(
      .shadowedRule, "a tag whose prefixes nobody knows, named twice",
      flagged: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("/*~*/", "Deny-Storage", 200, "Deny", from: "Storage"),
              rule("/*!*/", "Allow-Storage", 300, from: "Storage.WestEurope", port: "443"),
            ]
          ))),
      // Another tag may mean other addresses, or the same.
      nearMiss: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("", "Deny-Storage", 200, "Deny", from: "Storage.WestEurope"),
              rule("", "Allow-Storage", 300, from: "Storage", port: "443"),
              rule("", "Allow-Sql", 310, from: "Sql", port: "443"),
            ]
          )))),
    LintCase(
      .shadowedRule, "a service's tag is among the Internet's addresses",
      flagged: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("/*~*/", "Deny-Internet", 200, "Deny", from: "Internet"),
              rule("/*!*/", "Allow-Devops", 300, from: "AzureDevOps", port: "443"),
            ]
          ))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("", "Deny-Private", 200, "Deny", from: "10.0.0.0/8"),
              rule("", "Allow-Devops", 300, from: "AzureDevOps", port: "443"),
              rule("", "Allow-Network", 310, from: "VirtualNetwork", port: "443"),
            ]
          )))),
    LintCase(
      .shadowedRule, "an application security group, named twice",
      flagged: MarkedText(
        network(api: has(group: "nsg")), #""applicationSecurityGroups": [{ "name": "asg-api" }, { "name": "asg-db" }]"#,
        groups(
          (
            "nsg",
            [
              rule("/*~*/", "Deny-Api", 200, "Deny").toGroup("asg-api"),
              rule("/*!*/", "Allow-Api", 300, port: "8080").toGroup("asg-api"),
            ]
          ))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), #""applicationSecurityGroups": [{ "name": "asg-api" }, { "name": "asg-db" }]"#,
        groups(
          (
            "nsg",
            [
              rule("", "Deny-Api", 200, "Deny").toGroup("asg-api"),
              rule("", "Allow-Db", 300, port: "8080").toGroup("asg-db"),
            ]
          )))),
    LintCase(
      .shadowedRule, "in each of the places where the group is attached",
      flagged: MarkedText(
        network(agw: has(group: "nsg") + has(table: "rt"), api: has(group: "nsg")),
        tables(("rt", [route("", "out", "192.168.0.0/16", "VirtualNetworkGateway")])),
        groups(
          (
            "nsg",
            [
              rule("/*~*/", "Deny-Network", 200, "Deny", from: "VirtualNetwork"),
              rule("/*!*/", "Allow-Api", 300, from: "10.0.2.0/24", port: "8080"),
            ]
          ))),
      // Only where the route is does VirtualNetwork hold the premises.
      nearMiss: MarkedText(
        network(agw: has(group: "nsg") + has(table: "rt"), api: has(group: "nsg")),
        tables(("rt", [route("", "out", "192.168.0.0/16", "VirtualNetworkGateway")])),
        groups(
          (
            "nsg",
            [
              rule("", "Deny-Network", 200, "Deny", from: "VirtualNetwork"),
              rule("", "Allow-Premises", 300, from: "192.168.1.0/24", port: "8080"),
            ]
          )))),
    LintCase(
      .shadowedRule, "the group has a subnet that is not in the input as well",
      flagged: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("/*~*/", "Deny-All", 200, "Deny"),
              rule("/*!*/", "Allow-Api", 300, from: "VirtualNetwork", port: "8080"),
            ]
          )
        ).alsoElsewhere),
      // There 10.0.2.0/24 may be no part of the network.
      nearMiss: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("", "Deny-Network", 200, "Deny", from: "VirtualNetwork"),
              rule("", "Allow-Api", 300, from: "10.0.2.0/24", port: "8080"),
            ]
          )
        ).alsoElsewhere)),
    LintCase(
      .shadowedRule, "an interface whose subnet is not in the input has the group as well",
      flagged: MarkedText(
        network(api: has(group: "nsg")), cards(("nic-far", "10.9.2.4", has(group: "nsg")), subnet: farSubnet),
        groups(
          (
            "nsg",
            [
              rule("/*~*/", "Deny-All", 200, "Deny"),
              rule("/*!*/", "Allow-Api", 300, from: "10.0.2.0/24", port: "8080"),
            ]
          ))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), cards(("nic-far", "10.9.2.4", has(group: "nsg")), subnet: farSubnet),
        groups(
          (
            "nsg",
            [
              rule("", "Deny-Network", 200, "Deny", from: "VirtualNetwork"),
              rule("", "Allow-Api", 300, from: "10.0.2.0/24", port: "8080"),
            ]
          )))),
    LintCase(
      .shadowedRule, "every IPv4 address, where there are no others",
      flagged: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("/*~*/", "Deny-IPv4", 200, "Deny", from: "0.0.0.0/0"), rule("/*!*/", "Allow-Web", 300, port: "80"),
              rule("/*!*/", "Allow-Storage", 310, from: "Storage", port: "443"),
            ]
          ))),
      // The network has IPv6 too.
      nearMiss: MarkedText(
        network(api: has(group: "nsg")).replacing(#"["10.0.0.0/16"]"#, with: #"["10.0.0.0/16", "fd00::/48"]"#),
        groups(
          (
            "nsg",
            [rule("", "Deny-IPv4", 200, "Deny", from: "0.0.0.0/0"), rule("", "Allow-Web", 300, port: "80")]
          )))),
    LintCase(
      .shadowedRule, "the numbers next to the rule that shadows it are taken, or none is left",
      flagged: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("/*~*/", "Deny-A", 100, "Deny", port: "80"),
              rule("/*!*/", "Allow-A", 300, from: "10.0.1.0/24", port: "80"),
              rule("", "Allow-B", 102, port: "443"), rule("/*~*/", "Deny-C", 103, "Deny", port: "22"),
              rule("/*!*/", "Allow-C", 310, from: "10.0.1.0/24", port: "22"),
            ]
          ))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")),
        groups(("nsg", [rule("", "Allow-A", 100, port: "80"), rule("", "Deny-A", 101, "Deny")])))),
    LintCase(
      .redundantRule, "a wider rule of the same access",
      flagged: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("/*~*/", "Allow-Network", 200, from: "10.0.0.0/16"),
              rule("/*!*/", "Allow-AppGw", 300, from: "10.0.1.0/24", port: "8080"),
            ]
          ))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("", "Allow-Network", 200, from: "10.0.0.0/16"),
              rule("", "Allow-AppGw", 300, proto: "*", from: "10.0.1.0/24", port: "8080"),
            ]
          )))),
    LintCase(
      .chainBlockedRule, "the subnet's group denies what the interface's allows",
      flagged: MarkedText(
        network(api: has(group: "nsg")), cards(("nic-api", "10.0.2.4", has(group: "nsg-nic"))),
        groups(
          ("nsg", [rule("/*~*/", "Deny-All", 400, "Deny", proto: "*")]),
          ("nsg-nic", [rule("/*!*/", "Allow-AppGw", 200, from: "10.0.1.0/24", port: "8080")]))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), cards(("nic-api", "10.0.2.4", has(group: "nsg-nic"))),
        groups(
          ("nsg", [rule("", "Deny-Most", 400, "Deny", from: "10.0.1.0/25")]),
          ("nsg-nic", [rule("", "Allow-AppGw", 200, from: "10.0.1.0/24", port: "8080")])))),
    LintCase(
      .chainBlockedRule, "the interface's group denies what the subnet's allows",
      flagged: MarkedText(
        network(api: has(group: "nsg")), cards(("nic-api", "10.0.2.4", has(group: "nsg-nic"))),
        groups(
          ("nsg", [rule("/*!*/", "Allow-AppGw", 200, from: "10.0.1.0/24", to: "10.0.2.4", port: "8080")]),
          ("nsg-nic", [rule("/*~*/", "Deny-All", 400, "Deny", proto: "*")]))),
      // Another machine of the subnet may be meant.
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), cards(("nic-api", "10.0.2.4", has(group: "nsg-nic"))),
        groups(
          ("nsg", [rule("", "Allow-AppGw", 200, from: "10.0.1.0/24", to: "10.0.2.4/31", port: "8080")]),
          ("nsg-nic", [rule("", "Deny-All", 400, "Deny", proto: "*")])))),
    LintCase(
      .chainBlockedRule, "the interface's group has another interface too",
      flagged: MarkedText(
        network(api: has(group: "nsg")),
        cards(("nic-api", "10.0.2.4", has(group: "nsg-nic")), ("nic-two", "10.0.2.5", has(group: "nsg-nic"))),
        groups(
          ("nsg", [rule("/*~*/", "Deny-All", 400, "Deny", proto: "*")]),
          ("nsg-nic", [rule("/*!*/", "Allow-AppGw", 200, from: "10.0.1.0/24", port: "8080")]))),
      // The other one stands where the input does not reach.
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), cards(("nic-api", "10.0.2.4", has(group: "nsg-nic"))),
        groups(
          ("nsg-nic", [rule("", "Allow-AppGw", 200, from: "10.0.1.0/24", port: "8080")]),
          ("nsg", [rule("", "Deny-All", 400, "Deny", proto: "*")])
        ).alsoElsewhere)),
    LintCase(
      .instanceAddressRule, "some of the gateway subnet's addresses",
      flagged: MarkedText(
        network(api: has(group: "nsg")), gateway(),
        groups(
          (
            "nsg",
            [
              rule("/*!*/", "Allow-Instances", 200, from: "10.0.1.4,10.0.1.5", port: "8080"),
              rule("", "Deny-All", 400, "Deny", proto: "*"),
            ]
          ))),
      // Every address is treated alike.
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), gateway(),
        groups(
          (
            "nsg",
            [
              rule("", "Allow-Instances", 200, from: "10.0.1.4,10.0.1.5", port: "8080"),
              rule("", "Allow-AppGw", 210, from: "10.0.1.0/24", port: "8080"),
              rule("", "Deny-All", 400, "Deny", proto: "*"),
            ]
          )))),
    LintCase(
      .frontendAddressRule, "a load balancer's frontend as receiver",
      flagged: MarkedText(
        network(api: has(group: "nsg")), balancer(),
        groups(("nsg", [rule("/*!*/", "Allow-AppGw", 200, to: "10.0.2.100", port: "80")]))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), balancer(floating: true),
        groups(("nsg", [rule("", "Allow-AppGw", 200, to: "10.0.2.100", port: "80")])))),
    LintCase(
      .frontendAddressRule, "another frontend keeps its address",
      flagged: MarkedText(
        network(api: has(group: "nsg")), balancer(other: true),
        groups(
          (
            "nsg",
            [
              rule("/*!*/", "Allow-AppGw", 200, to: "10.0.2.100", port: "80"),
              rule("/*!*/", "Allow-Tls", 210, to: "10.0.2.101", port: "443"),
            ]
          ))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), balancer(other: true),
        groups(("nsg", [rule("", "Allow-Other", 200, to: "10.0.2.101", port: "80")])))),
    LintCase(
      .frontendAddressRule, "a public frontend, which floating IP keeps as AKS does",
      flagged: MarkedText(
        network(api: has(group: "nsg")), publicBalancer(floating: false),
        groups(("nsg", [rule("/*!*/", "Allow-Web", 200, from: "Internet", to: "203.0.113.9", port: "80")]))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), publicBalancer(floating: true),
        groups(("nsg", [rule("", "Allow-Web", 200, from: "Internet", to: "203.0.113.9", port: "80")])))),
    LintCase(
      .frontendAddressRule, "the group stands at a gateway's subnet that is not in the input",
      flagged: MarkedText(
        network(api: has(group: "nsg")), balancer(),
        groups(("nsg", [rule("/*!*/", "Allow-AppGw", 200, to: "10.0.2.100", port: "80")]))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), balancer(),
        groups(("nsg", [rule("", "Allow-AppGw", 200, to: "10.0.2.100", port: "80")])).alsoElsewhere)),
    LintCase(
      .frontendAddressRule, "a gateway's private frontend as sender",
      flagged: MarkedText(
        network(api: has(group: "nsg")),
        gateway().replacing(
          #""publicIPAddress": { "id": "pip-agw" }"#,
          with: #""privateIPAddress": "10.0.1.10", "subnet": { "id": "vnet/snet-agw" }"#),
        groups(("nsg", [rule("/*!*/", "Allow-AppGw", 200, from: "10.0.1.10", port: "8080")]))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), gateway(),
        groups(("nsg", [rule("", "Allow-AppGw", 200, from: "10.0.1.10", port: "8080")])))),
    LintCase(
      .sourcePortRule, "the port is the sender's",
      flagged: MarkedText(
        network(api: has(group: "nsg")), groups(("nsg", [rule("/*!*/", "Allow-Web", 200, fromPort: "8080")]))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("", "Allow-Web", 200, fromPort: "1024-65535"),
              rule("", "Allow-Ntp", 210, fromPort: "123", port: "123"),
              rule("", "Allow-Dns", 220, proto: "Udp", fromPort: "53"),
            ]
          )))),
    LintCase(
      .sourcePortRule, "replies of a service, which need no rule",
      flagged: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          ("nsg", [rule("/*!*/", "Allow-Replies", 200, "Allow", "Outbound", fromPort: "443", to: "10.0.1.0/24")]))),
      // Senders that rightly have just these ports.
      nearMiss: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("", "Allow-Picked", 200, fromPort: "49152-65535"), rule("", "Allow-Ftp", 210, fromPort: "20"),
              rule("", "Allow-Dns", 220, proto: "*", fromPort: "53"),
              rule("", "Allow-Nfs", 230, fromPort: "0-1023"),
            ]
          )))),
    LintCase(
      .unknownServiceTag, "a tag that Azure does not have",
      flagged: MarkedText(
        network(api: has(group: "nsg")), groups(("nsg", [rule("/*!*/", "Allow-Shop", 200, from: "ContosoShopTag")]))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")), groups(("nsg", [rule("", "Allow-Sql", 200, from: "Sql.WestEurope")])))),
    LintCase(
      .duplicatePrefix, "a prefix inside another one of the list",
      flagged: MarkedText(
        network(api: has(group: "nsg")),
        groups(("nsg", [rule("/*!*/", "Allow-Two", 200, from: "10.0.1.0/24,10.0.1.4")]))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")),
        groups(("nsg", [rule("", "Allow-Two", 200, from: "10.0.1.0/24,10.0.2.4")])))),
    LintCase(
      .noPriorityLeft, "everything is denied by the first number",
      flagged: MarkedText(
        network(api: has(group: "nsg")),
        groups(("nsg", [rule("", "Allow-A", 100, port: "80"), rule("/*!*/", "Deny-All", 101, "Deny", proto: "*")]))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("", "Allow-A", 100, "Allow", "Outbound", port: "80"), rule("", "Deny-All", 101, "Deny", proto: "*"),
            ]
          )))),
    LintCase(
      .noPriorityLeft, "rules after it allow what it denies",
      flagged: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          (
            "nsg",
            [
              rule("/*!*/", "Deny-All", 100, "Deny", proto: "*"), rule("/*~*/", "Allow-Ssh", 200, port: "22"),
              rule("", "Deny-Web", 210, "Deny", port: "80"), rule("", "Allow-Out", 220, "Allow", "Outbound"),
              rule("", "Deny-Last", 4096, "Deny", port: "81"),
            ]
          ))),
      nearMiss: MarkedText(
        network(api: has(group: "nsg")),
        groups(
          ("nsg", [rule("", "Deny-All", 101, "Deny", proto: "*"), rule("", "Allow-Ssh", 200, port: "22")])))),
    LintCase(
      .unattachedGroup, "nothing has the group",
      flagged: MarkedText(
        network(), groups(("nsg", [rule("", "Allow-A", 100, port: "80")])).replacing("[{", with: "[/*!*/{")),
      nearMiss: MarkedText(
        network(), cards(("nic-api", "10.0.2.4", has(group: "nsg"))),
        groups(("nsg", [rule("", "Allow-A", 100, port: "80")])))),
  ]
}

extension String {
  /// The first group's text with a subnet that no text has beside those that name it.
  fileprivate var alsoElsewhere: String {
    replacing(
      #", "securityRules""#, with: #", "subnets": [{ "id": "\#(farSubnet)" }], "securityRules""#, maxReplacements: 1)
  }

  /// A rule's text with an application security group as its destination.
  fileprivate func toGroup(_ group: String) -> String {
    replacing(
      #""destinationAddressPrefix": "*""#,
      with: #""destinationApplicationSecurityGroups": [{ "id": "\#(group)" }]"#)
  }
}

/// A load balancer in front of machines of `snet-api`; `other` adds a second frontend, at 10.0.2.101, which keeps its address.
private func balancer(floating: Bool = false, other: Bool = false) -> String {
  """
  "loadBalancers": [{ "name": "lb", "frontendIPConfigurations": [
      { "name": "other", "privateIPAddress": "10.0.2.101", "subnet": { "id": "vnet/snet-api" } },
      { "name": "front", "privateIPAddress": "10.0.2.100", "subnet": { "id": "vnet/snet-api" } }],
    "backendAddressPools": [{ "name": "pool" }],
    "loadBalancingRules": [{ "name": "web", "frontendIPConfiguration": { "id": "front" }, "protocol": "Tcp",
      "backendAddressPool": { "id": "pool" }, "frontendPort": 80, "backendPort": 8080, "enableFloatingIP": \(floating) },
      { "name": "other", "frontendIPConfiguration": { "id": "other" }, "protocol": "Tcp",
      "backendAddressPool": { "id": "pool" }, "frontendPort": 80, "backendPort": 80, "enableFloatingIP": \(other) }] }]
  """
}

/// A load balancer at a public address, as AKS makes one for a service.
private func publicBalancer(floating: Bool) -> String {
  """
  "publicIPAddresses": [{ "name": "pip-lb", "ipAddress": "203.0.113.9" }],
  "loadBalancers": [{ "name": "lb", "frontendIPConfigurations": [
      { "name": "front", "publicIPAddress": { "id": "pip-lb" } }],
    "backendAddressPools": [{ "name": "pool" }],
    "loadBalancingRules": [{ "name": "web", "frontendIPConfiguration": { "id": "front" }, "protocol": "Tcp",
      "backendAddressPool": { "id": "pool" }, "frontendPort": 80, "backendPort": 80, "enableFloatingIP": \(floating) }] }]
  """
}

/// A subnet that no text has.
private let farSubnet =
  "/subscriptions/s/resourceGroups/far/providers/Microsoft.Network/virtualNetworks/vnet-far/subnets/snet-far"
