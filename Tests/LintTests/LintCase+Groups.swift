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
      .unattachedGroup, "nothing has the group",
      flagged: MarkedText(
        network(), groups(("nsg", [rule("", "Allow-A", 100, port: "80")])).replacing("[{", with: "[/*!*/{")),
      nearMiss: MarkedText(
        network(), cards(("nic-api", "10.0.2.4", has(group: "nsg"))),
        groups(("nsg", [rule("", "Allow-A", 100, port: "80")])))),
  ]
}

extension String {
  /// A rule's text with an application security group as its destination.
  fileprivate func toGroup(_ group: String) -> String {
    replacing(
      #""destinationAddressPrefix": "*""#,
      with: #""destinationApplicationSecurityGroups": [{ "id": "\#(group)" }]"#)
  }
}

/// A load balancer in front of machines of `snet-api`.
private func balancer(floating: Bool = false) -> String {
  """
  "loadBalancers": [{ "name": "lb", "frontendIPConfigurations": [
      { "name": "front", "privateIPAddress": "10.0.2.100", "subnet": { "id": "vnet/snet-api" } }],
    "backendAddressPools": [{ "name": "pool" }],
    "loadBalancingRules": [{ "name": "web", "frontendIPConfiguration": { "id": "front" }, "protocol": "Tcp",
      "backendAddressPool": { "id": "pool" }, "frontendPort": 80, "backendPort": 8080, "enableFloatingIP": \(floating) }] }]
  """
}
