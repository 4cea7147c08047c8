import Foundation
import Testing

@Suite struct FixCommandTests {
  private static let member = "pool-api/10.0.2.4"

  private func fix(_ arguments: [String], _ scenario: String) throws -> Program.Run {
    try Program.run(["fix"] + arguments + ["scenarios/\(scenario)/broken.scenario.json"])
  }

  @Test func `a proved plan ends with 0, and so does a member that is well`() throws {
    let run = try fix([Self.member], "nsg-denied-at-the-interface")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("proved: Healthy"))
    let well = try Program.run(["fix", Self.member, "scenarios/nsg-denied/repaired.scenario.json"])
    #expect(well.status == 0)
    #expect(well.output.contains("nothing is to be done"))
  }

  @Test func `what the server must do is said, and ends with 1`() throws {
    let run = try fix([Self.member], "port-closed")
    #expect(run.status == 1)
    #expect(run.output.contains("the server: start the service"))
  }

  @Test func `a missing fact is named with what supplies it, and ends with 3`() throws {
    let run = try fix([Self.member], "undetermined-listener")
    #expect(run.status == 3)
    #expect(run.output.contains(#"add: "servers""#))
  }

  @Test func `a plan that breaks a promise is shown as forbidden, with the promise`() throws {
    let run = try fix([Self.member], "nsg-denied")
    #expect(run.status == 1)
    #expect(run.output.contains("A plan that the input forbids"))
    #expect(run.output.contains("never snet-agw to 10.0.2.0/24:8080"))
  }

  @Test func `a plan that takes something away is shown as one for --allow-delete`() throws {
    let scenario = "dns-server-unreachable-azure"
    let run = try fix(["pool-orders/orders.shop.internal", "--allow-delete"], scenario)
    #expect(run.status == 0)
  }

  @Test func `a pool without members, a request and a gateway as a whole can be repaired too`() throws {
    #expect(try fix(["pool-api"], "pool-empty").output.contains("address-pool update"))
    #expect(try fix(["http://shop.contoso.com/report"], "request-timeout").output.contains("--timeout"))
    #expect(try fix(["--all"], "probe-status-path-rule").output.contains("proved"))
  }

  @Test func `the script is a change that whatif reads, and the member is Healthy after it`() throws {
    let script = try fix([Self.member, "--format", "script"], "tls-untrusted-root")
    #expect(script.status == 0, "\(script.errors)")
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "agwsim-fix-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // The certificate's file is what the script writes first.
    let lines = script.output.split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex { $0.hasPrefix("cat > ") })
    let end = try #require(lines.firstIndex(of: "PEM"))
    let certificate = folder.appending(path: "root.cer")
    try lines[(start + 1)..<end].joined(separator: "\n").write(to: certificate, atomically: true, encoding: .utf8)
    let commands = lines[(end + 1)...].joined(separator: "\n").replacing("root-http-api.cer", with: certificate.path)
    let file = folder.appending(path: "plan.sh")
    try commands.write(to: file, atomically: true, encoding: .utf8)
    let run = try Program.run([
      "whatif", "scenarios/tls-untrusted-root/broken.scenario.json", "--change", file.path,
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("Unhealthy -> Healthy"))
  }

  @Test func `JSON has the plan, its commands and what was in the way`() throws {
    let run = try fix([Self.member, "--format", "json"], "nsg-denied-at-the-interface")
    let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(value?["schemaVersion"] as? Int == 1)
    #expect(value?["result"] as? String == "proved")
    let plans = try #require(value?["plans"] as? [[String: Any]])
    #expect((plans.first?["commands"] as? [String])?.first?.hasPrefix("az network nsg rule") == true)
    let goals = try #require(value?["goals"] as? [[String: Any]])
    #expect(((goals.first?["obstacles"] as? [[String: Any]])?.first?["cause"] as? String) == "nsg-denied")
  }

  @Test(
    arguments: [
      [], ["scenarios/demo"], ["--all", "--alternatives", "-1", "scenarios/demo"],
      ["--all", "--alternatives", "9223372036854775807", "scenarios/demo"],
      ["--all", "--setting", "http-api", "scenarios/demo"],
      ["http://nope.example/", "--setting", "http-api", "scenarios/demo"],
    ])
  func `wrong usage ends with 64`(arguments: [String]) throws {
    #expect(try Program.run(["fix"] + arguments).status == 64)
  }

  @Test func `nothing is opened for a request that stays without an answer`() throws {
    let run = try Program.run(["fix", "http://nope.example:81/", "scenarios/demo"])
    #expect(run.status == 1)
    #expect(!run.output.contains("Opens"))
  }

  @Test func `clients from everywhere are let in by the tag`() throws {
    let run = try fix(["--all"], "clients-blocked")
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("--source-address-prefixes Internet"))
  }

  @Test func `a plan that only begins what another goes through with is not shown`() throws {
    let run = try fix(["--all"], "peering-access-disabled")
    #expect(!run.output.contains("which leaves") && !run.output.contains("which leave"))
  }

  @Test func `names that nothing has end with 64`() throws {
    #expect(try Program.run(["fix", "pool-api/10.9.9.9", "scenarios/demo"]).status == 64)
    #expect(try Program.run(["fix", "--all", "--gateway", "nobody", "scenarios/demo"]).status == 64)
  }

  @Test func `lines fit 80 columns where their words do`() throws {
    let run = try fix(["--all"], "route-asymmetric")
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }
}
