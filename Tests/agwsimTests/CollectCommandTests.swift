import Foundation
import Testing

/// The script of `agwsim collect`, run with a stand-in for az that answers from our own fixtures.
@Suite struct CollectCommandTests {
  /// Commands that print what the demo's files hold.
  private static let demo = [
    "network application-gateway list": "application-gateways", "network vnet list": "vnets",
    "network nsg list": "nsgs", "network route-table list": "route-tables", "network nic list": "nics",
    "vm list": "vms", "network public-ip list": "public-ips", "network private-dns zone list": "private-dns-zones",
    "network private-dns link vnet list": "private-dns-links",
    "network private-dns record-set list": "private-dns-records",
  ]

  /// What Azure says of a member of the demo.
  private static let observed: String = {
    let gateway =
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop/providers/Microsoft.Network"
      + "/applicationGateways/agw-shop"
    return """
      {"backendAddressPools": [{"backendAddressPool": {"id": "\(gateway)/backendAddressPools/pool-web"},
        "backendHttpSettingsCollection": [{"backendHttpSettings":
          {"id": "\(gateway)/backendHttpSettingsCollection/http-web"},
          "servers": [{"address": "10.0.4.4", "health": "Healthy"}, {"address": "10.0.4.5", "health": "Healthy"}]}]}]}
      """
  }()

  private static func replies(_ others: [String: StandInAz.Reply] = [:]) throws -> [String: StandInAz.Reply] {
    var replies = try demo.mapValues { name in
      StandInAz.Reply.prints(
        try String(
          contentsOf: Program.repository.appending(path: "scenarios/demo/\(name).json"), encoding: .utf8))
    }
    // Windows' az ends lines of names with a carriage return.
    replies["network private-dns zone list --query"] = .prints("rg-shop\tshop.internal\r\n")
    replies["network application-gateway list --query"] = .prints("rg-shop\tagw-shop\n")
    replies["extension list --query"] = .prints("dns-resolver\nssh\n")
    replies["resource list --query"] = .prints("rg-shop\nRG-shop\n")
    return replies.merging(others) { $1 }
  }

  /// Collects once more into the folder of an earlier run.
  private func collectAgain(into folder: URL, replies: [String: StandInAz.Reply]) throws -> Program.Run {
    let parent = folder.deletingLastPathComponent()
    let tools = parent.appending(path: "again")
    try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
    let az = try StandInAz(in: tools, replies: replies)
    return try az.run(try Program.run(["collect"]).output, arguments: ["azure"], in: parent)
  }

  /// Collects into the folder `azure` and hands over that folder, how the script ended, and what az was asked.
  private func collect(
    _ arguments: [String] = [], replies: [String: StandInAz.Reply], before: (URL) throws -> Void = { _ in },
    then body: (URL, Program.Run, [String]) throws -> Void
  ) throws {
    let script = try Program.run(["collect"] + arguments)
    #expect(script.status == 0 && script.errors == "")
    try Program.inFolder { folder in
      let tools = folder.appending(path: "tools")
      try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
      try before(folder)
      let az = try StandInAz(in: tools, replies: replies)
      let run = try az.run(script.output, arguments: ["azure"], in: folder)
      try body(folder.appending(path: "azure"), run, az.asked)
    }
  }

  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }.sorted()
  }

  @Test func `the folder that the script makes loads as it is, and predicts what the export predicts`() throws {
    try collect(replies: try Self.replies()) { folder, run, _ in
      #expect(run.status == 0)
      #expect(run.errors == "")
      #expect(run.output.hasSuffix("10 files in azure: agwsim health azure\n"))
      let names = try names(in: folder)
      #expect(
        names == [
          "application-gateways.json", "network-interfaces.json", "network-security-groups.json",
          "private-dns-links~rg-shop~shop.internal.json",
          "private-dns-records~rg-shop~shop.internal.json", "private-dns-zones.json", "public-ips.json",
          "route-tables~rg-shop.json", "virtual-machines.json", "virtual-networks.json",
        ])
      let guests = "scenarios/demo/guests.scenario.json"
      let collected = try Program.run(["health", folder.path, guests])
      #expect(collected.status == 1)
      #expect(collected.errors == "")
      let kept = try Program.run(["health", "scenarios/demo"])
      #expect(Self.verdicts(collected.output) == Self.verdicts(kept.output))
      #expect(Self.verdicts(kept.output).count == 6)
    }
  }

  @Test func `observed health is among what is collected`() throws {
    let replies = try Self.replies(["network application-gateway show-backend-health": .prints(Self.observed)])
    try collect(replies: replies) { folder, _, asked in
      #expect(asked.contains("network application-gateway show-backend-health -g rg-shop -n agw-shop --output json"))
      let names = try names(in: folder)
      #expect(names.contains("backend-health~rg-shop~agw-shop.json"))
      let run = try Program.run(["trace", "pool-web/10.0.4.4", folder.path])
      #expect(run.status == 0)
      #expect(run.output.contains("Azure"))
    }
  }

  /// The rows of a health report that tell of a member.
  private static func verdicts(_ report: String) -> [Substring] {
    report.split(separator: "\n").filter { line in
      ["Healthy", "Unhealthy", "Undetermined"].contains { line.contains(" \($0)") } && line.contains("10.")
    }
  }

  @Test func `a command that fails is said, leaves no file, and stops nothing`() throws {
    let replies = try Self.replies([
      "network nsg list": .fails("ERROR: (AuthorizationFailed) no permission"),
      "network private-dns record-set list": .fails("WARNING: slow\\nERROR: gone"),
    ])
    try collect(replies: replies) { folder, run, _ in
      #expect(run.status == 1)
      #expect(run.errors.contains("FAILED  az network nsg list: ERROR: (AuthorizationFailed) no permission\n"))
      #expect(run.errors.contains("failures: 2;"))
      let names = try names(in: folder)
      #expect(names.count == 8)
      #expect(!names.contains("network-security-groups.json"))
      #expect(try Program.run(["health", folder.path]).status != 65)
    }
  }

  @Test func `a list of names that fails is said as well`() throws {
    try collect(replies: try Self.replies(["webapp list --query": .fails("ERROR: no permission")])) { _, run, _ in
      #expect(run.status == 1)
      #expect(run.errors.contains("FAILED  az webapp list: ERROR: no permission\n"))
    }
  }

  @Test func `an extension that is missing is announced where there is something for it to read`() throws {
    try collect(replies: try Self.replies(["resource list --count": .prints("2\n")])) { _, run, asked in
      #expect(run.status == 0)
      #expect(
        run.errors.contains(
          "skipped Azure Firewalls, their policies and IP groups: az extension add --name azure-firewall"))
      #expect(!asked.contains { $0.hasPrefix("network firewall ") })
      #expect(asked.contains { $0.hasPrefix("dns-resolver list ") })
    }
  }

  @Test func `a second run leaves nothing of what has gone in Azure, and keeps what is not the script's`() throws {
    var replies = try Self.replies()
    try collect(replies: replies) { folder, _, _ in
      replies["network nic list"] = .prints("[]\n")
      let guests = try String(
        contentsOf: Program.repository.appending(path: "scenarios/demo/guests.scenario.json"), encoding: .utf8)
      try Data(guests.utf8).write(to: folder.appending(path: "guests.scenario.json"))
      let run = try collectAgain(into: folder, replies: replies)
      #expect(run.status == 0)
      let names = try names(in: folder)
      #expect(names.count == 10)
      #expect(names.contains("guests.scenario.json"))
      #expect(!names.contains("network-interfaces.json"))
    }
  }

  @Test func `keys and passwords are left out`() throws {
    let connection =
      #"[{"name": "c", "connectionType": "IPsec", "sharedKey": "SEC\"RET", "authorizationKey": "SECRET"}]"#
    let replies = try Self.replies(["network vpn-connection list": .prints(connection)])
    try collect(replies: replies) { folder, _, _ in
      let text = try String(contentsOf: folder.appending(path: "connections~rg-shop.json"), encoding: .utf8)
      #expect(
        text
          == #"[{"name": "c", "connectionType": "IPsec", "sharedKey": null, "authorizationKey": null}]"#
          + (text.hasSuffix("\n") ? "\n" : ""))
    }
  }

  @Test func `a login that has expired takes nothing away`() throws {
    let replies = try Self.replies()
    try collect(replies: replies) { folder, _, _ in
      let before = try names(in: folder)
      let expired = ["network", "vm", "vmss", "webapp", "resource"].map {
        ($0, StandInAz.Reply.fails("ERROR: AADSTS700082: token expired"))
      }
      let run = try collectAgain(into: folder, replies: Dictionary(uniqueKeysWithValues: expired))
      #expect(run.status == 1)
      #expect(run.errors.hasSuffix("error: nothing could be read; azure is as it was\n"))
      #expect(try names(in: folder) == before)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == before.count + 1)
    }
  }

  @Test func `a command that fails the second time leaves what it printed the first time`() throws {
    var replies = try Self.replies()
    try collect(replies: replies) { folder, _, _ in
      let before = try names(in: folder)
      replies["network nsg list"] = .fails("ERROR: throttled")
      let run = try collectAgain(into: folder, replies: replies)
      #expect(run.status == 1)
      #expect(run.errors.contains("kept    network-security-groups.json\n"))
      #expect(try names(in: folder) == before)
    }
  }

  @Test func `what a person changed or put there is neither removed nor replaced`() throws {
    let replies = try Self.replies()
    try collect(replies: replies) { folder, _, _ in
      let file = folder.appending(path: "virtual-networks.json")
      try Data("[ ]".utf8).write(to: file)
      let run = try collectAgain(into: folder, replies: replies)
      #expect(run.status == 1)
      let complaint =
        "error: azure/virtual-networks.json is not as this script left it: move it away, or name another folder"
      #expect(run.errors == complaint + "\n")
      #expect(try Data(contentsOf: file) == Data("[ ]".utf8))
    }
    let list = "1 2 ../own.json\nown.json\n"
    try collect(
      replies: replies,
      before: { folder in
        let azure = folder.appending(path: "azure")
        try FileManager.default.createDirectory(at: azure, withIntermediateDirectories: true)
        for (name, text) in [(".collected", list), ("own.json", "[ ]"), ("../own.json", "[ ]"), ("vms.json", "[ ]")] {
          try Data(text.utf8).write(to: azure.appending(path: name))
        }
        try Data("[ ]".utf8).write(to: azure.appending(path: "virtual-networks.json"))
      }
    ) { folder, run, _ in
      #expect(run.status == 1)
      #expect(
        run.errors.contains(
          "FAILED  azure/virtual-networks.json: it is there, and not of this script: move it away, and run this again\n"
        ))
      for name in ["own.json", "../own.json", "vms.json", "virtual-networks.json"] {
        let kept = try Data(contentsOf: folder.appending(path: name))
        #expect(kept == Data("[ ]".utf8), "\(name)")
      }
    }
  }

  @Test func `what cannot be counted is a failure, and no extension is asked for`() throws {
    try collect(replies: try Self.replies(["resource list --count": .fails("ERROR: no permission")])) { _, run, _ in
      #expect(run.status == 1)
      #expect(run.errors.contains("FAILED  az resource list --resource-type Microsoft.Network/virtualHubs"))
      #expect(!run.errors.contains("skipped"))
    }
  }

  @Test func `groups and subscriptions go into the commands and the files' names`() throws {
    let replies = try Self.replies([
      "network vnet list --query": .prints("westeurope\n"), "network list-service-tags": .prints("{}\n"),
    ])
    try collect(["-g", "rg-shop", "-g", "rg-hub"], replies: replies) { folder, _, asked in
      let names = try names(in: folder)
      #expect(names.contains("virtual-networks~rg-shop.json"))
      #expect(names.contains("virtual-networks~rg-hub.json"))
      #expect(asked.contains("network vnet list -g rg-hub --output json"))
      #expect(asked.count { $0.hasPrefix("network list-service-tags ") } == 1)
      #expect(asked.contains("network private-dns link vnet list -g rg-shop -z shop.internal --output json"))
      #expect(!asked.contains { $0.hasPrefix("read ") })
    }
    try collect(["--subscription", "Hub & more", "--subscription", "shop"], replies: replies) { folder, _, asked in
      let names = try names(in: folder)
      #expect(names.contains("virtual-networks~Hub---more.json"))
      #expect(asked.contains("network vnet list --output json --subscription Hub & more"))
      #expect(asked.contains("vm list --output json --subscription shop"))
    }
  }

  @Test func `every command reads: no other verb is ever run`() throws {
    let reading: Set = ["list", "show", "show-backend-health", "list-service-tags"]
    let replies = try Self.replies([
      "network manager list --query": .prints("rg\tavnm\n"), "network manager group list --query": .prints("ng\n"),
      "network manager security-admin-config list --query": .prints("conf\n"),
      "network manager security-admin-config rule-collection list --query": .prints("coll\n"),
      "network firewall policy list --query": .prints("rg\tpol\n"), "network vhub list --query": .prints("rg\thub\n"),
      "vmss list --query": .prints("rg\tset\n"), "webapp list --query": .prints("rg\tapp\n"),
      "dns-resolver list --query": .prints("rg\tres\n"),
      "dns-resolver forwarding-ruleset list --query": .prints("rg\trules\n"),
      "network vnet list --query": .prints("westeurope\n"),
      "extension list --query": .prints("dns-resolver\nazure-firewall\nvirtual-network-manager\nvirtual-wan\n"),
    ])
    try collect(replies: replies) { _, run, asked in
      #expect(run.status == 0)
      #expect(asked.count == 59)
      for command in asked {
        let verb = command.split(separator: " ").prefix { !$0.hasPrefix("-") }.last.map(String.init) ?? ""
        #expect(reading.contains(verb), "\(command)")
      }
      let rules =
        "network manager security-admin-config rule-collection rule list -g rg --network-manager-name avnm "
        + "--configuration-name conf --rule-collection-name coll --output json"
      #expect(asked.contains(rules))
    }
  }

  @Test func `without a login or az nothing is begun`() throws {
    try collect(replies: try Self.replies(["account show": .fails("ERROR: Please run az login")])) { folder, run, _ in
      #expect(run.status == 1)
      #expect(run.errors == "error: nobody is logged in: az login\n")
      #expect(!FileManager.default.fileExists(atPath: folder.path))
    }
  }

  @Test(arguments: [
    ["-g", "rg; rm -rf ."], ["-g", "a", "--subscription", "b", "--subscription", "c"], ["--list", "-g", "rg"],
    ["azure"],
  ]) func `what makes no sense is wrong usage`(arguments: [String]) throws {
    let run = try Program.run(["collect"] + arguments)
    #expect(run.status == 64)
    #expect(run.output == "")
  }
}
