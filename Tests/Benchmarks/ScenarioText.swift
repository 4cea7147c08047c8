/// A scenario of the size that people write: a gateway, twenty members, twenty rules, and an expectation for each member.
enum ScenarioText {
  /// One of many that differ in their addresses.
  static func text(_ number: Int) -> String {
    let network = "10.\(number)"
    let addresses = (0..<20).map { "\(network).2.\($0 + 4)" }
    let rules = (0..<20).map { index in
      """
      { "name": "Allow-\(index)", "priority": \(100 + index), "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
        "sourceAddressPrefix": "\(network).1.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*",
        "destinationPortRange": "\(8080 + index)" }
      """
    }
    let interfaces = addresses.enumerated().map { index, address in
      """
      { "name": "nic-\(index)", "ipConfigurations": [
          { "name": "ip", "privateIPAddress": "\(address)", "subnet": { "id": "vnet/snet-backend" } } ] }
      """
    }
    let servers = addresses.map {
      """
      { "address": "\($0)", "listeners": [{ "port": 8080, "protocol": "Http", "responses": [{ "status": 200 }] }] }
      """
    }
    return """
      {
        "virtualNetworks": [{
          "name": "vnet", "addressSpace": { "addressPrefixes": ["\(network).0.0/16"] },
          "subnets": [
            { "name": "snet-agw", "addressPrefix": "\(network).1.0/24" },
            { "name": "snet-backend", "addressPrefix": "\(network).2.0/24", "networkSecurityGroup": { "id": "nsg" } }
          ]
        }],
        "networkSecurityGroups": [{ "name": "nsg", "securityRules": [\(rules.joined(separator: ",\n"))] }],
        "networkInterfaces": [\(interfaces.joined(separator: ",\n"))],
        "applicationGateways": [{
          "name": "agw", "sku": { "name": "Standard_v2", "tier": "Standard_v2" }, "operationalState": "Running",
          "gatewayIPConfigurations": [{ "name": "ip", "subnet": { "id": "vnet/snet-agw" } }],
          "backendAddressPools": [{
            "name": "pool",
            "backendAddresses": [\(addresses.map { "{ \"ipAddress\": \"\($0)\" }" }.joined(separator: ", "))]
          }],
          "backendHttpSettingsCollection": [{ "name": "set", "port": 8080, "protocol": "Http" }],
          "httpListeners": [{ "name": "listener", "protocol": "Http" }],
          "requestRoutingRules": [{
            "name": "rule", "ruleType": "Basic", "priority": 10, "backendAddressPool": { "id": "agw/pool" },
            "backendHttpSettings": { "id": "agw/set" }, "httpListener": { "id": "agw/listener" }
          }]
        }],
        "servers": [\(servers.joined(separator: ",\n"))],
        "expect": [
          \(addresses.map { "{ \"member\": \"pool/\($0)\", \"health\": \"Healthy\" }" }.joined(separator: ",\n    ")),
          { "never": { "from": "Internet", "to": "\(network).2.0/24:22" } }
        ]
      }

      """
  }
}
