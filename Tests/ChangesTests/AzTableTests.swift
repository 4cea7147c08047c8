import Foundation
import Outcomes
import Testing

@testable import Changes

/// The table of commands, as a whole. `make test-az` has az itself read the lines.
@Suite struct AzTableTests {
  /// One full command line a row, with plausible values.
  static let lines: [String] = AzCommand.table.map { row in
    let all = (row.options + row.common).filter { !apart.contains($0.names[0]) || $0.isRequired }
    let words = all.map { option in ([option.names[0]] + values(of: option)).joined(separator: " ") }
    return (["az"] + row.path + words).joined(separator: " ")
  }

  /// One line for every other name of an option.
  static let shortLines: [String] = AzCommand.table.flatMap { row in
    (row.options + row.common).flatMap { option in
      option.names.dropFirst().map { name in
        let needed = row.options.filter { $0.isRequired && $0.names[0] != option.names[0] }
        let words = needed.map { ([$0.names[0]] + values(of: $0)).joined(separator: " ") } + agreement(option, of: row)
        let group = option.names[0] == "--resource-group" ? [] : ["-g rg"]
        return (["az"] + row.path + words + group + [name] + values(of: option)).joined(separator: " ")
      }
    }
  }

  /// Options that do not go with all others, and stand in lines of their own.
  private static let apart = ["--ids", "--debug", "--only-show-errors", "--keyvault-secret", "--redirect-config"]

  /// Those lines.
  static let otherLines =
    ["--debug", "--only-show-errors"].map { "az network nsg create -g rg -n x \($0)" }
    + AzCommand.table.flatMap { row in
      row.options.filter { ["--keyvault-secret", "--redirect-config"].contains($0.names[0]) }.map { option in
        let needed = (row.options.filter(\.isRequired) + [option]).map { [$0.names[0]] + values(of: $0) }
        return (["az"] + row.path + needed.map { $0.joined(separator: " ") } + ["-g rg"]).joined(separator: " ")
      }
    }

  /// One line for every row that takes an id.
  static let idLines: [String] = AzCommand.table.filter { $0.common.contains { $0.names[0] == "--ids" } }.map { row in
    let needed = row.options.filter(\.isRequired)
    let names = needed.firstIndex { $0.names[0] == "--name" }! + 1
    let id = (0..<names).map { "/type\($0)/name\($0)" }.joined()
    let words =
      needed.dropFirst(names).map { ([$0.names[0]] + values(of: $0)).joined(separator: " ") } + agreement(nil, of: row)
    let scope = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network"
    return (["az"] + row.path + ["--ids", scope + id] + words).joined(separator: " ")
  }

  /// What az asks for when it is not there: whether it may delete, the gateway of a pool, the file of a server's certificate.
  private static func agreement(_ option: AzOption?, of row: AzCommand) -> [String] {
    let names = row.options.map { $0.names[0] }
    return (names.contains("--yes") && option?.names[0] != "--yes" ? ["--yes"] : [])
      + (names.contains("--ip-config-name") ? ["--gateway-name x"] : [])
      + (row.path.suffix(2) == ["auth-cert", "update"] ? ["--cert-file Package.swift"] : [])
  }

  private static func values(of option: AzOption) -> [String] {
    switch option.shape {
    case .flag: []
    case .truth: ["true"]
    case .integer(let range): [String(range.lowerBound)]
    case .oneOf(let legal): ["'\(legal.last!)'"]
    case .list, .text: [samples[option.names[0]] ?? "x"]
    }
  }

  /// Values that az looks at before it asks for a login.
  private static let samples = [
    "--output": "json", "--query": "name", "--address-prefixes": "10.0.0.0/24", "--address-prefix": "10.0.0.0/24",
    "--subnet-prefixes": "10.0.0.0/25", "--next-hop-ip-address": "10.0.3.4", "--dns-servers": "10.0.0.4",
    "--source-address-prefixes": "10.0.1.0/24", "--destination-address-prefixes": "10.0.2.0/24",
    "--source-port-ranges": "'*'", "--destination-port-ranges": "8080", "--ipv4-address": "10.0.2.4",
    "--match-status-codes": "200-399", "--tags": "a=b", "--ip-address": "10.0.1.0/24", "--paths": "/a/*",
    "--service-endpoints": "Microsoft.Storage", "--delegations": "Microsoft.Web/serverFarms",
    "--cert-file": "Package.swift", "--metadata": "a=b", "--private-ip-address": "10.0.2.4",
  ]

  /// Lines that take seeded changes back, two of each command.
  static let printedLines: [String] = {
    var lines: [[String]: [String]] = [:]
    let cname = "az network private-dns record-set cname"
    let empty = """
      \(cname) create -g rg -z contoso.internal -n b
      \(cname) set-record -g rg -z contoso.internal -n b -c x.com
      \(cname) remove-record -g rg -z contoso.internal -n b -c x.com --keep-empty-record-set
      \(cname) delete -g rg -z contoso.internal -n b --yes
      """
    for seed in 1...8 {
      guard let world = try? AzWorld(seed: seed) else { continue }
      let scripts = AzCommand.table.map { row in
        var dice = AzDice(seed: seed &+ row.path.joined().utf8.count)
        return dice.line(of: row)
      }
      for script in scripts + [empty] {
        guard let change = try? Change(script: script, name: "change"),
          let undo = try? Undo(of: change.edits, on: world.resources)
        else { continue }
        for line in undo.steps.flatMap(\.lines) where lines[line.path, default: []].count < 2 {
          lines[line.path, default: []].append(line.text)
        }
      }
    }
    return AzCommand.table.flatMap { lines[$0.path] ?? [] }
  }()

  /// No command is the opposite of `sync`; what the others set is not read from the input, or is data that the input does not show.
  private static let neverPrinted = [
    "az network nsg update", "az network vnet peering sync", "az network application-gateway root-cert update",
    "az network application-gateway auth-cert create", "az network application-gateway auth-cert update",
  ]

  @Test func `every command is printed where it takes something back`() {
    let missing = AzCommand.table.filter { row in !Self.printedLines.contains { $0.hasPrefix(row.name + " ") } }
    #expect(missing.map(\.name) == Self.neverPrinted)
  }

  @Test func `no command stands twice in the table, and no option twice in a row`() {
    #expect(Set(AzCommand.table.map(\.path)).count == AzCommand.table.count)
    for row in AzCommand.table {
      let names = (row.options + row.common).flatMap(\.names)
      #expect(Set(names).count == names.count, "\(row.path)")
    }
  }

  @Test(arguments: lines + shortLines + idLines + otherLines) func `every row reads its own line`(line: String) throws {
    _ = try Change(script: line, name: "line")
  }

  @Test func `the page of the command lists the whole table`() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let families = Dictionary(grouping: AzCommand.table) { $0.path.dropLast().joined(separator: " ") }
    for (family, rows) in families {
      let verbs = rows.map { "`\($0.path.last!)`" }.sorted().joined(separator: ", ")
      #expect(page.contains("| `\(family)` | \(verbs) |"), "| `\(family)` | \(verbs) |")
    }
  }

  private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/commands/whatif.md")

  @Test(.enabled(if: ProcessInfo.processInfo.environment["AGWSIM_AZ_LINES"] != nil))
  func `the lines are written down for az`() throws {
    let file = URL(filePath: ProcessInfo.processInfo.environment["AGWSIM_AZ_LINES"]!)
    try Data(
      (Self.lines + Self.shortLines + Self.idLines + Self.otherLines + Self.printedLines).joined(separator: "\n").utf8
    ).write(
      to: file)
  }
}
