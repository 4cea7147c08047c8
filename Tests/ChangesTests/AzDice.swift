import Resources
import TestSupport

@testable import Changes

/// Writes seeded lines of any command of the table, for the resources of `AzWorld`.
struct AzDice {
  var dice: SeededGenerator

  init(seed: Int) { dice = SeededGenerator(seed: seed) }

  /// One line of a command.
  mutating func line(of row: AzCommand) -> String {
    var words = ["az"] + row.path + ["-g", "rg"]
    let isCreate = ["create", "add", "add-record"].contains(row.path.last)
    for option in row.options where option.isRequired || isNeeded(option, row) || option.isRead && dice.flip() {
      guard let values = values(of: option, row, isCreate: isCreate) else { continue }
      words += [option.names[0]] + values.map { "'\($0)'" }
    }
    return words.joined(separator: " ")
  }

  private func isNeeded(_ option: AzOption, _ row: AzCommand) -> Bool {
    let name = option.names[0]
    if row.path.contains("access-restriction") { return ["--rule-name", "--ip-address"].contains(name) }
    if row.path.suffix(2) == ["rule", "create"], row.path.contains("application-gateway") {
      return ["--priority", "--http-listener", "--address-pool", "--http-settings", "--gateway-name"].contains(name)
    }
    return ["--gateway-name", "--yes"].contains(name)
  }

  private mutating func values(of option: AzOption, _ row: AzCommand, isCreate: Bool) -> [String]? {
    let isRemoval = row.path.last == "update" && !option.isRequired && option.takesValue && dice.number(0...3) == 0
    switch option.names[0] {
    case "--name" where row.path.first == "webapp": return ["app"]
    case "--name", "--record-set-name", "--rule-name", "--subnet-name": return [name(row, option, isCreate: isCreate)]
    case "--nsg-name": return ["nsg"]
    case "--lb-name": return ["lb"]
    case "--route-table-name": return [dice.pick(["rt", "rt-free"])]
    case "--vnet-name": return row.path.first == "webapp" ? nil : [dice.pick(["hub", "spoke"])]
    case "--gateway-name": return ["agw"]
    case "--path-map-name": return [dice.pick(["map-used", "map-free"])]
    case "--nic-name": return [dice.pick(["nic-1", "nic-2"])]
    case "--ip-config-name": return ["ip"]
    case "--zone-name": return [dice.pick(["contoso.internal", "empty.internal"])]
    case "--ipv4-address": return [dice.pick(["10.0.2.4", "10.0.2.5", "10.0.2.6"])]
    case "--cname": return [dice.pick(["web.contoso.internal", "other.contoso.internal"])]
    case "--subnet", "--service-tag": return nil
    case "--ip-address": return row.path.last == "remove" ? nil : ["10.9.0.0/24"]
    case "--connection-draining-timeout": return [isRemoval ? "0" : String(dice.number(1...3600))]
    case "--port", "--timeout", "--interval": return [String(dice.number(10...99))]
    case "--priority": return [String(dice.number(1...30) * (row.path.contains("nsg") ? 100 : 7))]
    case "--min-capacity", "--capacity": return isRemoval ? ["null"] : ["3"]
    case "--max-capacity": return isRemoval ? ["null"] : ["12"]
    case "--rule-type": return nil
    case "--url-path-map": return nil
    case "--host-name", "--host": return [isRemoval ? "null" : "new.contoso.com"]
    case "--host-names": return ["e.contoso.com", "f.contoso.com"]
    case "--frontend-port" where row.path.contains("lb"): return ["443"]
    default: break
    }
    if isRemoval, Self.mayBeNothing.contains(option.names[0]) { return ["null"] }
    switch option.shape {
    case .flag: return []
    case .truth: return [dice.pick(["true", "false"])]
    case .integer(let range):
      return [String(dice.number(range.lowerBound...min(range.upperBound, range.lowerBound + 20)))]
    case .oneOf(let legal):
      let choices = legal.filter { $0 != "VirtualAppliance" }
      return [dice.pick(choices)]
    case .list, .text: return Self.samples[option.names[0]].map { samples in dice.pick(samples) }
    }
  }

  private mutating func name(_ row: AzCommand, _ option: AzOption, isCreate: Bool) -> String {
    let noun = row.path.dropLast().joined(separator: " ")
    let known = Self.names[noun] ?? []
    if option.names[0] == "--subnet-name" || option.names[0] == "--rule-name" && row.path.first != "webapp" {
      return "first"
    }
    if isCreate { return dice.number(0...3) == 0 && !known.isEmpty ? dice.pick(known) : "new-one" }
    return dice.pick(known)
  }

  private static let mayBeNothing: Set = [
    "--network-security-group", "--route-table", "--service-endpoints", "--dns-servers", "--probe", "--description",
    "--match-body", "--match-status-codes", "--servers", "--probe-name", "--request-path",
  ]

  private static let names = [
    "network nsg": ["nsg", "nsg-free"], "network nsg rule": ["rule-1", "rule-2", "rule-3", "rule-4"],
    "network route-table": ["rt", "rt-free"], "network route-table route": ["route-1", "route-2", "route-3"],
    "network vnet": ["hub", "spoke", "lone"], "network vnet subnet": ["agw", "web", "spare", "one"],
    "network vnet peering": ["to-hub", "to-spoke"], "network nic": ["nic-1", "nic-2"], "network nic ip-config": ["ip"],
    "network application-gateway": ["agw"],
    "network application-gateway address-pool": ["pool-a", "pool-b", "pool-free"],
    "network application-gateway http-settings": ["set-a", "set-free"],
    "network application-gateway probe": ["probe-a", "probe-free"],
    "network application-gateway frontend-port": ["p80", "p81", "p99"],
    "network application-gateway http-listener": ["lis-a", "lis-b", "lis-free"],
    "network application-gateway root-cert": ["root-a"], "network application-gateway auth-cert": ["auth-a"],
    "network application-gateway redirect-config": ["red-a", "red-free"],
    "network application-gateway rule": ["rule-basic", "rule-path"],
    "network application-gateway url-path-map": ["map-used", "map-free"],
    "network application-gateway url-path-map rule": ["x", "y", "z"],
    "network private-dns zone": ["contoso.internal", "empty.internal"], "network private-dns link vnet": ["link"],
    "network private-dns record-set a": ["web", "blank"], "network private-dns record-set cname": ["www"],
    "network lb probe": ["up", "free"], "network lb rule": ["rule"],
    "webapp config access-restriction": ["one", "two", "three"],
  ]

  private static let samples: [String: [[String]]] = [
    "--local-subnet-names": [["agw"], ["agw", "web"]], "--remote-subnet-names": [["one"], ["web", "one"]],
    "--address-prefixes": [["10.0.64.0/24"], ["10.1.64.0/24"], ["10.0.0.0/16", "10.66.0.0/16"], ["10.2.0.0/15"]],
    "--subnet-prefixes": [["10.0.7.0/24"]], "--address-prefix": [["10.77.0.0/16"], ["0.0.0.0/0"], ["Storage"]],
    "--next-hop-ip-address": [["10.0.3.7"]], "--dns-servers": [["10.0.0.4"], ["10.0.0.4", "10.0.0.9"]],
    "--network-security-group": [["nsg"], ["nsg-free"]], "--route-table": [["rt"], ["rt-free"]],
    "--service-endpoints": [["Microsoft.Storage", "Microsoft.Sql"]], "--remote-vnet": [["lone"], ["hub"]],
    "--location": [["northeurope"]],
    "--source-address-prefixes": [["10.0.1.0/24", "10.0.9.0/24"], ["*"], ["Internet"]],
    "--destination-address-prefixes": [["10.0.2.0/25"]], "--source-asgs": [["asg"]], "--destination-asgs": [["asg"]],
    "--source-port-ranges": [["*"], ["1024-65535"]], "--destination-port-ranges": [["443", "8443-8444"], ["*"]],
    "--description": [["a reason"]], "--servers": [["10.0.2.7", "api.contoso.internal"]], "--probe": [["probe-free"]],
    "--path": [["/health"]], "--match-status-codes": [["200-299", "404"]], "--match-body": [["fine"]],
    "--frontend-port": [["p80"], ["p99"]], "--frontend-ip": [["fe"]], "--ssl-cert": [["cert"]],
    "--http-listener": [["lis-free"], ["lis-a"]], "--address-pool": [["pool-a"], ["pool-b"]],
    "--http-settings": [["set-a"], ["set-free"]], "--default-address-pool": [["pool-b"]],
    "--default-http-settings": [["set-free"]], "--paths": [["/new/*"], ["/a/*", "/b/*"]],
    "--virtual-network": [["spoke"]], "--frontend-ip-name": [["front"]], "--backend-pools-name": [["back"]],
    "--application-security-groups": [["asg"]], "--private-ip-address": [["10.0.2.77"]],
    "--target-listener": [["lis-a"], ["lis-b"]], "--target-url": [["https://www.contoso.com"]],
    "--cert-file": [["none.cer"]],
    "--probe-name": [["up"], ["free"]], "--request-path": [["/other"]],
  ]
}
