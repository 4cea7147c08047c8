import Foundation
import Testing

@Suite struct ExitStatusTests {
  /// A command for each row of the table of exit statuses, beside 70, which no input brings about.
  private static let rows: [(status: Int32, command: String)] = [
    (0, "trace pool-web/10.0.4.4 scenarios/demo"), (1, "trace pool-api/10.0.2.4 scenarios/demo"),
    (3, "trace pool-media/10.0.4.7 scenarios/demo"), (64, "trace pool-media/nobody scenarios/demo"),
    (65, "health scenarios/demo/vnets.json"), (66, "health scenarios/nobody"),
  ]

  @Test(arguments: rows) func `each row of the table of exit statuses is true`(row: (status: Int32, command: String))
    throws
  {
    #expect(try Program.run(row.command.split(separator: " ").map(String.init)).status == row.status)
  }

  @Test func `the table of exit statuses has these rows, and 70, in README and on every command's page`() throws {
    let manager = FileManager.default
    let pages = try manager.contentsOfDirectory(atPath: Program.repository.appending(path: "docs/commands").path)
    for page in ["README.md"] + pages.map({ "docs/commands/" + $0 }) where page != "docs/commands/README.md" {
      let text = try String(contentsOf: Program.repository.appending(path: page), encoding: .utf8)
      let statuses = text.matches(of: /(?m)^\| (\d+) \|/).compactMap { Int32($0.1) }
      #expect(statuses == Self.rows.map(\.status) + [70], "\(page)")
    }
  }

  @Test(arguments: [
    ("trace pool-web/10.0.4.4 scenarios/demo", 0),
    ("trace pool-api/10.0.2.4 scenarios/demo", 1),
    ("trace pool-media/10.0.4.7 scenarios/demo", 3),
    ("trace pool-media/10.0.4.7 scenarios/demo --assume listening", 0),
    ("health scenarios/demo", 1),
    ("diff scenarios/demo scenarios/demo", 0),
    ("diff scenarios/nsg-denied/broken.scenario.json scenarios/nsg-denied/repaired.scenario.json", 1),
    ("diff scenarios/demo/vnets.json scenarios/demo/nsgs.json", 3),
    ("trace --from snet-agw --to 10.0.4.4:80 scenarios/demo", 0),
    ("trace --from snet-agw --to 10.0.4.4:81 scenarios/demo", 1),
    ("reach --from snet-agw --to 10.0.4.4:80 scenarios/demo", 0),
    ("reach --from snet-agw --to 10.0.4.4 scenarios/demo", 1),
    ("reach --from snet-agw --to 10.0.2.4:8080 scenarios/demo", 1),
    ("reach --from 8.8.8.8 --to 9.9.9.9:80 scenarios/demo", 3),
    ("reach --to 10.0.4.4:80 scenarios/demo", 0),
    ("effective-rules scenarios/demo --subnet vnet-shop/snet-agw", 0),
    ("effective-routes scenarios/demo --nic nic-api-1", 0),
    ("next-hop scenarios/demo --vm vm-web-1 --source-ip 10.0.4.4 --dest-ip 10.1.2.4", 0),
    ("next-hop scenarios/demo --vm vm-orders-1 --source-ip 10.1.2.4 --dest-ip 8.8.8.8", 1),
    (
      "ip-flow scenarios/demo --vm vm-web-1 --direction inbound --protocol TCP --local 10.0.4.4:80 --remote 10.0.1.9:*",
      0
    ),
    (
      "ip-flow scenarios/demo --nic nic-api-1 --direction Inbound --protocol Tcp --local 10.0.2.4:8080 --remote 10.0.1.9:*",
      1
    ),
    ("resolve orders.shop.internal scenarios/demo --from vnet-shop", 0),
    ("resolve nobody.shop.internal scenarios/demo --from vnet-shop", 1),
    ("lint scenarios/demo", 1), ("lint scenarios/demo --disable shadowed-rule", 0),
    ("resolve orders.shop.internal scenarios/demo --from vnet-data", 3),
    ("--version", 0),
    ("help trace", 0),
  ]) func `the exit status tells the answer, whatever the format`(command: String, status: Int32) throws {
    let arguments = command.split(separator: " ").map(String.init)
    let run = try Program.run(arguments)
    #expect(run.status == status)
    #expect(!run.output.isEmpty)
    #expect(run.errors == "")
    guard command.contains("scenarios") else { return }
    let json = try Program.run(arguments + ["--format", "json"])
    #expect(json.status == status)
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.output.utf8)) }
  }

  @Test(arguments: [
    "helth scenarios/demo", "health --nonsense scenarios/demo", "health --format xml scenarios/demo",
    "health --assume closed scenarios/demo", "health --clock yesterday scenarios/demo", "trace",
    "trace --from snet-agw scenarios/demo", "trace --from snet-agw --to 10.0.4.4 scenarios/demo",
    "trace --from snet-agw --to 10.0.4.4:80 --gateway agw-shop scenarios/demo",
    "trace --from nobody --to 10.0.4.4:80 scenarios/demo", "trace pool-web/10.0.4.4 --gateway nobody scenarios/demo",
    "trace pool-web/10.0.4.4 --setting nobody scenarios/demo", "effective-rules scenarios/demo",
    "effective-rules scenarios/demo --vm vm-web-1 --subnet snet-agw", "effective-routes scenarios/demo --subnet nobody",
    "next-hop scenarios/demo --nic nobody --dest-ip 10.0.0.1",
    "next-hop scenarios/demo --vm vm-web-1 --dest-ip 10.0.0.256",
    "ip-flow scenarios/demo --vm vm-web-1 --direction Inbound --protocol Tcp --local 10.0.4.4 --remote 10.0.1.9:*",
    "resolve orders.shop.internal scenarios/demo --from nobody", "resolve orders.shop.internal scenarios/demo",
    "lint scenarios/demo --only shadowed-rules", "lint --list --disable shadowed-rules",
    "lint scenarios/demo --only shadowed-rule --disable shadowed-rule",
    "lint --list --only shadowed-rule --disable Shadowed-Rule",
  ]) func `wrong usage and names that nothing has end with 64 and no answer`(command: String) throws {
    let run = try Program.run(command.split(separator: " ").map(String.init))
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors.lowercased().hasPrefix("error: "))
  }

  @Test func `a name typed wrong brings up the nearest known one`() throws {
    let run = try Program.run(["trace", "pool-apo/10.0.2.4", "scenarios/demo"])
    #expect(run.errors.contains("did you mean \"pool-api/10.0.2.4\""))
  }

  @Test func `an input without a gateway ends health with 65 and names the command that exports one`() throws {
    let run = try Program.run(["health", "scenarios/demo/vnets.json"])
    #expect(run.status == 65)
    #expect(run.output == "")
    #expect(run.errors.contains("az network application-gateway list -o json"))
  }

  @Test func `an input in which lint has nothing to look at ends it with 65`() throws {
    let text = #"{ "publicIPAddresses": [{ "name": "pip", "ipAddress": "203.0.113.7" }] }"#
    let run = try Program.run(["lint", "."], with: ["scenario.json": text])
    #expect(run.status == 65)
    #expect(run.output == "")
    #expect(run.errors.contains("no virtual network"))
  }

  @Test func `bad input ends with 65 and one error for each problem`() throws {
    let run = try Program.run(
      ["health", "."],
      with: ["a.json": "[1,", "scenario.json": #"{"servers": [{"address": "10.0.0.300"}], "sever": []}"#])
    #expect(run.status == 65)
    #expect(run.output == "")
    #expect(run.errors.contains("a.json:1:"))
    #expect(run.errors.contains("10.0.0.300"))
    #expect(run.errors.contains("servers"))
  }

  @Test func `a file that cannot be read weighs more than bad input`() throws {
    let run = try Program.run(["health", "nobody.json", "a.json"], with: ["a.json": "[1,"])
    #expect(run.status == 66)
    #expect(run.errors.contains("nobody.json"))
    #expect(run.errors.contains("a.json:1:"))
  }

  @Test func `an answer that cannot be written is a fault`() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let run = try Program.run(["health", "scenarios/demo"], output: full)
    #expect(run.status == 70)
    #expect(run.errors.contains("cannot be written"))
  }

  @Test func `a reader that goes away is no fault`() throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let run = try Program.run(["health", "scenarios/demo"], output: pipe.fileHandleForWriting)
    #expect(run.status == 1)
    #expect(run.errors == "")
  }
}
