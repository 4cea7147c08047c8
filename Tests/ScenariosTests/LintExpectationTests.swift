import Outcomes
import Scenarios
import Testing

/// `{"lint": […]}` in a scenario.
@Suite struct LintExpectationTests {
  private func report(_ members: String, lint entries: String...) -> ScenarioReport {
    let list = entries.map { "\"\($0)\"" }.joined(separator: ", ")
    return judged("{\(members), \"expect\": [{ \"lint\": [\(list)] }]}")
  }

  /// Two groups, both with rules of the same names.
  private static let twins = """
    "networkSecurityGroups": [
      { "name": "nsg-a", "subnets": [{ "id": "vnet/snet" }], "securityRules": [\(rules)] },
      { "name": "nsg-b", "subnets": [{ "id": "vnet/snet-b" }], "securityRules": [\(rules)] }],
    "virtualNetworks": [{ "name": "vnet", "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
      { "name": "snet", "addressPrefix": "10.0.1.0/24" }, { "name": "snet-b", "addressPrefix": "10.0.2.0/24" }] }]
    """

  private static let rules = [("Deny", 200), ("Allow", 300)].map { access, priority in
    """
    { "name": "\(access)", "priority": \(priority), "access": "\(access)", "direction": "Inbound", "protocol": "Tcp",
      "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "80" }
    """
  }.joined(separator: ", ")

  /// A server with two certificates that have ended.
  private static let server = """
    "clock": "2026-11-01T00:00:00Z",
    "servers": [{ "name": "vm", "address": "10.0.2.4", "listeners": [
      { "port": 443, "protocol": "Https", "certificate": { "names": ["a.contoso.com"], "notAfter": "2026-01-01T00:00:00Z" } },
      { "port": 444, "protocol": "Https", "certificate": { "names": ["b.contoso.com"], "notAfter": "2026-01-01T00:00:00Z" } }] }]
    """

  @Test func `each finding is one entry, by any tail of its path of names`() throws {
    let report = report(Self.twins, lint: "shadowed-rule nsg-b/allow", "shadowed-rule nsg-a/Allow")
    #expect(report.problems.isEmpty)
    #expect(report.results.map(\.standing) == [.holds])
  }

  @Test func `two findings of one rule about the same thing are two entries`() throws {
    #expect(report(Self.server, lint: "certificate-expiry vm").results.map(\.standing) == [.fails])
    let both = report(Self.server, lint: "certificate-expiry vm", "certificate-expiry vm")
    #expect(both.results.map(\.standing) == [.holds])
  }

  @Test func `an entry that is written twice stands for two findings`() throws {
    let report = report(
      Self.twins, lint: "shadowed-rule nsg-a/Allow", "shadowed-rule nsg-a/Allow", "shadowed-rule nsg-b/Allow")
    #expect(report.results.map(\.standing) == [.fails])
  }

  @Test func `an entry that may be about two findings is an error that names both`() throws {
    let problem = try #require(report(Self.twins, lint: "shadowed-rule Allow").problems.first)
    guard case .name(.ambiguous(_, _, let candidates)) = problem.kind else {
      Issue.record("\(problem.kind)")
      return
    }
    #expect(candidates == ["shadowed-rule nsg-a/Allow", "shadowed-rule nsg-b/Allow"])
  }

  @Test(arguments: ["shadowed-rule", "undetermined certificate-expiry"])
  func `an entry without what it is about is an error`(_ entry: String) throws {
    let problem = try #require(report(Self.twins, lint: entry).problems.first)
    guard case .notA(.lintFinding, "lint", entry) = problem.kind else {
      Issue.record("\(problem.kind)")
      return
    }
  }

  @Test func `an update writes what is found, as often as it is found`() {
    let text = "{\(Self.server), \"expect\": [{ \"lint\": [] }]}"
    #expect(judged(text).standing == .fails)
    #expect(updated(text).contains(#""lint": ["certificate-expiry vm", "certificate-expiry vm"]"#))
    #expect(judged(updated(text)).standing == .holds)
    #expect(
      judged(updated("{\(Self.twins), \"expect\": [{ \"lint\": [\"shadowed-rule nsg-a\"] }]}")).standing == .holds)
  }
}
