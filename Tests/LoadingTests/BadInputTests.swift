import Foundation
import JSONText
import Loading
import Testing

/// Input that is wrong: every problem of a run, each at its place (design: bad input).
struct BadInputTests {
  /// The problems as `kind line:column path`.
  private func problems(_ text: String, name: String = "test.scenario.json") -> [String] {
    load(text, name: name).problems.map(describe)
  }

  private func describe(_ problem: InputProblem) -> String {
    var place = "-"
    if case .json(let json) = problem.kind, let position = json.position {
      place = "\(position.line):\(position.column)"
    } else if let position = problem.origin?.position {
      place = "\(position.line):\(position.column)"
    }
    return "\(name(problem.kind)) \(place) \(problem.origin.map { "\($0.path)" } ?? "-")"
  }

  private func name(_ kind: InputProblem.Kind) -> String {
    switch kind {
    case .unreadable(let path, _): "unreadable \(path)"
    case .certificates(let problem, let file): "certificates \(file) \(problem)"
    case .bothFields(let one, let other): "bothFields \(one) \(other)"
    case .nothingRecognised: "nothingRecognised"
    case .json(let problem): "json \("\(problem.kind)".prefix { $0 != "(" })"
    case .unknownKey(let key, _): "unknownKey \(key)"
    case .missingField(let field): "missingField \(field)"
    case .illegalValue(let field, let found, _): "illegalValue \(field)=\(found)"
    case .outOfRange(let field, let found, _): "outOfRange \(field)=\(found)"
    case .notA(let notation, let field, let found): "notA \(notation) \(field)=\(found)"
    case .hostBits(_, let found, let meant): "hostBits \(found) \(meant)"
    case .overlap(let a, let owner, let b, let other, _): "overlap \(a) \(owner) \(b) \(other)"
    case .duplicatePriority(let priority, let direction, let rule, let other, _):
      "duplicatePriority \(priority) \(direction.rawValue) \(rule) \(other)"
    case .includeCycle(let files): "includeCycle \(files.count)"
    case .name(let problem): "name \(problem)"
    case .change(let problem): "change \(problem)"
    }
  }

  @Test func `broken JSON is one problem at its place`() {
    #expect(problems("{\n  \"servers\": [}\n}") == ["json unexpected 2:15 $.servers[0]"])
    #expect(problems("") == ["json empty 1:1 $"])
    #expect(problems("{\"servers\": [] \"load\": {}}").map { $0.prefix(17) } == ["json missingComma"])
  }

  @Test func `a mistyped service tag is an error at its place, and a new one is not`() {
    func rule(_ tag: String) -> String {
      """
      {"networkSecurityGroups": [{"name": "nsg", "securityRules": [{"name": "r", "priority": 100, "direction": "Inbound",
        "access": "Allow", "protocol": "*", "sourceAddressPrefix": "\(tag)", "destinationAddressPrefix": "*"}]}]}
      """
    }
    #expect(
      problems(rule("VirtualNetworks")) == [
        #"name unknown("VirtualNetworks", kind: "service tag", known: ["VirtualNetwork"]) 2:62 "#
          + "$.networkSecurityGroups[0].securityRules[0].sourceAddressPrefix"
      ])
    for tag in ["Intrenet", "GatewayManger", "AzureLoadBalancr", "Stroage.WestEurope"] {
      #expect(problems(rule(tag)).count == 1, "\(tag)")
    }
    for tag in ["internet", "Storage.WestEurope", "AzureFrontDoor.Backend", "SomethingNew", "Sql", "ActionGroup"] {
      #expect(problems(rule(tag)).isEmpty, "\(tag)")
    }
    let given = rule("Storages").dropLast(1) + #", "serviceTags": {"Storages": ["20.0.0.0/8"]}}"#
    #expect(problems(String(given)).isEmpty)
  }

  @Test(arguments: ["VirtualNetwork", "internet", "AzureLoadBalancer", "AzurePlatformDNS"])
  func `§1.7 a route cannot have the tags of networks and of the platform`(tag: String) {
    let text = """
      {"routeTables": [{"name": "rt", "routes": [{"name": "r", "addressPrefix": "\(tag)", "nextHopType": "None"}]}]}
      """
    #expect(problems(text).map { $0.prefix(16) } == ["notA routePrefix"])
  }

  @Test func `learned routes need a network of the input, prefixes and their teacher`() {
    let text = """
      {"virtualNetworks": [{"name": "vnet-hub", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}],
       "learnedRoutes": [
         {"virtualNetwork": "vnet-hbu", "prefixes": ["10.1.0.0/16"], "from": "expressRoute"},
         {"virtualNetwork": "vnet-hub", "prefixes": ["10.1.0.4/16"], "from": "vpn"},
         {"virtualNetwork": "vnet-hub", "prefixes": [], "from": "carrierPigeon"},
         {"prefix": []}
       ]}
      """
    #expect(
      problems(text).map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
        "hostBits 10.1.0.4/16", "illegalValue from=carrierPigeon", "unknownKey prefix", "missingField virtualNetwork",
        "missingField prefixes", "missingField from", #"name unknown("vnet-hbu","#,
      ])
  }

  @Test func `several problems of one text are all reported, each at its place`() {
    let text = """
      {
        "servers": [
          { "address": "10.0.2.400", "listeners": [ { "port": 70000 } ] },
          { "name": "no-address" },
          { "address": 7 }
        ],
        "serverz": [],
        "clock": "yesterday"
      }
      """
    #expect(
      problems(text) == [
        "notA address address=10.0.2.400 3:18 $.servers[0].address",
        "missingField address 4:5 $.servers[1]",
        "json wrongType 5:18 $.servers[2].address",
        "unknownKey serverz 7:14 $.serverz",
        "notA date clock=yesterday 8:12 $.clock",
      ])
  }

  @Test func `problems of several texts are reported together, in order`() {
    let loaded = Loader.load(texts: [
      ("a.json", Array("{".utf8)), ("b.scenario.json", Array("{\"serverz\": 1}".utf8)), ("c.json", Array("[1,]x".utf8)),
    ])
    #expect(loaded.problems.map { $0.origin?.file } == ["a.json", "b.scenario.json", "c.json"])
  }

  @Test func `an unknown key names the file, the place and what is legal`() throws {
    let problem = try #require(load("{\"virtualNetwork\": []}", name: "test.scenario.json").problems.first)
    guard case .unknownKey(let key, let legal) = problem.kind else {
      Issue.record("no unknown key")
      return
    }
    #expect(key == "virtualNetwork")
    #expect(legal.contains("virtualNetworks"))
    #expect(problem.origin?.file == "test.scenario.json")
  }

  @Test func `unknown keys of servers, listeners and answers are errors too`() {
    let text = """
      {"servers": [{"address": "10.0.2.4", "listner": [], "listeners": [{"port": 80, "response": [],
        "responses": [{"status": 200, "dealy": "1s"}]}]}],
       "assume": {"undeclaredServer": "listening"}, "dnsServers": [{"address": "10.0.2.53", "forwarder": {}}]}
      """
    #expect(
      problems(text).map { String($0.split(separator: " ")[1]) } == [
        "listner", "response", "dealy", "undeclaredServer", "forwarder",
      ])
  }

  @Test(arguments: [
    (#""servers": {}"#, "json wrongType 1:13 $.servers"),
    (#""servers": [7]"#, "json wrongType 1:14 $.servers[0]"),
    (#""virtualNetworks": {}"#, "json wrongType 1:21 $.virtualNetworks"),
    (#""virtualNetworks": [[]]"#, "json wrongType 1:22 $.virtualNetworks[0]"),
    (#""virtualNetworks": [{}]"#, "missingField name 1:22 $.virtualNetworks[0]"),
    (#""publicDns": []"#, "json wrongType 1:15 $.publicDns"),
    (#""include": 5"#, "json wrongType 1:13 $.include"),
    (#""clock": 5"#, "json wrongType 1:11 $.clock"),
    (
      #""assume": {"undeclaredServers": "maybe"}"#,
      "illegalValue undeclaredServers=maybe 1:34 $.assume.undeclaredServers"
    ),
    (#""virtualNetworks": [{"name": "v", "subnets": {}}]"#, "json wrongType 1:47 $.virtualNetworks[0].subnets"),
  ]) func `a value of the wrong type is reported where it stands`(member: String, problem: String) {
    #expect(problems("{\(member)}") == [problem])
  }

  private func rules(_ rules: String) -> [String] {
    problems("{\"networkSecurityGroups\": [{\"name\": \"nsg\", \"securityRules\": [\(rules)]}]}").map {
      String($0.split(separator: "$").first ?? "").split(separator: " ").dropLast().joined(separator: " ")
    }
  }

  private func rule(_ name: String, _ fields: String) -> String {
    """
    {"name": "\(name)", "direction": "Inbound", "access": "Allow", "protocol": "*", "sourceAddressPrefix": "*",
     "destinationAddressPrefix": "*", "sourcePortRange": "*", "destinationPortRange": "*", \(fields)}
    """
  }

  @Test(arguments: ["1e30s", "infs", "-1s", "nanms", "25h", "86401s", "s", "2"])
  func `a delay that is no duration of a day at most is refused`(delay: String) {
    let server = """
      {"address": "10.0.2.4", "listeners": [{"port": 80, "responses": [{"status": 200, "delay": "\(delay)"}]}]}
      """
    #expect(problems("{\"servers\": [\(server)]}").map { $0.hasPrefix("notA duration delay=\(delay) ") } == [true])
  }

  @Test(arguments: [99, 0, -1, 4097, 65000]) func `a priority outside 100 to 4096 is refused`(priority: Int) {
    #expect(rules(rule("r", "\"priority\": \(priority)")) == ["outOfRange priority=\(priority)"])
  }

  @Test func `two rules of one direction may not share a priority, in two directions they may`() {
    let first = rule("first", "\"priority\": 100")
    #expect(rules(first + "," + rule("second", "\"priority\": 100")) == ["duplicatePriority 100 Inbound second first"])
    let outbound = rule("second", "\"priority\": 100").replacingOccurrences(of: "Inbound", with: "Outbound")
    #expect(rules(first + "," + outbound).isEmpty)
  }

  @Test(arguments: [
    ("\"direction\": \"Sideways\"", "illegalValue direction=Sideways"),
    ("\"access\": \"Maybe\"", "illegalValue access=Maybe"),
    ("\"protocol\": \"Sctp\"", "illegalValue protocol=Sctp"),
    ("\"direction\": \"\"", "missingField direction"), ("\"access\": \"\"", "missingField access"),
    ("\"protocol\": \"\"", "missingField protocol"),
    ("\"destinationPortRange\": \"80-70\"", "notA portRange destinationPortRange=80-70"),
    ("\"destinationPortRange\": \"http\"", "notA portRange destinationPortRange=http"),
    ("\"destinationPortRange\": \"65536\"", "notA portRange destinationPortRange=65536"),
    ("\"sourceAddressPrefix\": \"10.0.0.0/33\"", "notA ruleAddress sourceAddressPrefix=10.0.0.0/33"),
    ("\"sourceAddressPrefix\": \"300.0.0.1\"", "notA ruleAddress sourceAddressPrefix=300.0.0.1"),
  ]) func `an illegal field of a rule is named with what was found`(field: String, problem: String) throws {
    let key = try #require(field.split(separator: "\"").first)
    let fields = [
      "direction": "\"Inbound\"", "access": "\"Allow\"", "protocol": "\"*\"", "sourceAddressPrefix": "\"*\"",
      "destinationAddressPrefix": "\"*\"", "sourcePortRange": "\"*\"", "destinationPortRange": "\"*\"",
    ].filter { $0.key != key }
    let others = fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
    #expect(rules("{\"name\": \"r\", \"priority\": 100, \(field), \(others)}") == [problem])
  }

  @Test func `a rule without its parts lacks each of them`() {
    #expect(
      rules("{\"name\": \"r\"}") == [
        "missingField priority", "missingField direction", "missingField access", "missingField protocol",
        "missingField sourceAddressPrefix", "missingField destinationAddressPrefix",
      ])
  }

  @Test(arguments: [
    (#"{"name": "r", "addressPrefix": "10.0.0.0/8", "nextHopType": "Nowhere"}"#, "illegalValue nextHopType=Nowhere"),
    (
      #"{"name": "r", "addressPrefix": "10.0.0.0/8", "nextHopType": "VirtualAppliance"}"#,
      "missingField nextHopIpAddress"
    ),
    (#"{"name": "r", "addressPrefix": "10.0.0.4/8", "nextHopType": "None"}"#, "hostBits 10.0.0.4/8 10.0.0.0/8"),
    (
      #"{"name": "r", "addressPrefix": "10.0.0.0/8", "nextHopType": "VirtualAppliance", "nextHopIpAddress": ""}"#,
      "missingField nextHopIpAddress"
    ),
    (
      #"{"name": "r", "addressPrefix": "10.0.0.0/8", "nextHopType": "VirtualApplianceEcmp", "nextHop": {"nextHopIpAddresses": []}}"#,
      "missingField nextHop.nextHopIpAddresses"
    ),
    (#"{"name": "r", "addressPrefix": "10.0.0.0/8", "nextHopType": ""}"#, "missingField nextHopType"),
    (#"{"name": "r", "nextHopType": "None"}"#, "missingField addressPrefix"),
  ]) func `an illegal route is named`(route: String, problem: String) {
    let found = problems("{\"routeTables\": [{\"name\": \"rt\", \"routes\": [\(route)]}]}")
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix(problem) == true)
  }

  @Test(arguments: [
    (
      #""loadBalancers": [{"name": "lb", "loadBalancingRules": [{"name": "r", "protocol": "", "frontendPort": 80}]}]"#,
      "protocol"
    ),
    (
      #""loadBalancers": [{"name": "lb", "inboundNatRules": [{"name": "r", "protocol": "", "frontendPort": 80}]}]"#,
      "protocol"
    ),
    (#""loadBalancers": [{"name": "lb", "probes": [{"name": "p", "protocol": "", "port": 80}]}]"#, "protocol"),
    (#""applicationGateways": [{"name": "agw", "httpListeners": [{"name": "l", "protocol": ""}]}]"#, "protocol"),
    (#""applicationGateways": [{"name": "agw", "probes": [{"name": "p", "protocol": ""}]}]"#, "protocol"),
    (
      #""applicationGateways": [{"name": "agw", "backendHttpSettingsCollection": [{"name": "s", "port": 80, "protocol": ""}]}]"#,
      "protocol"
    ),
    (
      #"""
      "networkManagers": [{"name": "m", "securityAdminConfigurations": [{"name": "c", "ruleCollections": [{"name": "k",
        "rules": [{"name": "r", "priority": 1, "direction": "Inbound", "access": "", "protocol": "Tcp"}]}]}]}]
      """#, "access"
    ),
    (#""servers": [{"name": "s", "address": ""}]"#, "address"),
    (#""appliances": [{"name": "a", "addresses": []}]"#, "address"),
    (#""dnsServers": [{"address": ""}]"#, "address"),
    (#""expect": [{"member": "", "health": "Healthy"}]"#, "member"),
    (#""expect": [{"request": "", "status": 200}]"#, "request"),
  ]) func `an empty text is a missing field, and nothing that has one vanishes`(section: String, field: String) {
    #expect(problems("{\(section)}").map { $0.split(separator: " ").prefix(2) } == [["missingField", field[...]]])
  }

  // MARK: Overlaps

  private func network(_ name: String, _ prefixes: String, subnets: String = "", peerOf: String = "") -> String {
    let peering =
      peerOf.isEmpty
      ? "" : "{\"name\": \"to-\(peerOf)\", \"peeringState\": \"Connected\", \"remoteVirtualNetwork\": \"\(peerOf)\"}"
    return """
      {"name": "\(name)", "addressSpace": {"addressPrefixes": [\(prefixes)]}, "subnets": [\(subnets)],
       "virtualNetworkPeerings": [\(peering)]}
      """
  }

  private func networks(_ networks: String...) -> [String] {
    problems("{\"virtualNetworks\": [\(networks.joined(separator: ","))]}").map {
      $0.split(separator: " ").dropLast(2).joined(separator: " ")
    }
  }

  @Test func `subnets of one network may not overlap, and both are named`() {
    let subnets = #"{"name": "a", "addressPrefix": "10.0.1.0/24"}, {"name": "b", "addressPrefix": "10.0.1.128/25"}"#
    #expect(
      networks(network("v", "\"10.0.0.0/16\"", subnets: subnets)) == ["overlap 10.0.1.128/25 v/b 10.0.1.0/24 v/a"])
  }

  @Test func `ranges of one network may not overlap`() {
    #expect(networks(network("v", "\"10.0.0.0/8\", \"10.1.0.0/16\"")) == ["overlap 10.1.0.0/16 v 10.0.0.0/8 v"])
  }

  @Test func `networks that are peered may not overlap, others may`() {
    let alone = network("v1", "\"10.0.0.0/16\"")
    #expect(networks(alone, network("v2", "\"10.0.0.0/16\"")).isEmpty)
    #expect(networks(alone, network("v2", "\"10.0.0.0/16\"", peerOf: "v1")).count == 1)
    #expect(
      networks(network("v1", "\"10.0.0.0/16\"", peerOf: "v2"), network("v2", "\"10.0.0.0/16\"", peerOf: "v1")).count
        == 1)
  }

  @Test func `a prefix with host bits is refused, and the one that is meant is named`() {
    #expect(networks(network("v", "\"10.0.0.4/16\"")) == ["hostBits 10.0.0.4/16 10.0.0.0/16"])
  }
}
