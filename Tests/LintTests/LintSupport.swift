import JSONText
import Loading
import NetworkModel
import Outcomes
import Reachability
import Resources

@testable import Lint

/// A scenario's text in which a rule of lint finds what is marked: `/*!*/` stands before what a finding is about, `/*~*/` before what
/// has a part in it. Comments are blank to agwsim.
struct MarkedText: Sendable {
  /// The text as it is read.
  private let text: String
  /// A second input.
  private let report: String?

  /// Members of a scenario's object, and Azure's report of the gateway's health beside it.
  init(_ members: String..., report: String? = nil) {
    text = "{" + members.joined(separator: ",\n") + "}"
    self.report = report
  }

  /// Where each mark of a kind points at, by line and column.
  func places(_ mark: String) -> [TextPosition] {
    (places(mark, in: text) + (report.map { places(mark, in: $0) } ?? [])).inOrder()
  }

  private func places(_ mark: String, in text: String) -> [TextPosition] {
    text.ranges(of: mark).map { range in
      let before = text[..<range.upperBound]
      let line = before.count { $0 == "\n" } + 1
      let start = before.lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
      return TextPosition(line: line, column: text[start..<range.upperBound].unicodeScalars.count + 1)
    }
  }

  /// What a rule finds.
  func findings(of rule: LintRuleID) throws -> [LintFinding] {
    let texts = [("marked.scenario.json", text)] + (report.map { [("health.json", $0)] } ?? [])
    let loaded = Loader.load(texts: texts.map { (name: $0.0, bytes: Array($0.1.utf8)) })
    if let problem = loaded.problems.first { throw Unreadable(text: "\(problem.kind)") }
    return Linter(only: [rule]).findings(in: Inspection(Engine(NetworkModel(loaded.resources))))
  }

  /// The text breaks a rule of the input.
  struct Unreadable: Error { let text: String }
}

extension [TextPosition] {
  /// The places in the order of the text.
  func inOrder() -> [TextPosition] { sorted { ($0.line, $0.column) < ($1.line, $1.column) } }
}

// MARK: Pieces of scenarios

/// The network of most texts: a gateway's subnet, one of machines and one of appliances. `agw` and `api` are further members of the two, each behind a
/// comma.
func network(agw: String = "", api: String = "", _ more: String = "") -> String {
  """
  "virtualNetworks": [{ "name": "vnet", "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }\(more), "subnets": [
    { "name": "snet-agw", "addressPrefix": "10.0.1.0/24"\(agw) },
    { "name": "snet-api", "addressPrefix": "10.0.2.0/24"\(api) },
    { "name": "snet-fw", "addressPrefix": "10.0.3.0/24" }] }]
  """
}

/// The member by which a subnet or a network interface has a group.
func has(group: String) -> String { #", "networkSecurityGroup": { "id": "\#(group)" }"# }

/// The member by which a subnet has a route table.
func has(table: String) -> String { #", "routeTable": { "id": "\#(table)" }"# }

/// Security groups.
func groups(_ groups: (String, [String])...) -> String {
  "\"networkSecurityGroups\": ["
    + groups.map { "{ \"name\": \"\($0)\", \"securityRules\": [\n\($1.joined(separator: ",\n"))] }" }
    .joined(separator: ", ") + "]"
}

/// A security rule, with a mark before it.
func rule(
  _ mark: String = "", _ name: String, _ priority: Int, _ access: String = "Allow", _ direction: String = "Inbound",
  proto: String = "Tcp", from: String = "*", fromPort: String = "*", to: String = "*", port: String = "*"
) -> String {
  func list(_ key: String, _ text: String) -> String {
    text.contains(",")
      ? "\"\(key)es\": [\(text.split(separator: ",").map { "\"\($0)\"" }.joined(separator: ", "))]"
      : "\"\(key)\": \"\(text)\""
  }
  return """
      \(mark){ "name": "\(name)", "priority": \(priority), "access": "\(access)", "direction": "\(direction)",
        "protocol": "\(proto)", \(list("sourceAddressPrefix", from)), "sourcePortRange": "\(fromPort)",
        \(list("destinationAddressPrefix", to)), "destinationPortRange": "\(port)" }
    """
}

/// Network interfaces of a subnet by name and address; `more` are further members of the interface, `own` of its configuration.
func cards(
  _ cards: (name: String, address: String, more: String)..., subnet: String = "vnet/snet-api", own: String = ""
)
  -> String
{
  "\"networkInterfaces\": ["
    + cards.map { card in
      """
      { "name": "\(card.name)"\(card.more), "ipConfigurations": [
        { "name": "ip", "primary": true, "privateIPAddress": "\(card.address)", "subnet": { "id": "\(subnet)" }\(own) }] }
      """
    }.joined(separator: ", ") + "]"
}

/// Route tables.
func tables(_ tables: (String, [String])...) -> String {
  "\"routeTables\": ["
    + tables.map { "{ \"name\": \"\($0)\", \"routes\": [\n\($1.joined(separator: ",\n"))] }" }.joined(separator: ", ")
    + "]"
}

/// A route, with a mark before it; through an appliance where an address is given.
func route(
  _ mark: String = "", _ name: String, _ prefix: String, _ type: String = "VirtualAppliance", _ hop: String = ""
)
  -> String
{
  #"  \#(mark){ "name": "\#(name)", "addressPrefix": "\#(prefix)", "nextHopType": "\#(type)""#
    + (hop.isEmpty ? " }" : #", "nextHopIpAddress": "\#(hop)" }"#)
}

/// A gateway in `snet-agw` whose rule joins `pool` and `setting`. Children are given as the text inside their lists.
func gateway(
  sku: String = "Standard_v2", _ more: String = "", pool: String = #"{ "ipAddress": "10.0.2.4" }"#,
  setting: String = settingText(), probes: String = "", listeners: String = listenerText(),
  rules: String = ruleText(), others: String = ""
) -> String {
  """
  "applicationGateways": [{ "name": "agw", "sku": { "name": "\(sku)" }, "operationalState": "Running"\(more),
    "gatewayIPConfigurations": [{ "name": "ip", "subnet": { "id": "vnet/snet-agw" } }],
    "frontendIPConfigurations": [{ "name": "public", "publicIPAddress": { "id": "pip-agw" } }],
    "frontendPorts": [{ "name": "port-80", "port": 80 }],
    "backendAddressPools": [{ "name": "pool", "backendAddresses": [\(pool)] }],
    "backendHttpSettingsCollection": [\(setting)],
    "probes": [\(probes)],
    "httpListeners": [\(listeners)],
    "requestRoutingRules": [\(rules)]\(others) }]
  """
}

/// A listener on port 80, with a mark before it.
func listenerText(_ mark: String = "", name: String = "listener", _ more: String = "") -> String {
  """
  \(mark){ "name": "\(name)", "protocol": "Http", "frontendIPConfiguration": { "id": "public" },
    "frontendPort": { "id": "port-80" }\(more) }
  """
}

/// A rule of a gateway, which joins `pool` and `setting` unless told otherwise.
func ruleText(
  _ name: String = "rule", _ priority: Int = 100, listener: String = "listener",
  _ target: String = #""backendAddressPool": { "id": "pool" }, "backendHttpSettings": { "id": "setting" }"#
) -> String {
  #"{ "name": "\#(name)", "priority": \#(priority), "httpListener": { "id": "\#(listener)" }, \#(target) }"#
}

/// A backend setting, with a mark before it.
func settingText(_ mark: String = "", name: String = "setting", _ more: String = "") -> String {
  #"\#(mark){ "name": "\#(name)", "port": 8080, "protocol": "Http"\#(more) }"#
}
