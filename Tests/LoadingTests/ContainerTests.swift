import JSONText
import Loading
import Outcomes
import PacketSets
import Resources
import Testing

/// The containers in which Azure's tools put the same resource (azure-json-shapes.md §5.1).
struct ContainerTests {
  private static let nsgID = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg"

  private static let flatRule = """
    {"name": "Deny-80", "priority": 200, "direction": "Inbound", "access": "Deny", "protocol": "Tcp",
     "sourceAddressPrefix": "10.0.1.0/24", "destinationAddressPrefix": "*", "sourcePortRange": "*",
     "destinationPortRange": "80", "provisioningState": "Succeeded", "resourceGroup": "rg"}
    """
  private static let nestedRule = """
    {"name": "Deny-80", "properties": {"priority": 200, "direction": "Inbound", "access": "Deny", "protocol": "Tcp",
     "sourceAddressPrefix": "10.0.1.0/24", "destinationAddressPrefix": "*", "sourcePortRange": "*",
     "destinationPortRange": "80"}}
    """
  private static let flat = """
    {"id": "\(nsgID)", "name": "nsg", "type": "Microsoft.Network/networkSecurityGroups", "location": "westeurope",
     "securityRules": [\(flatRule)], "defaultSecurityRules": [], "tags": null, "resourceGroup": "rg"}
    """
  private static let nested = """
    {"id": "\(nsgID)", "name": "nsg", "type": "Microsoft.Network/networkSecurityGroups",
     "properties": {"securityRules": [\(nestedRule)]}}
    """
  private static let template = """
    {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "nsg",
     "properties": {"securityRules": [\(nestedRule)]}}
    """

  private static let containers: [(String, String)] = [
    ("az show", flat), ("az list", "[\(flat)]"), ("ARM GET", nested),
    ("ARM list", "{\"value\": [\(nested)], \"nextLink\": null}"),
    ("Resource Graph rows", "{\"totalRecords\": 1, \"count\": 1, \"data\": [\(nested)], \"facets\": []}"),
    ("az graph query", "{\"count\": 1, \"data\": [\(nested)], \"skip_token\": null, \"total_records\": 1}"),
    (
      "Resource Graph table",
      """
      {"totalRecords": 1, "data": {"columns": [{"name": "name", "type": "string"}, {"name": "properties", "type": "object"},
       {"name": "id", "type": "string"}], "rows": [["nsg", {"securityRules": [\(nestedRule)]}, "\(nsgID.lowercased())"]]}}
      """
    ),
    ("az create", "{\"NewNSG\": \(nested)}"),
    ("template", "{\"$schema\": \"x\", \"contentVersion\": \"1.0.0.0\", \"resources\": [\(template)]}"),
    ("az group export in a wrapper", "{\"template\": {\"resources\": [\(template)]}, \"error\": null}"),
    ("several lists in one array", "[[\(flat)], []]"),
    ("scenario, flat", "{\"networkSecurityGroups\": [\(flat)]}"),
    ("scenario, nested", "{\"networkSecurityGroups\": [\(nested)], \"servers\": []}"),
    (
      "lower case type and keys of another case",
      nested.replacing("Microsoft.Network/networkSec", "microsoft.network/networksec").replacing("priority", "Priority")
    ),
  ]

  @Test(arguments: containers.map(\.0)) func `a group reads the same from every container`(container: String)
    throws
  {
    let text = try #require(Self.containers.first { $0.0 == container }?.1)
    let loaded = load(text)
    #expect(loaded.problems.isEmpty)
    #expect(loaded.notes.isEmpty)
    #expect(loaded.resources.networkSecurityGroups.count == 1)
    let group = try #require(loaded.resources.networkSecurityGroups.values.first)
    #expect(group.id.name == "nsg")
    let rule = try #require(group.securityRules.first)
    #expect(rule.name == "Deny-80")
    #expect(rule.priority == 200)
    #expect(rule.access == .deny)
    #expect(rule.source.addresses.map(\.text) == ["10.0.1.0/24"])
    #expect(rule.destination.ports == PortSet(80))
  }

  @Test func `a template's parameters, variables and functions become values`() throws {
    let text = """
      {"$schema": "x", "parameters": {"vnetName": {"type": "string", "defaultValue": "vnet-x"},
        "prefix": {"value": "10.0.0.0/16", "defaultValue": "10.9.0.0/16"}, "port": {"defaultValue": 8080}},
       "variables": {"subnet": "[concat('snet-', parameters('vnetName'))]", "nsg": "nsg"},
       "resources": [
        {"type": "Microsoft.Network/virtualNetworks", "name": "[parameters('vnetName')]", "location": "[resourceGroup().location]",
         "properties": {"addressSpace": {"addressPrefixes": ["[parameters('prefix')]"]}, "subnets": [
          {"name": "[variables('subnet')]", "properties": {"addressPrefix": "10.0.1.0/24", "networkSecurityGroup":
           {"id": "[resourceId('Microsoft.Network/networkSecurityGroups', variables('nsg'))]"}}}]}},
        {"type": "Microsoft.Network/networkSecurityGroups", "name": "[variables('nsg')]", "properties": {"securityRules": [
          {"name": "r", "properties": {"priority": "100", "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
           "sourceAddressPrefix": "*", "destinationAddressPrefix": "*", "sourcePortRange": "*",
           "destinationPortRange": "[parameters('port')]"}}]}}]}
      """
    let loaded = load(text)
    #expect(loaded.problems.isEmpty)
    #expect(loaded.notes.isEmpty)
    let network = try #require(loaded.resources.virtualNetworks.values.first)
    #expect(network.id.name == "vnet-x")
    #expect(network.addressPrefixes.map(\.description) == ["10.0.0.0/16"])
    #expect(network.subnets.map(\.id.path) == ["vnet-x/snet-vnet-x"])
    let group = try #require(loaded.resources.networkSecurityGroups.values.first)
    #expect(network.subnets.first?.networkSecurityGroup?.id?.matches(group.id) == true)
    #expect(group.securityRules.first?.destination.ports == PortSet(8080))
  }

  @Test func `children nested in a template's resource and children on their own join their parent`() throws {
    let text = """
      {"resources": [
        {"type": "Microsoft.Network/virtualNetworks", "name": "v", "properties": {"addressSpace": {"addressPrefixes":
         ["10.0.0.0/16"]}}, "resources": [{"type": "subnets", "name": "nested", "properties": {"addressPrefix": "10.0.1.0/24"}}]},
        {"type": "Microsoft.Network/virtualNetworks/subnets", "name": "v/own", "properties": {"addressPrefix": "10.0.2.0/24"}}]}
      """
    let loaded = load(text)
    #expect(loaded.problems.isEmpty)
    #expect(loaded.resources.virtualNetworks.values.first?.subnets.map(\.id.path) == ["v/nested", "v/own"])
  }

  @Test func `variables that name each other many times over are named as not read`() {
    let variables = (0..<14).map { level in
      let parts = Array(repeating: "variables('v\(level + 1)')", count: 8).joined(separator: ", ")
      return "\"v\(level)\": \"[concat(\(parts))]\""
    }
    let loaded = load(
      """
      {"variables": {\(variables.joined(separator: ",")), "v14": "x"}, "resources": [
        {"type": "Microsoft.Network/virtualNetworks", "name": "[variables('v0')]", "properties": {}}]}
      """)
    guard case .templateExpression("[variables('v0')]", _, _, _)? = loaded.notes.first else {
      Issue.record("\(loaded.notes)")
      return
    }
  }

  @Test func `what a template computes otherwise is named with its place, and not guessed`() {
    let text = """
      {"resources": [{"type": "Microsoft.Network/virtualNetworks", "name": "v", "properties": {"addressSpace":
        {"addressPrefixes": ["[cidrSubnet('10.0.0.0/8', 16, 1)]"]}}},
       {"type": "Microsoft.Network/routeTables", "name": "rt", "copy": {"name": "x", "count": 2}, "properties": {}},
       {"type": "Microsoft.Resources/deployments", "name": "d", "properties": {}}]}
      """
    let loaded = load(text)
    #expect(loaded.problems.isEmpty)
    #expect(loaded.resources.virtualNetworks.isEmpty)
    #expect(loaded.resources.routeTables.isEmpty)
    #expect(loaded.notes.count == 3)
    guard case .templateExpression(let expression, let resource, _, let origin)? = loaded.notes.first else {
      Issue.record("no expression is named")
      return
    }
    #expect(expression.contains("cidrSubnet"))
    #expect(resource == "v")
    #expect(origin.path.description == "$.resources[0].properties.addressSpace.addressPrefixes[0]")
  }

  @Test func `a Terraform plan is recognised and named as not read`() {
    let loaded = load(#"{"format_version": "1.2", "planned_values": {}, "resource_changes": []}"#)
    #expect(loaded.problems.isEmpty)
    guard case .notReadYet(.terraformPlan, _)? = loaded.notes.first else {
      Issue.record("not named")
      return
    }
  }

  @Test func `observed health is recognised by its content`() {
    let loaded = load(#"{"backendAddressPools": []}"#)
    #expect(loaded.problems.isEmpty && loaded.notes.isEmpty)
  }

  @Test(arguments: [("Healthy", ReportedHealth.healthy), ("Up", .healthy), ("Down", .unhealthy), ("unknown", .unknown)])
  func `observed health is read in the words of the command line and of REST`(
    word: String, health: ReportedHealth
  ) throws {
    let gateway = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationGateways/agw"
    let loaded = load(
      """
      {"backendAddressPools": [{"backendAddressPool": {"id": "\(gateway)/backendAddressPools/pool"},
        "backendHttpSettingsCollection": [{"backendHttpSettings": {"id": "\(gateway)/backendHttpSettingsCollection/set"},
          "servers": [{"address": "10.0.2.4", "health": "\(word)"}]}]}]}
      """)
    #expect(loaded.problems.isEmpty)
    #expect(loaded.resources.observedHealth.map(\.health) == [health])
    guard case .onlyChildren(let absent, _)? = loaded.notes.first else {
      Issue.record("the gateway that is not in the input is not named")
      return
    }
    #expect(absent.name == "agw")
  }

  @Test func `a health that Azure does not have is an error`() {
    let gateway = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationGateways/agw"
    let loaded = load(
      """
      {"backendAddressPools": [{"backendAddressPool": {"id": "\(gateway)/backendAddressPools/pool"},
        "backendHttpSettingsCollection": [{"backendHttpSettings": {"id": "\(gateway)/backendHttpSettingsCollection/set"},
          "servers": [{"address": "10.0.2.4", "health": "Fine"}, {"health": "Up"}]}]}]}
      """)
    #expect(loaded.problems.count == 2)
  }

  @Test func `resources that are not modelled are named with their type`() {
    let text = #"[{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/db", "name": "db"}]"#
    guard case .notModelled(let type, let name, _)? = load(text).notes.first else {
      Issue.record("not named")
      return
    }
    #expect(type == "Microsoft.Sql/servers")
    #expect(name == "db")
  }

  @Test func `Network Watcher's topology does not empty the resources that it names`() {
    let topology = """
      {"id": "ebb34af2-e001-41cd-8e1b-13ea272dfb4a", "createdDateTime": "2026-06-23T08:36:19Z",
       "lastModified": "2026-06-23T08:32:19Z", "resources": [{"name": "nsg", "id": "\(Self.nsgID)", "location": "eastus",
        "associations": []}]}
      """
    let loaded = Loader.load(texts: [("nsg.json", Array(Self.flat.utf8)), ("topology.json", Array(topology.utf8))])
    #expect(loaded.problems.isEmpty)
    #expect(loaded.resources.networkSecurityGroups.values.first?.securityRules.count == 1)
  }
}
