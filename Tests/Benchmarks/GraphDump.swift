/// A dump as Resource Graph answers it: rows of five types in the proportions and sizes of large exports, all of their fields.
enum GraphDump {
  private static let subscription = "7c0f6d0e-54a1-4d1c-9c1b-2f0a6be5a911"

  /// A dump of about a size, the same in every run.
  static func text(megabytes: Int) -> String {
    var dice = Dice(seed: 1)
    var rows: [String] = [network(0, &dice)]
    var size = 0
    var number = 1
    while size < megabytes * 1_000_000 {
      let row =
        switch dice.below(100) {
        case ..<55: interface(number, &dice)
        case ..<80: group(number, &dice)
        case ..<90: table(number, &dice)
        default: network(number, &dice)
        }
      rows.append(row)
      size += row.utf8.count + 1
      number += 1
    }
    return #"{"count":\#(rows.count),"skip_token":null,"data":[\#(rows.joined(separator: ","))]}"#
  }

  /// A full id in one of 200 resource groups.
  static func id(_ type: String, _ name: String, group: Int = 0) -> String {
    "/subscriptions/\(subscription)/resourceGroups/rg-\(group)/providers/Microsoft.Network/\(type)/\(name)"
  }

  /// A row with the columns that every row of Resource Graph has.
  static func row(_ type: String, _ name: String, _ properties: String, _ dice: inout Dice) -> String {
    """
    {"id":"\(id(type, name))","name":"\(name)","type":"microsoft.network/\(type.lowercased())",\
    "tenantId":"\(subscription)","kind":"","location":"westeurope","resourceGroup":"rg-0",\
    "subscriptionId":"\(subscription)","managedBy":"","sku":null,"plan":null,"properties":{\(properties)},\
    "tags":{"env":"prod","owner":"team-\(dice.below(60))","costCenter":"cc\(dice.below(99999))"},"identity":null,\
    "zones":null,"extendedLocation":null,"apiVersion":"2023-09-01"}
    """
  }

  private static func interface(_ number: Int, _ dice: inout Dice) -> String {
    let name = "nic-\(number)"
    let configurations = (0..<(dice.below(4) == 0 ? 2 : 1)).map { index in
      """
      {"name":"ipconfig\(index)","id":"\(id("networkInterfaces", name))/ipConfigurations/ipconfig\(index)",\
      "etag":"W/\\"\(subscription)\\"","type":"Microsoft.Network/networkInterfaces/ipConfigurations","properties":{\
      "provisioningState":"Succeeded","privateIPAddress":"10.\(dice.below(4)).\(dice.below(256)).\(dice.below(250) + 4)",\
      "privateIPAllocationMethod":"Dynamic","privateIPAddressVersion":"IPv4","primary":\(index == 0),\
      "subnet":{"id":"\(id("virtualNetworks", "vnet-\(dice.below(300))"))/subnets/snet-\(dice.below(20))"}}}
      """
    }
    let group = dice.below(10) < 6 ? #"{"id":"\#(id("networkSecurityGroups", "nsg-\(dice.below(3000))"))"}"# : "null"
    let properties = """
      "provisioningState":"Succeeded","resourceGuid":"\(subscription)","macAddress":"00-0D-3A-00-00-01",\
      "enableAcceleratedNetworking":false,"enableIPForwarding":false,"primary":true,"hostedWorkloads":[],\
      "networkSecurityGroup":\(group),"virtualMachine":{"id":"\(id("virtualMachines", "vm-\(number)"))"},\
      "ipConfigurations":[\(configurations.joined(separator: ","))]
      """
    return row("networkInterfaces", name, properties, &dice)
  }

  private static func group(_ number: Int, _ dice: inout Dice) -> String {
    let name = "nsg-\(number)"
    var rules: [String] = []
    for index in 0..<[3, 8, 20, 60][dice.below(4)] {
      let several = dice.below(4) == 0 ? 6 : 0
      let sources = (0..<several).map { _ in #""20.\#(dice.below(256)).\#(dice.below(256)).0/24""# }
      let ports = (0..<[0, 0, 2, 5][dice.below(4)]).map { _ in "\"\(dice.below(65536))\"" }
      rules.append(
        """
        {"name":"rule-\(index)","id":"\(id("networkSecurityGroups", name))/securityRules/rule-\(index)",\
        "type":"Microsoft.Network/networkSecurityGroups/securityRules","etag":"W/\\"\(subscription)\\"","properties":{\
        "provisioningState":"Succeeded","description":"change request \(dice.below(9_999_999)) “web”",\
        "priority":\(100 + 10 * index),"direction":"\(dice.below(3) == 0 ? "Outbound" : "Inbound")",\
        "access":"\(dice.below(2) == 0 ? "Allow" : "Deny")","protocol":"\(["Tcp", "UDP", "*", "Icmp"][dice.below(4)])",\
        "sourcePortRange":"*","sourcePortRanges":[],"destinationPortRange":"\(dice.below(65536))",\
        "destinationPortRanges":[\(ports.joined(separator: ","))],\
        "sourceAddressPrefix":"20.\(dice.below(256)).\(dice.below(256)).0/24",\
        "sourceAddressPrefixes":[\(sources.joined(separator: ","))],"destinationAddressPrefix":"VirtualNetwork",\
        "destinationAddressPrefixes":[]}}
        """)
    }
    let properties = """
      "provisioningState":"Succeeded","resourceGuid":"\(subscription)","securityRules":[\(rules.joined(separator: ","))],\
      "subnets":[]
      """
    return row("networkSecurityGroups", name, properties, &dice)
  }

  private static func table(_ number: Int, _ dice: inout Dice) -> String {
    let name = "rt-\(number)"
    let routes = (0..<[2, 10, 60][dice.below(3)]).map { index in
      """
      {"name":"udr-\(index)","id":"\(id("routeTables", name))/routes/udr-\(index)","etag":"W/\\"\(subscription)\\"",\
      "type":"Microsoft.Network/routeTables/routes","properties":{"provisioningState":"Succeeded",\
      "addressPrefix":"20.\(index).\(dice.below(256)).0/24","nextHopType":"VirtualAppliance",\
      "nextHopIpAddress":"10.0.\(dice.below(256)).4","hasBgpOverride":false}}
      """
    }
    return row(
      "routeTables", name, #""disableBgpRoutePropagation":false,"routes":[\#(routes.joined(separator: ","))]"#, &dice)
  }

  private static func network(_ number: Int, _ dice: inout Dice) -> String {
    let name = "vnet-\(number)"
    let own = "10.\(number % 256)"
    let subnets = (0..<[2, 5, 12][dice.below(3)]).map { index in
      """
      {"name":"snet-\(index)","id":"\(id("virtualNetworks", name))/subnets/snet-\(index)",\
      "etag":"W/\\"\(subscription)\\"","type":"Microsoft.Network/virtualNetworks/subnets","properties":{\
      "provisioningState":"Succeeded","addressPrefix":"\(own).\(index).0/24","serviceEndpoints":[\
      {"service":"Microsoft.Storage","locations":["westeurope"]}],"delegations":[],\
      "privateEndpointNetworkPolicies":"Disabled"}}
      """
    }
    let properties = """
      "provisioningState":"Succeeded","addressSpace":{"addressPrefixes":["\(own).0.0/16"]},\
      "subnets":[\(subnets.joined(separator: ","))],"virtualNetworkPeerings":[]
      """
    return row("virtualNetworks", name, properties, &dice)
  }
}
